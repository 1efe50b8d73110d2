// Spira REST v7, test-sets, and runs recorded in a test set (REST §9.1).
#include <boost/test/unit_test.hpp>

#include "tests/native/spira_simulator/fixture.hpp"

using namespace octospira;
using tests::json_of;
using tests::SpiraFixture;

namespace {

const std::string kRecord = "projects/1/test-runs/record";

/// A run of that test case in that set; 0: without a place.
Json run_in(int test_set, int test_case, int place = 0) {
    Json run = SpiraFixture::run();
    run["TestSetId"] = test_set;
    run["TestCaseId"] = test_case;
    if (place > 0) run["TestSetTestCaseId"] = place;
    return run;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spira_test_sets, SpiraFixture)

BOOST_AUTO_TEST_CASE(a_test_set_has_its_documented_members) {
    const Json set = json_of(rest("GET", "projects/1/test-sets/1"));

    BOOST_TEST(integer_at(set, "TestSetId").value_or(0) == 1);
    BOOST_TEST(text_at(set, "Name") == "Nightly load");
    BOOST_TEST(integer_at(set, "ReleaseId").value_or(0) == 1);
    BOOST_TEST(integer_at(set, "TestRunTypeId").value_or(0) == 2);
    BOOST_TEST(integer_at(set, "ArtifactTypeId").value_or(0) == 8);
    BOOST_TEST(integer_at(set, "ProjectId").value_or(0) == 1);
    BOOST_TEST(!text_at(set, "ConcurrencyDate").empty());
    for (const auto* name :
         {"TestSetStatusId", "CreatorId", "OwnerId", "AutomationHostId", "CreationDate",
          "LastUpdateDate", "PlannedDate", "ExecutionDate", "TestSetFolderId", "CustomProperties",
          "IsAttachments", "Tags", "Guid", "Description"}) {
        BOOST_TEST(find(set, name) != nullptr, name);
    }
}

BOOST_AUTO_TEST_CASE(a_test_set_may_be_without_a_release) {
    const Json set = json_of(rest("GET", "projects/1/test-sets/2"));

    BOOST_REQUIRE(find(set, "ReleaseId") != nullptr);
    BOOST_TEST(find(set, "ReleaseId")->is_null());
}

BOOST_AUTO_TEST_CASE(the_test_cases_of_a_set_come_by_their_position) {
    const Json places = json_of(rest("GET", "projects/1/test-sets/1/test-case-mapping"));

    BOOST_REQUIRE(places.size() == 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        const std::int64_t wanted[] = {1, 2, 4};
        BOOST_TEST(integer_at(places[i], "TestCaseId").value_or(0) == wanted[i]);
        BOOST_TEST(integer_at(places[i], "Position").value_or(0) == static_cast<int>(i) + 1);
        BOOST_TEST(integer_at(places[i], "TestSetId").value_or(0) == 1);
        for (const auto* name :
             {"TestSetGuid", "TestCaseGuid", "OwnerId", "OwnerGuid", "PlannedDate",
              "IsSetupTeardown", "Guid", "ConcurrencyGuid", "LastUpdateDate"}) {
            BOOST_TEST(find(places[i], name) != nullptr, name);
        }
    }
    BOOST_TEST(integer_at(places[0], "TestSetTestCaseId").value_or(0) == 3);
}

BOOST_AUTO_TEST_CASE(a_set_has_its_test_cases_whole_and_in_order) {
    const Json all = json_of(rest("GET", "projects/1/test-sets/1/test-cases"));

    BOOST_REQUIRE(all.size() == 3U);
    BOOST_TEST(text_at(all[0], "Name") == text_at(test_case(1), "Name"));
    for (std::size_t i = 0; i < 3; ++i) {
        const std::int64_t wanted[] = {1, 2, 4};
        BOOST_TEST(integer_at(all[i], "TestCaseId").value_or(0) == wanted[i]);
        BOOST_TEST(array_at(all[i], "CustomProperties") != nullptr);
    }
    BOOST_TEST(rest("GET", "projects/1/test-sets/99/test-cases").status == 404);
}

BOOST_AUTO_TEST_CASE(a_set_that_is_not_there_or_of_another_product_is_not_located) {
    for (const auto* path : {"projects/1/test-sets/99", "projects/2/test-sets/1",
                             "projects/1/test-sets/99/test-case-mapping",
                             "projects/1/test-sets/4/test-case-mapping"}) {
        const Answer answer = rest("GET", path);
        BOOST_TEST(answer.status == 404);
        BOOST_TEST(answer.body == "\"Unable to locate requested artifact\"");
    }
}

BOOST_AUTO_TEST_CASE(who_may_not_view_the_product_may_not_view_its_sets) {
    BOOST_TEST(rest_as("viewer", "GET", "projects/1/test-sets/1").status == 200);

    BOOST_TEST(rest_as("executor", "GET", "projects/3/test-sets/1").body == "\"Access Denied\"");
    BOOST_TEST(rest("POST", "projects/1/test-sets/1", "{}").status == 405);
}

BOOST_AUTO_TEST_CASE(a_run_in_a_set_keeps_the_set_and_its_place) {
    const Json recorded = json_of(rest("POST", kRecord, run_in(1, 2, 1)));

    BOOST_TEST(integer_at(recorded, "TestSetId").value_or(0) == 1);
    BOOST_TEST(integer_at(recorded, "TestSetTestCaseId").value_or(0) == 1);
    BOOST_TEST(rest("POST", kRecord, run_in(1, 2)).status == 200);
    BOOST_TEST(text_at(json_of(rest("GET", "projects/1/test-sets/1")), "ExecutionDate") ==
               "2026-03-04T10:15:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_run_in_a_set_that_does_not_hold_the_test_case_is_refused) {
    const Answer answer = rest("POST", kRecord, run_in(1, 3));

    BOOST_TEST(answer.status == 404);
    BOOST_TEST(answer.body.find("TestSetId: ") != std::string::npos);
    BOOST_TEST(rest("POST", kRecord, run_in(99, 1)).status == 404);
    BOOST_TEST(rest("POST", kRecord, run_in(4, 1)).status == 404);  // of product 2
}

BOOST_AUTO_TEST_CASE(a_place_that_is_not_the_test_cases_place_in_the_set_is_refused) {
    BOOST_TEST(rest("POST", kRecord, run_in(1, 2, 3)).status == 404);
    BOOST_TEST(rest("POST", kRecord, run_in(2, 1, 3)).status == 404);
    Json without_set = run_in(1, 2, 1);
    without_set.erase("TestSetId");
    BOOST_TEST(rest("POST", kRecord, without_set).status == 404);
}

BOOST_AUTO_TEST_CASE(a_batch_is_checked_against_its_test_sets_too) {
    const Json runs = Json::array({run_in(1, 1), run_in(1, 3)});

    BOOST_TEST(rest("POST", "projects/1/test-runs/record-multiple", runs).status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
