#include "native/recorder/deliveries.hpp"

#include <boost/test/unit_test.hpp>
#include <future>
#include <memory>
#include <sstream>

#include "tests/native/recorder/fake_journal.hpp"

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

}  // namespace

BOOST_AUTO_TEST_SUITE(deliveries)

BOOST_AUTO_TEST_CASE(whoever_accepts_never_waits_for_a_worker_that_waits_for_the_journal) {
    std::promise<void> allowed;
    SlowJournal journal;
    journal.answer = allowed.get_future().share();
    std::ostringstream lines;
    const auto log = create_log({LogFormat::json, &lines});
    Breaker breaker({});
    Observer observer;
    DeliveryOptions options;
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
