// REST §8, §10, §11: releases, builds, documents, incidents, comments.
#include <boost/test/unit_test.hpp>

#include "tests/native/spira_simulator/fixture.hpp"

using namespace octospira;
using tests::json_of;
using tests::SpiraFixture;

namespace {

const std::string kBuilds = "projects/1/releases/1/builds";
const std::string kBuild =
    R"({"BuildStatusId":2,"ProjectId":1,"ReleaseId":1,"Name":"OctoPerf b1","Revisions":[]})";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spira_releases, SpiraFixture)

BOOST_AUTO_TEST_CASE(active_only_leaves_out_closed_releases) {
    BOOST_TEST(json_of(rest("GET", "projects/1/releases")).size() == 3U);
    BOOST_TEST(json_of(rest("GET", "projects/1/releases?active_only=true")).size() == 2U);
    BOOST_TEST(text_at(json_of(rest("GET", "projects/1/releases/1")), "VersionNumber") == "1.0.0");
}

BOOST_AUTO_TEST_CASE(the_release_search_calls_its_paging_start_row_and_number_rows) {
    BOOST_TEST(json_of(rest("POST", "projects/1/releases/search?start_row=1&number_rows=2", "[]"))
                   .size() == 2U);
    BOOST_TEST(
        rest("POST", "projects/1/releases/search?starting_row=1&number_of_rows=2", "[]").status ==
        406);
}

BOOST_AUTO_TEST_CASE(a_build_is_created_without_query_and_searched_with_paging) {
    const Json made = json_of(rest_as("octoperf-recorder", "POST", kBuilds, kBuild));
    BOOST_TEST(integer_at(made, "BuildId").value_or(0) == 1);
    BOOST_TEST(text_at(made, "BuildStatusName") == "Passed");

    const std::string query = "?starting_row=1&number_of_rows=9&sort_by=BuildId%20DESC";
    const Json found = json_of(rest_as("octoperf-recorder", "POST", kBuilds + query, "[]"));

    BOOST_TEST(found.is_array());
    BOOST_TEST(found.size() == 1U);
    BOOST_TEST(json_of(rest("GET", kBuilds)).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_build_needs_the_right_to_create_releases) {
    BOOST_TEST(rest("POST", kBuilds, kBuild).body == "\"Access Denied\"");
}

BOOST_AUTO_TEST_CASE(a_build_needs_its_release_in_the_body_too) {
    const Answer answer = rest_as("administrator", "POST", kBuilds,
                                  R"({"BuildStatusId":2,"ProjectId":1,"Name":"b"})");

    BOOST_TEST(answer.status == 404);
    BOOST_TEST(answer.body.find("RL0") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(credentials_in_the_query_may_select_the_search) {
    set(R"({"credentialsSelectBuildSearch":true})");
    const std::string path = "/Services/v7_0/RestService.svc/" + kBuilds +
                             "?username=tester&api-key=%7BA0000002-0C70-4002-8002-5B1CA0000002%7D";
    const http::Fields json = {{"Accept", "application/json"},
                               {"Content-Type", "application/json"}};

    BOOST_TEST(send("POST", path, json, kBuild).body.starts_with("Cannot deserialize"));
}

BOOST_AUTO_TEST_CASE(a_url_is_attached_to_a_run_and_listed_there) {
    rest("POST", "projects/1/test-runs/record", run());
    const Json document{
        {"AttachmentTypeId", 2},
        {"FilenameOrUrl", "https://octoperf.example/report"},
        {"AttachedArtifacts", Json::array({Json{{"ArtifactId", 1}, {"ArtifactTypeId", 5}}})}};

    const Json made = json_of(rest("POST", "projects/1/documents/url", document));

    BOOST_TEST(integer_at(made, "AttachmentId").value_or(0) == 1);
    BOOST_TEST(json_of(rest("GET", "projects/1/artifact-types/5/artifacts/1/documents")).size() ==
               1U);
}

BOOST_AUTO_TEST_CASE(a_file_is_answered_with_its_size_and_without_its_content) {
    const Json document{
        {"AttachmentTypeId", 1},
        {"FilenameOrUrl", "report.pdf"},
        {"Size", 99},
        {"BinaryData", "UERG"},
        {"AttachedArtifacts", Json::array({Json{{"ArtifactId", 1}, {"ArtifactTypeId", 2}}})}};

    const Json made = json_of(rest("POST", "projects/1/documents/file", document));
    const Json listed =
        json_of(rest("GET", "projects/1/artifact-types/2/artifacts/1/documents")).at(0);

    for (const Json& each : {made, listed}) {
        BOOST_TEST(integer_at(each, "Size").value_or(0) == 3);
        BOOST_TEST(each.at("BinaryData").is_null());
    }
    Json damaged = document;
    damaged["BinaryData"] = "%%%";
    BOOST_TEST(rest("POST", "projects/1/documents/file", damaged).status == 404);
}

BOOST_AUTO_TEST_CASE(an_incident_is_fixed_in_a_build_of_its_product) {
    const Json build = json_of(rest_as("octoperf-recorder", "POST", kBuilds, kBuild));
    rest("POST", "projects/1/incidents", R"({"Name":"Load test failed"})");
    const std::string id = std::to_string(integer_at(build, "BuildId").value_or(0));

    const auto fixed = rest("PUT", "projects/1/incidents/1/fixed/" + id);

    BOOST_TEST(fixed.status == 200);
    BOOST_TEST(fixed.body.empty());
    const Json read = json_of(rest("GET", "projects/1/incidents/1"));
    BOOST_TEST(std::to_string(integer_at(read, "FixedBuildId").value_or(0)) == id);
    BOOST_TEST(rest("PUT", "projects/1/incidents/1/fixed/999").status == 404);
    BOOST_TEST(rest("PUT", "projects/1/incidents/9/fixed/" + id).status == 404);
}

BOOST_AUTO_TEST_CASE(associations_are_listed_at_both_their_ends) {
    for (const char* name : {"First", "Second", "Third"})
        rest("POST", "projects/1/incidents", Json{{"Name", name}});
    const Json link{{"SourceArtifactId", 1},   {"SourceArtifactTypeId", 3}, {"DestArtifactId", 2},
                    {"DestArtifactTypeId", 3}, {"ArtifactLinkTypeId", 1},   {"Comment", "alike"}};
    rest("POST", "projects/1/associations", link);

    for (const char* id : {"1", "2"}) {
        const Json all = json_of(rest("GET", std::string("projects/1/associations/3/") + id));
        BOOST_REQUIRE(all.size() == 1U);
        BOOST_TEST(text_at(all[0], "Comment") == "alike");
        BOOST_TEST(integer_at(all[0], "ArtifactLinkId").value_or(0) > 0);
    }
    BOOST_TEST(json_of(rest("GET", "projects/1/associations/3/3")).empty());
    BOOST_TEST(rest("GET", "projects/1/associations/3/99").status == 404);
}

BOOST_AUTO_TEST_CASE(incidents_are_listed_with_the_newest_first_and_500_of_them_at_most) {
    for (int i = 0; i < 501; ++i)
        rest("POST", "projects/1/incidents", Json{{"Name", "Number " + std::to_string(i + 1)}});

    const Json all = json_of(rest("GET", "projects/1/incidents"));

    BOOST_TEST(all.size() == 500U);
    BOOST_TEST(text_at(all[0], "Name") == "Number 501");
    BOOST_TEST(text_at(all[499], "Name") == "Number 2");
    BOOST_TEST(text_at(json_of(rest("GET", "projects/1/incidents/7")), "Name") == "Number 7");
}

BOOST_AUTO_TEST_CASE(an_incident_keeps_what_it_was_opened_with) {
    const Json made = json_of(rest("POST", "projects/1/incidents",
                                   R"({"Name":"Load test failed: Checkout","DetectedReleaseId":1,)"
                                   R"("Description":"<p>Run [TR:1286]</p>","DetectedBuildId":null,)"
                                   R"("IncidentTypeId":null,"IncidentStatusId":null})"));

    BOOST_TEST(text_at(made, "Description") == "<p>Run [TR:1286]</p>");
    BOOST_TEST(integer_at(made, "DetectedReleaseId").value_or(0) == 1);
    BOOST_TEST(integer_at(made, "OpenerId").value_or(0) == 2);
}

BOOST_AUTO_TEST_CASE(an_incident_is_not_associated_with_test_cases_or_runs_unless_switched) {
    rest("POST", "projects/1/test-runs/record", run());
    const Json made =
        json_of(rest("POST", "projects/1/incidents", R"({"Name":"Load test failed"})"));
    BOOST_TEST(integer_at(made, "IncidentId").value_or(0) == 1);
    const auto link = [](int type, int link_type = 1) {
        return Json{{"SourceArtifactId", 1},
                    {"SourceArtifactTypeId", 3},
                    {"DestArtifactId", 1},
                    {"DestArtifactTypeId", type},
                    {"ArtifactLinkTypeId", link_type}};
    };
    BOOST_TEST(rest("POST", "projects/1/associations", link(2)).status == 404);
    BOOST_TEST(rest("POST", "projects/1/associations", link(5)).status == 404);
    BOOST_TEST(rest("POST", "projects/1/associations", link(3)).status == 200);
    BOOST_TEST(rest("POST", "projects/1/associations", link(3, 3)).status == 404);

    set(R"({"incidentToTestAssociations":true})");

    BOOST_TEST(rest("POST", "projects/1/associations", link(2)).status == 200);
    BOOST_TEST(rest("POST", "projects/1/associations", link(5)).status == 200);
}

BOOST_AUTO_TEST_CASE(an_incident_names_steps_of_runs_that_exist) {
    Json with_step = run();
    with_step["TestRunSteps"] = Json::array(
        {Json{{"Position", 1}, {"ExecutionStatusId", 1}, {"ActualResult", "Failed"}, {"odd", 1}}});
    const Json recorded = json_of(rest("POST", "projects/1/test-runs/record", with_step));
    const Json& step = (*array_at(recorded, "TestRunSteps"))[0];
    BOOST_TEST(integer_at(step, "TestRunStepId").value_or(0) == 1);
    BOOST_TEST(integer_at(step, "TestCaseId").value_or(0) == 1);
    BOOST_TEST(find(step, "odd") == nullptr);
    BOOST_TEST(array_at(json_of(rest("GET", "projects/1/test-runs/1/automated")), "TestRunSteps")
                   ->size() == 1U);

    const Json made =
        json_of(rest("POST", "projects/1/incidents", R"({"Name":"Failed","TestRunStepIds":[1]})"));

    BOOST_TEST(to_text(*find(made, "TestRunStepIds")) == "[1]");
    BOOST_TEST(
        rest("POST", "projects/1/incidents", R"({"Name":"Failed","TestRunStepIds":[2]})").status ==
        404);
}

BOOST_AUTO_TEST_CASE(an_incident_is_changed_as_a_whole_at_its_own_address) {
    Json with_step = run();
    with_step["TestRunSteps"] = Json::array({Json{{"ExecutionStatusId", 1}}});
    rest("POST", "projects/1/test-runs/record", with_step);
    Json incident = json_of(rest("POST", "projects/1/incidents", R"({"Name":"Failed"})"));
    const Json stale = incident;
    incident["TestRunStepIds"] = Json::array({1});

    const Answer changed = rest("PUT", "projects/1/incidents/1", incident);

    BOOST_TEST(changed.status == 200);
    BOOST_TEST(changed.body.empty());
    BOOST_TEST(to_text(*find(json_of(rest("GET", "projects/1/incidents/1")), "TestRunStepIds")) ==
               "[1]");
    BOOST_TEST(rest("PUT", "projects/1/incidents/1", stale).status == 409);
    BOOST_TEST(rest("PUT", "projects/1/incidents/1", json_of(rest("GET", "projects/1/incidents/1")))
                   .status == 409);
    BOOST_TEST(rest("PUT", "projects/1/incidents/2", incident).status == 404);
}

BOOST_AUTO_TEST_CASE(a_comment_is_one_object_for_test_cases_and_an_array_for_incidents) {
    const std::string comment = R"({"ArtifactId":1,"Text":"Slow."})";
    rest("POST", "projects/1/incidents", R"({"Name":"Load test failed"})");

    BOOST_TEST(rest("POST", "projects/1/test-cases/1/comments", comment).status == 200);
    BOOST_TEST(rest("POST", "projects/1/incidents/1/comments", comment).status == 404);
    BOOST_TEST(rest("POST", "projects/1/incidents/1/comments", "[" + comment + "]").status == 200);
    BOOST_TEST(json_of(rest("GET", "projects/1/test-cases/1/comments")).size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
