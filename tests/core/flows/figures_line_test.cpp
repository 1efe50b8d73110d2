#include "core/flows/record/figures_line.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using namespace octospira;

BOOST_AUTO_TEST_SUITE(figures)

BOOST_AUTO_TEST_CASE(figures_survive_their_line) {
    const auto read = flows::read_figures(
        "Passed: x\n" + flows::figures_line({208, std::nullopt, 0.45}) + "\nmore {");
    BOOST_TEST(*read.hits == 208);
    BOOST_TEST(!read.errors_percent);
    BOOST_TEST(*read.response_time_s == 0.45);
    BOOST_TEST(flows::figures_line({}) == "");
}

BOOST_AUTO_TEST_CASE(a_stock_run_and_an_older_run_of_ours_hold_the_notification) {
    const std::string json =
        R"({"type":"TEST_PASSED","reportName":"a {b}","percentErrors":{"HITS_TOTAL":null,)"
        R"("ERRORS_PERCENT":{"name":"% Errors","unit":"%","value":0.37},)"
        R"("RESPONSE_TIME_AVG":{"unit":"ms","value":450}},"alarms":[]})";
    for (const std::string& details :
         {json, "\n " + json + "\n", "Passed: {odd} x\nNotification:\n" + json + "\n"}) {
        const auto read = flows::read_figures(details);
        BOOST_TEST_CONTEXT(details) {
            BOOST_TEST(!read.hits);
            BOOST_REQUIRE(read.errors_percent.has_value());
            BOOST_TEST(*read.errors_percent == 0.37);
            BOOST_TEST(*read.response_time_s == 0.45);
        }
    }
}

BOOST_AUTO_TEST_CASE(details_without_figures_have_none) {
    for (const char* details : {"", "{", "}{", "OctoPerf figures: ", "OctoPerf figures: 7\n",
                                "OctoPerf figures: {\"hits\":\"NaN\"}", "{\"percentErrors\":7}",
                                "{\"percentErrors\":{\"HITS_TOTAL\":7}}", "no braces at all"}) {
        const auto read = flows::read_figures(details);
        BOOST_TEST((!read.hits && !read.errors_percent && !read.response_time_s), details);
    }
}

BOOST_AUTO_TEST_SUITE_END()
