#include <boost/test/unit_test.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

#include "native/recorder/journal/journal.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::recorder::test {

namespace {

/// A recorder whose first attempt finds TC:1; something happens directly before its intent is kept.
struct FirstAttempt {
    FirstAttempt() { spira.store_bench_result(1, kBenchResult); }

    void deliver_while(const std::function<void()>& decide) {
        recorder.emplace(spira.url(), [&](RecorderOptions& options) {
            options.at = [this, decide](const char* point) {
                if (std::string_view(point) == "before_ledger") std::call_once(once, decide);
            };
        });
        (void)recorder->post(kTestPath, real_notification());
        BOOST_TEST(soon([&] { return recorder->state_of(kBenchResult) == "recorded"; }));
    }

    void assign() const {
        using std::chrono::milliseconds;
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        auto store = open_store({.where = recorder->journal(), .recorder = false});
        BOOST_REQUIRE(store);
        auto journal = (*store)->connect();
        BOOST_REQUIRE(journal);
        BOOST_TEST((*journal)
                       ->assign(1, *ProductId::from(1), *TestCaseId::from(2),
                                std::chrono::duration_cast<milliseconds>(now).count())
                       .value_or(false));
    }

    void launch() const {
        const Json launch{{"benchResultId", kBenchResult}, {"productId", 1}, {"testCaseId", 2}};
        // Not by the recorder's own client, which waits for the notification's answer.
        const auto client = http::create_client({});
        const Answer answer = client->send("POST", recorder->url() + "/launches",
                                           {{"X-OctoSpira-Secret", kSecret}}, to_text(launch));
        BOOST_TEST(answer.status == 200);
    }

    void expect_one_run_of_test_case_2() {
        BOOST_REQUIRE(spira.runs().size() == 1U);
        BOOST_TEST(integer_at(spira.runs()[0], "TestCaseId").value_or(0) == 2);
        BOOST_TEST(recorder->query("SELECT count(*) FROM attempts") == "1");
        BOOST_TEST(recorder->query("SELECT test_case FROM notifications") == "2");
    }

    SpiraSide spira;
    std::once_flag once;
    std::optional<RecorderSide> recorder;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(reassigned, FirstAttempt)

BOOST_AUTO_TEST_CASE(what_is_assigned_before_its_run_is_posted_is_recorded_there_only) {
    deliver_while([this] { assign(); });
    expect_one_run_of_test_case_2();
}

BOOST_AUTO_TEST_CASE(a_launch_that_comes_before_the_run_is_posted_says_where_it_is_recorded) {
    deliver_while([this] { launch(); });
    expect_one_run_of_test_case_2();
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
