#include "core/base/utf8.hpp"

#include <boost/test/unit_test.hpp>

using namespace octospira;

BOOST_AUTO_TEST_CASE(every_character_that_is_written_is_read_again) {
    // A prime step, so that every bit of every byte changes.
    for (std::uint32_t point = 0; point <= 0x10FFFF; point += 13) {
        if (is_high_surrogate(point) || is_low_surrogate(point)) continue;
        std::string text;
        append_utf8(text, point);
        const auto [bytes, read] = first_character(text + "z");
        if (read != point || bytes != text) BOOST_FAIL("U+" << std::hex << point);
    }
}

BOOST_AUTO_TEST_CASE(a_byte_that_begins_no_well_formed_sequence_stands_alone) {
    for (const std::string_view text :
         {"\x80z", "\xC0\xAF", "\xC3", "\xC3z", "\xE0\x80\xAF", "\xE2\x82", "\xED\xA0\x80",
          "\xF0\x82\x82\xAC", "\xF4\x90\x80\x80", "\xFF"}) {
        const auto [bytes, point] = first_character(text);
        BOOST_TEST(bytes == text.substr(0, 1));
        BOOST_TEST(point == kNoCharacter);
        BOOST_TEST(!is_utf8(text));
    }
    BOOST_TEST(is_utf8("aé€😀"));
}

BOOST_AUTO_TEST_CASE(characters_are_counted_and_not_bytes) {
    BOOST_TEST(count_characters("aé€😀") == 4U);
    BOOST_TEST(count_characters("") == 0U);
}
