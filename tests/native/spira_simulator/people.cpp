// The demo users and what they may do, and GET and PUT /_simulator/users.
#include <boost/test/unit_test.hpp>

#include "tests/native/spira_simulator/fixture.hpp"

using namespace octospira;
using tests::json_of;
using tests::SpiraFixture;

namespace {

const std::string kRecord = "projects/1/test-runs/record";
const std::string kDenied = "\"Access Denied\"";

struct People : SpiraFixture {
    Answer change(const std::string& wanted) {
        return send("PUT", "/_simulator/users", {}, wanted);
    }
    Json user(const std::string& login) {
        const Json all = json_of(send("GET", "/_simulator/users", {}));
        const Json* users = find(all, "users");
        const Json* found = users == nullptr ? nullptr : find(*users, login);
        return found == nullptr ? Json() : *found;
    }
    /// What PUT answers to a renamed test case 1.
    Answer rename_as(const std::string& login) {
        Json changed = test_case(1);
        changed["Name"] = "Renamed";
        return rest_as(login, "PUT", "projects/1/test-cases", to_text(changed));
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spira_people, People)

BOOST_AUTO_TEST_CASE(an_executor_records_runs_but_cannot_change_a_test_case) {
    BOOST_TEST(rename_as("executor").body == kDenied);
    BOOST_TEST(rest_as("executor", "POST", kRecord, to_text(run())).status == 200);
}

BOOST_AUTO_TEST_CASE(an_author_changes_test_cases_but_cannot_record_a_run) {
    BOOST_TEST(rename_as("author").status == 200);
    BOOST_TEST(rest_as("author", "POST", kRecord, to_text(run())).body == kDenied);
}

BOOST_AUTO_TEST_CASE(a_viewer_can_do_neither) {
    BOOST_TEST(rename_as("viewer").body == kDenied);
    BOOST_TEST(rest_as("viewer", "POST", kRecord, to_text(run())).body == kDenied);
}

BOOST_AUTO_TEST_CASE(a_changed_role_counts_at_once) {
    BOOST_TEST(change(R"({"tester":{"products":{"1":{"role":"Observer"}}}})").status == 200);
    BOOST_TEST(rename_as("executor").body == kDenied);
    BOOST_TEST(rest("POST", kRecord, run()).body == kDenied);
    BOOST_TEST(rest("GET", "projects/2/test-cases/7").status == 200);

    BOOST_TEST(change(R"({"tester":{"products":{"1":{"role":null}}}})").status == 200);

    BOOST_TEST(rest("GET", "projects/1/test-cases/1").body == kDenied);
}

BOOST_AUTO_TEST_CASE(culture_and_theme_are_kept_until_a_reset) {
    change(R"({"viewer":{"culture":"fr-FR","theme":"dark"}})");
    BOOST_TEST(text_at(user("viewer"), "culture") == "fr-FR");
    BOOST_TEST(text_at(user("viewer"), "theme") == "dark");
    BOOST_TEST(text_at(user("tester"), "culture") == "en-US");

    send("POST", "/_simulator/reset", {});

    BOOST_TEST(text_at(user("viewer"), "culture") == "en-US");
}

BOOST_AUTO_TEST_CASE(a_wrong_change_changes_nobody) {
    for (const auto* wrong :
         {R"({"tester":{"theme":"dark","culture":"French"}})", R"({"tester":{"theme":"pink"}})",
          R"({"tester":{"theme":"dark"},"nobody":{}})", R"({"tester":{"administrator":true}})",
          R"({"tester":{"theme":"dark","products":{"9":{}}}})",
          R"({"tester":{"theme":"dark","products":{"1":{"role":"King"}}}})",
          R"({"tester":{"theme":"dark","products":{"1":{"releaseId":4}}}})",
          R"({"tester":{"theme":"dark","products":{"1":{"widgets":[1]}}}})", "[]"}) {
        BOOST_TEST(change(wrong).status == 400, wrong);
    }

    BOOST_TEST(text_at(user("tester"), "theme") == "light");
}

BOOST_AUTO_TEST_CASE(a_page_may_change_its_users_profile_but_never_a_role) {
    const http::Fields json = {{"Content-Type", "application/json"},
                               {"Cookie", "spira-simulator-user=viewer"}};

    send("POST", "/_page/profile", json,
         R"({"theme":"dark","products":{"1":{"role":"Product Owner"}}})");
    send("POST", "/_page/home", json, R"({"productId":1,"releaseId":1,"role":"Product Owner"})");

    const Json viewer = user("viewer");
    BOOST_TEST(text_at(viewer, "theme") == "dark");
    const Json* products = find(viewer, "products");
    BOOST_REQUIRE(products != nullptr && find(*products, "1") != nullptr);
    BOOST_TEST(text_at(*find(*products, "1"), "role") == "Observer");
    BOOST_TEST(integer_at(*find(*products, "1"), "releaseId").value_or(0) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
