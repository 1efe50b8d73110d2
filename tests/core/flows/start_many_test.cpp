#include <boost/test/unit_test.hpp>
#include <map>
#include <set>

#include "tests/core/flows/views.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

using Row = std::vector<std::string>;

std::string scenario_id(int number) {
    std::string id = std::to_string(number);
    return "scenarioNumber" + id.insert(0, 6 - id.size(), '0');
}

/// A list of test cases, each with a scenario of its own, all of them selected; the person says
/// yes.
class ManyPage : public FakePage {
  public:
    explicit ManyPage(int number) {
        event["event"] = "launchSelected";
        event["page"]["artifactId"] = nullptr;
        event["page"]["selected"] = Json::array();
        for (int id = 1; id <= number; ++id) {
            Json one = test_case;
            one["TestCaseId"] = id;
            one["Name"] = "Case " + std::to_string(id);
            one["CustomProperties"][0]["StringValue"] = scenario_id(id);
            cases[id] = one;
            event["page"]["selected"].push_back(id);
        }
        on("spira GET projects/1/test-cases/", [this](const Json& command) {
            const auto found = cases.find(last_number(text_at(command, "path")));
            return found == cases.end() ? refused("Unable to locate requested artifact")
                                        : api(found->second);
        });
        on("spira PUT projects/1/test-cases", [this](const Json& command) {
            const Json& body = *find(command, "body");
            cases[static_cast<int>(*integer_at(body, "TestCaseId"))] = body;
            return api(nullptr);
        });
        on("octoperf GET workspaces/member-of", [](const Json&) {
            return rest(200, Json::array({{{"id", "w"}, {"name", "W"}}}));
        });
        on("octoperf GET runtime/scenarios/", [](const Json& command) {
            return rest(
                200,
                Json{{"id", "x"}, {"projectId", "p"}, {"name", name_of(text_at(command, "path"))}});
        });
        on(kRun, [](const Json& command) {
            return rest(200, Json{{"id", kReport},
                                  {"projectId", "p"},
                                  {"benchResultIds", {bench_of(text_at(command, "path"))}}});
        });
        on("listen", [](const Json&) { return heard("pressed", "start"); });
    }

    static int last_number(const std::string& path) {
        return std::stoi(path.substr(path.rfind('/') + 1));
    }
    static std::string name_of(const std::string& path) {
        return "Whale " + std::to_string(std::stoi(path.substr(path.size() - 6))) + " [PR:1]";
    }
    static std::string bench_of(const std::string& path) {
        return "benchResult_" + path.substr(path.size() - 6);
    }

    void without_dialogs() { event["page"]["dialogs"] = false; }
    void in_french() { event["page"]["culture"] = "fr-FR"; }
    void set_text(int id, int number, const std::string& value) {
        cases[id]["CustomProperties"][number - 4]["StringValue"] = value;
    }
    std::string stored(int id) { return text_at(cases[id]["CustomProperties"][1], "StringValue"); }
    Row row(std::size_t index) { return table_of(shown(*this)).at(index); }

    std::map<int, Json> cases;
};

void check_details(const Json& end, int started, int left_out, int failed) {
    const Json& details = *find(end, "details");
    BOOST_TEST(integer_at(details, "started").value_or(-1) == started);
    BOOST_TEST(integer_at(details, "leftOut").value_or(-1) == left_out);
    BOOST_TEST(integer_at(details, "failed").value_or(-1) == failed);
}

void check_words(const std::string& text, const std::string& words) {
    BOOST_TEST_CONTEXT(text) {
        BOOST_TEST(text.find(words) != std::string::npos);
    }
}

void check_refused(ManyPage& page, const std::string& words) {
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "refused");
    BOOST_TEST(page.count(kRun) == 0);
    check_words(page.message(), words);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(start_many)

BOOST_AUTO_TEST_CASE(every_selected_test_case_is_started_and_gets_its_own_run) {
    ManyPage page(7);
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "started");
    check_details(end, 7, 0, 0);
    BOOST_TEST(page.count(kRun) == 7);
    for (int id = 1; id <= 7; ++id)
        BOOST_TEST(page.stored(id) == ManyPage::bench_of(scenario_id(id)));
}

BOOST_AUTO_TEST_CASE(at_most_three_calls_go_on_at_once) {
    for (const auto order : {FakePage::Order::first_begun, FakePage::Order::last_begun}) {
        ManyPage page(9);
        page.order = order;
        page.run();
        BOOST_TEST(page.most_calls == 3U);
    }
}

BOOST_AUTO_TEST_CASE(the_table_is_right_whatever_the_order_of_the_answers) {
    for (const auto order : {FakePage::Order::first_begun, FakePage::Order::last_begun}) {
        ManyPage page(8);
        page.order = order;
        page.on(kRun + scenario_id(2), [](const Json&) { return rest(402, std::string()); });
        page.set_text(5, 4, "");
        check_details(page.run(), 6, 1, 1);
        for (std::size_t i = 0; i < 8; ++i) {
            const std::string state = i == 1 ? "failed" : i == 4 ? "left out" : "started";
            BOOST_TEST(page.row(i)[0] == "Case " + std::to_string(i + 1));
            BOOST_TEST(page.row(i)[1] == state);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_will_start_is_shown_before_anything_starts) {
    ManyPage page(3);
    page.set_text(2, 4, "");
    page.on("listen", [&page](const Json&) {
        const Json view = shown(page);
        BOOST_TEST(page.row(0)[1] == "will start");
        BOOST_TEST(page.row(1)[1] == "left out");
        check_words(page.row(1)[2], "has no scenario yet");
        check_words(words_of(view), "To be started: 2. Left out: 1. Each start costs credits");
        check_words(words_of(view), "Start 2 tests");
        return heard("pressed", "start");
    });
    page.run();
    BOOST_TEST(page.count("listen") == 2);
}

BOOST_AUTO_TEST_CASE(cancel_and_close_start_nothing) {
    ManyPage page(3);
    page.on("listen", [](const Json&) { return heard("closed"); });
    BOOST_TEST(text_at(page.run(), "outcome") == "cancelled");
    BOOST_TEST(page.count(kRun) == 0);
}

BOOST_AUTO_TEST_CASE(without_dialogs_one_question_names_ten_and_the_number) {
    ManyPage page(12);
    page.without_dialogs();
    page.on("confirm", [](const Json& command) {
        const std::string text = text_at(command, "text");
        check_words(text, "(12)? “Case 1”, “Case 2”");
        check_words(text, "“Case 10”, …. Left out: 0.");
        BOOST_TEST(text.find("Case 11") == std::string::npos);
        return confirmed(true);
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.count("confirm") == 1);
    BOOST_TEST(page.count("show") == 0);
    BOOST_TEST(page.count("listen") == 0);
    BOOST_TEST(page.message() == "OctoPerf: Started: 12. Left out: 0. Failed: 0.");
}

BOOST_AUTO_TEST_CASE(without_dialogs_the_question_names_only_what_will_start) {
    ManyPage page(3);
    page.without_dialogs();
    page.set_text(2, 4, "");
    page.on("confirm", [](const Json& command) {
        check_words(text_at(command, "text"), "(2)? “Case 1”, “Case 3”. Left out: 1.");
        return confirmed(true);
    });
    check_details(page.run(), 2, 1, 0);
}

BOOST_AUTO_TEST_CASE(without_dialogs_no_means_nothing) {
    ManyPage page(2);
    page.without_dialogs();
    page.on("confirm", [](const Json&) { return confirmed(false); });
    BOOST_TEST(text_at(page.run(), "outcome") == "cancelled");
    BOOST_TEST(page.count(kRun) == 0);
}

BOOST_AUTO_TEST_CASE(without_dialogs_the_message_names_what_failed_and_why) {
    ManyPage page(3);
    page.without_dialogs();
    page.on(kRun + scenario_id(2), [](const Json&) { return rest(402, std::string()); });
    page.run();
    BOOST_TEST(page.count("notify warning") == 1);
    check_words(page.message(), "Started: 2. Left out: 0. Failed: 1.");
    check_words(page.message(), "“Case 2”: The test was not started. OctoPerf refused");
}

BOOST_AUTO_TEST_CASE(a_long_message_is_cut) {
    ManyPage page(50);
    page.without_dialogs();
    page.on(kRun, [](const Json&) { return rest(402, std::string()); });
    check_details(page.run(), 0, 0, 50);
    BOOST_TEST(page.message().size() <= 1003U);
    BOOST_TEST(page.message().ends_with("…"));
}

BOOST_AUTO_TEST_CASE(nothing_selected_says_to_select) {
    for (const Json& selected : {Json(nullptr), Json::array()}) {
        ManyPage page(0);
        page.event["page"]["selected"] = selected;
        check_refused(page, "No test case is selected. Select the test cases");
        BOOST_TEST(page.lines.size() == 2U);
    }
}

BOOST_AUTO_TEST_CASE(only_folders_selected_says_so) {
    ManyPage page(0);
    page.event["page"]["selected"] = {-3, -4};
    check_refused(page, "Only folders are selected");
}

BOOST_AUTO_TEST_CASE(more_than_fifty_are_refused_for_the_credits) {
    ManyPage page(51);
    check_refused(page, "51 test cases are too many at once: every start costs credits");
    BOOST_TEST(page.lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(permission_comes_before_every_call) {
    ManyPage page(2);
    page.event["page"]["can"]["modifyTestCase"] = false;
    check_refused(page, "may not change test cases");
    BOOST_TEST(page.lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(missing_properties_are_told_once_and_not_for_every_test_case) {
    ManyPage page(5);
    page.on("spira GET project-templates", [](const Json&) { return api(Json::array()); });
    check_refused(page, "have no custom property \"octoperf-benchresult-id\"");
    BOOST_TEST(page.count("notify") == 1);
    BOOST_TEST(page.count("spira GET projects/1/test-cases") == 0);
}

BOOST_AUTO_TEST_CASE(a_wrong_key_is_found_out_before_anything_else_happens) {
    ManyPage page(5);
    page.on("octoperf GET workspaces", [](const Json&) { return rest(401, std::string()); });
    check_refused(page, "does not accept the API key");
    BOOST_TEST(page.count("octoperf") == 2);
}

BOOST_AUTO_TEST_CASE(the_form_of_the_key_is_proven_once_before_several_starts_use_it) {
    ManyPage page(6);
    page.on("octoperf GET workspaces", [](const Json& command) {
        const bool plain =
            text_at(*find(command, "headers"), "Authorization").starts_with("Bearer {");
        return plain ? rest(200, Json::array()) : rest(401, std::string());
    });
    page.run();
    for (const Json& command : page.commands) {
        if (text_at(command, "path").starts_with("runtime/"))
            BOOST_TEST(text_at(*find(command, "headers"), "Authorization") ==
                       "Bearer {octoperfApiKey}");
    }
    BOOST_TEST(page.count("octoperf GET runtime/scenarios/") == 6);
}

BOOST_AUTO_TEST_CASE(when_none_can_start_the_table_says_why_and_nothing_is_asked) {
    for (const bool dialogs : {true, false}) {
        ManyPage page(2);
        if (!dialogs) page.without_dialogs();
        page.set_text(1, 4, "");
        page.cases.erase(2);
        BOOST_TEST(text_at(page.run(), "outcome") == "nothing");
        BOOST_TEST(page.count("confirm") + page.count("listen") == 0);
        const std::string said = dialogs ? words_of(shown(page)) : page.message();
        check_words(said, "None of these test cases can be started.");
        check_words(said, "has no scenario yet");
        check_words(said, "Unable to locate requested artifact");
    }
}

BOOST_AUTO_TEST_CASE(a_test_case_selected_twice_starts_once) {
    ManyPage page(2);
    page.event["page"]["selected"] = {1, 2, 1, 2, 2};
    check_details(page.run(), 2, 0, 0);
    BOOST_TEST(page.count(kRun) == 2);
}

BOOST_AUTO_TEST_CASE(the_same_scenario_in_two_test_cases_is_started_twice_and_said_so) {
    ManyPage page(2);
    page.set_text(2, 4, scenario_id(1));
    page.on("listen", [&page](const Json&) {
        BOOST_TEST(page.row(0)[2] == "");
        BOOST_TEST(page.row(1)[2] == "Same scenario as “Case 1”.");
        return heard("pressed", "start");
    });
    check_details(page.run(), 2, 0, 0);
    BOOST_TEST(page.count(kRun + scenario_id(1)) == 2);
}

BOOST_AUTO_TEST_CASE(a_test_still_going_on_is_left_out_unasked) {
    ManyPage page(2);
    page.set_text(1, 5, "oldoldoldoldoldold_-");
    page.on("octoperf GET runtime/bench-results/oldold", [](const Json&) {
        return rest(200, Json{{"state", "RUNNING"}});
    });
    check_details(page.run(), 1, 1, 0);
    check_words(page.row(0)[2], "still going on");
    BOOST_TEST(page.count("confirm") == 0);
}

BOOST_AUTO_TEST_CASE(an_unclear_start_counts_as_failed_and_is_never_repeated) {
    for (const Json& answer :
         {refused("timeout"), rest(500, std::string()), rest(200, std::string("<html>"))}) {
        ManyPage page(4);
        page.on(kRun + scenario_id(3), [answer](const Json&) { return answer; });
        check_details(page.run(), 3, 0, 1);
        BOOST_TEST(page.count(kRun + scenario_id(3)) == 1);
        check_words(page.row(2)[2], "Do not start it again yet");
        BOOST_TEST(page.hints.count("unclear-start/1/3") == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_start_whose_id_was_not_stored_says_which_id_to_enter) {
    ManyPage page(2);
    page.on("spira PUT", [](const Json&) { return api(nullptr); });
    check_details(page.run(), 2, 0, 0);
    check_words(page.row(0)[2], "Enter benchResult_000001 in octoperf-benchresult-id");
}

BOOST_AUTO_TEST_CASE(stop_starting_leaves_the_rest_and_lets_the_started_go_on) {
    for (const auto order : {FakePage::Order::first_begun, FakePage::Order::last_begun}) {
        ManyPage page(9);
        page.order = order;
        page.person = [&page, pressed = false]() mutable {
            if (pressed || page.count(kRun) < 2) return Json();
            pressed = true;
            return heard("pressed", "stop");
        };
        const Json end = page.run();
        const int started = page.count(kRun);
        BOOST_TEST(started <= 4);
        check_details(end, started, 0, 0);
        const Json view = shown(page);
        check_words(words_of(view),
                    "Not started because of the stop: " + std::to_string(9 - started));
        check_words(words_of(view), "Those already started go on.");
        BOOST_TEST(page.row(8)[1] == "not started");
        BOOST_TEST(page.count("notify") == 0);
    }
}

BOOST_AUTO_TEST_CASE(after_stop_the_button_is_gone_and_the_dialog_says_so) {
    ManyPage page(9);
    bool checked = false;
    page.person = [&page, &checked, pressed = false]() mutable {
        if (pressed &&
            words_of(shown(page)).find("No more tests are started") != std::string::npos) {
            BOOST_TEST(buttons_of(shown(page)).empty());
            checked = true;
        }
        if (pressed || page.count(kRun) < 1) return Json();
        pressed = true;
        return heard("pressed", "stop");
    };
    page.run();
    BOOST_TEST(checked);
}

BOOST_AUTO_TEST_CASE(closing_the_dialog_half_way_stops_and_ends_with_a_message) {
    ManyPage page(9);
    page.person = [&page] { return page.count(kRun) < 2 ? Json() : heard("closed"); };
    const Json end = page.run();
    const int started = page.count(kRun);
    BOOST_TEST(started <= 4);
    check_details(end, started, 0, 0);
    BOOST_TEST(page.count("notify") == 1);
    check_words(page.message(), "Started: " + std::to_string(started) + ".");
    check_words(page.message(), "Not started because of the stop: " + std::to_string(9 - started));
}

BOOST_AUTO_TEST_CASE(a_dialog_that_cannot_be_drawn_any_more_counts_as_closed) {
    ManyPage page(9);
    page.on("show", [&page](const Json&) {
        return page.count(kRun) < 2 ? Json{{"reply", "ack"}} : refused("gone");
    });
    page.run();
    BOOST_TEST(page.count(kRun) < 9);
    BOOST_TEST(page.count("notify") == 1);
}

BOOST_AUTO_TEST_CASE(a_page_that_cannot_show_after_all_asks_without_a_dialog) {
    ManyPage page(2);
    page.on("show", [](const Json&) { return refused("no dialog"); });
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.count("confirm") == 1);
    BOOST_TEST(page.count("notify success") == 1);
}

BOOST_AUTO_TEST_CASE(the_table_follows_and_ends_with_links_to_the_reports) {
    ManyPage page(2);
    page.run();
    std::set<std::string> states;
    for (const Json& command : page.commands) {
        if (text_at(command, "command") != "show") continue;
        for (const Row& row : table_of(*find(command, "view"))) states.insert(row[1]);
    }
    BOOST_TEST((states == std::set<std::string>{"will start", "waiting", "starting…", "started"} ||
                states == std::set<std::string>{"will start", "starting…", "started"}));
    check_words(words_of(shown(page)), "https://spira.example.com/1/TestCase/1.aspx");
    check_words(words_of(shown(page)), "/analysis/report/" + kReport);
    BOOST_TEST((buttons_of(shown(page)) == std::vector<std::string>{"close"}));
}

BOOST_AUTO_TEST_CASE(a_test_set_starts_its_test_cases_for_its_release_in_its_order) {
    ManyPage page(3);
    page.event["event"] = "launchSet";
    page.event["page"]["selected"] = nullptr;
    page.event["page"]["artifactId"] = 8;
    page.event["page"]["releaseId"] = 4;
    page.event["settings"]["recorderUrl"] = "https://recorder.example.com";
    page.on("spira GET projects/1/test-sets/8", [](const Json&) {
        return api(Json{{"TestSetId", 8}, {"ReleaseId", 9}});
    });
    page.on("spira GET projects/1/test-sets/8/test-case-mapping", [](const Json&) {
        return api(Json::array({{{"TestSetTestCaseId", 1}, {"TestCaseId", 3}, {"Position", 2}},
                                {{"TestSetTestCaseId", 2}, {"TestCaseId", 2}, {"Position", 1}},
                                {{"TestSetTestCaseId", 3}, {"TestCaseId", 3}, {"Position", 3}}}));
    });
    check_details(page.run(), 2, 0, 0);
    BOOST_TEST(page.row(0)[0] == "Case 2");
    BOOST_TEST(page.row(1)[0] == "Case 3");
    for (const Json& command : page.commands) {
        if (text_at(command, "command") != "recorder") continue;
        check_words(text_at(command, "body"), R"("releaseId":9,"testSetId":8)");
    }
    BOOST_TEST(page.count("recorder POST launches") == 2);
}

BOOST_AUTO_TEST_CASE(an_empty_test_set_says_so) {
    ManyPage page(0);
    page.event["event"] = "launchSet";
    page.event["page"]["artifactId"] = 8;
    page.on("spira GET projects/1/test-sets/8", [](const Json&) { return api(Json::object()); });
    page.on("spira GET projects/1/test-sets/8/test-case-mapping",
            [](const Json&) { return api(Json::array()); });
    check_refused(page, "This test set has no test cases.");
}

BOOST_AUTO_TEST_CASE(in_french_the_question_and_the_end_are_french) {
    ManyPage page(1);
    page.in_french();
    page.without_dialogs();
    page.on("confirm", [](const Json& command) {
        check_words(text_at(command, "text"),
                    "démarrer maintenant les tests de charge de ces cas de test (1)");
        return confirmed(true);
    });
    page.run();
    BOOST_TEST(page.message() ==
               "OctoPerf\u00a0: Démarrés\u00a0: 1. Laissés de côté\u00a0: 0. Échecs\u00a0: 0.");
}

BOOST_AUTO_TEST_CASE(every_call_may_fail_in_every_way_and_the_end_is_still_told) {
    const auto prepare = [](ManyPage& page) {
        page.set_text(2, 5, "oldoldoldoldoldold_-");
        page.event["settings"]["recorderUrl"] = "https://recorder.example.com";
    };
    ManyPage good(3);
    prepare(good);
    good.run();
    const std::vector<Json> failures = {
        refused("plain text"),
        refused(Json{{"message", "m"}, {"exceptionType", "PluginRestException"}}),
        Json{{"reply", "failed"}},
        Json{{"reply", "nonsense"}},
        Json::object(),
        rest(500, std::string("<html>boom</html>")),
        rest(200, std::string("<html>sign in</html>")),
        api("<html>"),
        api(nullptr),
        Json{{"reply", "rest"}, {"value", 7}}};
    const int calls = good.count("spira") + good.count("octoperf") + good.count("recorder");
    for (int fail = 0; fail < calls; ++fail) {
        for (const Json& failure : failures) {
            ManyPage page(3);
            prepare(page);
            int call = 0;
            bool told = false;
            const auto fails = [&](const Json& command) {
                const std::string kind = text_at(command, "command");
                return (kind == "spira" || kind == "octoperf" || kind == "recorder") &&
                       call++ == fail;
            };
            page.intercept = [&](const Json& command) { return fails(command) ? failure : Json(); };
            const Json end = page.run();
            BOOST_TEST_CONTEXT("call " << fail << ": " << to_text(failure)) {
                std::set<std::string> runs;
                for (const std::string& line : page.lines) {
                    if (line.starts_with(kRun)) BOOST_TEST(runs.insert(line).second);
                }
                const std::string outcome = text_at(end, "outcome");
                told = outcome == "refused" ? page.count("notify error") == 1
                                            : table_of(shown(page)).size() == 3U;
                BOOST_TEST(told);
                BOOST_TEST((outcome == "started" || outcome == "refused"));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
