#include <atomic>
#include <boost/test/unit_test.hpp>

#include "tests/native/recorder/world.hpp"

namespace octospira::recorder::test {

namespace {

struct Trouble {
    SpiraSide spira;
    Trouble() { spira.store_bench_result(1, kBenchResult); }

    void expect_one_run(RecorderSide& recorder) {
        BOOST_TEST(recorder.post(kTestPath, real_notification()).status == 200);
        BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));
        BOOST_TEST(spira.runs().size() == 1U);
    }
};

Json fault(const std::string& action, int status, int times, const std::string& path) {
    return Json::array({Json{
        {"match", "POST " + path}, {"times", times}, {"action", action}, {"status", status}}});
}

/// In Spira's own words: nothing was stored.
constexpr const char* kTooBusy = R"("The server is too busy.")";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(failures, Trouble)

BOOST_AUTO_TEST_CASE(spira_answering_500_after_it_stored_gives_exactly_one_run) {
    spira.set_faults(fault("storeThenStatus", 500, 1, "test-runs/record"));
    RecorderSide recorder(spira.url());
    expect_one_run(recorder);
}

BOOST_AUTO_TEST_CASE(spira_closing_the_connection_after_it_stored_gives_exactly_one_run) {
    spira.set_faults(fault("storeThenClose", 0, 1, "test-runs/record"));
    RecorderSide recorder(spira.url());
    expect_one_run(recorder);
}

BOOST_AUTO_TEST_CASE(a_run_that_is_stored_late_is_waited_for_when_the_clock_is_set_forward) {
    Json late = fault("closeThenStore", 0, 1, "test-runs/record");
    late[0]["ms"] = 1500;
    spira.set_faults(late);
    std::atomic<EpochMs> ahead{0};
    RecorderSide recorder(spira.url(), [&ahead](RecorderOptions& options) {
        options.post_window = std::chrono::seconds(4);
        options.client.total_timeout = std::chrono::seconds(4);
        options.clock = [&ahead] {
            const auto now = std::chrono::system_clock::now().time_since_epoch();
            return std::chrono::duration_cast<std::chrono::milliseconds>(now).count() + ahead;
        };
    });
    (void)recorder.post(kTestPath, real_notification());
    BOOST_REQUIRE(soon([&] { return spira.calls("test-runs/record") == 1; }));

    ahead = 3LL * 60 * 60 * 1000;

    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));
    BOOST_TEST(spira.calls("test-runs/record") == 1);
    BOOST_TEST(spira.runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_launch_for_another_test_case_does_not_take_along_a_run_that_is_stored_late) {
    Json late = fault("closeThenStore", 0, 1, "test-runs/record");
    late[0]["ms"] = 1500;
    spira.set_faults(late);
    RecorderSide recorder(spira.url(), [](RecorderOptions& options) {
        options.post_window = std::chrono::seconds(4);
        options.client.total_timeout = std::chrono::seconds(4);
    });
    (void)recorder.post(kTestPath, real_notification());
    BOOST_REQUIRE(soon([&] { return spira.calls("test-runs/record") == 1; }));

    const Json launch{{"benchResultId", kBenchResult}, {"productId", 1}, {"testCaseId", 2}};
    BOOST_TEST(recorder.post("/launches", to_text(launch)).status == 200);

    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));
    BOOST_REQUIRE(spira.runs().size() == 1U);
    BOOST_TEST(integer_at(spira.runs()[0], "TestCaseId").value_or(0) == 1);
    BOOST_TEST(spira.calls("test-runs/record") == 1);
}

BOOST_AUTO_TEST_CASE(what_fails_for_a_while_is_tried_again_until_it_succeeds) {
    Json busy = fault("status", 503, 2, "test-runs/record");
    busy[0]["body"] = kTooBusy;
    spira.set_faults(busy);
    RecorderSide recorder(spira.url());
    expect_one_run(recorder);
    BOOST_TEST(recorder.query("SELECT attempts FROM notifications") == "2");
}

BOOST_AUTO_TEST_CASE(the_marker_is_found_even_where_the_look_up_failed_at_first) {
    Json faults = fault("storeThenStatus", 500, 1, "test-runs/record");
    faults.push_back(fault("status", 502, 1, "test-runs/search")[0]);
    spira.set_faults(faults);
    RecorderSide recorder(spira.url());
    expect_one_run(recorder);
}

BOOST_AUTO_TEST_CASE(an_unreachable_spira_keeps_the_notification_for_as_long_as_it_is_away) {
    RecorderSide recorder("http://127.0.0.1:9");

    (void)recorder.post(kTestPath, real_notification());

    BOOST_TEST(soon([&] {
        return recorder.send("GET", "/readyz", {}, "")
                   .body.find("unreachable, deliveries queued") != std::string::npos;
    }));
    recorder.stop();
    BOOST_TEST(recorder.state_of(kBenchResult) == "pending");
    BOOST_TEST(recorder.query("SELECT attempts FROM notifications") == "0");
    BOOST_TEST(recorder.log().find("spira_unavailable") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_spira_fails_to_take_is_given_up_when_the_schedule_is_used_up) {
    Json fails = fault("status", 500, -1, "test-runs/record");
    fails[0]["body"] = R"("Object reference not set to an instance of an object.")";
    spira.set_faults(fails);
    RecorderSide recorder(spira.url());

    (void)recorder.post(kTestPath, real_notification());

    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "dead"; }));
    BOOST_TEST(recorder.query("SELECT attempts FROM notifications") == "4");
    BOOST_TEST(recorder.query("SELECT note FROM notifications") != "");
}

BOOST_AUTO_TEST_CASE(what_spira_refuses_is_given_up_at_once_and_kept_with_the_reason) {
    Json faults = fault("status", 400, -1, "test-runs/record");
    faults[0]["body"] = R"({"Message": "The end date is not valid"})";
    spira.set_faults(faults);
    RecorderSide recorder(spira.url());

    (void)recorder.post(kTestPath, real_notification());

    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "dead"; }));
    BOOST_TEST(recorder.query("SELECT attempts FROM notifications") == "1");
    BOOST_TEST(recorder.query("SELECT note LIKE '%end date%' FROM notifications") == "1");
    BOOST_TEST(spira.runs().empty());
    recorder.stop();
    BOOST_TEST(recorder.log().find("delivery_given_up") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_wait_spira_asks_for_is_kept_up_to_two_minutes) {
    Json faults = fault("status", 503, 1, "test-runs/record");
    faults[0]["body"] = kTooBusy;
    faults[0]["headers"] = Json{{"Retry-After", "3600"}};
    spira.set_faults(faults);
    RecorderSide recorder(spira.url());

    (void)recorder.post(kTestPath, real_notification());

    BOOST_TEST(soon([&] { return recorder.query("SELECT attempts FROM notifications") == "1"; }));
    BOOST_TEST(recorder.query("SELECT next_attempt_ms - changed_ms = 120000 "
                              "FROM notifications") == "1");
}

BOOST_AUTO_TEST_CASE(a_journal_that_cannot_be_written_is_answered_503_and_loses_nothing_later) {
    RecorderSide recorder(spira.url());
    recorder.execute("ALTER TABLE notifications RENAME TO hidden");

    const Answer answer = recorder.post(kTestPath, real_notification());

    BOOST_TEST(answer.status == 503);
    BOOST_TEST(answer.retry_after_s.value_or(0) == 5);
    BOOST_TEST(recorder.send("GET", "/readyz", {}, "").status == 503);
    recorder.execute("ALTER TABLE hidden RENAME TO notifications");
    expect_one_run(recorder);
    BOOST_TEST(soon([&] { return recorder.send("GET", "/readyz", {}, "").status == 200; }));
}

BOOST_AUTO_TEST_CASE(a_dead_letter_whose_run_turns_up_in_spira_is_recorded_without_a_person) {
    Json late = fault("statusThenStore", 500, 1, "test-runs/record")[0];
    late["body"] = R"({"Message": "Transaction was deadlocked"})";
    late["ms"] = 8000;
    Json always = fault("status", 500, -1, "test-runs/record")[0];
    always["body"] = late["body"];
    spira.set_faults(Json::array({late, always}));
    RecorderSide recorder(spira.url(), [](RecorderOptions& options) {
        options.look_again = std::chrono::milliseconds(100);
    });
    (void)recorder.post(
        "/launches",
        to_text(Json{{"benchResultId", kBenchResult}, {"productId", 1}, {"testCaseId", 1}}));
    (void)recorder.post(kTestPath, real_notification());
    BOOST_REQUIRE(soon([&] { return recorder.state_of(kBenchResult) == "dead"; }));
    BOOST_TEST(spira.runs().empty());

    const auto recorded = [&] { return recorder.state_of(kBenchResult) == "recorded"; };
    BOOST_TEST((soon(recorded) || soon(recorded)));

    BOOST_TEST(spira.runs().size() == 1U);
    BOOST_TEST(recorder.query("SELECT test_run FROM notifications") != "");
    BOOST_TEST(found_in_spira(recorder.query("SELECT details FROM notifications")));
    recorder.stop();
    BOOST_TEST(recorder.log().find("\"recognised\"") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
