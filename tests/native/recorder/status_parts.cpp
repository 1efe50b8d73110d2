#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <vector>

#include "native/recorder/status/access.hpp"
#include "native/recorder/status/delivery_json.hpp"
#include "native/recorder/status/links.hpp"
#include "native/recorder/status/same_origin.hpp"
#include "native/recorder/status/words.hpp"

namespace octospira::recorder::status {

namespace {

const std::string kToken = "a-token-of-the-tests-0001";
const std::string kNext = "a-token-of-the-tests-0002";
constexpr std::chrono::hours kSession(12);

Access tokens() {
    return Access({kToken, kNext}, kSession);
}

http::ServerRequest request_with(http::Fields headers) {
    http::ServerRequest request;
    request.method = "POST";
    request.headers = std::move(headers);
    return request;
}

bool host_is_fine(const std::string& host, const std::vector<std::string>& more = {}) {
    return host_fits(request_with({{"Host", host}}), more);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(status_parts)

BOOST_AUTO_TEST_CASE(either_token_is_right_and_nothing_that_is_only_like_it) {
    Access access = tokens();
    BOOST_TEST((access.try_token(kToken, 0) == Access::Answer::right));
    BOOST_TEST((access.try_token(kNext, 0) == Access::Answer::right));
    for (const std::string& wrong :
         {std::string(), kToken + "x", kToken.substr(1), kToken + kToken, std::string(25, '\0')}) {
        BOOST_TEST((access.try_token(wrong, 0) == Access::Answer::wrong), wrong);
    }
    Access none({""}, kSession);
    BOOST_TEST((none.try_token("", 0) == Access::Answer::wrong));
}

BOOST_AUTO_TEST_CASE(the_right_token_is_never_locked_out_by_wrong_ones) {
    Access access = tokens();
    for (int i = 0; i < 1000; ++i) (void)access.try_token("wrong", 1000 + i);
    BOOST_TEST((access.try_token(kToken, 2000) == Access::Answer::right));
    BOOST_TEST((access.try_token(kNext, 2000) == Access::Answer::right));
}

BOOST_AUTO_TEST_CASE(after_ten_wrong_tokens_within_a_minute_others_are_too_many) {
    Access access = tokens();
    for (int i = 0; i < 10; ++i)
        BOOST_TEST((access.try_token("wrong", 1000 + i) == Access::Answer::wrong));
    BOOST_TEST((access.try_token("wrong", 2000) == Access::Answer::too_many));
    BOOST_TEST((access.try_token("wrong", 60'999) == Access::Answer::too_many));
    BOOST_TEST((access.try_token("wrong", 61'000) == Access::Answer::wrong));
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_does_not_lengthen_the_minute) {
    Access access = tokens();
    for (int i = 0; i < 10; ++i) (void)access.try_token("wrong", 9'000'000);
    BOOST_TEST((access.try_token("wrong", 1000) == Access::Answer::wrong));
}

BOOST_AUTO_TEST_CASE(a_session_ends_with_its_time_and_with_its_closing) {
    Access access = tokens();
    const std::string first = access.open(0).id;
    const std::string second = access.open(0).id;
    const EpochMs end = std::chrono::milliseconds(kSession).count();
    BOOST_TEST(access.find(first, end - 1) != nullptr);
    BOOST_TEST(access.find(first, end) == nullptr);
    BOOST_TEST(access.find("", 0) == nullptr);

    access.close(first);

    BOOST_TEST(access.find(first, 0) == nullptr);
    BOOST_TEST(access.find(second, 0) != nullptr);
}

BOOST_AUTO_TEST_CASE(sessions_are_random_say_nothing_of_the_token_and_are_not_without_end) {
    Access access = tokens();
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        const Session& one = access.open(0);
        BOOST_TEST(one.id.size() == 64U);
        BOOST_TEST(one.id != one.csrf);
        seen.insert({one.id, one.csrf});
    }
    BOOST_TEST(seen.size() == 200U);
    int open = 0;
    for (const std::string& id : seen) open += access.find(id, 0) != nullptr ? 1 : 0;
    BOOST_TEST(open == 64);
}

BOOST_AUTO_TEST_CASE(only_names_of_this_machine_or_of_the_list_are_answered) {
    for (const char* const fine : {"localhost", "localhost:8803", "LOCALHOST:1", "127.0.0.1:8803",
                                   "127.8.9.10", "[::1]:8803", "status.localhost:8803"}) {
        BOOST_TEST(host_is_fine(fine), fine);
    }
    for (const char* const wrong :
         {"", "evil.example", "evil.example:8803", "127.0.0.1.evil.example",
          "localhost.evil.example", "127.0.0", "127.0.0.1x", "1270.0.0.1", "[::2]", "10.0.0.1",
          ":8803", "evillocalhost"}) {
        BOOST_TEST(!host_is_fine(wrong), wrong);
    }
    BOOST_TEST(!host_fits(request_with({}), {}));
    BOOST_TEST(host_is_fine("recorder.example.com:443", {"Recorder.example.com"}));
    BOOST_TEST(!host_is_fine("recorder.example.org", {"recorder.example.com"}));
}

BOOST_AUTO_TEST_CASE(a_post_of_another_sites_page_is_recognised_by_what_browsers_say) {
    const std::pair<std::string, std::string> host{"Host", "127.0.0.1:8803"};
    BOOST_TEST(own_page_sent(request_with({host})));
    BOOST_TEST(own_page_sent(request_with({host, {"Sec-Fetch-Site", "same-origin"}})));
    BOOST_TEST(own_page_sent(request_with({host, {"Origin", "http://127.0.0.1:8803"}})));
    for (const char* const site : {"cross-site", "same-site", "none", ""}) {
        BOOST_TEST(!own_page_sent(request_with({host, {"Sec-Fetch-Site", site}})), site);
    }
    for (const char* const origin : {"http://evil.example", "http://127.0.0.1:9999",
                                     "http://127.0.0.1", "127.0.0.1:8803", "null", ""}) {
        BOOST_TEST(!own_page_sent(request_with({host, {"Origin", origin}})), origin);
    }
    BOOST_TEST(
        !own_page_sent(request_with({host, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}})));
}

BOOST_AUTO_TEST_CASE(what_a_proxy_passed_on_is_not_from_this_machine) {
    for (const char* const name : {"Forwarded", "Via", "X-Forwarded-For", "x-forwarded-host",
                                   "X-Forwarded-Proto", "X-Forwarded", "X-Real-IP"}) {
        const http::Fields headers = {{"Host", "127.0.0.1:8803"}, {name, "1.1 proxy"}};
        BOOST_TEST(!host_fits(request_with(headers), {}), name);
        BOOST_TEST(host_fits(request_with({{"Host", "status.example"}, {name, "1.1 proxy"}}),
                             {"status.example"}),
                   name);
    }
    BOOST_TEST(host_fits(request_with({{"Host", "127.0.0.1"}, {"X-Forward", "x"}}), {}));
}

BOOST_AUTO_TEST_CASE(the_cookie_of_that_name_is_found_among_others) {
    const auto request = request_with({{"Cookie", "a=1; octospira=2;b=3; octospira_x=4"}});
    BOOST_TEST(cookie_of(request, "octospira") == "2");
    BOOST_TEST(cookie_of(request, "b") == "3");
    BOOST_TEST(cookie_of(request, "c").empty());
}

BOOST_AUTO_TEST_CASE(a_report_is_linked_over_tls_or_to_the_configured_octoperf_only) {
    const Sites sites{"https://spira.example", "http://octoperf.localhost:8801"};
    for (const char* const fine :
         {"https://api.octoperf.com/app/#/app/x", "http://octoperf.localhost:8801/app/#/x",
          "HTTPS://api.octoperf.com/", "http://OctoPerf.localhost:8801"}) {
        BOOST_TEST(safe_report_url(sites, fine) == fine);
    }
    for (const char* const wrong :
         {"javascript:alert(1)", "data:text/html,x", "http://evil.example/", "//evil.example",
          "http://octoperf.localhost:8801.evil.example/", "http://octoperf.localhost:8801@evil/",
          "https://", "https://user:key@example.com/", "java\nscript:alert(1)", "https://a b/", "",
          "ftp://example.com/"}) {
        BOOST_TEST(safe_report_url(sites, wrong).empty(), wrong);
    }
}

BOOST_AUTO_TEST_CASE(links_into_spira_are_made_only_where_product_and_id_are_known) {
    const Sites sites{"https://spira.example", ""};
    BOOST_TEST(test_case_url(sites, 1, 42) == "https://spira.example/1/TestCase/42.aspx");
    BOOST_TEST(test_run_url(sites, 1, 7) == "https://spira.example/1/TestRun/7.aspx");
    BOOST_TEST(test_case_url(sites, std::nullopt, 42).empty());
    BOOST_TEST(test_run_url(sites, 1, std::nullopt).empty());
    BOOST_TEST(test_case_url({}, 1, 42).empty());
}

BOOST_AUTO_TEST_CASE(durations_and_verdicts_are_said_in_the_fields_terms) {
    BOOST_TEST(length_of(400) == "400 ms");
    BOOST_TEST(length_of(2500) == "2.5 s");
    BOOST_TEST(length_of(245'000) == "4 min 05 s");
    BOOST_TEST(name_of_verdict(6) == "Caution");
    BOOST_TEST(name_of_verdict(0) == "Other");
    BOOST_TEST(name_of_verdict(7) == "Other");
}

BOOST_AUTO_TEST_CASE(secrets_are_cleared_in_names_and_texts_however_deep) {
    const auto json = parse_json(R"({"a":["key-1",{"key-1":"x key-1 y"}],"n":1})");
    const Json clear =
        cleared(*json, [](std::string_view words) { return replace_all(words, "key-1", "***"); });
    BOOST_TEST(to_text(clear) == R"({"a":["***",{"***":"x *** y"}],"n":1})");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::status
