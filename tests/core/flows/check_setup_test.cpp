#include <boost/test/unit_test.hpp>

#include "tests/core/flows/views.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

Json named(const std::string& id, const std::string& name) {
    return Json::array({{{"id", id}, {"name", name}}});
}

/// The product settings of the app, where everything is as it should be.
class SetupPage : public FakePage {
  public:
    SetupPage() {
        event["event"] = "checkSetup";
        event["page"]["artifactId"] = nullptr;
        event["settings"]["recorderUrl"] = "https://recorder.example.com";
        on("spira GET system/product-version", [](const Json&) {
            return api(Json{{"Version", "9.4.0.0"}, {"Patch", nullptr}});
        });
        on("spira GET system/settings/server-date-time",
           [](const Json&) { return api(Json("2025-11-24T16:00:30.000")); });
        on("octoperf GET workspaces/member-of",
           [](const Json&) { return rest(200, named("w1", "Default")); });
        on("octoperf GET design/projects/by-workspace/w1/DESIGN",
           [](const Json&) { return rest(200, named("p1", "Petstore")); });
        on("octoperf GET runtime/scenarios/by-project/p1",
           [](const Json&) { return rest(200, named("s1", "Fin Whale [PR:1]")); });
    }

    std::vector<Json> rows() const { return checks_of(shown(*this)); }
    /// The first line with these words; null when there is none.
    Json line(const std::string& words) const {
        for (const Json& row : rows()) {
            if (text_at(row, "text").find(words) != std::string::npos) return row;
        }
        return nullptr;
    }
    void check_line(const std::string& words, const std::string& state) const {
        BOOST_TEST_CONTEXT(words << " in " << words_of(shown(*this))) {
            BOOST_TEST(text_at(line(words), "state") == state);
        }
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(check_setup)

BOOST_AUTO_TEST_CASE(where_everything_is_right_no_line_is_a_warning_or_worse) {
    SetupPage page;
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "checked");
    BOOST_TEST(integer_at(*find(end, "details"), "problems").value() == 0);
    BOOST_TEST(integer_at(*find(end, "details"), "attention").value() == 0);
    for (const char* words :
         {"Spira 9.4.0.0.", "clock matches", "can modify test cases", "can create test runs",
          "octoperf-scenario-id", "octoperf-benchresult-id", "API key works",
          "“Fin Whale [PR:1]” belongs", "recorder answers"})
        page.check_line(words, "OK");
    page.check_line("Test Executor", "Note");
    check_words(words_of(shown(page)), "Everything looks good (9 checks).");
    BOOST_TEST((buttons_of(shown(page)) == std::vector<std::string>{"close"}));
    BOOST_TEST(page.count("notify") == 0);
}

BOOST_AUTO_TEST_CASE(the_list_grows_line_by_line) {
    SetupPage page;
    page.run();
    std::size_t before = 0;
    for (const Json& command : page.commands) {
        if (text_at(command, "command") != "show") continue;
        const std::size_t now = checks_of(*find(command, "view")).size();
        BOOST_TEST(now >= before);
        BOOST_TEST(now <= before + 2);
        before = now;
    }
    BOOST_TEST(before > 0U);
    BOOST_TEST(page.count("show") >= 8);
}

BOOST_AUTO_TEST_CASE(nothing_is_changed_and_nothing_costs) {
    SetupPage page;
    page.run();
    for (const Json& command : page.commands) {
        const std::string method = text_at(command, "method");
        BOOST_TEST((method.empty() || method == "GET"));
    }
}

BOOST_AUTO_TEST_CASE(without_dialogs_one_message_tells_the_numbers_and_the_problems) {
    SetupPage page;
    page.event["page"]["dialogs"] = false;
    page.event["page"]["can"]["modifyTestCase"] = false;
    BOOST_TEST(text_at(page.run(), "outcome") == "checked");
    BOOST_TEST(page.count("show") == 0);
    BOOST_TEST(page.count("notify error") == 1);
    BOOST_TEST(page.message() ==
               "OctoPerf: OK: 8. Attention: 0. Problems: 1. Problem: You cannot modify test "
               "cases, so you cannot start load tests from them. Ask a product administrator for a "
               "role with this permission.");
}

BOOST_AUTO_TEST_CASE(a_default_release_that_is_no_releases_number_is_named_with_its_value) {
    for (const Json& value : {Json("2147483648"), Json(99'999'999'999), Json("v2"), Json("-4")}) {
        SetupPage page;
        page.event["settings"]["defaultRelease"] = value;
        page.run();
        const std::string text = value.is_string() ? value.get<std::string>() : to_text(value);
        page.check_line("Default Release in the product settings is “" + text + "”", "Problem");
    }
    for (const Json& value : {Json("4"), Json(4), Json(""), Json(nullptr)}) {
        SetupPage page;
        page.event["settings"]["defaultRelease"] = value;
        page.run();
        BOOST_TEST(words_of(shown(page)).find("Default Release") == std::string::npos,
                   to_text(value));
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_key_is_a_problem_and_the_rest_is_still_checked) {
    SetupPage page;
    page.on("octoperf", [](const Json&) { return rest(401, std::string()); });
    page.run();
    page.check_line("rejected the API key", "Problem");
    page.check_line("recorder answers", "OK");
}

BOOST_AUTO_TEST_CASE(an_address_where_no_octoperf_is_is_a_problem) {
    SetupPage page;
    page.on("octoperf", [](const Json&) { return rest(404, Json{{"status", 404}}); });
    page.run();
    page.check_line("no OctoPerf server at the OctoPerf URL in the settings (HTTP 404)", "Problem");
    page.check_line("recorder answers", "OK");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_in_the_octoperf_url_is_named_with_the_right_form) {
    for (const auto& [typed, wrong] : {std::pair{"https://x.example.com/app", "/app"},
                                       {"https://x.example.com/ui/", "/ui/"},
                                       {"https://x.example.com///", "///"},
                                       {"https://x.example.com/", "/"},
                                       {"x.example.com/ui", "x.example.com/ui"}}) {
        SetupPage page;
        page.event["settings"]["octoperfUrl"] = typed;
        page.run();
        page.check_line(concat({"OctoPerf URL is wrong: “", wrong, "”."}), "Attention");
        check_words(words_of(shown(page)),
                    "Ask an administrator to enter https://x.example.com there.");
    }
    for (const char* typed : {"", "https://X.example.com", "https://x.example.com/octoperf"}) {
        SetupPage page;
        page.event["settings"]["octoperfUrl"] = typed;
        page.run();
        BOOST_TEST(
            words_of(shown(page)).find("The setting OctoPerf URL is wrong") == std::string::npos,
            typed);
    }
}

BOOST_AUTO_TEST_CASE(an_octoperf_url_without_a_server_is_quoted_without_an_account) {
    for (const auto& [typed, quoted] :
         {std::pair{"///", "///"}, {"/app", "/app"}, {"https://me:pw@x", "@x"}}) {
        SetupPage page;
        page.event["settings"]["octoperfUrl"] = typed;
        page.run();
        check_words(page.message(),
                    concat({"“", quoted, "” is not a server's http or https address"}));
        BOOST_TEST(page.message().find("pw") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_key_without_workspaces_is_worth_attention) {
    SetupPage page;
    page.on("octoperf GET workspaces", [](const Json&) { return rest(200, Json::array()); });
    page.run();
    page.check_line("not a member of any workspace", "Attention");
}

BOOST_AUTO_TEST_CASE(rights_the_page_cannot_tell_are_noted) {
    SetupPage page;
    page.event["page"]["can"] = nullptr;
    page.run();
    page.check_line("cannot tell whether you can", "Note");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_property_is_told_by_name) {
    const Json text{
        {"Name", "octoperf-scenario-id"}, {"PropertyNumber", 4}, {"CustomPropertyTypeId", 1}};
    Json list = text;
    list["CustomPropertyTypeId"] = 6;
    Json deleted = text;
    deleted["IsDeleted"] = true;
    Json shouted = text;
    shouted["Name"] = " OCTOPERF-Scenario-ID ";
    shouted["PropertyNumber"] = 9;
    const std::vector<std::pair<Json, std::string>> ways = {
        {Json::array(), "have no custom property \"octoperf-scenario-id\""},
        {Json::array({list}), "is not a text property"},
        {Json::array({deleted}), "octoperf-scenario-id has been deleted"},
        {Json::array({text, shouted}), "Several custom properties are named"}};
    for (const auto& [table, words] : ways) {
        SetupPage page;
        page.on("spira GET project-templates", [&table](const Json&) { return api(table); });
        page.run();
        page.check_line(words, "Problem");
        page.check_line("octoperf-benchresult-id", "Problem");
    }
}

BOOST_AUTO_TEST_CASE(a_deleted_property_beside_a_good_one_is_no_problem) {
    SetupPage page;
    page.on("spira GET project-templates", [](const Json&) {
        const auto row = [](const char* name, int number, bool deleted) {
            return Json{{"Name", name},
                        {"PropertyNumber", number},
                        {"CustomPropertyTypeId", 1},
                        {"IsDeleted", deleted}};
        };
        return api(Json::array(
            {row("octoperf-scenario-id", 4, false), row("octoperf-scenario-id", 3, true),
             row("octoperf-benchresult-id", 2, true), row("octoperf-benchresult-id", 5, false)}));
    });
    page.run();
    page.check_line("octoperf-scenario-id exists", "OK");
    page.check_line("octoperf-benchresult-id exists", "OK");
}

BOOST_AUTO_TEST_CASE(the_template_is_asked_for_where_the_page_does_not_know_it) {
    SetupPage page;
    page.event["page"]["templateId"] = nullptr;
    page.run();
    BOOST_TEST(page.count("spira GET projects/1") == 1);
    page.check_line("octoperf-scenario-id exists", "OK");
}

BOOST_AUTO_TEST_CASE(scenarios_without_this_products_token_are_worth_attention) {
    SetupPage page;
    page.on("octoperf GET runtime/scenarios/by-project/p1",
            [](const Json&) { return rest(200, named("s1", "Fin Whale [PR:2]")); });
    page.run();
    page.check_line("(1) has [PR:1]", "Attention");
}

BOOST_AUTO_TEST_CASE(no_scenario_at_all_is_worth_attention) {
    SetupPage page;
    page.on("octoperf GET runtime/scenarios", [](const Json&) { return rest(200, Json::array()); });
    page.run();
    page.check_line("no access to any scenario", "Attention");
}

BOOST_AUTO_TEST_CASE(the_search_for_a_scenario_stops_at_five_workspaces_of_ten_projects) {
    SetupPage page;
    const auto many = [](const std::string& letter) {
        Json rows = Json::array();
        for (int i = 0; i < 30; ++i) rows.push_back({{"id", letter + std::to_string(i)}});
        return rows;
    };
    page.on("octoperf GET workspaces", [&](const Json&) { return rest(200, many("w")); });
    page.on("octoperf GET design/projects", [&](const Json&) { return rest(200, many("p")); });
    page.on("octoperf GET runtime/scenarios", [](const Json&) { return rest(200, Json::array()); });
    page.run();
    BOOST_TEST(page.count("octoperf GET design/projects") == 5);
    BOOST_TEST(page.count("octoperf GET runtime/scenarios") == 50);
}

BOOST_AUTO_TEST_CASE(without_a_recorder_that_is_noted_and_nothing_is_called) {
    SetupPage page;
    page.event["settings"].erase("recorderUrl");
    page.run();
    page.check_line("No recorder is configured", "Note");
    BOOST_TEST(page.count("recorder") == 0);
}

BOOST_AUTO_TEST_CASE(every_trouble_with_the_recorder_is_a_problem_of_its_own) {
    const std::vector<std::tuple<std::string, Json, std::string>> ways = {
        {"recorder GET healthz", refused("no route"), "cannot be reached"},
        {"recorder GET healthz", rest(502, std::string()), "not an OctoSpira recorder"},
        {"recorder GET launches", rest(401, std::string()), "rejected the secret"},
        {"recorder GET launches", rest(405, std::string()), "HTTP 405"},
        {"recorder GET launches", rest(200, std::string("<html>")), "not an OctoSpira recorder"}};
    for (const auto& [line, answer, words] : ways) {
        SetupPage page;
        page.on(line, [&answer = answer](const Json&) { return answer; });
        page.run();
        page.check_line(words, "Problem");
    }
}

BOOST_AUTO_TEST_CASE(the_recorder_gets_the_secret_in_the_form_proven_with_the_key) {
    SetupPage page;
    page.on("octoperf GET workspaces", [](const Json& command) {
        const bool plain =
            text_at(*find(command, "headers"), "Authorization") == "Bearer {octoperfApiKey}";
        return plain ? rest(200, named("w1", "W")) : rest(401, std::string());
    });
    page.run();
    for (const Json& command : page.commands) {
        if (text_at(command, "command") == "recorder")
            BOOST_TEST(text_at(*find(command, "headers"), "X-OctoSpira-Secret") ==
                       "{recorderSecret}");
    }
    BOOST_TEST(page.count("recorder") == 2);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_off_by_more_than_five_minutes_is_worth_attention) {
    for (const char* time : {"\"2025-11-24T16:06:00\"", "\"2025-11-24T15:54:00Z\""}) {
        SetupPage page;
        page.on("spira GET system/settings/server-date-time",
                [time](const Json&) { return api(parse_json(time).value()); });
        page.run();
        page.check_line("differ by 6 min 0 s", "Attention");
    }
}

BOOST_AUTO_TEST_CASE(an_older_spira_is_told_what_is_left_out) {
    const std::vector<std::pair<std::string, int>> ways = {{"8.13.0.0", 3}, {"8.14.0.0", 2},
                                                           {"9.1.0.2", 2},  {"9.2.0.0", 1},
                                                           {"9.3.0.0", 0},  {"10.0.0.0", 0}};
    for (const auto& [version, left_out] : ways) {
        SetupPage page;
        page.on("spira GET system/product-version", [&version = version](const Json&) {
            return api(Json{{"Version", version}});
        });
        page.run();
        page.check_line("Spira " + version, left_out == 0 ? "OK" : "Attention");
        const std::string advice = text_at(page.line("Spira " + version), "advice");
        int sentences = 0;
        for (std::size_t at = 0; (at = advice.find("Before Spira", at)) != std::string::npos; ++at)
            ++sentences;
        BOOST_TEST(sentences == left_out);
    }
}

BOOST_AUTO_TEST_CASE(settings_the_page_does_not_see_are_noted) {
    SetupPage page;
    page.event["settings"] = Json::object();
    page.run();
    page.check_line("does not give this page the app's system settings", "Note");
    page.check_line("The recorder answers and accepts the secret", "OK");
}

BOOST_AUTO_TEST_CASE(where_settings_are_hidden_a_recorder_that_is_silent_is_only_noted) {
    SetupPage page;
    page.event["settings"] = Json::object();
    page.on("recorder GET healthz", [](const Json&) { return refused("no route"); });
    page.run();
    page.check_line("No recorder answers", "Note");
}

BOOST_AUTO_TEST_CASE(closing_the_dialog_ends_the_checking) {
    SetupPage page;
    page.on("show", [&page](const Json&) {
        return page.count("show") < 3 ? Json{{"reply", "ack"}} : refused("closed");
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "closed");
    BOOST_TEST(page.count("octoperf") == 0);
}

BOOST_AUTO_TEST_CASE(a_page_that_cannot_show_at_all_gets_the_message) {
    SetupPage page;
    page.on("show", [](const Json&) { return refused("no dialog"); });
    BOOST_TEST(text_at(page.run(), "outcome") == "checked");
    BOOST_TEST(page.count("notify success") == 1);
}

BOOST_AUTO_TEST_CASE(in_french_the_lines_are_french) {
    SetupPage page;
    page.event["page"]["culture"] = "fr-FR";
    page.on("recorder GET launches", [](const Json&) { return rest(401, std::string()); });
    page.run();
    page.check_line("L’enregistreur n’est pas utilisable\u00a0: il refuse le secret", "Problème");
}

BOOST_AUTO_TEST_CASE(every_call_may_fail_in_every_way_and_only_its_own_line_is_bad) {
    SetupPage good;
    good.run();
    std::vector<std::string> calls;
    for (const std::string& line : good.lines) {
        if (line.starts_with("spira") || line.starts_with("octoperf") ||
            line.starts_with("recorder"))
            calls.push_back(line);
    }
    for (const std::string& call : calls) {
        for (const Json& failure :
             {refused("plain text"), Json{{"reply", "failed"}}, Json{{"reply", "nonsense"}},
              Json::object(), rest(500, std::string("<html>boom</html>")),
              rest(200, std::string("<html>sign in</html>")), api("<html>"), api(nullptr),
              Json{{"reply", "rest"}, {"value", 7}}}) {
            SetupPage page;
            page.on(call, [&failure](const Json&) { return failure; });
            const Json end = page.run();
            BOOST_TEST_CONTEXT(call << ": " << to_text(failure)) {
                BOOST_TEST(text_at(end, "outcome") == "checked");
                const auto problems = integer_at(*find(end, "details"), "problems").value();
                const auto attention = integer_at(*find(end, "details"), "attention").value();
                // A healthz that is answered well by anybody is only found out by the next call.
                const bool health = call == "recorder GET healthz";
                BOOST_TEST((problems + attention == 1 || (health && problems == 0)));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
