#include "core/octoperf/alarms.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <utility>

#include "core/base/json.hpp"

using namespace octospira;
using namespace octospira::octoperf;

namespace {

std::string lines_of(const Json& alarms) {
    return alarm_lines({200, alarms.dump()});
}

/// The line of one critical alarm whose other members these are, as JSON.
std::string critical(const std::string& members) {
    return alarm_lines({200, R"([{"severity":"CRITICAL",)" + members + "}]"});
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_breach_is_told_with_what_is_known_of_its_time) {
    const std::pair<const char*, const char*> cases[] = {
        {R"("startTime":1657566000000,"endTime":1657566012000)",
         "  CRITICAL, 2022-07-11T19:00:00.000Z to 2022-07-11T19:00:12.000Z, 12 s\n"},
        {R"("begin":"2022-07-11T19:00:00Z")", "  CRITICAL, 2022-07-11T19:00:00.000Z\n"},
        {R"("until":"2022-07-11T19:00:12Z")", "  CRITICAL, until 2022-07-11T19:00:12.000Z\n"},
        {R"("duration":125000)", "  CRITICAL, 2 min 05 s\n"},
        {R"("duration":0)", "  CRITICAL, momentary\n"},
        {R"("from":1657566000000,"to":1657566000000)",
         "  CRITICAL, 2022-07-11T19:00:00.000Z to 2022-07-11T19:00:00.000Z, momentary\n"},
        {R"("span":{"Start":1657566000000,"End":1657566012000})",
         "  CRITICAL, 2022-07-11T19:00:00.000Z to 2022-07-11T19:00:12.000Z, 12 s\n"},
        // What is told of a duration counts before what the moments say.
        {R"("start":1657566000000,"end":1657566012000,"duration":3000)",
         "  CRITICAL, 2022-07-11T19:00:00.000Z to 2022-07-11T19:00:12.000Z, 3 s\n"},
        // An end before its start gives no duration.
        {R"("start":1657566012000,"end":1657566000000)",
         "  CRITICAL, 2022-07-11T19:00:12.000Z to 2022-07-11T19:00:00.000Z\n"},
    };
    for (const auto& [members, line] : cases) BOOST_TEST(critical(members) == line, members);
}

BOOST_AUTO_TEST_CASE(what_is_no_moment_and_no_duration_is_not_told) {
    for (const char* members :
         {R"("start":12)", R"("start":1657566000)", R"("start":1e300)", R"("start":"yesterday")",
          R"("start":null,"end":[1657566000000])", R"("duration":-1)", R"("duration":1e18)",
          R"("duration":"long")", R"("startled":true)", R"("value":1657566000000)",
          R"("a":{"b":{"start":1657566000000}})", R"("id":"x")"}) {
        BOOST_TEST(critical(members) == "", members);
    }
}

BOOST_AUTO_TEST_CASE(what_is_no_breach_has_no_line) {
    BOOST_TEST(lines_of(Json::array({Json{{"severity", "PASSED"}, {"duration", 0}},
                                     Json{{"severity", "passed"}, {"duration", 0}},
                                     Json{{"duration", 0}}, Json{{"severity", 7}}, Json(7),
                                     Json{{"severity", "WARNING"}, {"duration", 0}}})) ==
               "  WARNING, momentary\n");
    for (const Answer& answer :
         {Answer{200, "[]"}, Answer{200, "{}"}, Answer{200, "<html>"}, Answer{404, ""},
          Answer{200, ""}, Answer{500, R"([{"severity":"CRITICAL","duration":0}])"}}) {
        BOOST_TEST(alarm_lines(answer) == "", answer.body);
    }
}

BOOST_AUTO_TEST_CASE(a_severity_nobody_knows_stays_on_its_line_and_short) {
    const std::string line = alarm_lines(
        {200, R"([{"severity":"BAD\n\tNEWS )" + std::string(100, 'x') + R"(","duration":0}])"});
    BOOST_TEST(line == "  BAD NEWS " + std::string(30, 'x') + ", momentary\n");
}

BOOST_AUTO_TEST_CASE(of_many_the_first_twenty_have_a_line_and_the_others_a_number) {
    const auto lines = [](int breaches) {
        Json alarms = Json::array();
        for (int i = 0; i < breaches; ++i)
            alarms.push_back(Json{{"severity", "WARNING"}, {"duration", i * 1000}});
        return lines_of(alarms);
    };
    const std::string twenty = lines(20);
    BOOST_TEST(std::count(twenty.begin(), twenty.end(), '\n') == 20);
    BOOST_TEST(twenty.ends_with("  WARNING, 19 s\n"));
    BOOST_TEST(lines(23) == twenty + "  and 3 more\n");
}
