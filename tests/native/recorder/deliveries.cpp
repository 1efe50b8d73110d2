#include "native/recorder/delivery/deliveries.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <future>
#include <memory>
#include <new>
#include <sstream>
#include <utility>

#include "tests/native/recorder/fake_journal.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::recorder::test {

namespace {

using namespace std::chrono_literals;

/// A journal far away, which takes its time to say that nothing is due.
class SlowJournal : public FakeJournal {
  public:
    Result<std::optional<Pending>> claim(EpochMs, std::chrono::milliseconds) override {
        if (!asked_) asked.set_value();
        asked_ = true;
        answer.wait();
        return std::nullopt;
    }

    std::promise<void> asked;  ///< somebody waits for the answer
    std::shared_future<void> answer;

  private:
    bool asked_ = false;
};

/// A journal that has one notification due, for whose launch there is no memory the first time.
class ShortOfMemory : public FakeJournal {
  public:
    Result<std::optional<Pending>> claim(EpochMs, std::chrono::milliseconds) override {
        if (claimed_) return std::optional<Pending>();
        claimed_ = true;
        Pending pending;
        pending.id = 7;
        pending.bench_result = "lUig7oEBrZGjujUFtpV_";
        pending.body = R"({"type":"TEST_STARTED","benchResultId":"lUig7oEBrZGjujUFtpV_"})";
        return std::optional(std::move(pending));
    }
    Result<std::optional<flows::Launch>> launch_of(const std::string&) override {
        if (!std::exchange(thrown_, true)) throw std::bad_alloc();
        return std::optional<flows::Launch>();
    }
    Result<void> give_back(std::int64_t) override {
        claimed_ = false;
        return {};
    }
    Result<void> finish(const Finished& how) override {
        finished.set_value(how.id);
        return {};
    }
    std::promise<std::int64_t> finished;

  private:
    std::atomic<bool> claimed_{false};
    bool thrown_ = false;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(deliveries)

BOOST_AUTO_TEST_CASE(a_worker_that_runs_out_of_memory_says_so_and_continues) {
    ShortOfMemory journal;
    std::ostringstream lines;
    const auto log = create_log({LogFormat::json, &lines});
    Breaker breaker({});
    Observer observer;
    const SpiraSide spira;
    DeliveryOptions options;
    options.spira = {spira.url(), kUser, kKey};
    options.workers = 1;
    options.clock = [] { return EpochMs{0}; };
    options.random = [] { return 0.5; };
    Deliveries deliveries(journal, *log, breaker, observer, options);
    deliveries.start();

    auto finished = journal.finished.get_future();
    BOOST_REQUIRE((finished.wait_for(10s) == std::future_status::ready));

    BOOST_TEST(finished.get() == 7);
    deliveries.stop(1s);
    BOOST_TEST(lines.str().find("internal_error") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(whoever_accepts_never_waits_for_a_worker_that_waits_for_the_journal) {
    std::promise<void> allowed;
    SlowJournal journal;
    journal.answer = allowed.get_future().share();
    std::ostringstream lines;
    const auto log = create_log({LogFormat::json, &lines});
    Breaker breaker({});
    Observer observer;
    const SpiraSide spira;
    DeliveryOptions options;
    options.spira = {spira.url(), kUser, kKey};
    options.clock = [] { return EpochMs{0}; };
    options.random = [] { return 0.5; };
    Deliveries deliveries(journal, *log, breaker, observer, options);
    deliveries.start();
    BOOST_REQUIRE((journal.asked.get_future().wait_for(10s) == std::future_status::ready));

    auto woken = std::async(std::launch::async, [&deliveries] { deliveries.wake(); });
    const bool at_once = woken.wait_for(10s) == std::future_status::ready;

    allowed.set_value();
    BOOST_TEST(at_once);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
