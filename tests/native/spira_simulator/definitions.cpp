// REST §7: definitions of custom properties.
#include <boost/test/unit_test.hpp>

#include "tests/native/spira_simulator/fixture.hpp"

using namespace octospira;
using tests::json_of;
using tests::SpiraFixture;

namespace {

const std::string kPath = "project-templates/2/custom-properties";

Json definition(int number) {
    return Json{{"CustomPropertyId", nullptr}, {"ProjectTemplateId", 2},   {"ArtifactTypeId", 2},
                {"CustomPropertyTypeId", 1},   {"PropertyNumber", number}, {"Name", "octoperf-new"},
                {"IsDeleted", false},          {"Options", Json::array()}};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spira_definitions, SpiraFixture)

BOOST_AUTO_TEST_CASE(definitions_are_listed_by_artifact_type_name) {
    const Json all = json_of(rest("GET", kPath + "/TestCase"));

    BOOST_REQUIRE(all.size() == 5U);
    BOOST_TEST(text_at(all[3], "Name") == "octoperf-scenario-id");
    BOOST_TEST(text_at(all[3], "CustomPropertyFieldName") == "Custom_04");
    BOOST_TEST(rest("GET", kPath + "/Whale").status == 404);
}

BOOST_AUTO_TEST_CASE(definitions_of_a_template_without_a_product_of_ones_own_are_denied) {
    BOOST_TEST(rest_as("octoperf-recorder", "GET", "project-templates/4/custom-properties/TestCase")
                   .body == "\"Access Denied\"");
}

BOOST_AUTO_TEST_CASE(only_a_template_administrator_creates_definitions) {
    for (const auto* login : {"tester", "viewer", "manager"}) {
        BOOST_TEST(rest_as(login, "POST", kPath, to_text(definition(6))).body ==
                   "\"You need to be a Product Administrator\"");
    }

    const Answer answer = rest_as("template-admin", "POST", kPath, to_text(definition(6)));

    BOOST_TEST(answer.status == 200);
    BOOST_TEST(integer_at(json_of(answer), "PropertyNumber").value_or(0) == 6);
}

BOOST_AUTO_TEST_CASE(a_property_number_in_use_is_refused_even_when_deleted) {
    const Json all = json_of(rest("GET", kPath + "/TestCase"));
    Json gone = all[2];
    gone["IsDeleted"] = true;
    const std::string id = std::to_string(integer_at(gone, "CustomPropertyId").value_or(0));
    BOOST_TEST(rest_as("administrator", "PUT", kPath + "/" + id, to_text(gone)).status == 200);

    BOOST_TEST(rest_as("administrator", "POST", kPath, to_text(definition(3))).status == 404);
}

BOOST_AUTO_TEST_CASE(a_property_number_in_use_is_refused_only_for_its_artifact_type) {
    BOOST_TEST(rest_as("administrator", "POST", kPath, to_text(definition(4))).status == 404);

    Json of_test_set = definition(4);
    of_test_set["ArtifactTypeId"] = 8;

    BOOST_TEST(rest_as("administrator", "POST", kPath, to_text(of_test_set)).status == 200);
    BOOST_TEST(json_of(rest("GET", kPath + "/TestSet")).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_hard_deleted_property_frees_its_number) {
    const Json all = json_of(rest("GET", kPath + "/TestCase"));
    const std::string id = std::to_string(integer_at(all[2], "CustomPropertyId").value_or(0));
    BOOST_TEST(rest_as("template-admin", "DELETE", kPath + "/" + id).status == 200);

    BOOST_TEST(rest_as("template-admin", "POST", kPath, to_text(definition(3))).status == 200);
}

BOOST_AUTO_TEST_CASE(the_highest_property_number_is_a_switch) {
    BOOST_TEST(rest_as("administrator", "POST", kPath, to_text(definition(31))).status == 200);
    BOOST_TEST(rest_as("administrator", "POST", kPath, to_text(definition(100))).status == 404);

    set(R"({"highestPropertyNumber":30})");

    BOOST_TEST(rest_as("administrator", "POST", kPath, to_text(definition(32))).status == 404);
}

BOOST_AUTO_TEST_SUITE_END()
