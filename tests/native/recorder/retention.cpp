#include "native/recorder/journal/retention.hpp"

#include <boost/test/unit_test.hpp>
#include <future>
#include <sstream>

#include "tests/native/recorder/fake_journal.hpp"

namespace octospira::recorder::test {

namespace {

using namespace std::chrono_literals;

constexpr EpochMs kDay = 86'400'000;
constexpr EpochMs kNow = 1000 * kDay;

/// Says what it is to forget, and does as it is told.
class ForgetfulJournal : public FakeJournal {
  public:
    Result<int> forget(EpochMs before, int limit) override {
        asked.push_back(before);
        const int gone = std::min(limit, left);
        left -= gone;
        if (left == 0) done.set_value();
        return gone;
    }
    int left = 0;
    std::vector<EpochMs> asked;
    std::promise<void> done;
};

DeliveryDetail received(EpochMs when) {
    DeliveryDetail story;
    story.row.id = 1;
    story.row.received = when;
    return story;
}

/// Keeps 90 days, by a clock that says `now`.
struct Keeping {
    explicit Keeping(EpochMs newest, EpochMs now, int old = 1) {
        auto made = std::make_unique<ForgetfulJournal>();
        journal = made.get();
        journal->left = old;
        journal->stories.push_back(received(newest));
        log = create_log({LogFormat::json, &lines});
        retention = std::make_unique<Retention>(
            std::chrono::hours(90 * 24),
            Retention::Dependencies{std::move(made), *log, [now] { return now; }, 0ms});
    }
    void run() {
        auto done = journal->done.get_future();
        retention->start();
        BOOST_REQUIRE((done.wait_for(10s) == std::future_status::ready));
        retention->stop();
    }

    std::ostringstream lines;
    std::unique_ptr<Log> log;
    ForgetfulJournal* journal = nullptr;
    std::unique_ptr<Retention> retention;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(what_is_kept_and_for_how_long)

BOOST_AUTO_TEST_CASE(what_is_older_than_the_days_to_keep_is_forgotten) {
    Keeping keeping(kNow - 1000, kNow);
    keeping.run();
    BOOST_TEST(keeping.journal->asked.front() == kNow - 90 * kDay);
}

BOOST_AUTO_TEST_CASE(much_is_forgotten_a_little_at_a_time_and_told_once) {
    Keeping keeping(kNow, kNow, 450);
    keeping.run();
    BOOST_TEST(keeping.journal->asked.size() == 3U);
    BOOST_TEST(keeping.lines.str().find(R"("event":"forgotten","notifications":450)") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_clock_far_ahead_of_what_came_last_makes_nothing_older) {
    Keeping keeping(kNow, kNow + 100 * kDay);
    keeping.run();
    BOOST_TEST(keeping.journal->asked.front() == kNow + kDay - 90 * kDay);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
