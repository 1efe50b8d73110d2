#include <boost/test/unit_test.hpp>

#include "tests/native/octoperf_simulator/fixture.hpp"

namespace octospira::simulators::octoperf {

namespace {

std::vector<std::string> states_of(const Json& row) {
    std::vector<std::string> states;
    for (const Json& entry : *array_at(row, "states")) states.push_back(text_at(entry, "state"));
    return states;
}

const std::vector<std::string> kToRunning = {"CREATED",   "PENDING",      "SCALING",
                                             "PREPARING", "INITIALIZING", "RUNNING"};

std::vector<std::string> and_then(std::vector<std::string> states, const std::string& last) {
    states.push_back(last);
    return states;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(runs, Simulated)

BOOST_AUTO_TEST_CASE(a_run_goes_through_every_state_in_order_to_finished) {
    const std::string run = start(kFinWhale);

    BOOST_TEST(reaches(run, "FINISHED"));

    BOOST_TEST(states_of(row(run)) == and_then(kToRunning, "FINISHED"),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_scenario_that_cannot_start_ends_in_error_without_running) {
    const std::string run = start(kHumpback);

    BOOST_TEST(reaches(run, "ERROR"));

    std::vector<std::string> expected = kToRunning;
    expected.back() = "ERROR";
    BOOST_TEST(states_of(row(run)) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_answer_is_a_report_that_names_the_run_and_leads_back_to_the_scenario) {
    const Json report = json("POST", std::string("/runtime/scenarios/run/") + kFinWhale);
    const std::string run = array_at(report, "benchResultIds")->front().get<std::string>();
    const Json result = json("GET", "/runtime/bench-results/" + run);

    BOOST_TEST(text_at(report, "projectId") == "1L5ifn4BrW7hkFYMIu19");
    BOOST_TEST(text_at(report, "name") == "Fin Whale [PR:1]");
    BOOST_TEST(text_at(report, "id") != run);
    BOOST_TEST(text_at(result, "scenarioId") == kFinWhale);
    BOOST_TEST(text_at(result, "designProjectId") == "1L5ifn4BrW7hkFYMIu19");
    BOOST_TEST(text_at(json("GET", "/analysis/bench-reports/" + text_at(report, "id")), "id") ==
               text_at(report, "id"));
}

BOOST_AUTO_TEST_CASE(the_name_parameter_names_the_run_and_an_empty_one_does_not) {
    const std::string named = start(kFinWhale, "?name=Nightly%20%5BPR%3A1%5D&templateId=x");
    const std::string unnamed = start(kFinWhale, "?name=");

    BOOST_TEST(text_at(row(named), "name") == "Nightly [PR:1]");
    BOOST_TEST(text_at(row(unnamed), "name") == "Fin Whale [PR:1]");
}

BOOST_AUTO_TEST_CASE(a_run_takes_no_body_or_a_map_of_texts_and_nothing_else) {
    const std::string path = std::string("/runtime/scenarios/run/") + kFinWhale;

    BOOST_TEST(call("POST", path, R"({"map":{}})").status == 200);
    BOOST_TEST(call("POST", path, R"({"map":{"host":"x"}})").status == 200);
    BOOST_TEST(call("POST", path, R"({"map":{"host":1}})").status == 400);
    BOOST_TEST(call("POST", path, R"({"map":null})").status == 400);
    BOOST_TEST(call("POST", path, "[]").status == 400);
    BOOST_TEST(call("POST", path, "{").status == 400);
    BOOST_TEST(
        send("POST", path, {{"Authorization", std::string("Bearer ") + kKey}}, "a=b").status ==
        415);
    BOOST_TEST(call("POST", path, "{}").status == 400);
    set("runBody", "accepted");
    BOOST_TEST(call("POST", path, "{}").status == 200);
    BOOST_TEST(run_count() == 3);
}

BOOST_AUTO_TEST_CASE(progress_is_0_until_the_load_starts) {
    (void)json("PUT", "/_simulator/settings", R"({"runTimeMs":3600000})");

    const std::string run = start(kFinWhale);

    BOOST_TEST(to_text(json("GET", "/runtime/bench-results/progress/" + run)) ==
               R"({"value":0})");
}

BOOST_AUTO_TEST_CASE(progress_of_a_finished_run_is_100_percent_or_a_share_of_1) {
    const std::string run = start(kFinWhale);
    BOOST_TEST(reaches(run, "FINISHED"));
    const std::string path = "/runtime/bench-results/progress/" + run;

    const Json percent = json("GET", path);
    set("progress", "0-1");
    const Json share = json("GET", path);

    BOOST_TEST(to_text(percent) == R"({"value":100})");
    BOOST_TEST(to_text(share) == R"({"value":1})");
}

BOOST_AUTO_TEST_CASE(a_stopped_run_is_aborted_and_its_progress_stays) {
    const std::string run = start(kSeiWhale);
    BOOST_TEST(reaches(run, "RUNNING"));

    const Json stopped = json("POST", "/runtime/bench-results/stop/" + run);
    const Json first = json("GET", "/runtime/bench-results/progress/" + run);
    const Json second = json("GET", "/runtime/bench-results/progress/" + run);

    BOOST_TEST(text_at(stopped, "state") == "ABORTED");
    BOOST_TEST(to_text(first) == to_text(second));
    BOOST_TEST(number_of(*find(first, "value")).value_or(100) < 100);
}

BOOST_AUTO_TEST_CASE(a_run_that_has_ended_cannot_be_stopped_any_more) {
    const std::string run = start(kFinWhale);
    BOOST_TEST(reaches(run, "FINISHED"));

    const Json stopped = json("POST", "/runtime/bench-results/stop/" + run);

    BOOST_TEST(text_at(stopped, "state") == "FINISHED");
    BOOST_TEST(states_of(row(run)).size() == 7);
}

BOOST_AUTO_TEST_CASE(a_test_can_add_a_scenario_that_ends_as_it_says) {
    const Json made = json("POST", "/_simulator/scenarios",
                           R"({"name":"Orca [PR:2]","verdict":"aborted","runTimeMs":60})");

    const std::string run = start(text_at(made, "id"));

    BOOST_TEST(reaches(run, "ABORTED"));
    BOOST_TEST(states_of(row(run)) == and_then(kToRunning, "ABORTED"),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::simulators::octoperf
