#include "native/recorder/journal/journal_watch.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <sstream>
#include <thread>

#include "tests/native/recorder/fake_journal.hpp"
#include "tests/native/support.hpp"

namespace octospira::recorder::test {

namespace {

using octospira::test::soon;

/// What the test makes of a journal.
struct Moods {
    std::atomic<bool> usable{true};
    std::atomic<bool> silent{false};  ///< a probe does not return
    std::atomic<bool> full{false};    ///< nothing can be committed
    std::atomic<int> probes{0};
    std::atomic<int> commits{0};
};

class MoodyJournal : public FakeJournal {
  public:
    explicit MoodyJournal(Moods& moods) : moods_(moods) {}

    Result<void> probe(bool commit) override {
        ++moods_.probes;
        if (commit) ++moods_.commits;
        while (moods_.silent) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        if (moods_.usable && !(commit && moods_.full)) return {};
        return failure(ErrorKind::unavailable, "The journal's file was removed.", "", "journal");
    }

  private:
    Moods& moods_;
};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t times = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++times;
    return times;
}

struct Watching {
    ~Watching() { moods.silent = false; }

    Moods moods;
    std::ostringstream out;
    std::unique_ptr<Log> log = create_log({LogFormat::json, &out, {}});
    JournalWatch watch{std::make_unique<MoodyJournal>(moods), *log};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(a_watch_over_the_journal, Watching)

BOOST_AUTO_TEST_CASE(says_once_that_it_became_unusable_and_once_that_it_is_usable_again) {
    moods.usable = false;
    watch.start();
    BOOST_TEST(!watch.seen().writable);
    BOOST_TEST(watch.seen().trouble == "The journal's file was removed.");
    BOOST_TEST(soon([this] { return moods.probes >= 2; }));

    moods.usable = true;

    BOOST_TEST(soon([this] { return watch.seen().writable; }));
    watch.stop();
    BOOST_TEST(count(out.str(), "journal_failed") == 1U);
    BOOST_TEST(count(out.str(), "The journal's file was removed.") == 1U);
    BOOST_TEST(count(out.str(), "journal_available") == 1U);
}

BOOST_AUTO_TEST_CASE(says_nothing_of_a_journal_that_is_well) {
    watch.start();
    BOOST_TEST(watch.seen().writable);
    watch.stop();
    BOOST_TEST(out.str() == "");
}

BOOST_AUTO_TEST_CASE(finds_it_unusable_when_it_does_not_answer) {
    watch.start();
    BOOST_REQUIRE(watch.seen().writable);

    moods.silent = true;

    BOOST_TEST(soon([this] { return !watch.seen().writable; }));
    BOOST_TEST(watch.seen().trouble == "The journal does not answer.");
    moods.silent = false;
    BOOST_TEST(soon([this] { return watch.seen().writable; }));
    watch.stop();
}

BOOST_AUTO_TEST_CASE(doubts_it_after_a_late_notification_until_one_is_kept_in_time) {
    moods.full = true;  // no commit of its own ends the doubt
    watch.start();
    BOOST_REQUIRE(watch.seen().writable);

    watch.late();
    watch.late();

    BOOST_TEST(!watch.seen().writable);
    BOOST_TEST(watch.seen().trouble == "The journal does not store notifications in time.");
    moods.full = false;
    watch.kept();
    BOOST_TEST(soon([this] { return watch.seen().writable; }));
    watch.stop();
    BOOST_TEST(count(out.str(), "does not store notifications in time") == 1U);
    BOOST_TEST(count(out.str(), "journal_available") == 1U);
}

BOOST_AUTO_TEST_CASE(trusts_it_again_after_a_commit_of_its_own_where_nothing_comes_any_more) {
    watch.start();
    watch.late();
    BOOST_TEST(soon([this] { return watch.seen().writable; }));
    BOOST_TEST(moods.commits > 0);
}

BOOST_AUTO_TEST_CASE(commits_nothing_while_there_is_no_doubt) {
    watch.start();
    BOOST_TEST(soon([this] { return moods.probes >= 2; }));
    BOOST_TEST(moods.commits == 0);
}

BOOST_AUTO_TEST_CASE(doubts_it_for_some_seconds_after_a_failure_whatever_else_is_kept) {
    watch.start();
    watch.failed();
    watch.kept();
    BOOST_TEST(!watch.seen().writable);
    BOOST_TEST(soon([this] { return watch.seen().writable; }));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
