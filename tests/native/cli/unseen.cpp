// What a terminal would obey never reaches it from outside.
#include <boost/test/unit_test.hpp>

#include "native/cli/text/terminal.hpp"
#include "tests/native/cli/operator_world.hpp"

namespace octospira::cli::test {

BOOST_AUTO_TEST_SUITE(unseen)

BOOST_AUTO_TEST_CASE(control_characters_and_changes_of_direction_are_shown_as_such) {
    const std::string mark = "\xEF\xBF\xBD";
    BOOST_TEST(shown_safely("a\x1b[3mb\rc\bd\x07") ==
               "a" + mark + "[3mb" + mark + "c" + mark + "d" + mark);
    BOOST_TEST(shown_safely("\xC2\x9B"
                            "31m\x7F") == mark + "31m" + mark);
    BOOST_TEST(shown_safely("\xE2\x80\xAE"
                            "abc\xE2\x81\xA9\xE2\x80\x8F") == mark + "abc" + mark + mark);
    BOOST_TEST(shown_safely("\x9B"
                            "31m") == mark + "31m");
    BOOST_TEST(shown_safely("Ren\xC3\xA9 \xF0\x9F\x90\x99\n\tok") ==
               "Ren\xC3\xA9 \xF0\x9F\x90\x99\n ok");
}

BOOST_AUTO_TEST_CASE(json_keeps_its_meaning_and_has_them_as_escapes) {
    const std::string json = "{\"a\":\"x\xC2\x9By\x7Fz\xE2\x80\xAE\xC3\xA9\"}";
    const std::string shown = escaped_for_json(json);
    BOOST_TEST(shown == "{\"a\":\"x\\u009by\\u007fz\\u202e\xC3\xA9\"}");
    BOOST_TEST((parse_json(shown) == parse_json(json)));
}

BOOST_AUTO_TEST_CASE(a_scenario_named_with_escapes_is_printed_without_them) {
    OperatorWorld world;
    const std::string scenario =
        world.octoperf.add_scenario("passed", "Fin \x1b[3mWhale\x1b]0;x\x07\xC2\x9B [PR:1]");
    const std::vector<std::string> launch = {"launch",  "TC:4",  "--scenario",  scenario,
                                             "--every", "100ms", "--no-record", "--output"};
    std::vector<std::vector<std::string>> all;
    for (const char* output : {"text", "json"}) {
        all.push_back(launch);
        all.back().emplace_back(output);
        all.push_back({"status", "TC:4", "--output", output});
    }
    all.push_back({"stop", "TC:4", "--yes", "--output", "text"});
    all.push_back({"check", "--output", "text"});
    for (const auto& words : all) {
        const Outcome outcome = run(words, world.environment());
        const std::string text = outcome.out + outcome.err;
        BOOST_TEST_CONTEXT(words.front() << ": " << text) {
            BOOST_TEST(!text.empty());
            for (const char* raw : {"\x1b", "\x07", "\xC2\x9B"}) BOOST_TEST(!has(text, raw));
        }
    }
    BOOST_TEST(world.octoperf.runs().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
