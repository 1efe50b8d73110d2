#include "native/recorder/webhook/credentials.hpp"

#include <boost/test/unit_test.hpp>

namespace octospira::recorder {

namespace {

const Credentials kDoors = {
    {"the first secret", "the second secret"},
    {{"fred+load@whale.example", "{11111111-2222-3333-4444-555555555555}"}}};

bool knows(const Credentials& credentials, const std::vector<http::HeaderView>& headers,
           const std::string& query) {
    http::RequestView request;
    request.headers = headers;
    request.query = query;
    return are_right(check_credentials(credentials, request));
}

bool header(const std::string& name, const std::string& value) {
    return knows(kDoors, {{name, value}}, "");
}

bool account(const std::string& username, const std::string& key) {
    return knows(kDoors, {}, "username=" + username + "&api-key=" + key);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(credentials)

BOOST_AUTO_TEST_CASE(either_secret_opens_and_nothing_like_it_does) {
    BOOST_TEST(header("x-octospira-secret", "the first secret"));
    BOOST_TEST(header("X-OctoSpira-Secret", " the second secret "));
    BOOST_TEST(header("authorization", "bearer the first secret"));
    BOOST_TEST(!header("X-OctoSpira-Secret", "the first secre"));
    BOOST_TEST(!header("X-OctoSpira-Secret", "the first secrets"));
    BOOST_TEST(!header("X-OctoSpira-Secret", "The first secret"));
    BOOST_TEST(!header("X-OctoSpira-Secret", ""));
    BOOST_TEST(!header("Authorization", "the first secret"));
    BOOST_TEST(!header("Authorization", "Bearer"));
    BOOST_TEST(!header("Cookie", "the first secret"));
}

BOOST_AUTO_TEST_CASE(a_secret_that_is_sent_twice_opens_only_where_both_fit) {
    const auto twice = [](const std::string& name, const std::string& one, const std::string& two) {
        return knows(kDoors, {{name, one}, {name, two}}, "");
    };
    BOOST_TEST(twice("X-OctoSpira-Secret", "the first secret", "the first secret"));
    BOOST_TEST(twice("X-OctoSpira-Secret", "the first secret", "the second secret"));
    BOOST_TEST(!twice("X-OctoSpira-Secret", "the first secret", "a wrong one"));
    BOOST_TEST(!twice("X-OctoSpira-Secret", "a wrong one", "the first secret"));
    BOOST_TEST(!twice("X-OctoSpira-Secret", "the first secret", ""));
    BOOST_TEST(twice("Authorization", "Bearer the first secret", "Bearer the first secret"));
    BOOST_TEST(!twice("Authorization", "Bearer the first secret", "Bearer a wrong one"));
    BOOST_TEST(!twice("Authorization", "Bearer a wrong one", "Bearer the first secret"));
}

BOOST_AUTO_TEST_CASE(the_account_opens_with_and_without_braces) {
    BOOST_TEST(account("fred+load@whale.example", "{11111111-2222-3333-4444-555555555555}"));
    BOOST_TEST(account("fred+load@whale.example", "11111111-2222-3333-4444-555555555555"));
    BOOST_TEST(account("fred load@whale.example", "11111111-2222-3333-4444-555555555555"));
    BOOST_TEST(!account("fred+load@whale.example", "11111111-2222-3333-4444-555555555556"));
    BOOST_TEST(!account("fred+load@whale.example", "{}"));
    BOOST_TEST(!account("", "{11111111-2222-3333-4444-555555555555}"));
}

BOOST_AUTO_TEST_CASE(a_plus_in_a_key_is_itself_encoded_or_not) {
    const Credentials credentials = {{}, {{"fred", "{ab+c/d==}"}}};
    BOOST_TEST(knows(credentials, {}, "username=fred&api-key=ab+c/d=="));
    BOOST_TEST(knows(credentials, {}, "username=fred&api-key={ab+c/d==}"));
    BOOST_TEST(knows(credentials, {}, "username=fred&api-key=%7Bab%2Bc%2Fd%3D%3D%7D"));
    BOOST_TEST(!knows(credentials, {}, "username=fred&api-key=ab%20c/d=="));
}

BOOST_AUTO_TEST_CASE(each_account_opens_with_its_own_key_only) {
    const Credentials credentials = {
        {}, {{"fred", "first-key"}, {"fred", "next-key"}, {"anna", "third-key"}}};
    BOOST_TEST(knows(credentials, {}, "username=fred&api-key=first-key"));
    BOOST_TEST(knows(credentials, {}, "api-key=next-key&username=fred"));
    BOOST_TEST(knows(credentials, {}, "username=anna&api-key=%74hird-key"));
    BOOST_TEST(!knows(credentials, {}, "username=anna&api-key=first-key"));
    BOOST_TEST(!knows(credentials, {}, "username=fred&api-key=third-key"));
    BOOST_TEST(!knows(credentials, {}, "username=fred&username=anna&api-key=third-key"));
}

BOOST_AUTO_TEST_CASE(a_secret_and_an_account_open_only_where_both_are_right) {
    const auto both = [](const std::string& secret, const std::string& key) {
        return knows(kDoors, {{"X-OctoSpira-Secret", secret}},
                     "username=fred+load@whale.example&api-key=" + key);
    };
    const std::string key = "11111111-2222-3333-4444-555555555555";
    BOOST_TEST(both("the first secret", key));
    BOOST_TEST(!both("the first secret", "another-key"));
    BOOST_TEST(!both("the first secret", ""));
    BOOST_TEST(!both("a wrong one", key));
    BOOST_TEST(!both("", key));
}

BOOST_AUTO_TEST_CASE(a_secret_in_two_headers_opens_only_where_both_are_right) {
    const auto both = [](const std::string& secret, const std::string& bearer) {
        return knows(kDoors, {{"X-OctoSpira-Secret", secret}, {"Authorization", bearer}}, "");
    };
    BOOST_TEST(both("the first secret", "Bearer the second secret"));
    BOOST_TEST(!both("the first secret", "Bearer a wrong one"));
    BOOST_TEST(!both("a wrong one", "Bearer the first secret"));
    BOOST_TEST(both("the first secret", "Basic b2N0bzpwZXJm"));  // of a proxy
}

BOOST_AUTO_TEST_CASE(what_is_not_asked_for_is_not_looked_at) {
    const std::string account = "username=anna&api-key=third-key";
    BOOST_TEST(knows({{"the secret"}, {}}, {{"X-OctoSpira-Secret", "the secret"}}, account));
    BOOST_TEST(knows({{}, {{"anna", "third-key"}}}, {{"X-OctoSpira-Secret", "any"}}, account));
}

BOOST_AUTO_TEST_CASE(without_any_secret_nobody_is_let_in) {
    const std::vector<http::HeaderView> headers = {{"X-OctoSpira-Secret", ""},
                                                   {"Authorization", "Bearer "}};
    BOOST_TEST(!knows({}, headers, "username=&api-key="));
    BOOST_TEST(!knows({{""}, {{"", ""}}}, headers, "username=&api-key="));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder
