#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"
#include "native/recorder/journal/journal.hpp"
#include "tests/native/recorder/world.hpp"

// One bad thing never holds the others.

namespace octospira::recorder::test {

namespace {

using std::chrono::milliseconds;

constexpr const char* kPoison = "Object reference not set to an instance of an object.";

std::string numbered(const std::string& name, int number) {
    std::string text = std::to_string(number);
    return name + std::string(20 - name.size() - text.size(), '0') + text;
}

/// With the times of a real recorder: whoever waits for a pause here waits too long.
void unhurried(RecorderOptions& options) {
    options.schedule = default_schedule();
    options.breaker = {};
}

struct Crowd {
    SpiraSide spira;
    RecorderSide recorder{spira.url(), unhurried};

    void launch(const std::string& bench_result, int product, int test_case) {
        const Json launch{
            {"benchResultId", bench_result}, {"productId", product}, {"testCaseId", test_case}};
        BOOST_REQUIRE(recorder.post("/launches", to_text(launch)).status == 200);
    }
    void post(const std::string& bench_result) {
        BOOST_REQUIRE(recorder.post(kTestPath, notification("TEST_PASSED", bench_result)).status ==
                      200);
    }
    void fail_each(const std::string& match, const std::string& action, int status = 500) {
        spira.set_faults(Json::array({Json{{"match", match},
                                           {"action", action},
                                           {"status", status},
                                           {"body", kPoison},
                                           {"times", -1}}}));
    }
    bool recorded_within(const std::string& bench_result, milliseconds limit) {
        const auto begun = std::chrono::steady_clock::now();
        const bool recorded = soon([&] { return recorder.state_of(bench_result) == "recorded"; });
        return recorded && std::chrono::steady_clock::now() - begun < limit;
    }
    std::string ready() {
        return text_at(
            parse_json(recorder.send("GET", "/readyz", {}, "").body).value_or(Json::object()),
            "spira");
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(one_bad_thing, Crowd)

BOOST_AUTO_TEST_CASE(sixty_results_that_spira_never_takes_hold_no_other_product_for_five_seconds) {
    for (const char* const action : {"status", "close"}) {
        fail_each("POST projects/2/test-runs/record", action);
        for (int i = 0; i < 30; ++i) {
            const std::string id = numbered(std::string("poison") + action, i);
            launch(id, 2, 7);
            post(id);
        }
        const std::string good = numbered(std::string("healthy") + action, 1);
        launch(good, 1, 1);
        post(good);
        BOOST_TEST(recorded_within(good, milliseconds(5000)), action);
    }
}

BOOST_AUTO_TEST_CASE(a_paused_product_is_named_and_takes_a_new_result_of_another_test_case) {
    spira.set_faults(Json::array({Json{{"match", "POST projects/1/test-runs/record"},
                                       {"action", "status"},
                                       {"status", 500},
                                       {"body", kPoison},
                                       {"times", 5}}}));
    for (int i = 0; i < 5; ++i) {
        const std::string id = numbered("poison", i);
        launch(id, 1, i % 3 + 1);
        post(id);
    }
    BOOST_REQUIRE(soon([&] { return ready() == "reachable; failing: product 1"; }));
    launch("healthy0000000000001", 1, 4);
    post("healthy0000000000001");
    BOOST_TEST(recorded_within("healthy0000000000001", milliseconds(5000)));
    BOOST_TEST(soon([&] { return ready() == "reachable"; }));
    recorder.stop();
    BOOST_TEST(recorder.log().find("product_paused") != std::string::npos);
    BOOST_TEST(recorder.log().find("product_resumed") != std::string::npos);
    BOOST_TEST(recorder.log().find("spira_unavailable") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_product_all_of_whose_calls_fail_is_not_taken_for_spira_being_away) {
    fail_each("* projects/2", "close");
    for (int i = 0; i < 8; ++i) {
        const std::string id = numbered("poison", i);
        launch(id, 2, 7);
        post(id);
    }
    launch("healthy0000000000001", 1, 1);
    post("healthy0000000000001");
    BOOST_TEST(recorded_within("healthy0000000000001", milliseconds(5000)));
    BOOST_TEST(ready().starts_with("reachable"));
}

BOOST_AUTO_TEST_CASE(a_product_that_hangs_does_not_hold_a_result_of_another_one) {
    // Answered after the test's end.
    spira.set_faults(Json::array(
        {Json{{"match", "* projects/2"}, {"action", "hang"}, {"ms", 60'000}, {"times", -1}}}));
    for (int i = 0; i < 8; ++i) {
        const std::string id = numbered("hanging", i);
        launch(id, 2, i + 7);
        post(id);
    }
    BOOST_REQUIRE(soon([&] { return spira.calls("projects/2") >= 3; }));
    launch("healthy0000000000001", 1, 1);
    post("healthy0000000000001");
    BOOST_TEST(soon([&] { return recorder.state_of("healthy0000000000001") == "recorded"; }));
    BOOST_TEST(recorder.query("SELECT count(*) FROM attempts WHERE state <> 'recorded'") == "0");
    recorder.stop();
}

BOOST_AUTO_TEST_CASE(more_results_of_a_product_that_hangs_than_are_put_aside_hold_nobody_either) {
    spira.set_faults(Json::array(
        {Json{{"match", "* projects/2"}, {"action", "hang"}, {"ms", 60'000}, {"times", -1}}}));
    for (int i = 0; i < 250; ++i) {
        const std::string id = numbered("hanging", i);
        launch(id, 2, i + 7);
        post(id);
    }
    launch("healthy0000000000001", 1, 1);
    post("healthy0000000000001");
    BOOST_TEST(soon([&] { return recorder.state_of("healthy0000000000001") == "recorded"; }));
    BOOST_TEST(recorder.query("SELECT count(*) FROM attempts WHERE state <> 'recorded'") == "0");
    recorder.stop();
}

BOOST_AUTO_TEST_CASE(thirty_results_that_no_test_case_fits_hold_nobody_up) {
    for (int i = 0; i < 30; ++i) post(numbered("stray", i));
    BOOST_REQUIRE(soon([&] {
        return recorder.query("SELECT count(*) FROM notifications WHERE attempts > 0") == "30";
    }));
    BOOST_TEST(ready() == "reachable");
    launch("healthy0000000000001", 1, 2);
    post("healthy0000000000001");
    BOOST_TEST(recorded_within("healthy0000000000001", milliseconds(5000)));
}

BOOST_AUTO_TEST_CASE(a_result_without_a_product_does_not_end_an_outage) {
    fail_each("* projects", "status", 503);
    launch("waiting0000000000001", 1, 1);
    post("waiting0000000000001");
    BOOST_REQUIRE(soon([&] { return ready() == "unreachable, deliveries queued"; }));
    (void)recorder.post(
        kTestPath, replace_all(notification("TEST_PASSED", "stray000000000000001"), "[PR:1]", ""));
    BOOST_TEST(ready() == "unreachable, deliveries queued");
    BOOST_TEST(recorder.state_of("stray000000000000001") == "pending");
}

BOOST_AUTO_TEST_CASE(an_outage_of_spira_costs_no_result_an_attempt) {
    fail_each("* projects", "status", 503);
    for (int i = 0; i < 8; ++i) {
        const std::string id = numbered("waiting", i);
        launch(id, 1, i % 3 + 1);
        post(id);
    }
    BOOST_REQUIRE(soon([&] { return ready() == "unreachable, deliveries queued"; }));
    BOOST_TEST(recorder.query("SELECT sum(attempts) FROM notifications") == "0");
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

/// A recorder in a hurry, whose account Spira knows or not.
struct Account {
    SpiraSide spira;
    Account() { spira.store_bench_result(1, kBenchResult); }

    static std::string spira_of(RecorderSide& recorder) {
        return text_at(
            parse_json(recorder.send("GET", "/readyz", {}, "").body).value_or(Json::object()),
            "spira");
    }
    static std::string metric(RecorderSide& recorder, const std::string& name) {
        const std::string text = recorder.send("GET", "/metrics", {}, "").body;
        const std::size_t at = text.find("\n" + name + " ");
        return at == std::string::npos ? "" : text.substr(at + name.size() + 2, 1);
    }
    Json refuse(const std::string& match, int times, int status) {
        return Json{{"match", match},
                    {"action", "status"},
                    {"status", status},
                    {"body", R"("Access Denied")"},
                    {"times", times}};
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(the_account, Account)

BOOST_AUTO_TEST_CASE(a_wrong_key_is_told_at_the_start_before_any_result_comes) {
    RecorderSide recorder(spira.url(),
                          [](RecorderOptions& options) { options.spira.api_key = "{wrong}"; });
    BOOST_TEST(
        soon([&] { return spira_of(recorder) == "rejects the account, deliveries queued"; }));
    BOOST_TEST(metric(recorder, "octospira_spira_account_refused") == "1");
    recorder.stop();
    BOOST_TEST(recorder.log().find("spira_account_refused") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_refused_account_uses_nothing_up_and_all_goes_out_when_it_works_again) {
    for (const int status : {401, 403}) {
        spira.set_faults(Json::array({refuse("* projects", -1, status)}));
        RecorderSide recorder(spira.url(), [](RecorderOptions& options) {
            options.breaker.idle = milliseconds(100);
            options.breaker.first_pause = milliseconds(100);
        });
        const std::string id = numbered("account", status);
        (void)recorder.post(
            "/launches", to_text(Json{{"benchResultId", id}, {"productId", 1}, {"testCaseId", 1}}));
        (void)recorder.post(kTestPath, notification("TEST_PASSED", id));
        BOOST_TEST(
            soon([&] { return spira_of(recorder) == "rejects the account, deliveries queued"; }));
        BOOST_TEST(recorder.state_of(id) == "pending");
        BOOST_TEST(recorder.query("SELECT attempts FROM notifications") == "0");

        spira.set_faults(Json::array());

        BOOST_TEST(soon([&] { return recorder.state_of(id) == "recorded"; }));
        BOOST_TEST(spira_of(recorder) == "reachable");
        BOOST_TEST(metric(recorder, "octospira_spira_account_refused") == "0");
        recorder.stop();
        BOOST_TEST(recorder.log().find("spira_account_accepted") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_in_one_product_pauses_that_product_and_gives_nothing_up) {
    spira.set_faults(Json::array({refuse("* projects/2/", -1, 403)}));
    RecorderSide recorder(spira.url());
    for (int i = 0; i < 3; ++i) {
        const std::string id = numbered("denied", i);
        (void)recorder.post(
            "/launches", to_text(Json{{"benchResultId", id}, {"productId", 2}, {"testCaseId", 7}}));
        (void)recorder.post(kTestPath, notification("TEST_PASSED", id));
    }
    BOOST_TEST(soon(
        [&] { return spira_of(recorder) == "reachable; failing: product 2 (access refused)"; }));
    (void)recorder.post(kTestPath, real_notification());
    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));
    BOOST_TEST(recorder.query("SELECT count(*) FROM notifications WHERE state = 'pending'") == "3");

    spira.set_faults(Json::array());

    BOOST_TEST(soon([&] {
        return recorder.query("SELECT count(*) FROM notifications WHERE state = 'recorded'") == "4";
    }));
    recorder.stop();
    BOOST_TEST(recorder.log().find("delivery_given_up") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

/// A recorder whose pauses last longer than any test.
struct Paused {
    SpiraSide spira;
    RecorderSide recorder{spira.url(), [](RecorderOptions& options) {
                              options.schedule = {std::chrono::hours(1), std::chrono::hours(1)};
                              options.breaker.first_pause = std::chrono::minutes(5);
                              options.breaker.longest_pause = std::chrono::minutes(5);
                              options.breaker.longest_check = std::chrono::minutes(5);
                          }};

    void fail(const std::string& match, int status) {
        spira.set_faults(Json::array({Json{{"match", match},
                                           {"action", "status"},
                                           {"status", status},
                                           {"body", kPoison},
                                           {"times", -1}}}));
    }
    void send(const std::string& id, int test_case) {
        BOOST_REQUIRE(recorder
                          .post("/launches", to_text(Json{{"benchResultId", id},
                                                          {"productId", 1},
                                                          {"testCaseId", test_case}}))
                          .status == 200);
        BOOST_REQUIRE(recorder.post(kTestPath, notification("TEST_PASSED", id)).status == 200);
    }
    bool spira_is(const std::string& words) {
        return soon([&] {
            return recorder.send("GET", "/readyz", {}, "").body.find(words) != std::string::npos;
        });
    }
    /// As `octospira recorder deliveries retry` does it, a program of its own.
    void retry(const std::string& bench_result) {
        const std::string id = recorder.query(
            "SELECT id FROM notifications WHERE bench_result = '" + bench_result + "'");
        auto store = open_store({recorder.journal(), {}, false});
        BOOST_REQUIRE(store);
        auto journal = (*store)->connect();
        BOOST_REQUIRE(journal);
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const auto due = (*journal)->retry_now(
            std::stoll(id), std::chrono::duration_cast<milliseconds>(now).count());
        BOOST_TEST(due.value_or(0) == 1);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(a_retry_now, Paused)

BOOST_AUTO_TEST_CASE(does_not_wait_for_the_next_question_to_a_spira_that_was_unreachable) {
    fail("* projects", 503);
    send("waiting0000000000001", 1);
    BOOST_REQUIRE(spira_is("unreachable, deliveries queued"));
    spira.set_faults(Json::array());

    retry("waiting0000000000001");

    BOOST_TEST(soon([&] { return recorder.state_of("waiting0000000000001") == "recorded"; }));
}

BOOST_AUTO_TEST_CASE(does_not_wait_for_the_end_of_its_products_pause) {
    fail("POST projects/1/test-runs/record", 500);
    for (int i = 0; i < 5; ++i) send(numbered("poison", i), i % 3 + 1);
    BOOST_REQUIRE(spira_is("failing: product 1"));
    spira.set_faults(Json::array());

    retry(numbered("poison", 3));

    BOOST_TEST(soon([&] { return recorder.state_of(numbered("poison", 3)) == "recorded"; }));
    BOOST_TEST(spira_is("\"reachable\""));
    recorder.stop();
    BOOST_TEST(recorder.log().find("pauses_lifted") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
