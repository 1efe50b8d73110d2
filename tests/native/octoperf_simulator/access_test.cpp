#include <boost/test/unit_test.hpp>

#include "tests/native/octoperf_simulator/fixture.hpp"

namespace octospira::simulators::octoperf {

BOOST_FIXTURE_TEST_SUITE(access, Simulated)

BOOST_AUTO_TEST_CASE(a_good_key_lists_both_workspaces) {
    const Json list = json("GET", "/workspaces/member-of");

    BOOST_REQUIRE_EQUAL(list.size(), 2);
    BOOST_TEST(text_at(list.front(), "id") == "0r5ifn4BrW7hkFYMIu1j");
    BOOST_TEST(text_at(list.front(), "name") == "Default");
    BOOST_TEST(integer_at(list.front(), "created").value_or(0) == 1'642'797'867'619);
}

BOOST_AUTO_TEST_CASE(without_exactly_one_bearer_key_every_path_is_401) {
    const std::string good = std::string("Bearer ") + kKey;
    const std::string path = "/workspaces/member-of";

    BOOST_TEST(send("GET", path, {}).status == 401);
    BOOST_TEST(send("GET", path, {{"Authorization", kKey}}).status == 401);
    BOOST_TEST(send("GET", path, {{"Authorization", "Basic " + good}}).status == 401);
    BOOST_TEST(send("GET", path, {{"Authorization", "Bearer ${octoperfApiKey}"}}).status == 401);
    BOOST_TEST(call("GET", path, "", "0f0e0d0c-1111-4222-8333-444455556667").status == 401);
    BOOST_TEST(send("GET", path, {{"Authorization", good}, {"Authorization", good}}).status == 401);
    BOOST_TEST(send("GET", "/no/such/path", {}).status == 401);
    BOOST_TEST(send("GET", path, {{"Authorization", good}}).status == 200);
}

BOOST_AUTO_TEST_CASE(a_refusal_has_the_shape_of_spring_boot) {
    const auto body = parse_json(send("GET", "/workspaces/member-of", {}).body);

    BOOST_REQUIRE(body);
    BOOST_TEST(integer_at(*body, "status").value_or(0) == 401);
    BOOST_TEST(text_at(*body, "error") == "Unauthorized");
    BOOST_TEST(text_at(*body, "path") == "/workspaces/member-of");
}

BOOST_AUTO_TEST_CASE(a_viewer_reads_but_may_not_run_or_stop) {
    const std::string run = start(kSeiWhale);

    const Answer read = call("GET", std::string("/runtime/scenarios/") + kFinWhale, "", kViewerKey);
    const Answer started =
        call("POST", std::string("/runtime/scenarios/run/") + kFinWhale, "", kViewerKey);
    const Answer stopped = call("POST", "/runtime/bench-results/stop/" + run, "", kViewerKey);

    BOOST_TEST(read.status == 200);
    BOOST_TEST(started.status == 403);
    BOOST_TEST(stopped.status == 403);
    BOOST_TEST(run_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_foreign_workspace_is_403_or_404_by_the_switch) {
    const std::string key = "0f0e0d0c-1111-4222-8333-aaaaaaaaaaaa";
    (void)json("POST", "/_simulator/users",
               R"({"username":"x@example.com","key":")" + key +
                   R"(","role":"TESTER","workspaceId":"Gdz5nIYBhM3oiEdLW1y6"})");
    const std::string path = std::string("/runtime/scenarios/") + kFinWhale;

    BOOST_TEST(call("GET", path, "", key).status == 403);
    set("noRight", "404");
    BOOST_TEST(call("GET", path, "", key).status == 404);
    BOOST_TEST(call("GET", "/runtime/scenarios/-KpHtoYBUDjbSvwJg3V_", "", key).status == 200);
}

BOOST_AUTO_TEST_CASE(unknown_ids_uuids_and_ids_of_the_wrong_case_are_404) {
    BOOST_TEST(call("GET", std::string("/runtime/scenarios/") + kUnknown).status == 404);
    BOOST_TEST(call("GET", std::string("/runtime/scenarios/") + kKey).status == 404);
    BOOST_TEST(call("GET", "/runtime/scenarios/AKPHTOYBUDJBSVWJG3VU").status == 404);
    BOOST_TEST(call("POST", std::string("/runtime/scenarios/run/") + kUnknown).status == 404);
    BOOST_TEST(call("GET", std::string("/runtime/bench-results/") + kUnknown).status == 404);
    BOOST_TEST(call("GET", std::string("/analysis/bench-reports/") + kUnknown).status == 404);
    set("unknownId", "403");
    BOOST_TEST(call("GET", std::string("/runtime/scenarios/") + kUnknown).status == 403);
}

BOOST_AUTO_TEST_CASE(a_wrong_method_is_405_and_an_unknown_query_parameter_400) {
    const std::string run = std::string("/runtime/scenarios/run/") + kFinWhale;

    BOOST_TEST(call("GET", run).status == 405);
    BOOST_TEST(call("POST", run + "?Name=x").status == 400);
    BOOST_TEST(call("POST", run + "?name=x&name=y").status == 400);
    BOOST_TEST(call("GET", "/workspaces/member-of?x=1").status == 400);
    BOOST_TEST(run_count() == 0);
}

BOOST_AUTO_TEST_CASE(projects_and_scenarios_lead_from_one_to_the_other) {
    const Json projects = json("GET", "/design/projects/by-workspace/0r5ifn4BrW7hkFYMIu1j/DESIGN");
    BOOST_REQUIRE_EQUAL(projects.size(), 1);
    const std::string project = text_at(projects.front(), "id");
    const Json scenarios = json("GET", "/runtime/scenarios/by-project/" + project);
    const Json both = json("POST", "/runtime/scenarios/by-projects",
                           R"(["1L5ifn4BrW7hkFYMIu19","-r5ifn4BrW7hkFYMIu2_"])");

    BOOST_TEST(project == "1L5ifn4BrW7hkFYMIu19");
    BOOST_TEST(scenarios.size() == 8);
    BOOST_TEST(both.size() == 9);
    BOOST_TEST(text_at(scenarios.front(), "name") == "Fin Whale [PR:1]");
    BOOST_TEST(text_at(both.back(), "name") == "Fin Whale [PR:1]");
    BOOST_TEST(text_at(json("GET", "/design/projects/" + project), "workspaceId") ==
               "0r5ifn4BrW7hkFYMIu1j");
    BOOST_TEST(call("GET", "/design/projects/by-workspace/0r5ifn4BrW7hkFYMIu1j/design").status ==
               400);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::simulators::octoperf
