#include "native/http/networks.hpp"

#include <boost/test/unit_test.hpp>

namespace octospira::http::test {

namespace {

IpAddress ip(std::string_view text) {
    const auto address = IpAddress::parse(text);
    BOOST_REQUIRE_MESSAGE(address, text);
    return *address;
}

bool within(const std::string& network, std::string_view address) {
    const auto networks = Networks::parse({network});
    BOOST_REQUIRE_MESSAGE(networks, network);
    return networks->contain(ip(address));
}

std::string asked_by(std::string_view peer, const std::vector<std::string_view>& forwarded) {
    const auto proxies = Networks::parse({"10.0.0.0/8", "2001:db8::1"}).value();
    return effective_address(ip(peer), proxies, forwarded).text();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(networks)

BOOST_AUTO_TEST_CASE(a_network_contains_its_first_and_last_address_and_not_the_next) {
    BOOST_TEST(within("192.0.2.0/24", "192.0.2.0"));
    BOOST_TEST(within("192.0.2.0/24", "192.0.2.255"));
    BOOST_TEST(!within("192.0.2.0/24", "192.0.3.0"));
    BOOST_TEST(within("192.0.2.128/25", "192.0.2.200"));
    BOOST_TEST(!within("192.0.2.128/25", "192.0.2.127"));
    BOOST_TEST(within("192.0.2.77/24", "192.0.2.1"));  // written with a host's bits
    BOOST_TEST(within("2001:db8::/33", "2001:db8:7fff::1"));
    BOOST_TEST(!within("2001:db8::/33", "2001:db8:8000::1"));
}

BOOST_AUTO_TEST_CASE(an_address_alone_is_a_network_of_one) {
    BOOST_TEST(within("192.0.2.7", "192.0.2.7"));
    BOOST_TEST(!within("192.0.2.7", "192.0.2.6"));
    BOOST_TEST(within("2001:db8::7", "2001:DB8:0::7"));
    BOOST_TEST(!within("2001:db8::7", "2001:db8::8"));
}

BOOST_AUTO_TEST_CASE(ipv4_is_the_same_in_its_mapped_form_and_everything_is_not_the_other_family) {
    BOOST_TEST(within("192.0.2.0/24", "::ffff:192.0.2.9"));
    BOOST_TEST(within("::ffff:192.0.2.0/120", "192.0.2.9"));
    BOOST_TEST(within("0.0.0.0/0", "203.0.113.1"));
    BOOST_TEST(!within("0.0.0.0/0", "2001:db8::1"));
    BOOST_TEST(within("::/0", "2001:db8::1"));
    BOOST_TEST(ip("::ffff:192.0.2.9").text() == "192.0.2.9");
}

BOOST_AUTO_TEST_CASE(what_is_no_network_is_refused_with_its_text) {
    for (const std::string text : {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8",
                                   "2001:db8::/129", "example.com", "10.0.0.0/8x", "10.0.0.1.1"}) {
        const auto networks = Networks::parse({"192.0.2.0/24", text});
        BOOST_REQUIRE_MESSAGE(!networks, text);
        BOOST_TEST(sentence(networks.error()).find("\"" + text + "\"") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(loopback_is_known_in_all_its_forms) {
    for (const char* text : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"})
        BOOST_TEST(ip(text).is_loopback(), text);
    for (const char* text : {"0.0.0.0", "::", "128.0.0.1", "::2", "192.0.2.1"})
        BOOST_TEST(!ip(text).is_loopback(), text);
}

BOOST_AUTO_TEST_CASE(only_a_trusted_peer_may_speak_for_others) {
    BOOST_TEST(asked_by("192.0.2.1", {"203.0.113.9"}) == "192.0.2.1");
    BOOST_TEST(asked_by("10.1.1.1", {"203.0.113.9"}) == "203.0.113.9");
    BOOST_TEST(asked_by("2001:db8::1", {"203.0.113.9"}) == "203.0.113.9");
}

BOOST_AUTO_TEST_CASE(the_rightmost_address_that_is_no_proxy_counts_whatever_stands_left_of_it) {
    BOOST_TEST(asked_by("10.1.1.1", {"127.0.0.1, 203.0.113.9, 10.2.2.2"}) == "203.0.113.9");
    BOOST_TEST(asked_by("10.1.1.1", {"127.0.0.1", "203.0.113.9", "10.2.2.2"}) == "203.0.113.9");
    BOOST_TEST(asked_by("10.1.1.1", {"10.3.3.3,10.2.2.2"}) == "10.3.3.3");
}

BOOST_AUTO_TEST_CASE(ports_and_brackets_are_read_and_nonsense_ends_the_chain) {
    BOOST_TEST(asked_by("10.1.1.1", {"203.0.113.9:4711"}) == "203.0.113.9");
    BOOST_TEST(asked_by("10.1.1.1", {"[2001:db8::9]:4711"}) == "2001:db8::9");
    BOOST_TEST(asked_by("10.1.1.1", {"203.0.113.9, unknown, 10.2.2.2"}) == "10.2.2.2");
    BOOST_TEST(asked_by("10.1.1.1", {""}) == "10.1.1.1");
}

BOOST_AUTO_TEST_CASE(empty_elements_of_a_forwarded_list_do_not_count) {
    BOOST_TEST(asked_by("10.0.0.1", {"203.0.113.9,"}) == "203.0.113.9");
    BOOST_TEST(asked_by("10.0.0.1", {"203.0.113.9, , 10.0.0.2", ""}) == "203.0.113.9");
    BOOST_TEST(asked_by("10.0.0.1", {"", " , "}) == "10.0.0.1");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::http::test
