#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"
#include "native/recorder/log_rate_limiter.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::recorder::test {

namespace {

constexpr const char* kNowhere = "http://127.0.0.1:9";  // its Spira: never there

const http::Fields kRight = {{"X-OctoSpira-Secret", kSecret}};
const http::Fields kWrong = {{"X-OctoSpira-Secret", "wrong"}};

int post(RecorderSide& recorder, const http::Fields& headers) {
    return recorder.send("POST", kTestPath, headers, real_notification()).status;
}

http::Networks networks(const std::vector<std::string>& texts) {
    return http::Networks::parse(texts).value();
}

http::Fields from(const std::string& address, http::Fields headers) {
    headers.emplace_back("X-Forwarded-For", address);
    return headers;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(admission)

BOOST_AUTO_TEST_CASE(after_some_failures_wrong_secrets_get_429_and_the_right_one_is_let_in) {
    RecorderSide recorder(kNowhere, [](RecorderOptions& options) { options.failures.most = 3; });
    for (int i = 0; i < 3; ++i) BOOST_TEST(post(recorder, kWrong) == 401);

    const Answer throttled = recorder.send("POST", kTestPath, kWrong, real_notification());

    BOOST_TEST(throttled.status == 429);
    BOOST_TEST(throttled.retry_after_s.value_or(0) > 50);
    BOOST_TEST(recorder.query("SELECT count(*) FROM notifications") == "0");
    BOOST_TEST(recorder.send("GET", "/nowhere", kWrong, "").status == 404);
    BOOST_TEST(recorder.send("GET", "/healthz", {}, "").status == 200);
    BOOST_TEST(post(recorder, kRight) == 200);
    BOOST_TEST(post(recorder, kWrong) == 429);
}

BOOST_AUTO_TEST_CASE(behind_a_trusted_proxy_each_client_has_its_own_patience_and_its_own_log) {
    RecorderSide recorder(kNowhere, [](RecorderOptions& options) {
        options.failures.most = 1;
        options.trusted_proxies = networks({"127.0.0.1"});
    });
    BOOST_TEST(post(recorder, from("198.51.100.7", kWrong)) == 401);
    BOOST_TEST(post(recorder, from("198.51.100.7", kWrong)) == 429);
    BOOST_TEST(post(recorder, from("203.0.113.1, 198.51.100.7", kWrong)) == 429);
    BOOST_TEST(post(recorder, from("198.51.100.8", kWrong)) == 401);
    recorder.stop();
    BOOST_TEST(recorder.log().find(R"("peer":"198.51.100.7")") != std::string::npos);
    BOOST_TEST(recorder.log().find("proxy_not_trusted") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_trusted_proxy_nobody_speaks_for_others_and_the_log_says_so_once) {
    RecorderSide recorder(kNowhere, [](RecorderOptions& options) { options.failures.most = 1; });
    BOOST_TEST(post(recorder, from("198.51.100.7", kWrong)) == 401);
    BOOST_TEST(post(recorder, from("198.51.100.8", kWrong)) == 429);
    recorder.stop();
    const std::string log = recorder.log();
    const std::size_t first = log.find(R"("event":"proxy_not_trusted")");
    BOOST_REQUIRE(first != std::string::npos);
    BOOST_TEST(log.find("proxy_not_trusted", first + 20) == std::string::npos);
    BOOST_TEST(log.find("trusted-proxy", first) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_came_through_a_proxy_is_not_from_this_machine) {
    RecorderSide recorder(kNowhere);
    const auto metrics = [&](http::Fields headers) {
        return recorder.send("GET", "/metrics", headers, "").status;
    };
    BOOST_TEST(metrics({}) == 200);
    for (const char* name : {"X-Forwarded-For", "x-forwarded-proto", "X-Forwarded-Host", "Via",
                             "Forwarded", "X-Real-IP"}) {
        BOOST_TEST(metrics({{name, "127.0.0.1"}}) == 401, name);
        BOOST_TEST(metrics({{name, "127.0.0.1"}, {"X-OctoSpira-Secret", kSecret}}) == 200, name);
    }
}

BOOST_AUTO_TEST_CASE(not_even_a_trusted_proxy_makes_a_request_one_of_this_machine) {
    RecorderSide recorder(kNowhere, [](RecorderOptions& options) {
        options.trusted_proxies = networks({"127.0.0.1"});
    });
    BOOST_TEST(recorder.send("GET", "/metrics", from("127.0.0.1", {}), "").status == 401);
    BOOST_TEST(recorder.send("GET", "/metrics", {}, "").status == 200);
}

BOOST_AUTO_TEST_CASE(an_address_outside_the_allowed_networks_gets_403_and_one_inside_is_served) {
    RecorderSide recorder(kNowhere, [](RecorderOptions& options) {
        options.allowed_networks = networks({"198.51.100.0/24"});
        options.trusted_proxies = networks({"127.0.0.0/8"});
    });
    BOOST_TEST(post(recorder, kRight) == 403);
    BOOST_TEST(post(recorder, from("203.0.113.1", kRight)) == 403);
    BOOST_TEST(post(recorder, from("198.51.100.1", kRight)) == 200);
    BOOST_TEST(recorder.send("GET", "/healthz", {}, "").status == 200);
}

BOOST_AUTO_TEST_CASE(who_has_no_secret_is_refused_before_the_size_of_the_body_counts) {
    RecorderSide recorder(kNowhere);
    const std::string large(10 * 1024 * 1024, 'x');
    BOOST_TEST(recorder.send("POST", kTestPath, kWrong, large).status == 401);
    BOOST_TEST(recorder.send("POST", kTestPath, kRight, large).status == 413);
    recorder.stop();
    BOOST_TEST(recorder.log().find(R"("status":413)") != std::string::npos);
    BOOST_TEST(recorder.log().find(R"("refused":2)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_flood_of_refusals_does_not_flood_the_log_and_is_counted_all_the_same) {
    constexpr int kFlood = 3 * LogRateLimiter::kMost;
    RecorderSide recorder(kNowhere);
    for (int i = 0; i < kFlood; ++i) (void)recorder.send("GET", "/nowhere", kWrong, "");
    recorder.stop();
    const std::string log = recorder.log();
    int lines = 0;
    for (const auto line : split(log, '\n')) {
        if (line.find(R"("event":"refused")") != std::string_view::npos) ++lines;
    }
    // Twice as many, where the flood lay over the end of a window.
    BOOST_TEST(lines >= LogRateLimiter::kMost);
    BOOST_TEST(lines <= 2 * LogRateLimiter::kMost);
    BOOST_TEST(log.find(R"("refused":60)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(new_secrets_are_valid_after_a_reload_and_the_old_ones_are_not) {
    const std::string fresh = "a-fresh-secret-of-some-length";
    RecorderSide recorder(kNowhere);
    BOOST_TEST(post(recorder, {{"X-OctoSpira-Secret", fresh}}) == 401);

    BOOST_TEST(recorder.reload({{fresh}, {}}).has_value());

    BOOST_TEST(post(recorder, {{"X-OctoSpira-Secret", fresh}}) == 200);
    BOOST_TEST(post(recorder, kRight) == 401);
    BOOST_TEST(!recorder.reload({}).has_value());
    BOOST_TEST(post(recorder, {{"X-OctoSpira-Secret", fresh}}) == 200);
    (void)recorder.post("/" + fresh, "");
    recorder.stop();
    BOOST_TEST(recorder.log().find(fresh) == std::string::npos);
    BOOST_TEST(recorder.log().find("***") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(plain_http_for_everybody_is_refused_unless_asked_for) {
    const Folder folder;
    RecorderOptions options;
    options.address = "0.0.0.0";
    options.port = 0;
    options.journal = folder.file("journal.db");
    options.spira = {kNowhere, kUser, kKey};
    options.credentials.secrets = {kSecret};

    const auto refused = Recorder::create(options);

    BOOST_REQUIRE(!refused);
    BOOST_TEST(sentence(refused.error()).find("--public-plain-http") != std::string::npos);
    options.public_plain_http = true;
    BOOST_TEST(Recorder::create(options).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
