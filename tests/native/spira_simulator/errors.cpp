// REST §4: statuses and the seven shapes of an error's body.
#include <boost/test/unit_test.hpp>

#include "tests/native/spira_simulator/fixture.hpp"

using namespace octospira;
using tests::json_of;
using tests::SpiraFixture;

BOOST_FIXTURE_TEST_SUITE(spira_errors, SpiraFixture)

BOOST_AUTO_TEST_CASE(statuses_are_404_or_proper) {
    const auto statuses = [&] {
        const http::Fields wrong = headers("tester", "{00000000-0000-0000-0000-000000000000}");
        return std::vector<int>{
            send("GET", "/Services/v7_0/RestService.svc/users", wrong).status,
            rest_as("viewer", "POST", "projects/1/test-runs/record", to_text(run())).status,
            rest("POST", "projects/1/test-runs/record", "{}").status,
            rest("POST", "projects/1/test-runs/record", "{").status,
            rest("GET", "projects/1/test-cases/99").status};
    };
    BOOST_TEST(statuses() == (std::vector<int>{404, 404, 404, 404, 404}),
               boost::test_tools::per_element());

    set(R"({"errorStatus":"proper"})");

    BOOST_TEST(statuses() == (std::vector<int>{401, 403, 400, 400, 404}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_error_has_each_of_the_seven_shapes) {
    const auto body = [&](const std::string& shape) {
        set(R"({"errorBody":")" + shape + "\"}");
        return rest("GET", "projects/1/test-cases/99").body;
    };
    const std::string text = "Unable to locate requested artifact";

    BOOST_TEST(body("jsonString") == "\"" + text + "\"");
    BOOST_TEST(body("jsonObject") == R"({"Messages":[{"FieldName":null,"Message":")" + text +
                                         R"("}],"Summary":")" + text + "\"}");
    BOOST_TEST(body("xmlString").starts_with("<string xmlns="));
    BOOST_TEST(body("xmlList").find("<Message>" + text + "</Message>") != std::string::npos);
    BOOST_TEST(body("wcfHtml").find("exception message is '" + text + "'") != std::string::npos);
    BOOST_TEST(body("plain") == text);
    BOOST_TEST(body("empty").empty());
}

BOOST_AUTO_TEST_CASE(a_validation_fault_names_the_field) {
    set(R"({"errorBody":"jsonObject","errorStatus":"proper"})");
    Json run = SpiraFixture::run();
    run["RunnerName"] = "";

    const Json body = json_of(rest("POST", "projects/1/test-runs/record", run));

    const Json* messages = array_at(body, "Messages");
    BOOST_REQUIRE(messages != nullptr);
    BOOST_TEST(text_at((*messages)[0], "FieldName") == "RunnerName");
}

BOOST_AUTO_TEST_SUITE_END()
