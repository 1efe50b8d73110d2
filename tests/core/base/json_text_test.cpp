#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstring>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/base/json.hpp"

using namespace octospira;

namespace {

/// Texts around every rule of the grammar.
const std::vector<std::string>& corpus() {
    static const std::vector<std::string> texts = {
        "",
        " null ",
        "true",
        "false",
        "nulll",
        "0",
        "-0",
        "01",
        "-",
        "1.",
        ".5",
        "1.5e",
        "1e5",
        "1E+5",
        "-1.25e-3",
        "1e400",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "123456789012345678901234567890",
        "0.1",
        "0.30000000000000004",
        "5e-324",
        "1.7976931348623157e308",
        "4.35",
        R"("a\"\\\/\b\f\n\r\tz")",
        R"("\u0041\u00e9\u20AC\ud83d\ude00")",
        R"("\ud83d")",
        R"("\ude00")",
        R"("\ud83d\u0041")",
        R"("\u12")",
        R"("\x")",
        "\"a\nb\"",
        "\"\x7f\"",
        "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"",
        "\"\xc0\xaf\"",
        "\"\xed\xa0\x80\"",
        "\"\xf4\x90\x80\x80\"",
        "\"\xe2\x82\"",
        "\"open",
        "[]",
        "[1,2,]",
        "[1 2]",
        "[[],{}]",
        "{}",
        R"({"a":1,"a":2})",
        R"({"a" : [1, {"b":null}] })",
        R"({"a":1,})",
        R"({a:1})",
        R"({"a"})",
        "\xEF\xBB\xBF[1]",
        "[1]x",
        "\t\r\n[ ]",
    };
    return texts;
}

bool has_fraction(const Json& value) {
    if (!value.is_structured()) return value.is_number_float();
    return std::any_of(value.begin(), value.end(), has_fraction);
}

/// What nlohmann's own parser and writer say is right.
void compare(const std::string& text) {
    const Json expected = Json::parse(text, nullptr, false);
    const auto read = parse_json(text);
    BOOST_TEST_CONTEXT(text) {
        BOOST_REQUIRE(read.has_value() == !expected.is_discarded());
        if (!read) return;
        BOOST_TEST((*read == expected));
        if (has_fraction(expected)) return;  // written as JavaScript does, below
        BOOST_TEST(to_text(*read) == expected.dump(-1, ' ', false, Json::error_handler_t::replace));
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_text_is_read_and_written_as_nlohmann_does) {
    for (const std::string& text : corpus()) compare(text);
}

BOOST_AUTO_TEST_CASE(a_text_with_damage_anywhere_is_read_or_refused_as_nlohmann_does) {
    std::mt19937 random(7);
    static constexpr std::string_view kDamage = "\"\\{}[],:eE+-.019utf \x01\x80\xc3\xed";
    for (int round = 0; round < 20'000; ++round) {
        std::string text = corpus()[random() % corpus().size()];
        for (unsigned hit = 0; hit <= random() % 3 && !text.empty(); ++hit) {
            const std::size_t at = random() % text.size();
            const char damage = kDamage[random() % kDamage.size()];
            if (random() % 2 == 0)
                text[at] = damage;
            else
                text.insert(at, 1, damage);
        }
        compare(text);
    }
}

BOOST_AUTO_TEST_CASE(numbers_are_written_as_javascript_writes_them) {
    const std::pair<double, const char*> numbers[] = {
        {0.0, "0"},
        {-0.0, "0"},
        {208.0, "208"},
        {-1.0, "-1"},
        {0.5, "0.5"},
        {-12.25, "-12.25"},
        {0.1 + 0.2, "0.30000000000000004"},
        {100000.0, "100000"},
        {123456789.125, "123456789.125"},
        {1e20, "100000000000000000000"},
        {1e21, "1e+21"},
        {1.5e300, "1.5e+300"},
        {0.000001, "0.000001"},
        {0.00000123, "0.00000123"},
        {1e-7, "1e-7"},
        {-1.25e-9, "-1.25e-9"},
        {5e-324, "5e-324"},
        {1.7976931348623157e308, "1.7976931348623157e+308"},
        {9007199254740993.0, "9007199254740992"},
    };
    for (const auto& [number, text] : numbers) BOOST_TEST(to_text(Json(number)) == text);
}

BOOST_AUTO_TEST_CASE(random_numbers_come_back_as_they_were) {
    std::mt19937_64 random(11);
    for (int round = 0; round < 20'000; ++round) {
        double value = 0;
        const std::uint64_t bits = random();
        std::memcpy(&value, &bits, sizeof value);
        if (!std::isfinite(value)) continue;
        const auto read = parse_json(to_text(Json(value)));
        BOOST_REQUIRE(read.has_value());
        BOOST_TEST(read->get<double>() == value);
    }
}
