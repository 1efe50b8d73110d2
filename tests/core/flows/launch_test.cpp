#include <boost/test/unit_test.hpp>

#include "tests/core/flows/fake_page.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

/// Nothing was started, and the person was told so.
void check_refused(FakePage& page, const std::string& words) {
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "refused");
    BOOST_TEST(page.count(kRun) == 0);
    BOOST_TEST(page.count("spira PUT") == 0);
    BOOST_TEST(page.message().starts_with("OctoPerf: "));
    BOOST_TEST_CONTEXT(page.message()) {
        BOOST_TEST(page.message().find(words) != std::string::npos);
    }
}

std::string authorization(const Json& command) {
    return text_at(*find(command, "headers"), "Authorization");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_click_starts_the_scenario_and_writes_the_run_back) {
    FakePage page;
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "started");
    BOOST_TEST(page.stored_bench_result() == kBenchResult);
    BOOST_TEST(page.count(kRun + kScenario) == 1);
    BOOST_TEST(page.message().find("“Fin Whale [PR:1]” has started.") != std::string::npos);
    BOOST_TEST(page.lines[page.lines.size() - 2] == "reloadForm");
    BOOST_TEST(page.hints.count("unclear-start/1/42") == 0U);
}

BOOST_AUTO_TEST_CASE(the_message_links_to_the_live_report) {
    FakePage page;
    page.run();
    const Json& notify = page.commands[page.commands.size() - 3];
    BOOST_TEST(text_at(*find(notify, "link"), "url") ==
               "https://api.octoperf.com/ui/workspace/0r5ifn4BrW7hkFYMIu1j/project/"
               "1L5ifn4BrW7hkFYMIu19/analysis/report/" +
                   kReport);
}

BOOST_AUTO_TEST_CASE(permission_comes_before_everything) {
    FakePage page;
    page.event["page"]["can"]["modifyTestCase"] = false;
    check_refused(page, "needs permission to modify test cases");
    BOOST_TEST(page.lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_page_that_cannot_tell_the_right_leaves_it_to_spira) {
    FakePage page;
    page.event["page"]["can"]["modifyTestCase"] = nullptr;
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
}

BOOST_AUTO_TEST_CASE(an_empty_scenario_field_says_what_to_fill_in) {
    for (const char* text : {"", "  ", "<p> </p>", "<img src=x onerror=alert(1)>"}) {
        FakePage page;
        page.set_property(4, text);
        check_refused(page, "has no scenario yet. Choose one with OctoPerf → Choose Scenario");
    }
}

BOOST_AUTO_TEST_CASE(a_scenario_field_with_quotes_or_a_token_is_refused_unechoed) {
    for (const char* text : {"\"'; drop", "{octoperfApiKey}", "${octoperfApiKey}", "Fin Whale"}) {
        FakePage page;
        page.set_property(4, text);
        check_refused(page, "does not contain a scenario id");
        BOOST_TEST(page.message().find("octoperfApiKey") == std::string::npos);
        BOOST_TEST(page.count("octoperf") == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_key_in_the_scenario_field_goes_nowhere) {
    FakePage page;
    page.set_property(4, "0f7c9e6a-1b2c-4d3e-8f90-a1b2c3d4e5f6");
    check_refused(page, "looks like an API key");
    for (const Json& command : page.commands)
        BOOST_TEST(to_text(command).find("a1b2c3d4e5f6") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_pasted_address_is_as_good_as_an_id) {
    FakePage page;
    page.set_property(4,
                      "https://api.octoperf.com/ui/workspace/0r5ifn4BrW7hkFYMIu1j/project/"
                      "1L5ifn4BrW7hkFYMIu19/runtime/scenario/" +
                          kScenario + "/");
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.count(kRun + kScenario) == 1);
}

BOOST_AUTO_TEST_CASE(an_address_of_another_octoperf_starts_here_with_a_warning) {
    FakePage page;
    page.set_property(4, "https://octoperf.example.com/runtime/scenarios/" + kScenario);
    page.run();
    BOOST_TEST(page.count("notify warning") == 1);
    BOOST_TEST(page.message().find("another OctoPerf") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(properties_the_test_case_does_not_carry_are_asked_for) {
    FakePage page;
    page.test_case["CustomProperties"].erase(1);
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.count("spira GET project-templates/2/custom-properties/TestCase") == 1);
    BOOST_TEST(page.stored_bench_result() == kBenchResult);
}

BOOST_AUTO_TEST_CASE(without_a_template_id_the_product_is_asked_for_it) {
    FakePage page;
    page.event["page"]["templateId"] = nullptr;
    page.test_case["CustomProperties"] = nullptr;
    page.set_property(4, "");
    page.test_case["CustomProperties"] = Json::array();
    check_refused(page, "has no scenario yet");
    BOOST_TEST(page.count("spira GET projects/1") >= 1);
}

BOOST_AUTO_TEST_CASE(a_missing_custom_property_names_it_and_who_adds_it) {
    FakePage page;
    page.test_case["CustomProperties"].erase(1);
    page.on("spira GET project-templates", [](const Json&) { return api(Json::array()); });
    check_refused(page, "\"octoperf-scenario-id\". Ask a template administrator");
}

BOOST_AUTO_TEST_CASE(a_custom_property_of_another_type_is_refused) {
    FakePage page;
    page.test_case["CustomProperties"][1]["Definition"]["CustomPropertyTypeId"] = 6;
    check_refused(page, "is not a text property");
}

BOOST_AUTO_TEST_CASE(an_unknown_scenario_is_not_started) {
    FakePage page;
    page.on("octoperf GET runtime/scenarios/",
            [](const Json&) { return rest(404, std::string("{\"status\":404}")); });
    check_refused(page, "was not found in OctoPerf");
}

BOOST_AUTO_TEST_CASE(where_there_is_no_octoperf_the_address_is_said_to_be_wrong) {
    FakePage page;
    page.event["settings"] = Json::object();
    page.on("octoperf GET", [](const Json&) { return rest(404, std::string("{\"status\":404}")); });
    check_refused(page,
                  "There is no OctoPerf server at the OctoPerf URL in the settings (HTTP 404).");
    BOOST_TEST(page.message().find("without a trailing slash") != std::string::npos);
    BOOST_TEST(page.count("octoperf GET workspaces/member-of") == 1);
}

BOOST_AUTO_TEST_CASE(a_wrong_key_is_tried_in_both_forms_and_then_refused) {
    FakePage page;
    page.on("octoperf GET", [](const Json&) { return rest(401, std::string()); });
    check_refused(page, "rejected the API key");
    BOOST_TEST(page.count("octoperf GET") == 2);
    BOOST_TEST(page.hints.empty());
}

BOOST_AUTO_TEST_CASE(the_form_of_the_key_is_found_by_a_free_get_and_remembered) {
    FakePage page;
    page.on("octoperf", [](const Json& command) {
        if (authorization(command) != "Bearer {octoperfApiKey}") return rest(401, std::string());
        const std::string path = text_at(command, "path");
        if (path.starts_with("runtime/scenarios/run/"))
            return rest(200, Json{{"id", kReport}, {"benchResultIds", {kBenchResult}}});
        return rest(200, Json{{"id", kScenario}, {"name", "Fin Whale [PR:1]"}});
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.hints["token-form"] == "plain");
    for (const Json& command : page.commands) {
        if (text_at(command, "method") == "POST")
            BOOST_TEST(authorization(command) == "Bearer {octoperfApiKey}");
    }
    BOOST_TEST(page.count("octoperf POST") == 1);
}

BOOST_AUTO_TEST_CASE(a_user_without_the_right_is_not_told_that_the_key_is_wrong) {
    FakePage page;
    page.on("octoperf", [](const Json& command) {
        return rest(authorization(command) == "Bearer {octoperfApiKey}" ? 403 : 401, std::string());
    });
    check_refused(page, "is not allowed to do this");
}

BOOST_AUTO_TEST_CASE(a_remembered_form_is_used_first) {
    FakePage page;
    page.hints["token-form"] = "plain";
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    for (const Json& command : page.commands) {
        if (text_at(command, "command") == "octoperf")
            BOOST_TEST(authorization(command) == "Bearer {octoperfApiKey}");
    }
    BOOST_TEST(page.count("octoperf") >= 2);
}

BOOST_AUTO_TEST_CASE(the_other_form_is_not_tried_after_anything_but_a_refusal) {
    for (const int status : {0, 404, 500, 503}) {
        FakePage page;
        page.on("octoperf GET", [status](const Json&) { return rest(status, std::string("x")); });
        page.run();
        BOOST_TEST(page.count("octoperf GET runtime/scenarios") == 1, status);
    }
}

BOOST_AUTO_TEST_CASE(a_second_launch_while_running_asks_first) {
    for (const bool yes : {false, true}) {
        FakePage page;
        page.set_property(5, "oldoldoldoldoldold_-");
        page.on("octoperf GET runtime/bench-results/oldold", [](const Json&) {
            return rest(200, Json{{"state", "RUNNING"}, {"scenarioId", kScenario}});
        });
        page.on("confirm", [yes](const Json&) { return confirmed(yes); });
        BOOST_TEST(text_at(page.run(), "outcome") == (yes ? "started" : "cancelled"));
        BOOST_TEST(page.count("confirm") == 1);
        BOOST_TEST(page.count(kRun) == (yes ? 1 : 0));
    }
}

BOOST_AUTO_TEST_CASE(a_running_test_whose_id_spira_did_not_store_is_asked_about_too) {
    for (const char* stored : {"", "oldoldoldoldoldold_-"}) {
        FakePage page;
        page.set_property(5, stored);
        page.hints["launch/1/42"] = to_text(Json{{"benchResultId", kBenchResult}});
        page.on("octoperf GET runtime/bench-results/oldold", [](const Json&) {
            return rest(200, Json{{"state", "FINISHED"}});
        });
        page.on("octoperf GET runtime/bench-results/" + kBenchResult, [](const Json&) {
            return rest(200, Json{{"state", "RUNNING"}, {"scenarioId", kScenario}});
        });
        page.on("confirm", [](const Json&) { return confirmed(false); });
        BOOST_TEST(text_at(page.run(), "outcome") == "cancelled");
        BOOST_TEST(page.count("confirm") == 1);
        BOOST_TEST(page.count(kRun) == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_sign_in_page_in_place_of_the_test_case_is_told_as_such) {
    FakePage page;
    page.on("spira GET projects/1/test-cases/42", [](const Json&) {
        return api("<html><head><title>Log in</title></head><body>Sign in</body></html>");
    });
    check_refused(page, "Spira was not reached");
}

BOOST_AUTO_TEST_CASE(a_previous_test_that_ended_or_is_gone_is_not_asked_about) {
    for (const Json& answer : {rest(200, Json{{"state", "ABORTED"}}), rest(404, std::string()),
                               rest(403, std::string())}) {
        FakePage page;
        page.set_property(5, "oldoldoldoldoldold_-");
        page.on("octoperf GET runtime/bench-results/oldold",
                [answer](const Json&) { return answer; });
        BOOST_TEST(text_at(page.run(), "outcome") == "started");
        BOOST_TEST(page.count("confirm") == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_previous_id_that_is_none_is_written_over) {
    FakePage page;
    page.set_property(5, "not an id <b>");
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.stored_bench_result() == kBenchResult);
}

BOOST_AUTO_TEST_CASE(when_the_previous_test_cannot_be_looked_up_nothing_is_started) {
    FakePage page;
    page.set_property(5, "oldoldoldoldoldold_-");
    page.on("octoperf GET runtime/bench-results/",
            [](const Json&) { return rest(503, std::string()); });
    check_refused(page, "Nothing was started: could not check");
}

BOOST_AUTO_TEST_CASE(unsaved_changes_are_asked_about_and_never_reloaded_away) {
    for (const bool yes : {false, true}) {
        FakePage page;
        page.event["page"]["unsavedChanges"] = true;
        page.on("confirm", [yes](const Json&) { return confirmed(yes); });
        BOOST_TEST(text_at(page.run(), "outcome") == (yes ? "started" : "cancelled"));
        BOOST_TEST(page.count("reloadForm") == 0);
        BOOST_TEST(page.count("spira PUT") == (yes ? 1 : 0));
    }
}

BOOST_AUTO_TEST_CASE(a_form_that_may_be_dirty_is_not_reloaded) {
    FakePage page;
    page.event["page"]["unsavedChanges"] = nullptr;
    page.run();
    BOOST_TEST(page.count("reloadForm") == 0);
    BOOST_TEST(page.message().find("Reload the page before you edit") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_scenario_without_this_products_token_is_started_under_a_name_with_it) {
    for (const char* name : {"Blue Whale", "Blue Whale [PR:7]"}) {
        FakePage page;
        page.on("octoperf GET runtime/scenarios/", [name](const Json&) {
            return rest(200, Json{{"id", kScenario}, {"name", name}});
        });
        page.run();
        BOOST_TEST(page.count(kRun + kScenario + "?name=Blue%20Whale%20%5BPR%3A1%5D") == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_scenario_named_like_a_token_or_markup_stays_text) {
    for (const char* name : {"{octoperfApiKey}", "<img src=x onerror=alert(1)>"}) {
        FakePage page;
        page.on("octoperf GET runtime/scenarios/", [name](const Json&) {
            return rest(200, Json{{"id", kScenario}, {"name", name}});
        });
        BOOST_TEST(text_at(page.run(), "outcome") == "started");
        BOOST_TEST(page.message().find(name) != std::string::npos);
        for (const std::string& line : page.lines) BOOST_TEST(line.find('{') == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_page_that_does_not_see_the_settings_uses_the_token_of_the_url) {
    FakePage page;
    page.event["settings"] = Json::object();
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    for (const Json& command : page.commands) {
        if (text_at(command, "command") == "octoperf")
            BOOST_TEST(text_at(command, "url") == "{octoperfUrl}");
    }
    BOOST_TEST(page.count("octoperf") >= 2);
}

BOOST_AUTO_TEST_CASE(an_empty_url_setting_means_the_cloud) {
    for (const Json& settings :
         {Json{{"octoperfUrl", ""}},
          Json{{"octoperfUrl", " "}, {"octoperfCloudUrl", "https://api.octoperf.com"}}}) {
        FakePage page;
        page.event["settings"] = settings;
        page.run();
        BOOST_TEST(text_at(page.commands[2], "command") == "recall");
        BOOST_TEST(text_at(page.commands[3], "url") == "https://api.octoperf.com");
    }
}

BOOST_AUTO_TEST_CASE(a_url_setting_that_is_none_is_refused_with_advice) {
    FakePage page;
    page.event["settings"] = Json{{"octoperfUrl", "ftp://x"}};
    BOOST_TEST(text_at(page.run(), "outcome") == "failed");
    BOOST_TEST(page.message().find("not a server's http or https address") != std::string::npos);
    BOOST_TEST(page.lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_configured_recorder_is_told_of_the_launch) {
    FakePage page;
    page.event["settings"]["recorderUrl"] = "https://recorder.example.com/";
    page.event["page"]["releaseId"] = 3;
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    for (const Json& command : page.commands) {
        if (text_at(command, "command") != "recorder") continue;
        BOOST_TEST(text_at(command, "url") == "https://recorder.example.com");
        BOOST_TEST(text_at(*find(command, "headers"), "X-OctoSpira-Secret") == "${recorderSecret}");
        BOOST_TEST(
            text_at(command, "body") ==
            R"({"benchResultId":"lUig7oEBrZGjujUFtpV_","productId":1,"testCaseId":42,"releaseId":3,"testSetId":null,"started":1764000000000,"userId":5})");
    }
    BOOST_TEST(page.count("recorder POST launches") == 1);
}

BOOST_AUTO_TEST_CASE(a_recorder_that_does_not_answer_is_no_reason_to_fail) {
    for (const Json& answer :
         {rest(401, std::string()), rest(500, std::string()), refused("no route"),
          rest(200, std::string("<html>Sign in</html>")), rest(200, std::string()),
          rest(200, Json{{"status", "UP"}}), rest(409, Json{{"status", "conflict"}})}) {
        FakePage page;
        page.event["settings"]["recorderUrl"] = "https://recorder.example.com";
        page.on("recorder", [answer](const Json&) { return answer; });
        BOOST_TEST(text_at(page.run(), "outcome") == "started");
        BOOST_TEST(page.count("notify warning") == 1);
        BOOST_TEST(page.message().find("The test was not registered with the recorder") !=
                   std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_recorder_that_knew_of_the_launch_was_told) {
    FakePage page;
    page.event["settings"]["recorderUrl"] = "https://recorder.example.com";
    page.on("recorder", [](const Json&) { return rest(200, Json{{"status", "duplicate"}}); });
    page.run();
    BOOST_TEST(page.count("notify success") == 1);
}

BOOST_AUTO_TEST_CASE(where_settings_are_hidden_a_recorder_is_told_and_missed_only_if_it_refuses) {
    struct Way {
        Json answer;
        bool told;
    };
    for (const auto& [answer, told] :
         {Way{rest(200, Json{{"status", "accepted"}}), true}, Way{refused("no such address"), true},
          Way{rest(404, std::string()), true}, Way{rest(401, std::string()), false},
          Way{rest(409, Json{{"status", "conflict"}}), false}}) {
        FakePage page;
        page.event["settings"] = Json::object();
        page.on("recorder POST launches", [&answer = answer](const Json& command) {
            BOOST_TEST(text_at(command, "url") == "{recorderUrl}");
            return answer;
        });
        page.run();
        BOOST_TEST(page.count("recorder POST launches") == 1);
        BOOST_TEST((page.message().find("The test was not registered with the recorder") ==
                    std::string::npos) == told);
    }
}
