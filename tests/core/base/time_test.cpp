#include "core/base/time.hpp"

#include <boost/test/unit_test.hpp>

using namespace octospira;

BOOST_AUTO_TEST_CASE(a_time_is_written_as_spira_takes_it) {
    BOOST_TEST(format_utc(0) == "1970-01-01T00:00:00.000Z");
    BOOST_TEST(format_utc(1'772'619'630'123) == "2026-03-04T10:20:30.123Z");
    BOOST_TEST(format_utc(951'782'399'999) == "2000-02-28T23:59:59.999Z");
    BOOST_TEST(format_utc(951'782'400'000) == "2000-02-29T00:00:00.000Z");
    BOOST_TEST(format_utc(-5) == "1970-01-01T00:00:00.000Z");
    BOOST_TEST(format_utc(INT64_MAX) == "9999-12-31T23:59:59.999Z");
}

BOOST_AUTO_TEST_CASE(every_date_form_spira_uses_is_read) {
    const EpochMs expected = 1'772'619'630'000;
    for (const char* text :
         {"2026-03-04T10:20:30Z", "2026-03-04T10:20:30.000Z", "2026-03-04T10:20:30",
          "2026-03-04T10:20:30.0000000", "2026-03-04T12:20:30+02:00", "2026-03-04 10:20:30",
          "/Date(1772619630000-0000)/", "2026-03-04T05:20:30-0500"}) {
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(parse_utc(text).value_or(-1) == expected);
        }
    }
    BOOST_TEST(parse_utc("2026-03-04T10:20:30.1234567Z").value() == expected + 123);
}

BOOST_AUTO_TEST_CASE(what_is_no_date_is_nothing) {
    for (const char* text : {"", "today", "2026-13-01", "2026-03-04T10", "2026-03-04T10:20:30X",
                             "/Date(x)/", "/Date(1)"}) {
        BOOST_TEST(!parse_utc(text), text);
    }
}

BOOST_AUTO_TEST_CASE(writing_and_reading_agree_over_centuries) {
    for (EpochMs time = 0; time < 4'102'444'800'000; time += 86'400'000LL * 17 + 12'345'678) {
        BOOST_REQUIRE_EQUAL(parse_utc(format_utc(time)).value(), time);
    }
}

BOOST_AUTO_TEST_CASE(durations_are_written_for_people) {
    BOOST_TEST(format_duration(12'400) == "12 s");
    BOOST_TEST(format_duration(245'000) == "4 min 05 s");
    BOOST_TEST(format_duration(3'725'000) == "1 h 02 min");
    BOOST_TEST(format_duration(-1) == "0 s");
}
