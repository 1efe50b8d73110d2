#include <boost/test/unit_test.hpp>

#include "tests/core/flows/run_page.hpp"

using namespace octospira;
using namespace octospira::testing;

BOOST_AUTO_TEST_SUITE(stop_test)

BOOST_AUTO_TEST_CASE(a_running_test_is_stopped_after_a_question) {
    for (const bool dialogs : {true, false}) {
        RunPage page("stop");
        page.event["page"]["dialogs"] = dialogs;
        const Json end = page.run();
        BOOST_TEST(text_at(end, "outcome") == "stopped");
        BOOST_TEST(page.count(kStop + kBenchResult) == 1);
        BOOST_TEST(page.count("confirm") == 1);
        BOOST_TEST(page.count("show") == (dialogs ? 2 : 0));
        BOOST_TEST(page.message() == "OctoPerf: The test was stopped early.");
    }
}

BOOST_AUTO_TEST_CASE(who_may_not_modify_test_cases_may_not_stop_their_tests) {
    RunPage page("stop");
    page.event["page"]["can"]["modifyTestCase"] = false;
    BOOST_TEST(text_at(page.run(), "outcome") == "refused");
    check_words(page.message(),
                "Stopping a test needs permission to modify test cases in this product. "
                "Ask a product administrator");
    BOOST_TEST(page.lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_page_that_cannot_tell_the_right_asks_the_person_only) {
    RunPage page("stop");
    page.event["page"]["can"]["modifyTestCase"] = nullptr;
    BOOST_TEST(text_at(page.run(), "outcome") == "stopped");
    BOOST_TEST(page.count("confirm") == 1);
}

BOOST_AUTO_TEST_CASE(no_means_no) {
    RunPage page("stop");
    page.on("confirm", [](const Json&) { return confirmed(false); });
    BOOST_TEST(text_at(page.run(), "outcome") == "cancelled");
    BOOST_TEST(page.count(kStop) == 0);
    BOOST_TEST(page.count("notify") == 0);
}

BOOST_AUTO_TEST_CASE(a_test_that_has_ended_is_not_stopped_and_says_how_it_ended) {
    const std::pair<const char*, const char*> states[] = {
        {"FINISHED", "The test completed."},
        {"ABORTED", "The test was stopped early."},
        {"ERROR", "OctoPerf could not run the test."}};
    for (const auto& [state, words] : states) {
        RunPage page("stop", {state});
        BOOST_TEST(text_at(page.run(), "outcome") == "ended");
        BOOST_TEST(page.message() == std::string("OctoPerf: There is nothing to stop. ") + words);
        BOOST_TEST(page.count(kStop) == 0);
        BOOST_TEST(page.count("confirm") == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_test_that_finished_meanwhile_is_not_called_stopped) {
    RunPage page("stop");
    page.on(kStop, [&](const Json&) {
        page.states = {"FINISHED"};
        return rest(200, Json::object());
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "ended");
    check_words(page.message(), "There is nothing to stop. The test completed.");
}

BOOST_AUTO_TEST_CASE(a_missing_right_is_told_and_not_tried_again) {
    for (const int status : {401, 403, 404, 400, 429}) {
        RunPage page("stop");
        page.on(kStop, [status](const Json&) { return rest(status, std::string()); });
        BOOST_TEST(text_at(page.run(), "outcome") == "refused");
        check_words(page.message(), "The test was not stopped.");
        BOOST_TEST(page.count(kStop) == 1);
    }
}

BOOST_AUTO_TEST_CASE(an_unclear_answer_is_looked_up_and_tried_once_more) {
    for (const Json& failure : {rest(0, std::string()), rest(500, std::string()),
                                rest(502, std::string("<html>")), refused("timed out")}) {
        RunPage arrived("stop");
        arrived.on(kStop, [&](const Json&) {
            arrived.states = {"ABORTED"};
            return failure;
        });
        BOOST_TEST(text_at(arrived.run(), "outcome") == "stopped");
        BOOST_TEST(arrived.count(kStop) == 1);

        RunPage second("stop");
        second.on_first(1, kStop, [&](const Json&) { return failure; });
        BOOST_TEST(text_at(second.run(), "outcome") == "stopped");
        BOOST_TEST(second.count(kStop) == 2);

        RunPage never("stop");
        never.on(kStop, [&](const Json&) { return failure; });
        BOOST_TEST(text_at(never.run(), "outcome") == "refused");
        BOOST_TEST(never.count(kStop) == 2);
    }
}

BOOST_AUTO_TEST_CASE(a_page_in_the_place_of_an_answer_is_no_stop) {
    for (const char* body : {"<html>Sign in</html>", "It works!", "{\"cut\":"}) {
        RunPage page("stop");
        page.on(kStop, [body](const Json&) { return rest(200, std::string(body)); });
        BOOST_TEST(text_at(page.run(), "outcome") == "refused");
        check_words(page.message(), "The test was not stopped.");
        BOOST_TEST(page.count(kStop) == 2);
    }
}

BOOST_AUTO_TEST_CASE(an_empty_answer_and_a_bench_result_are_a_stop) {
    for (const char* body : {"", " \n", "{}", "{\"state\":\"RUNNING\"}"}) {
        RunPage page("stop");
        page.on(kStop, [&page, body](const Json&) {
            page.states = {"ABORTED"};
            return rest(200, std::string(body));
        });
        BOOST_TEST(text_at(page.run(), "outcome") == "stopped");
        BOOST_TEST(page.count(kStop) == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_test_that_is_slow_to_stop_is_left_after_two_minutes) {
    for (const bool dialogs : {true, false}) {
        RunPage page("stop");
        page.event["page"]["dialogs"] = dialogs;
        page.on(kStop, [](const Json&) { return rest(200, std::string()); });
        BOOST_TEST(text_at(page.run(), "outcome") == "stopping");
        BOOST_TEST(page.count(dialogs ? "listen" : "sleep") == 40);
        check_words(page.message(), "It is not yet known whether it has stopped");
        BOOST_TEST(page.count("octoperf POST analysis") == 0);
    }
}

BOOST_AUTO_TEST_CASE(closing_the_dialog_leaves_the_stop_to_octoperf) {
    RunPage page("stop");
    page.on(kStop, [](const Json&) { return rest(200, std::string()); });
    page.actions = {heard("elapsed"), heard("closed")};
    BOOST_TEST(text_at(page.run(), "outcome") == "stopping");
    BOOST_TEST(page.count("notify") == 0);
}

BOOST_AUTO_TEST_CASE(stopping_speaks_french) {
    RunPage page("stop");
    page.event["page"]["culture"] = "fr";
    page.run();
    check_words(to_text(page.commands),
                "OctoPerf\u00a0: Arrêter «\u00a0Fin Whale [PR:1]\u00a0»\u00a0? Il ne pourra pas");
    BOOST_TEST(page.message() == "OctoPerf\u00a0: Le test a été arrêté avant la fin.");
}

BOOST_AUTO_TEST_CASE(each_step_of_stopping_may_fail_in_every_way) {
    fail_every_step([] { return std::make_unique<RunPage>("stop"); },
                    [](RunPage& page, const Json& end, const std::string& what) {
                        const std::string outcome = text_at(end, "outcome");
                        BOOST_TEST_CONTEXT(what) {
                            BOOST_TEST((outcome == "stopped" || outcome == "stopping" ||
                                        outcome == "refused" || outcome == "cancelled"));
                            BOOST_TEST(page.count(kStop) <= 2);
                            BOOST_TEST(page.count("notify") <= 1);
                            if (outcome == "stopped" || outcome == "refused")
                                BOOST_TEST(page.count("notify") == 1);
                        }
                    });
}

BOOST_AUTO_TEST_SUITE_END()
