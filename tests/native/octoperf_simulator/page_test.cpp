#include <boost/test/unit_test.hpp>

#include "tests/native/octoperf_simulator/fixture.hpp"

namespace octospira::simulators::octoperf {

namespace {
const http::Fields kNoKey = {};
const http::Fields kJson = {{"Content-Type", "application/json"}};
}  // namespace

BOOST_FIXTURE_TEST_SUITE(pages, Simulated)

BOOST_AUTO_TEST_CASE(every_address_a_report_url_can_have_is_the_page) {
    for (const char* path :
         {"/", "/app/", "/ui/workspace/w/project/p/analysis/report/r",
          "/ui/workspace/w/project/p/runtime/scenario", "/ui/workspace/w/notifications"}) {
        const Answer answer = send("GET", path, kNoKey);
        BOOST_TEST(answer.status == 200);
        BOOST_TEST(answer.body.find("OctoPerf simulator") != std::string::npos);
    }
    BOOST_TEST(send("GET", "/_assets/app.js", kNoKey).status == 200);
    BOOST_TEST(send("GET", "/_assets/none.js", kNoKey).status == 404);
}

BOOST_AUTO_TEST_CASE(the_report_page_shows_a_run_without_a_key) {
    const Json report = json("POST", std::string("/runtime/scenarios/run/") + kSpermWhale);
    const std::string run = array_at(report, "benchResultIds")->front().get<std::string>();
    BOOST_TEST(told(run, "TEST_FAILED"));

    const auto shown =
        parse_json(send("GET", "/_page/reports/" + text_at(report, "id"), kNoKey).body);

    BOOST_REQUIRE(shown);
    BOOST_TEST(text_at(*shown, "id") == run);
    BOOST_TEST(text_at(*shown, "state") == "FINISHED");
    BOOST_TEST(text_at(*shown, "verdict") == "TEST_FAILED");
    BOOST_TEST(array_at(*shown, "alarms")->size() == 1);
    BOOST_TEST(array_at(*shown, "notifications")->size() == 3);
}

BOOST_AUTO_TEST_CASE(the_pages_start_and_abort_runs) {
    const std::string launch = std::string("/_page/scenarios/") + kSeiWhale + "/run";
    const auto run = parse_json(send("POST", launch, kJson, "{}").body);
    BOOST_REQUIRE(run);
    const std::string id = text_at(*run, "id");
    BOOST_TEST(reaches(id, "RUNNING"));

    BOOST_TEST(send("POST", "/_page/runs/" + id + "/stop", kJson, "{}").status == 200);

    BOOST_TEST(state(id) == "ABORTED");
}

BOOST_AUTO_TEST_CASE(a_form_of_a_foreign_site_starts_nothing) {
    const std::string launch = std::string("/_page/scenarios/") + kSeiWhale + "/run";

    BOOST_TEST(send("POST", launch, {{"Content-Type", "text/plain"}}, "{}").status == 415);

    BOOST_TEST(run_count() == 0);
}

BOOST_AUTO_TEST_CASE(saving_a_notification_keeps_the_url_and_header_values_it_does_not_name) {
    const Answer saved = send("PUT", "/_page/notifications", kJson,
                              R"([{"keep":0,"headers":[{"name":"X-Token"},{"name":"B","value":"c"}],
                                   "events":["TEST_PASSED"]}])");
    BOOST_TEST(saved.status == 200);

    const std::string run = start(kFinWhale);
    BOOST_TEST(told(run, "TEST_PASSED"));

    const auto request = receiver.received().front();
    BOOST_TEST(request.path == "/hook");
    BOOST_TEST(http::field(request.headers, "X-Token").value_or("") == "secret of the header");
    BOOST_TEST(http::field(request.headers, "B").value_or("") == "c");
}

BOOST_AUTO_TEST_CASE(a_notification_without_events_or_with_a_strange_url_is_refused) {
    BOOST_TEST(send("PUT", "/_page/notifications", kJson, R"([{"keep":0,"events":[]}])").status ==
               400);
    BOOST_TEST(send("PUT", "/_page/notifications", kJson,
                    R"([{"url":"file:///etc/passwd","events":["TEST_PASSED"]}])")
                   .status == 400);
}

BOOST_AUTO_TEST_CASE(the_test_notification_goes_out_at_most_once_in_five_seconds) {
    BOOST_TEST(send("POST", "/_page/notifications/1", kJson, "{}").status == 202);
    BOOST_TEST(send("POST", "/_page/notifications/1", kJson, "{}").status == 429);
}

BOOST_AUTO_TEST_CASE(no_page_endpoint_ever_shows_a_key) {
    (void)start(kFinWhale);
    for (const char* path : {"/_page/places", "/_page/runs", "/_page/notifications",
                             "/_simulator/state", "/_simulator/calls"}) {
        const Answer answer = send("GET", path, kNoKey);
        BOOST_TEST(answer.status == 200);
        BOOST_TEST(answer.body.find("0f0e0d0c-1111") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::simulators::octoperf
