#include "native/recorder/journal_watch.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <sstream>
#include <thread>

#include "tests/native/recorder/fake_journal.hpp"

namespace octospira::recorder::test {

namespace {

/// What the test makes of a journal.
struct Moods {
    std::atomic<bool> usable{true};
    std::atomic<bool> silent{false};  ///< a probe does not return
    std::atomic<int> probes{0};
};

class MoodyJournal : public FakeJournal {
  public:
    explicit MoodyJournal(Moods& moods) : moods_(moods) {}

    Result<void> probe() override {
        ++moods_.probes;
        while (moods_.silent) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        if (moods_.usable) return {};
        return failure(ErrorKind::unavailable, "The journal's file was removed.", "", "journal");
    }

  private:
    Moods& moods_;
};

bool soon(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

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

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
