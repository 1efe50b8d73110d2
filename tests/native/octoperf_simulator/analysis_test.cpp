#include <boost/test/unit_test.hpp>

#include "tests/native/octoperf_simulator/fixture.hpp"

namespace octospira::simulators::octoperf {

namespace {

std::string summary_of(const std::string& run, const std::string& metric) {
    return R"({"@type":"SummaryReportItem","id":"","name":"Statistics summary","metrics":[{"id":")" +
           metric + R"(","type":"HIT","filters":[],"benchResultId":")" + run +
           R"(","config":null}]})";
}

std::string alarms_of(const std::string& run) {
    return R"({"@type":"ThresholdAlarmReportItem","name":"Threshold alarms","metric":{"@type":"HitMetric","benchResultId":")" +
           run +
           R"(","config":null,"field":"value","filters":[],"id":"MONITORING","scope":"PER_SAMPLE","statistic":"AVERAGE","type":"NUMBER_COUNTER"}})";
}

std::string old_alarms_of(const std::string& run) {
    return R"({"@type":"ThresholdAlarmReportItem","name":"","metric":{"@type":"MonitoringMetric","benchResultId":")" +
           run + R"(","filters":[],"id":"","type":"NUMBER_COUNTER"}})";
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(analysis, Simulated)

BOOST_AUTO_TEST_CASE(before_the_first_sample_an_average_is_the_text_nan_or_null) {
    const std::string run = start(kHumpback);
    const std::string path = "/analysis/metrics/global/" + run;

    const Json texts = json("GET", path);
    set("nan", "null");
    const Json nulls = json("GET", path);

    BOOST_TEST(to_text((*array_at(texts, "metrics"))[2]) ==
               R"({"name":"Avg Elapsed","value":"NaN","unit":"s"})");
    BOOST_TEST(to_text((*array_at(nulls, "metrics"))[2]) ==
               R"({"name":"Avg Elapsed","value":null,"unit":"s"})");
}

BOOST_AUTO_TEST_CASE(metrics_still_change_after_the_end_and_then_stay) {
    const std::string run = start(kFinWhale);
    BOOST_TEST(reaches(run, "FINISHED"));
    const std::string path = "/analysis/metrics/global/" + run;

    const std::string first = to_text(json("GET", path));
    BOOST_TEST(becomes_true([&] { return to_text(json("GET", path)) != first; }));

    const Json last = json("GET", path);
    BOOST_TEST(to_text((*array_at(last, "metrics"))[0]) ==
               R"({"name":"Hits","value":2690,"unit":""})");
    BOOST_TEST(to_text(json("POST", "/analysis/metrics/summary",
                            summary_of(run, "ERRORS_PERCENT"))) == "[0.371747226]");
}

BOOST_AUTO_TEST_CASE(a_summary_refuses_metrics_that_do_not_exist) {
    const std::string run = start(kFinWhale);

    BOOST_TEST(call("POST", "/analysis/metrics/summary", summary_of(run, "LATENCY_PERCENTILE_95"))
                   .status == 200);
    BOOST_TEST(
        call("POST", "/analysis/metrics/summary", summary_of(run, "errors_percent")).status == 400);
    BOOST_TEST(
        call("POST", "/analysis/metrics/summary", summary_of(kUnknown, "HITS_TOTAL")).status ==
        404);
}

BOOST_AUTO_TEST_CASE(alarms_follow_the_scenario_and_the_old_body_needs_its_switch) {
    const std::string failed = start(kSpermWhale);
    const std::string warned = start(kMinkeWhale);
    const std::string clean = start(kFinWhale);
    BOOST_TEST(reaches(failed, "FINISHED"));
    BOOST_TEST(reaches(warned, "FINISHED"));
    BOOST_TEST(reaches(clean, "FINISHED"));

    const std::string path = "/analysis/threshold-alarms";
    const Json critical = json("POST", path, alarms_of(failed));
    const Json warning = json("POST", path, alarms_of(warned));

    BOOST_REQUIRE_EQUAL(critical.size(), 1);
    BOOST_TEST(text_at(critical[0], "severity") == "CRITICAL");
    BOOST_REQUIRE_EQUAL(warning.size(), 2);
    BOOST_TEST(text_at(warning[1], "severity") == "WARNING");
    BOOST_TEST(to_text(json("POST", path, alarms_of(clean))) == "[]");
    BOOST_TEST(call("POST", path, old_alarms_of(failed)).status == 500);
    set("oldAlarmBody", "accepted");
    BOOST_TEST(call("POST", path, old_alarms_of(failed)).status == 200);
}

BOOST_AUTO_TEST_CASE(files_appear_at_the_end_and_gz_ones_are_gzipped_content) {
    const std::string unfinished = start(kSeiWhale);
    const std::string run = start(kFinWhale);
    BOOST_TEST(reaches(run, "FINISHED"));

    const Json names = json("GET", "/analysis/logs/list/" + run);
    const Answer log =
        call("GET", "/analysis/logs/" + run + "?filename=insufficient_cellar.log.gz");
    const Answer plain =
        call("GET", "/analysis/logs/" + run + "?filename=insufficient_cellar-agent.log");

    BOOST_TEST(to_text(json("GET", "/analysis/logs/list/" + unfinished)) == "[]");
    BOOST_TEST(names.size() == 3);
    BOOST_TEST(log.body.starts_with("\x1f\x8b\x08"));
    BOOST_TEST(plain.body.starts_with("INFO "));
    BOOST_TEST(call("GET", "/analysis/logs/" + run + "?filename=../x").status == 404);
}

BOOST_AUTO_TEST_CASE(the_junit_report_escapes_the_name_and_is_empty_without_samples) {
    const std::string img = start("eKpHtoYBUDjbSvwJg3Vy");
    const std::string error = start(kHumpback);
    BOOST_TEST(reaches(img, "FINISHED"));
    BOOST_TEST(reaches(error, "ERROR"));

    const Answer full = call("GET", "/analysis/junit-reports/" + img);
    const Answer empty = call("GET", "/analysis/junit-reports/" + error);

    BOOST_TEST(full.body.find("&lt;img src=x") != std::string::npos);
    BOOST_TEST(full.body.find("<img") == std::string::npos);
    BOOST_TEST(empty.body.find("<testsuite ") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::simulators::octoperf
