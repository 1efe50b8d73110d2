#include "core/spira/test_case.hpp"

#include <boost/test/unit_test.hpp>

#include "core/spira/requests.hpp"

using namespace octospira;
using namespace octospira::spira;

namespace {

constexpr const char* kTestCase =
    R"({"TestCaseId":42,"Name":"Checkout","Unknown":{"kept":[1,2]},"ConcurrencyDate":"2026-03-04T10:00:00.123Z",)"
    R"("CustomProperties":[)"
    R"({"PropertyNumber":4,"StringValue":"<p> aKp </p>","Definition":{"Name":"octoperf-scenario-id","PropertyNumber":4,"CustomPropertyTypeId":1,"IsDeleted":false}},)"
    R"({"PropertyNumber":5,"StringValue":null,"IntegerValue":null,"Definition":{"Name":" OctoPerf-BenchResult-Id","PropertyNumber":5,"CustomPropertyTypeId":1}},)"
    R"({"PropertyNumber":6,"StringValue":"x","Definition":{"Name":"old","PropertyNumber":6,"IsDeleted":true}},)"
    R"({"PropertyNumber":7}]})";

}  // namespace

BOOST_AUTO_TEST_CASE(a_value_is_read_without_the_tags_of_a_rich_text_property) {
    const auto test_case = TestCase::read({200, kTestCase});
    BOOST_TEST(test_case->text(4) == "aKp");
    BOOST_TEST(test_case->text(5) == "");
    BOOST_TEST(test_case->text(99) == "");
}

BOOST_AUTO_TEST_CASE(a_definition_is_found_by_trimmed_name_without_case_and_not_when_deleted) {
    const auto test_case = TestCase::read({200, kTestCase});
    BOOST_TEST(test_case->definition(kScenarioProperty)->number == 4);
    BOOST_TEST(test_case->definition(kBenchResultProperty)->number == 5);
    BOOST_TEST(!test_case->definition("old").has_value());
}

BOOST_AUTO_TEST_CASE(an_update_changes_one_value_and_nothing_else) {
    auto test_case = TestCase::read({200, kTestCase});
    test_case->set_text(*test_case->definition(kBenchResultProperty), "new");
    std::string expected = kTestCase;
    const std::string before = R"("PropertyNumber":5,"StringValue":null)";
    expected.replace(expected.find(before), before.size(),
                     R"("PropertyNumber":5,"StringValue":"new")");
    const Request request = put_test_case(*ProductId::from(1), test_case->tree());
    BOOST_TEST(to_text(*request.body) == expected);
    BOOST_TEST(request.path == "projects/1/test-cases");
}

BOOST_AUTO_TEST_CASE(a_property_never_set_is_appended_with_its_definition) {
    auto test_case = TestCase::read({200, R"({"TestCaseId":1,"CustomProperties":null})"});
    const auto definition = read_definition(*parse_json(
        R"({"CustomPropertyId":72,"Name":"octoperf-benchresult-id","PropertyNumber":5,"CustomPropertyTypeId":1})"));
    test_case->set_text(*definition, "new");
    BOOST_TEST(test_case->text(5) == "new");
    BOOST_TEST(to_text(test_case->tree()).find("\"CustomPropertyId\":72") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_no_test_case_is_refused) {
    for (const char* body :
         {"{}", "[]", "\"x\"", R"({"TestCaseId":"42"})", R"({"TestCaseId":0})", "", "<html>"}) {
        BOOST_TEST(!TestCase::read({200, body}), body);
    }
}

BOOST_AUTO_TEST_CASE(a_search_asks_with_paging_and_one_value_per_filter) {
    const Request request = search_test_cases(*ProductId::from(1), 5, "lUig7oEBrZGjujUFtpV_", {101});
    BOOST_TEST(
        request.path ==
        "projects/1/test-cases/"
        "search?starting_row=101&number_of_rows=100&sort_field=TestCaseId&sort_direction=ASC");
    BOOST_TEST(to_text(*request.body) ==
               R"([{"PropertyName":"Custom_05","StringValue":"lUig7oEBrZGjujUFtpV_"}])");
}
