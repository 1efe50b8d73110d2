#include "native/recorder/webhook/access_control.hpp"

#include <boost/test/unit_test.hpp>

namespace octospira::recorder {

namespace {

using std::chrono::milliseconds;

http::IpAddress ip(std::string_view text) {
    return http::IpAddress::parse(text).value();
}

/// Three failures in ten seconds, on a clock that stands still.
struct Limited {
    EpochMs now = 1'000'000;
    AuthThrottle limit{{3, milliseconds(10'000)}};

    void fail(std::string_view address, int times) {
        for (int i = 0; i < times; ++i) limit.count_failure(ip(address), now);
    }
    /// Milliseconds to wait; 0: none.
    std::int64_t wait(std::string_view address) const {
        return limit.wait(ip(address), now).value_or(milliseconds(0)).count();
    }
};

/// One door, one secret, and who comes to it.
struct Guarded {
    EpochMs now = 1'000'000;
    AccessRules rules{{{"the only secret"}, {}}, {}, {2, milliseconds(60'000)}};

    struct Visit {
        int status;
        http::Fields headers;
    };
    static Visit visit(AccessControl& access, std::string_view address, std::string_view secret) {
        const std::vector<http::HeaderView> headers = {{"X-OctoSpira-Secret", secret}};
        http::RequestView head;
        head.headers = headers;
        head.address = ip(address);
        auto away = access.check_network(head);
        if (!away) away = access.check(head);
        return away ? Visit{away->status, away->headers} : Visit{200, {}};
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(failure_limit, Limited)

BOOST_AUTO_TEST_CASE(a_few_failures_are_allowed_and_the_last_of_them_begins_the_wait) {
    fail("192.0.2.1", 2);
    BOOST_TEST(wait("192.0.2.1") == 0);
    now += 1000;
    fail("192.0.2.1", 1);
    BOOST_TEST(wait("192.0.2.1") == 10'000);
    BOOST_TEST(wait("192.0.2.2") == 0);
    now += 9'999;
    BOOST_TEST(wait("192.0.2.1") == 1);
    now += 1;
    BOOST_TEST(wait("192.0.2.1") == 0);
}

BOOST_AUTO_TEST_CASE(failures_that_lie_further_apart_than_the_window_do_not_add_up) {
    fail("192.0.2.1", 2);
    now += 10'000;
    fail("192.0.2.1", 2);
    BOOST_TEST(wait("192.0.2.1") == 0);
    fail("192.0.2.1", 1);
    BOOST_TEST(wait("192.0.2.1") == 10'000);
}

BOOST_AUTO_TEST_CASE(after_the_wait_the_count_begins_anew) {
    fail("192.0.2.1", 3);
    now += 10'000;
    fail("192.0.2.1", 2);
    BOOST_TEST(wait("192.0.2.1") == 0);
}

BOOST_AUTO_TEST_CASE(ipv6_counts_by_its_64_bit_network_and_ipv4_alone) {
    fail("2001:db8:0:1::1", 2);
    fail("2001:db8:0:1:ffff::2", 1);
    BOOST_TEST(wait("2001:db8:0:1::3") == 10'000);
    BOOST_TEST(wait("2001:db8:0:2::1") == 0);
    fail("::ffff:192.0.2.1", 3);
    BOOST_TEST(wait("192.0.2.1") == 10'000);
    BOOST_TEST(wait("192.0.2.2") == 0);
}

BOOST_AUTO_TEST_CASE(however_many_addresses_fail_only_so_many_are_kept) {
    fail("192.0.2.1", 3);
    for (std::uint32_t i = 0; i < 10'000; ++i)
        limit.count_failure(http::IpAddress::v4(0x0a000000U + i), now);
    BOOST_TEST(limit.addresses() == AuthThrottle::kMostAddresses);
    now += 10'000;
    fail("192.0.2.9", 1);
    BOOST_TEST(limit.addresses() == 1U);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_locks_nobody_out_for_longer) {
    fail("192.0.2.1", 3);
    now -= 1'000'000;
    BOOST_TEST(wait("192.0.2.1") == 0);
}

BOOST_AUTO_TEST_CASE(no_limit_is_no_limit) {
    AuthThrottle none({0, milliseconds(10'000)});
    for (int i = 0; i < 100; ++i) none.count_failure(ip("192.0.2.1"), now);
    BOOST_TEST(!none.wait(ip("192.0.2.1"), now));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(door_keeper, Guarded)

BOOST_AUTO_TEST_CASE(the_refusal_names_the_wrong_one_of_two_and_neither_secret) {
    rules.credentials.accounts = {{"anna", "third-key"}};
    const auto refusal = [this](std::string_view secret, std::string_view query) {
        AccessControl access(rules, [this] { return now; });
        const std::vector<http::HeaderView> headers = {{"X-OctoSpira-Secret", secret}};
        http::RequestView head;
        head.headers = headers;
        head.query = query;
        const auto away = access.check(head);
        BOOST_REQUIRE(away.has_value());
        for (const std::string_view given : {secret, std::string_view("third-key")})
            BOOST_TEST(away->sentence.find(given) == std::string::npos, away->sentence);
        return away->sentence;
    };
    const std::string account = refusal("the only secret", "username=anna&api-key=no-key");
    BOOST_TEST(account.find("api-key in the URL are wrong") != std::string::npos, account);
    const std::string secret = refusal("no secret", "username=anna&api-key=third-key");
    BOOST_TEST(secret.find("the secret header is wrong") != std::string::npos, secret);
}

BOOST_AUTO_TEST_CASE(after_too_many_failures_a_wrong_secret_gets_429_and_the_right_one_is_let_in) {
    AccessControl access(rules, [this] { return now; });
    BOOST_TEST(visit(access, "192.0.2.1", "wrong").status == 401);
    BOOST_TEST(visit(access, "192.0.2.1", "the only secret").status == 200);
    BOOST_TEST(visit(access, "192.0.2.1", "wrong").status == 401);
    now += 500;
    const Visit throttled = visit(access, "192.0.2.1", "wrong again");
    BOOST_TEST(throttled.status == 429);
    BOOST_TEST(http::field(throttled.headers, "Retry-After").value_or("") == "60");
    BOOST_TEST(visit(access, "192.0.2.1", "the only secret").status == 200);
    BOOST_TEST(visit(access, "192.0.2.2", "wrong").status == 401);
    now += 59'500;
    BOOST_TEST(visit(access, "192.0.2.1", "wrong").status == 401);
}

BOOST_AUTO_TEST_CASE(only_the_allowed_networks_get_as_far_as_the_secret) {
    rules.allowed = http::Networks::parse({"192.0.2.0/24", "2001:db8::/32"}).value();
    AccessControl access(rules, [this] { return now; });
    BOOST_TEST(visit(access, "192.0.2.200", "the only secret").status == 200);
    BOOST_TEST(visit(access, "2001:db8::1", "the only secret").status == 200);
    for (int i = 0; i < 5; ++i) BOOST_TEST(visit(access, "192.0.3.1", "wrong").status == 403);
    BOOST_TEST(visit(access, "192.0.3.1", "the only secret").status == 403);
}

BOOST_AUTO_TEST_CASE(other_locks_keep_the_count) {
    AccessControl access(rules, [this] { return now; });
    BOOST_TEST(visit(access, "192.0.2.1", "another secret").status == 401);
    access.replace_credentials({{"another secret"}, {}});
    BOOST_TEST(visit(access, "192.0.2.1", "another secret").status == 200);
    BOOST_TEST(visit(access, "192.0.2.1", "the only secret").status == 401);
    BOOST_TEST(visit(access, "192.0.2.1", "the only secret").status == 429);
    BOOST_TEST(visit(access, "192.0.2.1", "another secret").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder
