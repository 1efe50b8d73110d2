#include "native/recorder/webhook/repair.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"
#include "native/recorder/webhook/notification_reader.hpp"

namespace octospira::recorder {

namespace {

constexpr const char* kJson = "application/json";

/// A notification with that name and that figure, as they are written.
std::string note(std::string_view name, std::string_view value) {
    return concat({R"({"type":"TEST_PASSED","benchResultId":"lUig7oEBrZGjujUFtpV_","reportName":")",
                   name, R"(","percentErrors":{"E":{"name":"errors","unit":"%","value":)", value,
                   "}}}"});
}

/// Bytes of the text in UTF-16, the lower one first where `little`.
std::string utf16(std::string_view ascii, bool little) {
    std::string bytes;
    for (const char c : ascii) {
        if (!little) bytes += '\0';
        bytes += c;
        if (little) bytes += '\0';
    }
    return bytes;
}

struct Read {
    std::string name;
    std::vector<octoperf::Metric> metrics;
    std::string corrections;
};

/// Reads it as the recorder does, and checks that what would be kept reads back the same.
Read read(const std::string& body, std::string_view content_type = kJson) {
    const auto came = read_notification(body, content_type);
    BOOST_REQUIRE_MESSAGE(came, body);
    const auto delivered = read_notification(came->notification.without_account);
    BOOST_REQUIRE_MESSAGE(delivered, came->notification.without_account);
    BOOST_TEST(delivered->corrections.empty());
    BOOST_TEST(delivered->notification.without_account == came->notification.without_account);
    std::string corrections;
    for (const std::string& one : came->corrections)
        corrections += (corrections.empty() ? "" : ", ") + one;
    return {came->notification.report_name, came->notification.metrics, corrections};
}

bool refused(const std::string& body) {
    return !read_notification(body, kJson);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(repairs)

BOOST_AUTO_TEST_CASE(what_is_sound_is_read_without_a_correction) {
    const Read sound =
        read(note("Gr\xC3\xB6\xC3\x9F"
                  "e \\ud83d\\ude00",
                  "0.25"));
    BOOST_TEST(sound.corrections.empty());
    BOOST_TEST(sound.name ==
               "Gr\xC3\xB6\xC3\x9F"
               "e \xF0\x9F\x98\x80");
    BOOST_TEST(sound.metrics.size() == 1U);
}

BOOST_AUTO_TEST_CASE(half_of_a_surrogate_pair_becomes_one_replacement_character) {
    for (const std::string half :
         {"\\ud83d", "\\ude00", "\\uD83D", "\xED\xA0\xBD", "\xED\xB8\x80"}) {
        const Read one = read(note("a " + half + " b", "1"));
        BOOST_TEST(one.name == "a \xEF\xBF\xBD b", half);
        BOOST_TEST(one.corrections == "1 letter corrected", half);
        BOOST_TEST(one.metrics.size() == 1U, half);
    }
    BOOST_TEST(read(note("\\ud83d\\u0041", "1")).name ==
               "\xEF\xBF\xBD"
               "A");
    BOOST_TEST(read(note("\\ud83d\\ud83d\\ude00", "1")).name == "\xEF\xBF\xBD\xF0\x9F\x98\x80");
}

BOOST_AUTO_TEST_CASE(a_pair_written_as_two_letters_is_the_one_letter_that_it_means) {
    BOOST_TEST(read(note("\xED\xA0\xBD\xED\xB8\x80", "1")).name == "\xF0\x9F\x98\x80");
}

BOOST_AUTO_TEST_CASE(latin_1_bytes_are_read_as_such_where_the_charset_says_so) {
    const std::string body = note("Gr\xF6\xDF\x65 \x80", "1");
    for (const char* type :
         {"application/json; charset=ISO-8859-1", "application/json;charset=\"windows-1252\"",
          "text/plain; Charset=latin1; x=y"}) {
        const Read one = read(body, type);
        BOOST_TEST(one.name ==
                       "Gr\xC3\xB6\xC3\x9F"
                       "e \xE2\x82\xAC",
                   type);
        BOOST_TEST(one.corrections == "read as Windows-1252", type);
    }
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf_8_become_replacement_characters_where_nothing_is_said) {
    for (const char* type : {"application/json", "", "application/json; charset=utf-8"}) {
        const Read one = read(note("Gr\xF6\xDF\x65", "1"), type);
        BOOST_TEST(one.name ==
                       "Gr\xEF\xBF\xBD\xEF\xBF\xBD"
                       "e",
                   type);
        BOOST_TEST(one.corrections == "2 letters corrected", type);
    }
}

BOOST_AUTO_TEST_CASE(utf_8_is_read_as_utf_8_although_the_charset_says_latin_1) {
    const Read one = read(note("Gr\xC3\xB6", "NaN"), "application/json; charset=ISO-8859-1");
    BOOST_TEST(one.name == "Gr\xC3\xB6");
}

BOOST_AUTO_TEST_CASE(utf_16_and_utf_32_are_read_with_and_without_a_mark) {
    const std::string body = note("name", "1");
    std::string utf32;
    for (const char c : body) utf32 += std::string(3, '\0') + c;
    for (const std::string& bytes :
         {utf16(body, true), utf16(body, false), "\xFF\xFE" + utf16(body, true),
          "\xFE\xFF" + utf16(body, false), utf32}) {
        const Read one = read(bytes);
        BOOST_TEST(one.name == "name");
        BOOST_TEST(one.metrics.size() == 1U);
        BOOST_TEST(one.corrections.starts_with("read as UTF-"), one.corrections);
    }
    BOOST_TEST(read("\xEF\xBB\xBF" + body).corrections.empty());
}

BOOST_AUTO_TEST_CASE(a_figure_that_json_or_a_double_cannot_hold_is_left_out) {
    for (const std::string value :
         {"NaN", "Infinity", "-Infinity", "+Infinity", "nan", "1e999", "-1e400", ".5", "5.", "+5",
          "01", "0x10", "0,25", "12%", "undefined", ""}) {
        const Read one = read(note("name", value));
        BOOST_TEST(one.metrics.empty(), value);
        BOOST_TEST(one.corrections == "1 figure left out", value);
    }
    const Read large = read(note("name", "99999999999999999999"));
    BOOST_TEST(large.metrics.size() == 1U);
    BOOST_TEST(large.corrections.empty());
}

BOOST_AUTO_TEST_CASE(a_bad_figure_takes_no_other_one_with_it) {
    const Read one =
        read(R"({"type":"TEST_FAILED","benchResultId":"a","percentErrors":{"A":{"value":NaN},)"
             R"("B":{"value":2.5,"name":"b"},"C":{"value":1,5,"name":"c"}}})");
    BOOST_REQUIRE(one.metrics.size() == 1U);
    BOOST_TEST(one.metrics.front().name == "b");
    BOOST_TEST(one.metrics.front().value.value_or(0) == 2.5);
}

BOOST_AUTO_TEST_CASE(of_too_many_members_the_first_are_kept_and_the_verdict_wherever_it_stands) {
    std::string metrics;
    std::string unknown;
    for (int i = 0; i < 2500; ++i) {
        const std::string number = std::to_string(i);
        metrics += (i > 0 ? ",\"M" : "\"M") + number + "\":{\"value\":" + number + "}";
        unknown += "\"u" + number + "\":{\"x\":[1,\"}\"]},";
    }
    const Read many =
        read(R"({"type":"TEST_PASSED","benchResultId":"a","percentErrors":{)" + metrics + "}}");
    BOOST_TEST(many.metrics.size() == 2000U);
    BOOST_TEST(many.corrections == "500 members too many left out");
    const Read late = read("{" + unknown + R"("type":"TEST_PASSED","benchResultId":"a",)" +
                           R"("reportName":"late","type":"TEST_FAILED"})");
    BOOST_TEST(late.name == "late");
}

/// Looking these up one by one would take seconds, for which nobody else is answered.
BOOST_AUTO_TEST_CASE(a_megabyte_of_members_is_read_in_part_and_the_verdict_wherever_it_stands) {
    std::string wide;
    for (int i = 0; i < 1900; ++i) wide += "\"m" + std::to_string(i) + "\":1,";
    std::string same;
    while (same.size() < 900'000) same += R"("m1899":1,)";
    const std::string verdict = R"("type":"TEST_FAILED","benchResultId":"a","reportName":"late"})";
    const Read repeated = read("{" + wide + same + verdict);
    BOOST_TEST(repeated.name == "late");
    BOOST_TEST(repeated.corrections.find("members too many left out") != std::string::npos);

    std::string objects;
    while (objects.size() < 900'000) objects += "{" + wide + "\"end\":1},";
    const Read many = read(R"({"more":[)" + objects + "1]," + verdict);
    BOOST_TEST(many.name == "late");
    BOOST_TEST(many.corrections.find("members too many left out") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_nested_too_deeply_is_left_out_and_the_rest_read) {
    for (const int depth : {64, 65, 500'000}) {
        const auto count = static_cast<std::size_t>(depth);
        const Read deep =
            read(R"({"type":"TEST_PASSED","benchResultId":"a","x":)" + std::string(count, '[') +
                 R"("]\"")" + std::string(count, ']') + R"(,"reportName":"name"})");
        BOOST_TEST(deep.name == "name");
        BOOST_TEST(deep.corrections == "1 value nested too deeply left out", depth);
    }
}

BOOST_AUTO_TEST_CASE(control_characters_in_a_text_stay_where_they_mean_a_line_or_a_blank) {
    const Read one =
        read(note("a\tb\nc\x01"
                  "d",
                  "1"));
    BOOST_TEST(one.name ==
               "a\tb\nc\xEF\xBF\xBD"
               "d");
    BOOST_TEST(one.corrections == "3 letters corrected");
}

BOOST_AUTO_TEST_CASE(what_is_no_escape_costs_a_letter_and_not_the_notification) {
    BOOST_TEST(read(note("a\\qb", "1")).name == "a\xEF\xBF\xBDqb");
    BOOST_TEST(read(note("a\\u12G4b", "1")).name == "a\xEF\xBF\xBDu12G4b");
}

BOOST_AUTO_TEST_CASE(commas_too_many_and_what_follows_as_blanks_are_dropped) {
    const std::string members = R"("type":"TEST_PASSED","benchResultId":"a")";
    for (const std::string& body :
         {"{" + members + ",}", "{," + members + "}", "{" + members + R"(,,"alarms":["A",]})",
          "{" + members + "}" + std::string(3, '\0'), "{\xC2\xA0" + members + "}"}) {
        BOOST_TEST(!read(body).corrections.empty(), body);
    }
}

BOOST_AUTO_TEST_CASE(of_several_members_of_one_name_the_last_one_counts_in_either_reader) {
    const std::string twice = R"({"type":"TEST_PASSED","benchResultId":"a","reportName":"x",)";
    BOOST_TEST(read(twice + R"("reportName":"y"})").name == "y");
    BOOST_TEST(read(twice + R"("reportName":"y",})").name == "y");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_understood_is_refused) {
    const std::string members = R"("type":"TEST_PASSED","benchResultId":"a")";
    for (const std::string& body :
         {std::string(), std::string("<html></html>"), std::string("[]"), "{" + members,
          "{" + members + R"(,"x":"cut)", "{" + members + "} more", "{" + members + R"(,"x":[1})",
          std::string(R"({"type" "TEST_PASSED"})"), std::string(R"({'type':'TEST_PASSED'})"),
          std::string(R"({"type":"TEST_PASSED",})"), std::string("\xFF\xFE")}) {
        BOOST_TEST(refused(body), body);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder
