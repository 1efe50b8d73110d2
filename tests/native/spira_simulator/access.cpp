// REST §1, §2, §3: the address, the credentials, the headers, the rights.
#include <boost/test/unit_test.hpp>

#include "tests/native/spira_simulator/fixture.hpp"

using namespace octospira;
using tests::json_of;
using tests::SpiraFixture;

namespace {

const std::string kProject = "/Services/v7_0/RestService.svc/projects/1";
const std::string kTester(tests::kTester);
const http::Fields kJson = {{"Accept", "application/json"}, {"Content-Type", "application/json"}};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spira_access, SpiraFixture)

BOOST_AUTO_TEST_CASE(credentials_are_taken_from_headers) {
    const Answer answer = send("GET", kProject, headers("tester", kTester));

    BOOST_TEST(answer.status == 200);
    BOOST_TEST(integer_at(json_of(answer), "ProjectTemplateId").value_or(0) == 2);
}

BOOST_AUTO_TEST_CASE(credentials_are_taken_from_the_query_with_encoded_braces) {
    const std::string query = "?username=tester&api-key=%7BA0000002-0C70-4002-8002-5B1CA0000002%7D";

    BOOST_TEST(send("GET", kProject + query, kJson).status == 200);
    BOOST_TEST(send("GET", kProject + "?" + query, kJson).status == 404);
}

BOOST_AUTO_TEST_CASE(credentials_are_taken_from_http_basic) {
    http::Fields fields = kJson;
    // base64 of "tester:" and the key.
    fields.emplace_back("Authorization",
                        "Basic dGVzdGVyOntBMDAwMDAwMi0wQzcwLTQwMDItODAwMi01QjFDQTAwMDAwMDJ9");

    BOOST_TEST(send("GET", kProject, fields).status == 200);
}

BOOST_AUTO_TEST_CASE(a_key_without_its_braces_is_denied) {
    const std::string bare = kTester.substr(1, kTester.size() - 2);
    const Answer answer = send("GET", kProject, headers("tester", bare));

    BOOST_TEST(answer.status == 404);
    BOOST_TEST(answer.body == "\"Access Denied\"");
}

BOOST_AUTO_TEST_CASE(another_users_key_is_denied) {
    BOOST_TEST(send("GET", kProject, headers("viewer", kTester)).status == 404);
    BOOST_TEST(send("GET", kProject, kJson).body == "\"Access Denied\"");
}

BOOST_AUTO_TEST_CASE(a_get_without_accept_json_is_not_acceptable) {
    const http::Fields fields = {{"username", "tester"},
                                 {"api-key", kTester},
                                 {"Accept", "text/html"},
                                 {"Content-Type", "application/json"}};

    BOOST_TEST(send("GET", kProject, fields).status == 406);
}

BOOST_AUTO_TEST_CASE(a_get_without_content_type_json_is_an_unsupported_media_type) {
    const http::Fields fields = {
        {"username", "tester"}, {"api-key", kTester}, {"Accept", "application/json"}};

    BOOST_TEST(send("GET", kProject, fields).status == 415);
}

BOOST_AUTO_TEST_CASE(the_path_ignores_case) {
    BOOST_TEST(send("GET", "/services/V7_0/restservice.svc/Projects/1", headers("tester", kTester))
                   .status == 200);
}

BOOST_AUTO_TEST_CASE(an_unknown_query_parameter_is_ignored) {
    BOOST_TEST(rest("GET", "projects/1?colour=blue").status == 200);
}

BOOST_AUTO_TEST_CASE(an_unknown_path_is_a_wcf_page) {
    const Answer answer = rest("GET", "projects/1/whales");

    BOOST_TEST(answer.status == 404);
    BOOST_TEST(answer.body.find("exception message is 'Endpoint not found.'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_verb_is_a_405) {
    BOOST_TEST(rest("PUT", "projects/1/test-cases/1", "{}").status == 405);
}

BOOST_AUTO_TEST_CASE(a_viewer_may_read_but_not_record) {
    BOOST_TEST(rest_as("viewer", "GET", "projects/1/test-cases/1").status == 200);

    const Answer answer = rest_as("viewer", "POST", "projects/1/test-runs/record", to_text(run()));

    BOOST_TEST(answer.status == 404);
    BOOST_TEST(answer.body == "\"Access Denied\"");
}

BOOST_AUTO_TEST_CASE(a_product_one_is_not_a_member_of_is_denied) {
    BOOST_TEST(rest_as("octoperf-recorder", "GET", "projects/3").body == "\"Access Denied\"");
    BOOST_TEST(json_of(rest_as("octoperf-recorder", "GET", "projects")).size() == 2U);
}

BOOST_AUTO_TEST_CASE(only_administrators_see_keys) {
    BOOST_TEST(text_at(json_of(rest("GET", "users")), "UserName") == "tester");
    BOOST_TEST(text_at(json_of(rest("GET", "users")), "RssToken").empty());
    BOOST_TEST(!text_at(json_of(rest_as("administrator", "GET", "users")), "RssToken").empty());
}

BOOST_AUTO_TEST_CASE(product_version_needs_credentials_unless_switched) {
    const std::string path = "/Services/v7_0/RestService.svc/system/product-version";
    BOOST_TEST(send("GET", path, kJson).status == 404);

    set(R"({"productVersionNeedsAuth":false})");

    BOOST_TEST(text_at(json_of(send("GET", path, kJson)), "Version") == "9.4.0.0");
}

BOOST_AUTO_TEST_CASE(a_spira_before_7_5_has_no_version_7_service) {
    set(R"({"version":"7.4.0.0"})");

    BOOST_TEST(rest("GET", "projects/1").status == 404);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_CASE(a_spira_in_a_virtual_directory_answers_there_only) {
    simulators::spira::SpiraOptions options;
    options.path_prefix = "/Spira";
    SpiraFixture spira(options);

    // base_url() has the prefix.
    BOOST_TEST(spira.send("GET", kProject, SpiraFixture::headers("tester", kTester)).status == 200);
    BOOST_TEST(json_of(spira.rest("GET", "system/settings/web-server-url"))
                   .get_ref<const std::string&>()
                   .ends_with("/Spira"));
}
