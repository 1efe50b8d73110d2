#include <boost/test/unit_test.hpp>

#include "tests/core/flows/run_page.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

Json run_with(const std::string& message, const std::string& runner = "OctoPerf") {
    return Json{
        {"TestRunId", 7}, {"TestCaseId", 42}, {"RunnerName", runner}, {"RunnerMessage", message}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(the_launch_in_this_browser_knows_the_report) {
    RunPage page("report");
    page.remember_launch(kReportUrl, kBenchResult);
    BOOST_TEST(text_at(page.run(), "outcome") == "shown");
    BOOST_TEST(text_at(*find(last_notify(page), "link"), "url") == kReportUrl);
    BOOST_TEST(page.message() == "OctoPerf: Here is the report for this test case's last test.");
    BOOST_TEST(page.count("octoperf") == 0);
}

BOOST_AUTO_TEST_CASE(a_launch_leaves_the_address_that_the_report_entry_finds) {
    FakePage launch;
    launch.run();
    RunPage page("report");
    page.hints = launch.hints;
    page.run();
    BOOST_TEST(text_at(*find(last_notify(page), "link"), "url") == kReportUrl);
}

BOOST_AUTO_TEST_CASE(otherwise_the_newest_octoperf_run_in_spira_knows_one) {
    RunPage page("report");
    page.remember_launch("https://api.octoperf.com/other", "another");
    Json foreign = run_with("Full Report: " + kReportUrl);
    foreign["TestCaseId"] = 43;
    page.runs = {foreign, run_with("Full Report: " + kReportUrl, "JUnit"), run_with("no address"),
                 run_with("Full Report: https://api.octoperf.com/app/#/app/workspace/w/project/p/"
                          "analysis/lkig7oEBrZGjujUFtpWw done")};
    page.run();
    BOOST_TEST(text_at(*find(last_notify(page), "link"), "url") ==
               "https://api.octoperf.com/app/#/app/workspace/w/project/p/analysis/"
               "lkig7oEBrZGjujUFtpWw");
    check_words(page.message(), "the last recorded test");
}

BOOST_AUTO_TEST_CASE(an_address_elsewhere_is_text_with_a_word_of_caution) {
    const std::string url = "https://evil.example.com/analysis/report/lkig7oEBrZGjujUFtpWw";
    for (const bool sees_settings : {true, false}) {
        RunPage page("report");
        if (!sees_settings) page.event["settings"] = Json::object();
        page.runs = {run_with("Full Report: " + url)};
        BOOST_TEST(text_at(page.run(), "outcome") == "shown");
        BOOST_TEST(page.count("notify warning") == 1);
        BOOST_TEST(find(last_notify(page), "link")->is_null());
        check_words(page.message(),
                    "Check this address before you open it: its host is not in the");
        check_words(page.message(), url);
    }
}

BOOST_AUTO_TEST_CASE(a_host_that_only_looks_like_ours_gets_no_link) {
    for (const char* host :
         {"https://api.octoperf.com.evil.example", "https://api.octoperf.com@evil.example",
          "http://evil.example/https://api.octoperf.com", "https://notoctoperf.com"}) {
        RunPage page("report");
        page.remember_launch(std::string(host) + "/analysis/report/lkig7oEBrZGjujUFtpWw",
                             kBenchResult);
        BOOST_TEST(text_at(page.run(), "outcome") == "shown", host);
        BOOST_TEST(find(last_notify(page), "link")->is_null(), host);
        check_words(page.message(), host);
    }
}

BOOST_AUTO_TEST_CASE(a_report_nobody_knows_says_where_to_look) {
    RunPage page("report");
    page.runs = {run_with("Full Report: OctoPerf gave no address"),
                 run_with("Full Report: javascript:alert(1)/analysis/lkig7oEBrZGjujUFtpWw")};
    BOOST_TEST(text_at(page.run(), "outcome") == "refused");
    check_words(page.message(), "is unknown. Look for the report");
}

BOOST_AUTO_TEST_CASE(the_report_speaks_french) {
    RunPage page("report");
    page.event["page"]["culture"] = "fr";
    page.remember_launch(kReportUrl, kBenchResult);
    page.run();
    BOOST_TEST(page.message() ==
               "OctoPerf\u00a0: Voici le rapport du dernier test de ce cas de test.");
    BOOST_TEST(text_at(*find(last_notify(page), "link"), "label") == "Ouvrir le rapport");
}

BOOST_AUTO_TEST_CASE(each_step_to_the_report_may_fail_in_every_way) {
    fail_every_step(
        [] {
            auto page = std::make_unique<RunPage>("report");
            page->runs = {run_with("Full Report: " + kReportUrl)};
            return page;
        },
        [](RunPage& page, const Json& end, const std::string& what) {
            const std::string outcome = text_at(end, "outcome");
            BOOST_TEST_CONTEXT(what) {
                BOOST_TEST((outcome == "shown" || outcome == "refused"));
                BOOST_TEST(page.count("notify") == 1);
            }
        });
}

BOOST_AUTO_TEST_SUITE_END()
