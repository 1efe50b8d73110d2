// Many runs of the past: POST /_simulator/runs, and searching among them (REST §9.4).
#include <boost/test/unit_test.hpp>

#include "tests/native/spira_simulator/fixture.hpp"

using namespace octospira;
using tests::json_of;
using tests::SpiraFixture;

namespace {

std::string search(int start, int rows) {
    return "projects/1/test-runs/search/automated?starting_row=" + std::to_string(start) +
           "&number_of_rows=" + std::to_string(rows) + "&sort_field=EndDate&sort_direction=DESC";
}

struct History : SpiraFixture {
    Answer seed(const std::string& wanted) { return send("POST", "/_simulator/runs", {}, wanted); }
    void seed_six_hundred() {
        BOOST_REQUIRE_EQUAL(seed(R"({"productId":1,"count":600,"testCaseIds":[1,2,3],
            "releaseIds":[1,2,null],"minutesApart":60,"until":"2026-03-04T10:00:00Z",
            "run":{"RunnerStackTrace":"state FINISHED"}})")
                                .status,
                            200);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spira_history, History)

BOOST_AUTO_TEST_CASE(six_hundred_runs_are_paged_newest_first_without_gap_or_double) {
    seed_six_hundred();

    const Json first = json_of(rest("POST", search(1, 500), "[]"));
    const Json rest_of_them = json_of(rest("POST", search(501, 500), "[]"));

    BOOST_REQUIRE(first.size() == 500U);
    BOOST_REQUIRE(rest_of_them.size() == 100U);
    BOOST_TEST(text_at(first[0], "EndDate") == "2026-03-04T10:00:00.000Z");
    BOOST_TEST(text_at(first[1], "EndDate") == "2026-03-04T09:00:00.000Z");
    BOOST_TEST(text_at(rest_of_them[99], "EndDate") == "2026-02-07T11:00:00.000Z");
    BOOST_TEST(integer_at(first[499], "TestRunId").value_or(0) == 101);
    BOOST_TEST(integer_at(rest_of_them[0], "TestRunId").value_or(0) == 100);
    BOOST_TEST(json_of(rest("POST", search(601, 500), "[]")).empty());
}

BOOST_AUTO_TEST_CASE(a_search_shows_the_whole_run) {
    const Answer seeded = seed(R"({"runs":[{"TestCaseId":2,"ReleaseId":1,"TestSetId":1,
        "ExecutionStatusId":1,"EndDate":"2026-03-01T08:00:00Z","RunnerStackTrace":"% Errors 9"}]})");
    BOOST_REQUIRE_EQUAL(seeded.status, 200);

    const Json found = json_of(rest("POST", search(1, 1), "[]"));

    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(text_at(found[0], "RunnerStackTrace") == "% Errors 9");
    BOOST_TEST(text_at(found[0], "ReleaseVersionNumber") == "1.0.0");
    BOOST_TEST(integer_at(found[0], "TestSetId").value_or(0) == 1);
    BOOST_TEST(integer_at(found[0], "ExecutionStatusId").value_or(0) == 1);
    BOOST_TEST(text_at(found[0], "EndDate") == "2026-03-01T08:00:00.000Z");
    BOOST_TEST(text_at(found[0], "Name") == "Sperm Whale search");
}

BOOST_AUTO_TEST_CASE(runs_are_found_by_release_and_by_date) {
    seed_six_hundred();

    const std::string filters = R"([{"PropertyName":"ReleaseId","IntValue":1},
        {"PropertyName":"EndDate","DateRangeValue":{"StartDate":"2026-03-01T00:00:00Z",
         "EndDate":null,"ConsiderTimes":true}}])";
    const Json found = json_of(rest("POST", search(1, 500), filters));

    BOOST_TEST(found.size() == 27U);
    for (const Json& run : found) BOOST_TEST(integer_at(run, "ReleaseId").value_or(0) == 1);
}

BOOST_AUTO_TEST_CASE(test_cases_show_the_newest_of_the_seeded_runs) {
    seed(R"({"runs":[
        {"TestCaseId":1,"ExecutionStatusId":6,"EndDate":"2026-03-02T00:00:00Z"},
        {"TestCaseId":1,"ExecutionStatusId":1,"EndDate":"2026-03-01T00:00:00Z"}]})");

    BOOST_TEST(text_at(test_case(1), "ExecutionStatusName") == "Caution");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_seeded_stores_nothing) {
    for (const auto* wrong : {R"({"runs":[{"TestCaseId":1},{"TestCaseId":99}]})",
                              R"({"runs":[{"Colour":"red"}]})", R"({"count":-1})", R"({"count":3})",
                              R"({"runs":[{"TestCaseId":1,"EndDate":"soon"}]})", R"([])"}) {
        BOOST_TEST(seed(wrong).status == 400, wrong);
    }

    BOOST_TEST(json_of(rest("POST", search(1, 500), "[]")).empty());
}

BOOST_AUTO_TEST_SUITE_END()
