#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <vector>

#include "native/recorder/status/access.hpp"
#include "native/recorder/status/chart.hpp"
#include "native/recorder/status/delivery_json.hpp"
#include "native/recorder/status/guard.hpp"
#include "native/recorder/status/html.hpp"
#include "native/recorder/status/links.hpp"
#include "native/recorder/status/words.hpp"

namespace octospira::recorder::status {

namespace {

const std::string kToken = "a-token-of-the-tests-0001";
const std::string kNext = "a-token-of-the-tests-0002";
constexpr std::chrono::hours kSession(12);

Access access() {
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

BOOST_AUTO_TEST_CASE(every_text_is_escaped_for_content_and_attributes_and_literals_are_not) {
    Html html;
    html << "<p title=\"" << std::string("\"'<&>") << "\">" << 42 << "</p>";
    BOOST_TEST(html.text() == "<p title=\"&quot;&#39;&lt;&amp;&gt;\">42</p>");
    BOOST_TEST(text(std::string("a\0b\x1b[31m", 8)).text().find('\x1b') == std::string::npos);
    BOOST_TEST(text("é\n\tß").text() == "é\n\tß");
}

BOOST_AUTO_TEST_CASE(either_token_is_right_and_nothing_that_is_only_like_it) {
    Access doors = access();
    BOOST_TEST((doors.try_token(kToken, "a", 0) == Access::Answer::right));
    BOOST_TEST((doors.try_token(kNext, "a", 0) == Access::Answer::right));
    for (const std::string& wrong :
         {std::string(), kToken + "x", kToken.substr(1), kToken + kToken, std::string(25, '\0')}) {
        BOOST_TEST((doors.try_token(wrong, "a", 0) == Access::Answer::wrong), wrong);
    }
    Access none({""}, kSession);
    BOOST_TEST((none.try_token("", "a", 0) == Access::Answer::wrong));
}

BOOST_AUTO_TEST_CASE(ten_wrong_tokens_within_a_minute_close_the_door_for_that_peer_only) {
    Access doors = access();
    for (int i = 0; i < 10; ++i) (void)doors.try_token("wrong", "10.0.0.1", 1000 + i);

    BOOST_TEST((doors.try_token(kToken, "10.0.0.1", 2000) == Access::Answer::too_many));
    BOOST_TEST((doors.try_token(kToken, "10.0.0.2", 2000) == Access::Answer::right));
    BOOST_TEST((doors.try_token(kToken, "10.0.0.1", 60'999) == Access::Answer::too_many));
    BOOST_TEST((doors.try_token(kToken, "10.0.0.1", 61'000) == Access::Answer::right));
}

BOOST_AUTO_TEST_CASE(guessing_from_thousands_of_addresses_does_not_help) {
    Access doors = access();
    for (int i = 0; i < 1011; ++i)
        (void)doors.try_token("wrong", "10.1." + std::to_string(i), 1000);
    BOOST_TEST((doors.try_token("wrong", "10.2.0.1", 1000) == Access::Answer::too_many));
}

BOOST_AUTO_TEST_CASE(a_session_ends_with_its_time_and_with_its_closing) {
    Access doors = access();
    const std::string first = doors.open(0).id;
    const std::string second = doors.open(0).id;
    const EpochMs end = std::chrono::milliseconds(kSession).count();
    BOOST_TEST(doors.find(first, end - 1) != nullptr);
    BOOST_TEST(doors.find(first, end) == nullptr);
    BOOST_TEST(doors.find("", 0) == nullptr);

    doors.close(first);

    BOOST_TEST(doors.find(first, 0) == nullptr);
    BOOST_TEST(doors.find(second, 0) != nullptr);
}

BOOST_AUTO_TEST_CASE(sessions_are_random_say_nothing_of_the_token_and_are_not_without_end) {
    Access doors = access();
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        const Session& one = doors.open(0);
        BOOST_TEST(one.id.size() == 64U);
        BOOST_TEST(one.id != one.csrf);
        seen.insert({one.id, one.csrf});
    }
    BOOST_TEST(seen.size() == 200U);
    int open = 0;
    for (const std::string& id : seen) open += doors.find(id, 0) != nullptr ? 1 : 0;
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
    BOOST_TEST(
        own_page_sent(request_with({host, {"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}})));
    for (const char* const site : {"cross-site", "same-site", "none", ""}) {
        BOOST_TEST(!own_page_sent(request_with({host, {"Sec-Fetch-Site", site}})), site);
    }
    for (const char* const origin : {"http://evil.example", "http://127.0.0.1:9999",
                                     "http://127.0.0.1", "127.0.0.1:8803", ""}) {
        BOOST_TEST(!own_page_sent(request_with({host, {"Origin", origin}})), origin);
    }
    BOOST_TEST(
        !own_page_sent(request_with({host, {"Origin", "null"}, {"Sec-Fetch-Site", "cross-site"}})));
}

BOOST_AUTO_TEST_CASE(one_is_sent_on_to_paths_of_this_server_only) {
    BOOST_TEST(own_path("/deliveries?state=dead") == "/deliveries?state=dead");
    for (const char* const wrong : {"", "//evil.example", "/\\evil.example", "http://evil.example",
                                    "/a\r\nSet-Cookie: x=y", "evil", "/a b"}) {
        BOOST_TEST(own_path(wrong) == "/", wrong);
    }
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
    Row row;
    BOOST_TEST(test_case_link(sites, row).empty());
    row.test_case = 42;
    BOOST_TEST(test_case_link(sites, row).text() == "TC:42");
    row.product = 1;
    row.test_run = 7;
    BOOST_TEST(test_case_link(sites, row)
                   .text()
                   .find("href=\"https://spira.example/1/TestCase/42.aspx\"") != std::string::npos);
    BOOST_TEST(
        test_run_link(sites, row).text().find("href=\"https://spira.example/1/TestRun/7.aspx\"") !=
        std::string::npos);
    BOOST_TEST(test_run_link(sites, row).text().find("rel=\"noopener noreferrer\"") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_scale_is_round_reaches_the_highest_and_has_few_steps) {
    using Steps = std::vector<std::int64_t>;
    BOOST_TEST(scale_for(1) == (Steps{0, 1}));
    BOOST_TEST(scale_for(4) == (Steps{0, 1, 2, 3, 4}));
    BOOST_TEST(scale_for(5) == (Steps{0, 2, 4, 6}));
    BOOST_TEST(scale_for(30) == (Steps{0, 10, 20, 30}));
    BOOST_TEST(scale_for(999) == (Steps{0, 500, 1000}));
    for (std::int64_t highest = 1; highest < 3000; ++highest) {
        const Steps scale = scale_for(highest);
        BOOST_TEST(scale.back() >= highest);
        BOOST_TEST(scale.size() <= 5U);
    }
}

BOOST_AUTO_TEST_CASE(a_day_is_counted_by_verdict_and_days_out_of_the_picture_are_not) {
    constexpr EpochMs kDay = 86'400'000;
    const EpochMs now = 20'000 * kDay + 1234;  // 2024-10-04
    const std::string chart =
        results_chart({{20'000, 2, {3, 1}}, {20'000, 1, {1}}, {19'999, 5, {2}}, {19'000, 2, {99}}},
                      now)
            .text();
    BOOST_TEST(chart.find("<title>4 Oct: 4 Passed, 1 Failed</title>") != std::string::npos);
    BOOST_TEST(chart.find("<title>3 Oct: 2 Blocked</title>") != std::string::npos);
    BOOST_TEST(chart.find("<title>2 Oct: none</title>") != std::string::npos);
    BOOST_TEST(chart.find("In all: 4 Passed, 0 Caution, 1 Failed, 2 Blocked.") !=
               std::string::npos);
    BOOST_TEST(chart.find("99") == std::string::npos);
    BOOST_TEST(chart.find("Other") == std::string::npos);
    BOOST_TEST(charts_begin(now) == (20'000 - 13) * kDay);
}

BOOST_AUTO_TEST_CASE(a_status_that_no_verdict_has_is_shown_as_other) {
    const std::string chart = results_chart({{20'000, 4, {1}}}, 20'000 * 86'400'000LL).text();
    BOOST_TEST(chart.find("1 Other") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(delays_are_summed_over_days_and_verdicts_by_class) {
    const std::string chart =
        delay_chart({{1, 2, {5, 0, 0, 0, 0, 1}}, {2, 1, {2, 4, 0, 0, 0, 0}}}).text();
    BOOST_TEST(chart.find("<title>≤1 s: 7 results</title>") != std::string::npos);
    BOOST_TEST(chart.find("<title>≤10 s: 4 results</title>") != std::string::npos);
    BOOST_TEST(chart.find("<title>&gt;1 h: 1 results</title>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_empty_chart_says_so_instead_of_drawing_nothing) {
    BOOST_TEST(delay_chart({}).text().find("Nothing was recorded") != std::string::npos);
    BOOST_TEST(delay_chart({}).text().find("<svg") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(secrets_are_cleared_in_names_and_texts_however_deep) {
    const auto json = parse_json(R"({"a":["key-1",{"key-1":"x key-1 y"}],"n":1})");
    const Json clear =
        cleared(*json, [](std::string_view words) { return replace_all(words, "key-1", "***"); });
    BOOST_TEST(to_text(clear) == R"({"a":["***",{"***":"x *** y"}],"n":1})");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::status
