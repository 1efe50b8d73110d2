// wasm/numbers.cpp against the C library of the machine, which rounds correctly.

#include "wasm/numbers.hpp"

#include <bit>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

namespace {

void same(const std::string& text) {
    const char* end = nullptr;
    char* expected_end = nullptr;
    const double value = octospira::wasm::parse_double(text.c_str(), &end);
    const double expected = std::strtod(text.c_str(), &expected_end);
    BOOST_TEST_CONTEXT(text) {
        BOOST_TEST(std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(expected));
        BOOST_TEST(end == expected_end);
    }
}

std::string printed(const char* format, double value) {
    char text[400];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(wasm_numbers)

BOOST_AUTO_TEST_CASE(the_limits_and_ties_are_rounded_as_the_c_library_does) {
    for (const char* text : {"0",
                             "-0",
                             "0.0",
                             "1",
                             "-1",
                             "0.1",
                             "0.30000000000000004",
                             "12.5",
                             "1e22",
                             "1e23",
                             "9007199254740993",
                             "9007199254740992.5",
                             "9007199254740991.5",
                             "4.9e-324",
                             "2.4e-324",
                             "2.5e-324",
                             "2.2250738585072014e-308",
                             "2.2250738585072011e-308",
                             "1.7976931348623157e308",
                             "1.7976931348623158e308",
                             "1.7976931348623159e308",
                             "1e309",
                             "1e-400",
                             "1e400",
                             "-1e99999999999",
                             "1e-99999999999",
                             "0e99999999999",
                             "1E+2",
                             "1e",
                             "1e+",
                             "1.5e3x",
                             "123456789012345678901234567890",
                             "0.000000000000000000000000000001",
                             "8.98846567431158e307",
                             "0.371747226",
                             "100000000000000016777215",
                             "100000000000000016777216",
                             "9223372036854775808",
                             "18446744073709551616"}) {
        same(text);
    }
}

BOOST_AUTO_TEST_CASE(very_many_digits_still_decide_a_tie) {
    same("9007199254740993." + std::string(3000, '0') + "1");
    same("9007199254740993." + std::string(3000, '0'));
    same("0." + std::string(320, '0') + std::string(900, '7'));
    same(std::string(309, '9'));
    same(std::string(305, '1') + "." + std::string(1000, '3'));
}

BOOST_AUTO_TEST_CASE(any_number_printed_short_or_long_comes_back) {
    std::mt19937_64 random(20261122);
    for (int i = 0; i < 3000; ++i) {
        const double value = std::bit_cast<double>(random());
        if (!std::isfinite(value)) continue;
        for (const char* format : {"%.17g", "%.9g", "%.3e", "%.30e"}) same(printed(format, value));
        same(printed("%.17g", std::ldexp(static_cast<double>(random() >> 11U), -40)));
    }
}

BOOST_AUTO_TEST_SUITE_END()
