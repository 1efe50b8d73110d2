// REST §5: test cases, their custom properties, optimistic concurrency.
#include <boost/test/unit_test.hpp>

#include "tests/native/spira_simulator/fixture.hpp"

using namespace octospira;
using tests::json_of;
using tests::property;
using tests::SpiraFixture;

namespace {

const std::string kCollection = "projects/1/test-cases";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spira_test_cases, SpiraFixture)

BOOST_AUTO_TEST_CASE(a_test_case_has_every_documented_member) {
    const Json read = test_case(1);

    BOOST_TEST(read.size() == 38U);
    BOOST_TEST(text_at(read, "Name") == "Fin Whale checkout");
    BOOST_TEST(text_at(read, "ExecutionStatusName") == "Not Run");
    BOOST_TEST(text_at(read, "TestCaseStatusName") == "Ready for Test");
    BOOST_TEST(text_at(read, "ProjectName") == "Whale Shop");
    BOOST_TEST(integer_at(read, "ArtifactTypeId").value_or(0) == 2);
}

BOOST_AUTO_TEST_CASE(a_property_never_set_has_an_entry_with_null_values) {
    Json read = test_case(1);

    BOOST_REQUIRE(property(read, 5) != nullptr);
    BOOST_TEST((*property(read, 5))["StringValue"].is_null());
    BOOST_TEST(text_at((*property(read, 5))["Definition"], "Name") == "octoperf-benchresult-id");
    BOOST_TEST(text_at(*property(read, 4), "StringValue") == "aKpHtoYBUDjbSvwJg3Vu");
}

BOOST_AUTO_TEST_CASE(a_property_never_set_has_no_entry_where_switched) {
    set(R"({"propertyEntryWhenUnset":"absent"})");
    Json read = test_case(1);

    BOOST_TEST(property(read, 5) == nullptr);
    BOOST_TEST(property(read, 4) != nullptr);
}

BOOST_AUTO_TEST_CASE(a_put_on_the_collection_stores_and_answers_nothing) {
    const Answer answer = put_bench_result("newBenchResult000001");

    BOOST_TEST(answer.status == 200);
    BOOST_TEST(answer.body.empty());
    BOOST_TEST(bench_result() == "newBenchResult000001");
}

BOOST_AUTO_TEST_CASE(every_save_changes_the_concurrency_date) {
    const std::string before = text_at(test_case(1), "ConcurrencyDate");

    put_bench_result("newBenchResult000001");

    BOOST_TEST(text_at(test_case(1), "ConcurrencyDate") != before);
}

BOOST_AUTO_TEST_CASE(a_stale_concurrency_date_is_a_conflict) {
    Json stale = test_case(1);
    put_bench_result("newBenchResult000001");
    stale["Name"] = "Another name";

    BOOST_TEST(rest("PUT", kCollection, stale).status == 409);
    BOOST_TEST(text_at(test_case(1), "Name") == "Fin Whale checkout");
}

BOOST_AUTO_TEST_CASE(a_concurrency_date_must_be_the_very_text_received) {
    set(R"({"concurrencyDigits":"ticks"})");
    Json changed = test_case(1);
    const std::string date = text_at(changed, "ConcurrencyDate");
    changed["Name"] = "Another name";
    changed["ConcurrencyDate"] = date.substr(0, 23) + "Z";
    BOOST_TEST(rest("PUT", kCollection, changed).status == 409);

    changed["ConcurrencyDate"] = date;

    BOOST_TEST(rest("PUT", kCollection, changed).status == 200);
}

BOOST_AUTO_TEST_CASE(a_put_that_changes_nothing_is_a_conflict_unless_switched) {
    BOOST_TEST(rest("PUT", kCollection, test_case(1)).status == 409);

    set(R"({"conflictOnNoChange":false})");

    BOOST_TEST(rest("PUT", kCollection, test_case(1)).status == 200);
}

BOOST_AUTO_TEST_CASE(the_execution_status_cannot_be_set_by_put) {
    Json changed = test_case(1);
    changed["ExecutionStatusId"] = 2;

    const Answer answer = rest("PUT", kCollection, changed);

    BOOST_TEST(answer.status == 404);
    BOOST_TEST(answer.body == "\"An error occurred while updating an entry\"");
}

BOOST_AUTO_TEST_CASE(a_camel_case_member_is_dropped_in_silence) {
    Json changed = test_case(1);
    changed["description"] = "dropped";
    changed["Tags"] = "kept";

    BOOST_TEST(rest("PUT", kCollection, changed).status == 200);
    BOOST_TEST(text_at(test_case(1), "Tags") == "kept");
    BOOST_TEST(text_at(test_case(1), "Description") == "<p>Buying krill, 500 virtual users.</p>");
}

BOOST_AUTO_TEST_CASE(a_member_left_out_of_a_put_is_emptied) {
    Json changed = test_case(1);
    changed.erase("Description");

    BOOST_TEST(rest("PUT", kCollection, changed).status == 200);
    BOOST_TEST(test_case(1)["Description"].is_null());
}

BOOST_AUTO_TEST_CASE(a_flattened_property_entry_is_answered_200_and_not_stored) {
    Json changed = test_case(1);
    changed["CustomProperties"] = Json::array({Json{{"StringValue", "newBenchResult000001"}}});

    BOOST_TEST(rest("PUT", kCollection, changed).status == 200);
    BOOST_TEST(bench_result().empty());
}

BOOST_AUTO_TEST_CASE(property_number_and_value_are_enough_to_store) {
    Json changed = test_case(1);
    changed["CustomProperties"] =
        Json::array({Json{{"PropertyNumber", 5}, {"StringValue", "newBenchResult000001"}}});

    BOOST_TEST(rest("PUT", kCollection, changed).status == 200);
    BOOST_TEST(bench_result() == "newBenchResult000001");
    Json read = test_case(1);
    BOOST_TEST(text_at(*property(read, 4), "StringValue") == "aKpHtoYBUDjbSvwJg3Vu");
}

BOOST_AUTO_TEST_CASE(a_silent_put_is_answered_200_and_not_stored) {
    set(R"({"silentPut":true})");

    BOOST_TEST(put_bench_result("newBenchResult000001").status == 200);
    BOOST_TEST(bench_result().empty());
}

BOOST_AUTO_TEST_CASE(a_workflow_may_block_the_bench_result_and_nothing_else) {
    set(R"({"workflowBlocksBenchResult":true})");
    const Answer answer = put_bench_result("newBenchResult000001");
    BOOST_TEST(answer.status == 404);
    BOOST_TEST(answer.body.find("workflow") != std::string::npos);

    Json changed = test_case(1);
    changed["Name"] = "Another name";

    BOOST_TEST(rest("PUT", kCollection, changed).status == 200);
}

BOOST_AUTO_TEST_CASE(a_rich_text_property_is_read_as_html) {
    set(R"({"richTextProperties":true})");
    Json read = test_case(1);

    BOOST_TEST(text_at(*property(read, 4), "StringValue") == "<p>aKpHtoYBUDjbSvwJg3Vu</p>");
    BOOST_TEST(rest("PUT", kCollection, read).status == 409);  // nothing changed
}

BOOST_AUTO_TEST_CASE(a_viewer_cannot_put) {
    Json changed = test_case(1);
    changed["Name"] = "Another name";

    BOOST_TEST(rest_as("viewer", "PUT", kCollection, to_text(changed)).body == "\"Access Denied\"");
}

BOOST_AUTO_TEST_CASE(a_test_case_of_another_product_is_not_located) {
    const Answer answer = rest("GET", "projects/2/test-cases/1");

    BOOST_TEST(answer.status == 404);
    BOOST_TEST(answer.body == "\"Unable to locate requested artifact\"");
}

BOOST_AUTO_TEST_CASE(a_put_of_text_in_json_is_refused_in_plain_text) {
    const Answer answer = rest("PUT", kCollection, to_text(Json(to_text(test_case(1)))));

    BOOST_TEST(answer.status == 404);
    BOOST_TEST(answer.body.starts_with("Error converting value"));
}

BOOST_AUTO_TEST_CASE(a_member_of_another_type_is_refused) {
    Json changed = test_case(1);
    changed["Name"] = 5;

    BOOST_TEST(rest("PUT", kCollection, changed).body.starts_with("Could not convert"));
}

BOOST_AUTO_TEST_CASE(a_new_test_case_needs_a_name_and_gets_defaults) {
    BOOST_TEST(rest("POST", kCollection, R"({"TestCaseStatusId":0})").status == 404);

    const Json made = json_of(rest("POST", kCollection, R"({"Name":"New","TestCaseStatusId":0})"));

    BOOST_TEST(integer_at(made, "TestCaseId").value_or(0) == 10);
    BOOST_TEST(text_at(made, "TestCaseStatusName") == "Draft");
    BOOST_TEST(text_at(made, "TestCaseTypeName") == "Functional");
}

BOOST_AUTO_TEST_CASE(the_other_product_has_other_property_numbers) {
    Json read = test_case(7, 2);

    BOOST_REQUIRE(property(read, 12) != nullptr);
    BOOST_TEST(text_at(*property(read, 12), "StringValue") == "aKpHtoYBUDjbSvwJg3Vu");
    Json without = test_case(9, 3);
    BOOST_TEST(property(without, 5) == nullptr);
}

BOOST_AUTO_TEST_CASE(dates_may_come_without_a_zone) {
    set(R"({"dateForm":"zoneless"})");

    BOOST_TEST(!text_at(test_case(1), "CreationDate").ends_with('Z'));
    BOOST_TEST(put_bench_result("newBenchResult000001").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
