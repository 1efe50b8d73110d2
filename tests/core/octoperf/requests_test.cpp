#include "core/octoperf/requests.hpp"

#include <boost/test/unit_test.hpp>

using namespace octospira;
using namespace octospira::octoperf;

BOOST_AUTO_TEST_CASE(a_run_has_no_body_and_an_encoded_name) {
    const auto id = ScenarioId::parse("aKpHtoYBUDjbSvwJg3Vu");
    BOOST_TEST(run_scenario(*id, "").path == "runtime/scenarios/run/aKpHtoYBUDjbSvwJg3Vu");
    const Request named = run_scenario(*id, "{octoperfApiKey} & co [PR:1]");
    BOOST_TEST(named.path ==
               "runtime/scenarios/run/"
               "aKpHtoYBUDjbSvwJg3Vu?name=%7BoctoperfApiKey%7D%20%26%20co%20%5BPR%3A1%5D");
    BOOST_TEST(!named.body);
    BOOST_TEST((named.method == Method::post));
}

BOOST_AUTO_TEST_CASE(the_alarm_request_is_the_one_of_2020) {
    const Request request = find_threshold_alarms(*BenchResultId::parse("lUig7oEBrZGjujUFtpV_"));
    BOOST_TEST(
        to_text(*request.body) ==
        R"({"@type":"ThresholdAlarmReportItem","name":"Threshold alarms","metric":{"@type":"HitMetric",)"
        R"("benchResultId":"lUig7oEBrZGjujUFtpV_","config":null,"field":"value","filters":[],"id":"MONITORING",)"
        R"("scope":"PER_SAMPLE","statistic":"AVERAGE","type":"NUMBER_COUNTER"}})");
}
