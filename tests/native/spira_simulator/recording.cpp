// REST §9: recording and reading automated test runs.
#include <boost/test/unit_test.hpp>

#include "core/base/time.hpp"
#include "tests/native/spira_simulator/fixture.hpp"

using namespace octospira;
using tests::json_of;
using tests::SpiraFixture;

namespace {

const std::string kRecord = "projects/1/test-runs/record";
const std::string kSearch =
    "projects/1/test-runs/search/automated?starting_row=1&number_of_rows=100"
    "&sort_field=EndDate&sort_direction=DESC";

Json with(std::string_view member, Json value) {
    Json run = SpiraFixture::run();
    run[std::string(member)] = std::move(value);
    return run;
}

Json without(std::string_view member) {
    Json run = SpiraFixture::run();
    run.erase(std::string(member));
    return run;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spira_recording, SpiraFixture)

BOOST_AUTO_TEST_CASE(a_run_is_recorded_and_answered_with_its_id) {
    const Answer answer = rest("POST", kRecord, run());

    BOOST_TEST(answer.status == 200);
    const Json recorded = json_of(answer);
    BOOST_TEST(integer_at(recorded, "TestRunId").value_or(0) == 1);
    BOOST_TEST(integer_at(recorded, "ActualDuration").value_or(0) == 15);
    BOOST_TEST(text_at(recorded, "Name") == "Fin Whale checkout");
    BOOST_TEST(integer_at(recorded, "TesterId").value_or(0) == 2);
    BOOST_TEST(text_at(recorded, "EndDate") == "2026-03-04T10:15:00.000Z");
}

BOOST_AUTO_TEST_CASE(a_recorded_run_changes_the_test_case) {
    const std::string before = text_at(test_case(1), "ConcurrencyDate");

    rest("POST", kRecord, with("ExecutionStatusId", 5));

    const Json after = test_case(1);
    BOOST_TEST(text_at(after, "ExecutionStatusName") == "Blocked");
    BOOST_TEST(text_at(after, "ExecutionDate") == "2026-03-04T10:15:00.000Z");
    BOOST_TEST(text_at(after, "ConcurrencyDate") != before);
}

BOOST_AUTO_TEST_CASE(a_test_case_may_be_dated_by_the_moment_of_recording) {
    set(R"({"executionDate":"recorded"})");
    const EpochMs before = *parse_utc(text_at(test_case(1), "LastUpdateDate"));

    rest("POST", kRecord, run());

    const auto executed = parse_utc(text_at(test_case(1), "ExecutionDate"));
    BOOST_REQUIRE(executed);
    BOOST_TEST(*executed >= before);
    BOOST_TEST(text_at(test_case(1), "ExecutionDate") != "2026-03-04T10:15:00.000Z");
}

BOOST_AUTO_TEST_CASE(the_same_run_posted_twice_is_two_runs) {
    rest("POST", kRecord, run());
    rest("POST", kRecord, run());

    BOOST_TEST(json_of(rest("POST", kSearch, "[]")).size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_array_is_refused_in_newtonsofts_words) {
    const Answer answer = rest("POST", kRecord, Json::array({run()}));

    BOOST_TEST(answer.status == 404);
    BOOST_TEST(answer.body.starts_with("Cannot deserialize the current JSON array"));
    BOOST_TEST(json_of(rest("POST", kSearch, "[]")).empty());
}

BOOST_AUTO_TEST_CASE(every_needed_member_is_demanded) {
    for (const auto* member :
         {"TestCaseId", "TestRunFormatId", "RunnerName", "RunnerTestName", "RunnerMessage",
          "RunnerStackTrace", "ExecutionStatusId", "StartDate"}) {
        BOOST_TEST_CONTEXT(member) {
            const Answer answer = rest("POST", kRecord, without(member));
            BOOST_TEST(answer.status == 404);
            BOOST_TEST(answer.body.find(member) != std::string::npos);
        }
    }
    BOOST_TEST(json_of(rest("POST", kSearch, "[]")).empty());
}

BOOST_AUTO_TEST_CASE(a_needed_member_in_camel_case_is_missing) {
    Json run = without("RunnerName");
    run["runnerName"] = "OctoPerf";

    BOOST_TEST(rest("POST", kRecord, run).status == 404);
}

BOOST_AUTO_TEST_CASE(which_members_are_needed_is_a_switch) {
    set(R"({"runMembers":"seen"})");
    BOOST_TEST(rest("POST", kRecord, without("TestRunFormatId")).status == 200);

    set(R"({"runMembers":"all"})");

    BOOST_TEST(rest("POST", kRecord, run()).status == 404);  // no Name
    BOOST_TEST(rest("POST", kRecord, with("Name", "A run")).status == 200);
}

BOOST_AUTO_TEST_CASE(values_out_of_range_are_refused) {
    BOOST_TEST(rest("POST", kRecord, with("ExecutionStatusId", 7)).status == 404);
    BOOST_TEST(rest("POST", kRecord, with("TestRunFormatId", 3)).status == 404);
    BOOST_TEST(rest("POST", kRecord, with("StartDate", "yesterday")).status == 404);
    BOOST_TEST(rest("POST", kRecord, with("ReleaseId", 99)).body.find("RL99") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(dates_are_taken_in_every_documented_form) {
    for (const auto* date :
         {"2026-03-04T10:00:00", "2026-03-04T10:00:00.1234567Z", "/Date(1772618400000-0000)/"}) {
        BOOST_TEST_CONTEXT(date) {
            BOOST_TEST(rest("POST", kRecord, with("StartDate", date)).status == 200);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_test_case_of_another_product_is_not_located) {
    BOOST_TEST(rest("POST", kRecord, with("TestCaseId", 7)).body ==
               "\"Unable to locate requested artifact\"");
}

BOOST_AUTO_TEST_CASE(long_runner_texts_are_refused_where_switched) {
    const Json run = with("RunnerMessage", std::string(256, 'm'));
    BOOST_TEST(rest("POST", kRecord, run).status == 200);

    set(R"({"runnerLengths":"limited"})");

    BOOST_TEST(rest("POST", kRecord, run).status == 404);
    std::string letters;
    for (int i = 0; i < 255; ++i) letters += "é";
    BOOST_TEST(rest("POST", kRecord, with("RunnerMessage", letters)).status == 200);
}

BOOST_AUTO_TEST_CASE(a_release_needs_its_mapping_where_switched) {
    BOOST_TEST(rest("POST", kRecord, with("ReleaseId", 2)).status == 200);

    set(R"({"releaseNeedsMapping":true})");

    BOOST_TEST(rest("POST", kRecord, with("ReleaseId", 2)).status == 404);
    const Json recorded = json_of(rest("POST", kRecord, with("ReleaseId", 1)));
    BOOST_TEST(text_at(recorded, "ReleaseVersionNumber") == "1.0.0");
}

BOOST_AUTO_TEST_CASE(runs_are_found_newest_first_by_test_case_and_message) {
    rest("POST", kRecord, run());
    Json later = with("TestCaseId", 2);
    later["EndDate"] = "2026-03-05T10:15:00Z";
    rest("POST", kRecord, later);

    const Json all = json_of(rest("POST", kSearch, "[]"));
    BOOST_REQUIRE(all.size() == 2U);
    BOOST_TEST(integer_at(all[0], "TestRunId").value_or(0) == 2);
    const Json one = json_of(rest("POST", kSearch, R"([{"PropertyName":"TestCaseId","IntValue":1},
        {"PropertyName":"RunnerMessage","StringValue":"octoperf.example"}])"));
    BOOST_REQUIRE(one.size() == 1U);
    BOOST_TEST(integer_at(one[0], "TestRunId").value_or(0) == 1);
}

BOOST_AUTO_TEST_CASE(runner_members_may_be_unknown_to_filters) {
    rest("POST", kRecord, run());
    const std::string filter = R"([{"PropertyName":"RunnerName","StringValue":"nobody"}])";
    BOOST_TEST(json_of(rest("POST", kSearch, filter)).empty());

    set(R"({"runnerFilters":"unknown"})");

    BOOST_TEST(json_of(rest("POST", kSearch, filter)).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_run_is_read_by_its_id_and_cannot_be_changed) {
    rest("POST", kRecord, run());

    const Json read = json_of(rest("GET", "projects/1/test-runs/1/automated"));

    BOOST_TEST(text_at(read, "RunnerName") == "OctoPerf");
    BOOST_TEST(rest("PUT", "projects/1/test-runs/1", "{}").status == 405);
    BOOST_TEST(rest("GET", "projects/1/test-runs/2/automated").status == 404);
}

BOOST_AUTO_TEST_CASE(the_runs_of_one_test_case_are_searched_without_what_only_automated_ones_have) {
    const std::string search =
        "projects/1/test-cases/1/test-runs/search?starting_row=1&number_of_rows=10"
        "&sort_field=EndDate&sort_direction=DESC";
    rest("POST", kRecord, with("TestCaseId", 2));
    rest("POST", kRecord, run());

    const Json found = json_of(rest("POST", search, "[]"));

    BOOST_REQUIRE(found.size() == 1U);
    BOOST_TEST(integer_at(found[0], "TestRunId").value_or(0) == 2);
    BOOST_TEST(integer_at(found[0], "ExecutionStatusId").value_or(0) == 2);
    BOOST_TEST(find(found[0], "RunnerStackTrace") == nullptr);
    BOOST_TEST(find(found[0], "TestRunSteps") == nullptr);
    set(R"({"runLists":"automated"})");
    BOOST_TEST(text_at(json_of(rest("POST", search, "[]"))[0], "RunnerName") == "OctoPerf");
    set(R"({"runsOfTestCase":false})");
    BOOST_TEST(rest("POST", search, "[]").status == 404);
    BOOST_TEST(
        json_of(rest("POST", "projects/1/test-runs/search?starting_row=1&number_of_rows=9", "[]"))
            .size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_answer_to_a_run_may_lack_its_steps) {
    set(R"({"stepsInRecordAnswer":false})");
    const Json run = with("TestRunSteps", Json::array({Json{{"ExecutionStatusId", 1}}}));

    BOOST_TEST(find(json_of(rest("POST", kRecord, run)), "TestRunSteps")->is_null());

    BOOST_TEST(array_at(json_of(rest("GET", "projects/1/test-runs/1/automated")), "TestRunSteps")
                   ->size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_step_without_an_execution_status_is_refused) {
    const Json run = with("TestRunSteps", Json::array({Json{{"Position", 1}}}));
    BOOST_TEST(rest("POST", kRecord, run).status == 404);
}

BOOST_AUTO_TEST_CASE(what_newtonsoft_and_inflectras_own_clients_do_is_taken) {
    std::string body = to_text(with("TestCaseId", "1"));
    body.insert(body.size() - 1, " , ");

    BOOST_TEST(rest("POST", kRecord, body).status == 200);
    BOOST_TEST(rest("POST", kRecord, with("RunnerMessage", "")).status == 200);
    BOOST_TEST(rest("POST", kRecord, with("TestCaseId", "one")).status == 404);
}

BOOST_AUTO_TEST_CASE(a_batch_shows_on_the_test_case_after_a_refresh) {
    rest("POST", "projects/1/test-runs/record-multiple", Json::array({run()}));
    BOOST_TEST(text_at(test_case(1), "ExecutionStatusName") == "Not Run");

    BOOST_TEST(rest("POST", "projects/1/refresh-caches?run_async=true").status == 200);

    BOOST_TEST(text_at(test_case(1), "ExecutionStatusName") == "Passed");
}

BOOST_AUTO_TEST_CASE(custom_properties_of_a_run_are_stored_and_found) {
    Json run = SpiraFixture::run();
    run["CustomProperties"] =
        Json::array({Json{{"PropertyNumber", 1}, {"StringValue", "staging"}}});
    rest("POST", kRecord, run);

    const Json found =
        json_of(rest("POST", kSearch, R"([{"PropertyName":"Custom_01","StringValue":"stag"}])"));

    BOOST_TEST(found.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
