#include <boost/test/unit_test.hpp>

#include "tests/core/flows/fake_page.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

const std::string kCut =
    R"({"id":"lkig7oEBrZGjujUFtpWw","projectId":"p","benchResultIds":["lUig7oEBrZGjujUFtpV_"],"items":[{"@ty)";

Json stale() {
    return refused(
        Json{{"message", "An error occurred while updating an entry"}, {"exceptionType", "x"}});
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_refused_start_says_so_and_leaves_no_doubt_behind) {
    for (const int status : {400, 401, 402, 403, 404, 409, 417, 421, 425, 429}) {
        FakePage page;
        page.on(kRun, [status](const Json&) {
            return rest(status, Json{{"message", "No matching plan"}});
        });
        BOOST_TEST(text_at(page.run(), "outcome") == "refused");
        BOOST_TEST(page.count(kRun) == 1);
        BOOST_TEST(page.message().find("The test was not started.") != std::string::npos);
        BOOST_TEST(page.hints.count("unclear-start/1/42") == 0U);
        BOOST_TEST(page.stored_bench_result() == "");
    }
}

BOOST_AUTO_TEST_CASE(an_answer_that_may_be_a_gateways_leaves_the_start_open) {
    for (const int status : {301, 307, 400, 401, 402, 403, 404, 408, 409, 413, 417,
                             421, 425, 429, 499, 500, 501, 502, 503, 504, 507}) {
        for (const char* body : {"", "<html>refused</html>", "refused", "[]", "null"}) {
            FakePage page;
            page.on(kRun, [=](const Json&) { return rest(status, std::string(body)); });
            BOOST_TEST_CONTEXT(status << " " << body) {
                BOOST_TEST(text_at(page.run(), "outcome") == "unclear");
                BOOST_TEST(page.hints.count("unclear-start/1/42") == 1U);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_proxy_that_wants_to_be_told_an_account_has_passed_nothing_on) {
    for (const char* body : {"", "<html>sign in</html>", "{}"}) {
        FakePage page;
        page.on(kRun, [=](const Json&) { return rest(407, std::string(body)); });
        BOOST_TEST(text_at(page.run(), "outcome") == "refused");
        BOOST_TEST(page.hints.count("unclear-start/1/42") == 0U);
    }
}

BOOST_AUTO_TEST_CASE(an_unclear_start_is_never_repeated_and_asked_about_at_the_next_click) {
    for (const Json& answer :
         {refused(Json{{"message", "The operation has timed out"}}), rest(500, std::string()),
          rest(502, std::string("<html>")), rest(200, std::string("<html>")),
          rest(200, std::string()), rest(0, std::string()), rest(408, std::string())}) {
        FakePage page;
        page.on(kRun, [answer](const Json&) { return answer; });
        BOOST_TEST(text_at(page.run(), "outcome") == "unclear");
        BOOST_TEST(page.count(kRun) == 1);
        BOOST_TEST(page.message().find("Before you start it again") != std::string::npos);

        FakePage again;
        again.hints = page.hints;
        again.event["now"] = 1'764'000'000'000 + 5 * 60'000;
        again.on("confirm", [](const Json&) { return confirmed(false); });
        BOOST_TEST(text_at(again.run(), "outcome") == "cancelled");
        BOOST_TEST(again.count(kRun) == 0);
        BOOST_TEST(text_at(again.commands[1], "text").find("(5 min ago)") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(the_age_of_an_unclear_start_is_told_in_a_unit_that_fits) {
    constexpr std::int64_t kMinute = 60'000;
    for (const auto& [minutes, words] : {std::pair{0, "(less than a minute ago)"},
                                         {119, "(119 min ago)"},
                                         {120, "(2 h ago)"},
                                         {1439, "(23 h ago)"},
                                         {7200, "(5 d ago)"}}) {
        FakePage page;
        page.hints["unclear-start/1/42"] = std::to_string(1'764'000'000'000 - minutes * kMinute);
        page.event["now"] = 1'764'000'000'000;
        page.on("confirm", [](const Json&) { return confirmed(false); });
        page.run();
        const std::string question = text_at(page.commands[1], "text");
        BOOST_TEST(question.find(words) != std::string::npos, question);
    }
}

BOOST_AUTO_TEST_CASE(a_page_that_dies_during_the_start_leaves_a_note) {
    FakePage page;
    bool noted = false;
    page.on(kRun, [&](const Json&) {
        noted = page.hints.count("unclear-start/1/42") == 1;
        return rest(500, std::string());
    });
    page.run();
    BOOST_TEST(noted);
}

BOOST_AUTO_TEST_CASE(a_cut_answer_is_looked_up_and_confirmed_before_it_is_believed) {
    FakePage page;
    page.on(kRun, [](const Json&) { return rest(200, kCut); });
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.stored_bench_result() == kBenchResult);
    BOOST_TEST(page.count("octoperf GET runtime/bench-results/" + kBenchResult) == 1);
}

BOOST_AUTO_TEST_CASE(a_looked_up_run_of_another_scenario_is_not_taken) {
    FakePage page;
    page.on(kRun, [](const Json&) { return rest(200, kCut); });
    page.on("octoperf GET runtime/bench-results/", [](const Json&) {
        return rest(200, Json{{"state", "CREATED"}, {"scenarioId", "another"}});
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "unclear");
    BOOST_TEST(page.stored_bench_result() == "");
}

BOOST_AUTO_TEST_CASE(an_answer_cut_before_the_run_is_looked_up_by_its_report) {
    FakePage page;
    page.on(kRun, [](const Json&) { return rest(200, kCut.substr(0, 40)); });
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.count("octoperf GET analysis/bench-reports/" + kReport) == 1);
    BOOST_TEST(page.count(kRun) == 1);
}

BOOST_AUTO_TEST_CASE(a_put_that_only_works_as_text_is_repeated_as_text) {
    FakePage page;
    page.stores_put_object = false;
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.stored_bench_result() == kBenchResult);
    BOOST_TEST(page.count("spira PUT") == 2);
    BOOST_TEST(page.count("notify success") == 1);
}

BOOST_AUTO_TEST_CASE(an_id_accepted_but_not_stored_is_given_to_the_person) {
    FakePage page;
    page.stores_put_object = page.stores_put_text = false;
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "started");
    BOOST_TEST(!bool_at(*find(end, "details"), "stored").value());
    BOOST_TEST(page.count("notify warning") == 1);
    BOOST_TEST(page.message().find("Enter " + kBenchResult) != std::string::npos);
    BOOST_TEST(page.message().find("workflow") != std::string::npos);
    BOOST_TEST(page.count("reloadForm") == 0);
    BOOST_TEST(page.count(kRun) == 1);
}

BOOST_AUTO_TEST_CASE(a_refusal_is_passed_on_though_the_other_form_is_accepted_and_not_stored) {
    FakePage page;
    page.stores_put_text = false;
    page.on_first(1, "spira PUT", [](const Json&) { return refused("Owner is required"); });
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.count("spira PUT") == 2);
    BOOST_TEST(page.message().find("Owner is required") != std::string::npos);
    BOOST_TEST(page.message().find("Spira accepted") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_stale_test_case_is_read_again_and_changed_again) {
    FakePage page;
    page.on_first(1, "spira PUT", [&](const Json&) {
        page.test_case["Name"] = "Renamed by somebody";
        return stale();
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.stored_bench_result() == kBenchResult);
    BOOST_TEST(text_at(page.test_case, "Name") == "Renamed by somebody");
    BOOST_TEST(page.count("spira PUT") == 2);
}

BOOST_AUTO_TEST_CASE(a_conflict_that_stays_is_given_up_after_three_tries) {
    FakePage page;
    page.on("spira PUT", [](const Json&) { return stale(); });
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.count("spira PUT") == 3);
    BOOST_TEST(page.count("notify warning") == 1);
}

BOOST_AUTO_TEST_CASE(a_put_that_failed_but_stored_counts_as_stored) {
    FakePage page;
    page.on("spira PUT", [&](const Json& command) {
        page.test_case = *find(command, "body");
        return refused("timeout");
    });
    page.run();
    BOOST_TEST(page.count("notify success") == 1);
    BOOST_TEST(page.count("spira PUT") == 1);
}

BOOST_AUTO_TEST_CASE(
    every_step_may_fail_in_every_way_and_the_conversation_still_ends_with_a_message) {
    FakePage good;
    good.set_property(5, "oldoldoldoldoldold_-");
    good.event["settings"]["recorderUrl"] = "https://recorder.example.com";
    good.run();
    const std::size_t steps = good.lines.size() - 1;

    const std::vector<Json> failures = {
        refused("plain text"),
        refused(Json{{"message", "m"}, {"exceptionType", "PluginRestException"}}),
        refused(Json{{"status", 500},
                     {"responseText", "{\"Message\":\"m\",\"ExceptionMessage\":\"e\"}"}}),
        refused(nullptr),
        Json{{"reply", "failed"}},
        Json{{"reply", "nonsense"}},
        Json::object(),
        rest(500, std::string("<html>boom</html>")),
        rest(200, std::string("<html>sign in</html>")),
        api("<html>"),
        api(nullptr),
        Json{{"reply", "rest"}, {"value", 7}}};
    for (std::size_t fail = 0; fail < steps; ++fail) {
        for (const Json& failure : failures) {
            FakePage page;
            page.set_property(5, "oldoldoldoldoldold_-");
            page.event["settings"]["recorderUrl"] = "https://recorder.example.com";
            page.on("", [&page, &failure, fail, calm = FakePage()](const Json& command) mutable {
                if (page.lines.size() == fail + 1) return failure;
                calm.test_case = page.test_case;
                Json reply = calm.answer_well(command);
                page.test_case = calm.test_case;
                return reply;
            });
            const Json end = page.run();
            BOOST_TEST_CONTEXT("step " << fail << " " << good.lines[fail] << ": "
                                       << to_text(failure)) {
                BOOST_TEST(page.count(kRun) <= 1);
                const std::string outcome = text_at(end, "outcome");
                BOOST_TEST((outcome == "started" || outcome == "refused" || outcome == "unclear"));
                BOOST_TEST(page.count("notify") == 1);
                if (page.count(kRun) == 1 && outcome == "refused")
                    BOOST_ERROR("a start was called refused");
            }
        }
    }
}
