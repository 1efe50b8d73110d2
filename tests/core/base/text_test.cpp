#include "core/base/text.hpp"

#include <boost/test/unit_test.hpp>

using namespace octospira;

BOOST_AUTO_TEST_CASE(control_characters_are_blanks_when_blanks_are_collapsed) {
    BOOST_TEST(collapse_blanks("\x1b[31m a \t\x07\r\n b\x7f\xC2\x9B"
                               "c \x01") == "[31m a b c");
    BOOST_TEST(collapse_blanks(std::string_view("a\0b", 3)) == "a b");
    BOOST_TEST(collapse_blanks("\xC2\xA9 \xC3\x82 \xC2") == "\xC2\xA9 \xC3\x82 \xC2");
    BOOST_TEST(collapse_blanks(" \x02 ").empty());
}

BOOST_AUTO_TEST_CASE(percent_encoding_leaves_nothing_a_spiraapp_could_take_for_a_token) {
    BOOST_TEST(percent_encode("{octoperfApiKey} [PR:1]&x=é") ==
               "%7BoctoperfApiKey%7D%20%5BPR%3A1%5D%26x%3D%C3%A9");
    BOOST_TEST(percent_encode("aZ09-_.~") == "aZ09-_.~");
}

BOOST_AUTO_TEST_CASE(percent_decoding_undoes_it_and_keeps_stray_percents) {
    const std::string text = "{a} b/ç%";
    BOOST_TEST(percent_decode(percent_encode(text)) == text);
    BOOST_TEST(percent_decode("100% %zz %4") == "100% %zz %4");
}

BOOST_AUTO_TEST_CASE(a_cut_never_splits_a_character) {
    BOOST_TEST(cut_utf8("aé€", 6) == "aé€");
    BOOST_TEST(cut_utf8("aé€", 5) == "aé");
    BOOST_TEST(cut_utf8("aé€", 2) == "a");
    BOOST_TEST(cut_utf8("", 0) == "");
}

BOOST_AUTO_TEST_CASE(tags_are_removed_and_entities_resolved) {
    BOOST_TEST(strip_tags("<p>id&nbsp;1</p>\n<b>&lt;b&gt; &amp;lt; &#39;</b>") ==
               "id 1 <b> &lt; '");
    BOOST_TEST(strip_tags("<img src=x onerror=alert(1)") == "");
}

BOOST_AUTO_TEST_CASE(of_a_page_only_what_a_person_reads_is_left) {
    static constexpr std::pair<const char*, const char*> kPages[] = {
        {"<html><head><title>502</title><style>p{a:b}</style></head><body><h1>Bad</h1></body>",
         "Bad"},
        {"<title>502<body>Bad", ""},
        {"a<script type=\"x\">if (a</b>1) b();</script >c", "a c"},
        {"a<SCRIPT>x</Script\n>c", "a c"},
        {"a<script>x</scripts></script>c", "a c"},
        {"a<script>x", "a"},
        {"a<script", "a"},
        {"a<!-- <b>x</b> --><b>c</b>", "a c"},
        {"a<!-- x", "a"},
        {"a<!--x-->c<!--y-->", "a c"},
        {"a<style>x</style><template><p>y</p></template>c", "a c"},
        {"<header>a</header><titles>b</titles><styled-x>c</styled-x>", "a b c"},
        {"<noscript>Switch JavaScript on.</noscript>", "Switch JavaScript on."},
        {"a<", "a"},
        {"a</", "a"},
        {"", ""}};
    for (const auto& [page, words] : kPages) BOOST_TEST(strip_tags(page) == words, page);
}

BOOST_AUTO_TEST_CASE(a_long_page_that_never_ends_is_read_in_one_pass) {
    for (const std::string part : {"<script>", "<!--", "</", "<", "<title>x", "</script"}) {
        std::string page = "<script>";
        while (page.size() < 8'000'000) page += part;
        BOOST_TEST(strip_tags(page).size() < page.size());
    }
}

BOOST_AUTO_TEST_CASE(keys_are_redacted_wherever_they_stand) {
    const std::string key = "11111111-2222-3333-4444-55555555abcd";
    BOOST_TEST(redact("key {" + key + "} used") == "key {***} used");
    BOOST_TEST(redact("GET /x?username=fred&api-key=%7Babc%7D&a=1") ==
               "GET /x?username=***&api-key=***&a=1");
    BOOST_TEST(redact("nothing here") == "nothing here");
}

BOOST_AUTO_TEST_CASE(numbers_are_written_for_people) {
    BOOST_TEST(format_number(0.371747226, 3) == "0.372");
    BOOST_TEST(format_number(208.0, 3) == "208");
    BOOST_TEST(format_number(-0.14, 3) == "-0.14");
    BOOST_TEST(format_number(-0.0001, 3) == "0");
    BOOST_TEST(format_number(2.05, 3) == "2.05");
    BOOST_TEST(format_number(0.9996, 3) == "1");
    BOOST_TEST(format_number(12345678901.6, 3) == "12345678902");
}

BOOST_AUTO_TEST_CASE(only_short_positive_digits_are_an_id) {
    BOOST_TEST(parse_positive("123").value() == 123);
    for (const char* text : {"", "0", "-1", "+1", "1a", "1234567890", " 1"}) {
        BOOST_TEST(!parse_positive(text), text);
    }
}

BOOST_AUTO_TEST_CASE(replacing_takes_every_occurrence_once) {
    BOOST_TEST(replace_all("aaa", "a", "aa") == "aaaaaa");
    BOOST_TEST(replace_all("abc", "", "x") == "abc");
}
