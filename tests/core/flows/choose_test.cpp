#include <boost/test/unit_test.hpp>

#include "tests/core/flows/run_page.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

const std::string kOther = "bKpHtoYBUDjbSvwJg3Vu";
const std::string kWorkspaces = "octoperf GET workspaces/member-of";
const std::string kProjects = "octoperf GET design/projects/by-workspace/w1/DESIGN";
const std::string kScenarios = "octoperf GET runtime/scenarios/by-project/p1";

Json named(const std::string& id, const std::string& name) {
    return Json{{"id", id}, {"name", name}, {"description", nullptr}};
}

/// Two workspaces, two projects, two scenarios; each is answered as told, or with its first entry.
class ChoosePage : public RunPage {
  public:
    explicit ChoosePage(std::vector<Json> person_says = {})
        : RunPage("choose"), says(std::move(person_says)) {
        set_property(4, "");
        list(kWorkspaces, {named("w2", "Zoo"), named("w1", "Default")});
        list(kProjects, {named("p2", "shop"), named("p1", "Petstore")});
        list(kScenarios, {named(kOther, "Orca"), named(kScenario, "Fin Whale [PR:1]")});
        on("choose", [this](const Json&) {
            if (says.empty()) return Json{{"reply", "chosen"}, {"value", 0}};
            const Json value = says.front();
            says.erase(says.begin());
            return Json{{"reply", "chosen"}, {"value", value}};
        });
    }
    void list(const std::string& line, const std::vector<Json>& rows) {
        on(line, [rows](const Json&) { return rest(200, Json(rows)); });
    }
    [[nodiscard]] std::vector<Json> questions() const {
        std::vector<Json> questions;
        for (const Json& command : commands) {
            if (text_at(command, "command") == "choose") questions.push_back(command);
        }
        return questions;
    }
    [[nodiscard]] std::string stored_scenario() const {
        return text_at((*find(test_case, "CustomProperties"))[0], "StringValue");
    }
    std::vector<Json> says;
};

void check_refused(ChoosePage& page, const std::string& words) {
    BOOST_TEST(text_at(page.run(), "outcome") == "refused");
    BOOST_TEST(page.count("spira PUT") == 0);
    BOOST_TEST(page.count("notify") == 1);
    check_words(page.message(), words);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(choose_scenario)

BOOST_AUTO_TEST_CASE(three_answers_store_the_scenario) {
    ChoosePage page;
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "chosen");
    BOOST_TEST(page.stored_scenario() == kScenario);
    BOOST_TEST(page.questions().size() == 3U);
    BOOST_TEST(page.message() == "OctoPerf: Scenario set to “Fin Whale [PR:1]”.");
    BOOST_TEST(page.count("reloadForm") == 1);
}

BOOST_AUTO_TEST_CASE(the_entries_are_sorted_by_name) {
    ChoosePage page;
    page.run();
    const auto questions = page.questions();
    BOOST_TEST(to_text(*find(questions[0], "entries")) == R"(["Default","Zoo"])");
    BOOST_TEST(to_text(*find(questions[1], "entries")) == R"(["Petstore","shop"])");
    BOOST_TEST(to_text(*find(questions[2], "entries")) == R"(["Fin Whale [PR:1]","Orca"])");
    BOOST_TEST(text_at(questions[2], "text") == "Choose a scenario in “Petstore”.");
}

BOOST_AUTO_TEST_CASE(names_that_are_alike_are_told_apart_by_their_ids) {
    ChoosePage page;
    page.list(kScenarios, {named(kOther, "Whale"), named(kScenario, "Whale"), named("c", "whale"),
                           named("d", ""), named("", "no id")});
    page.run();
    BOOST_TEST(to_text(*find(page.questions()[2], "entries")) ==
               "[\"d\",\"Whale (" + kOther + ")\",\"Whale (" + kScenario + ")\",\"whale\"]");
}

BOOST_AUTO_TEST_CASE(one_workspace_and_one_project_are_not_asked_for) {
    ChoosePage page;
    page.list(kWorkspaces, {named("w1", "Default")});
    page.list(kProjects, {named("p1", "Petstore")});
    page.list(kScenarios, {named(kScenario, "Fin Whale [PR:1]")});
    BOOST_TEST(text_at(page.run(), "outcome") == "chosen");
    BOOST_REQUIRE(page.questions().size() == 1U);
    BOOST_TEST(find(page.questions()[0], "back")->is_null());
}

BOOST_AUTO_TEST_CASE(back_goes_to_the_question_before) {
    ChoosePage page({0, 0, -1, -1, 0, 0, 1});
    BOOST_TEST(text_at(page.run(), "outcome") == "chosen");
    BOOST_TEST(page.questions().size() == 7U);
    BOOST_TEST(page.stored_scenario() == kOther);
    BOOST_TEST(text_at(page.questions()[2], "back") == "Back");
    BOOST_TEST(find(page.questions()[0], "back")->is_null());
}

BOOST_AUTO_TEST_CASE(back_skips_a_question_that_was_not_asked) {
    ChoosePage page({0, -1, 0, 0});
    page.list(kProjects, {named("p1", "Petstore")});
    BOOST_TEST(text_at(page.run(), "outcome") == "chosen");
    BOOST_TEST(text_at(page.questions()[2], "text") == "Choose a workspace.");
}

BOOST_AUTO_TEST_CASE(cancelling_any_question_changes_nothing_and_says_nothing) {
    for (const std::vector<Json>& says :
         {std::vector<Json>{nullptr}, {0, nullptr}, {0, 0, nullptr}, {0, 0, 99}, {-1}}) {
        ChoosePage page(says);
        BOOST_TEST(text_at(page.run(), "outcome") == "cancelled");
        BOOST_TEST(page.count("notify") == 0);
        BOOST_TEST(page.count("spira PUT") == 0);
    }
}

BOOST_AUTO_TEST_CASE(the_last_choice_is_proposed_the_next_time) {
    ChoosePage first({1, 1, 1});
    first.list("octoperf GET design/projects/by-workspace/w2/DESIGN",
               {named("p2", "shop"), named("p3", "Zebra")});
    first.list("octoperf GET runtime/scenarios/by-project/p3",
               {named(kOther, "Orca"), named(kScenario, "Fin Whale [PR:1]")});
    first.run();
    BOOST_TEST(first.hints["choice/1"] ==
               R"({"workspace":"w2","project":"p3","scenario":")" + kOther + "\"}");
    ChoosePage next;
    next.hints = first.hints;
    next.run();
    BOOST_TEST(integer_at(next.questions()[0], "selected").value() == 1);
    BOOST_TEST(integer_at(next.questions()[2], "selected").value() == 1);
}

BOOST_AUTO_TEST_CASE(the_stored_scenario_is_proposed_before_the_last_choice) {
    ChoosePage page;
    page.set_property(4, "https://api.octoperf.com/runtime/scenarios/" + kScenario);
    page.hints["choice/1"] = R"({"scenario":")" + kOther + "\"}";
    page.run();
    BOOST_TEST(integer_at(page.questions()[2], "selected").value() == 0);
}

BOOST_AUTO_TEST_CASE(the_scenario_that_is_stored_already_costs_no_change) {
    ChoosePage page;
    page.set_property(4, kScenario);
    BOOST_TEST(text_at(page.run(), "outcome") == "unchanged");
    BOOST_TEST(page.count("spira PUT") == 0);
    BOOST_TEST(page.count("reloadForm") == 0);
    BOOST_TEST(page.message() == "OctoPerf: The scenario is already “Fin Whale [PR:1]”.");
}

BOOST_AUTO_TEST_CASE(a_scenario_without_the_products_token_comes_with_a_word_about_it) {
    ChoosePage page({0, 0, 1});
    page.run();
    check_words(page.message(), "set to “Orca”. Tip: add [PR:1]");
}

BOOST_AUTO_TEST_CASE(nothing_to_choose_from_says_what_to_do) {
    ChoosePage workspaces;
    workspaces.list(kWorkspaces, {});
    check_refused(workspaces, "not a member of any workspace. Invite this user");
    ChoosePage projects;
    projects.list(kProjects, {});
    check_refused(projects, "no project in “Default”. Create one in OctoPerf");
    ChoosePage scenarios;
    scenarios.list(kScenarios, {});
    check_refused(scenarios, "no scenario in “Petstore”. Create one in OctoPerf");
}

BOOST_AUTO_TEST_CASE(the_right_to_change_test_cases_comes_before_everything) {
    ChoosePage page;
    page.event["page"]["can"]["modifyTestCase"] = false;
    check_refused(page, "needs permission to modify test cases");
    BOOST_TEST(page.lines.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_missing_property_is_told_before_anything_is_asked) {
    ChoosePage page;
    page.test_case["CustomProperties"].erase(1);
    page.on("spira GET project-templates", [](const Json&) { return api(Json::array()); });
    check_refused(page, "octoperf-scenario-id");
    BOOST_TEST(page.count("octoperf") == 0);
}

BOOST_AUTO_TEST_CASE(unsaved_changes_are_asked_about_and_never_reloaded_away) {
    for (const bool yes : {false, true}) {
        ChoosePage page;
        page.event["page"]["unsavedChanges"] = true;
        page.on("confirm", [yes](const Json&) { return confirmed(yes); });
        BOOST_TEST(text_at(page.run(), "outcome") == (yes ? "chosen" : "cancelled"));
        BOOST_TEST(page.count("reloadForm") == 0);
        BOOST_TEST(page.count("spira PUT") == (yes ? 1 : 0));
        if (yes) check_words(page.message(), "Reload the page before you edit");
    }
}

BOOST_AUTO_TEST_CASE(a_scenario_that_cannot_be_stored_is_no_success) {
    ChoosePage page;
    page.stores_put_object = page.stores_put_text = false;
    BOOST_TEST(text_at(page.run(), "outcome") == "refused");
    check_words(page.message(), "did not store it");
    BOOST_TEST(page.hints.count("choice/1") == 0U);
}

BOOST_AUTO_TEST_CASE(a_name_that_looks_like_a_key_is_not_shown) {
    ChoosePage page;
    page.list(kWorkspaces,
              {named("w1", "0f7c9e6a-1b2c-4d3e-8f90-a1b2c3d4e5f6"), named("w2", "b\nc <b>")});
    page.run();
    BOOST_TEST(to_text(page.commands).find("a1b2c3d4e5f6") == std::string::npos);
    BOOST_TEST(to_text(*find(page.questions()[0], "entries")) == R"(["***","b c <b>"])");
}

BOOST_AUTO_TEST_CASE(choosing_speaks_french) {
    ChoosePage page({0, 0, 1});
    page.event["page"]["culture"] = "fr-FR";
    page.run();
    const Json question = page.questions()[1];
    BOOST_TEST(text_at(question, "title") == "OctoPerf\u00a0: Choisir le scénario");
    BOOST_TEST(text_at(question, "text") == "Choisissez un projet dans «\u00a0Default\u00a0».");
    check_words(page.message(), "défini\u00a0: «\u00a0Orca\u00a0». Conseil\u00a0: ajoutez [PR:1]");
}

BOOST_AUTO_TEST_CASE(each_step_of_choosing_may_fail_in_every_way) {
    int chosen = 0;
    fail_every_step([] { return std::make_unique<ChoosePage>(); },
                    [&chosen](ChoosePage& page, const Json& end, const std::string& what) {
                        const std::string outcome = text_at(end, "outcome");
                        BOOST_TEST_CONTEXT(what) {
                            const bool quiet = outcome == "cancelled";
                            BOOST_TEST((quiet || outcome == "chosen" || outcome == "refused"));
                            BOOST_TEST(page.count("notify") == (quiet ? 0 : 1));
                            BOOST_TEST((outcome != "chosen" || page.stored_scenario() != ""));
                            chosen += outcome == "chosen" ? 1 : 0;
                        }
                    });
    BOOST_TEST(chosen > 0);
}

BOOST_AUTO_TEST_SUITE_END()
