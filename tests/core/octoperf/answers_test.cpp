#include "core/octoperf/answers.hpp"

#include <boost/test/unit_test.hpp>

using namespace octospira;
using namespace octospira::octoperf;

BOOST_AUTO_TEST_CASE(a_run_answers_with_a_report_that_names_the_run) {
    const auto report = read_bench_report(
        {200,
         R"({"id":"lkig7oEBrZGjujUFtpWw","projectId":"p","benchResultIds":["lUig7oEBrZGjujUFtpV_"],"name":"n","items":[{"id":"x"}]})"});
    BOOST_REQUIRE(report);
    BOOST_TEST(report->bench_result.text() == "lUig7oEBrZGjujUFtpV_");
    BOOST_TEST(report->id->text() == "lkig7oEBrZGjujUFtpWw");
}

BOOST_AUTO_TEST_CASE(a_report_without_a_run_is_a_protocol_error) {
    for (const char* body : {"{}", R"({"benchResultIds":[]})", R"({"benchResultIds":[7]})",
                             R"({"benchResultIds":"x"})", "[]", "", "<html>"}) {
        const auto report = read_bench_report({200, body});
        BOOST_REQUIRE_MESSAGE(!report, body);
        BOOST_TEST((report.error().kind == ErrorKind::protocol));
    }
}

BOOST_AUTO_TEST_CASE(a_cut_answer_still_names_the_run_or_the_report) {
    const Traces run = find_traces(
        R"({"id":"lkig7oEBrZGjujUFtpWw","benchResultIds":["lUig7oEBrZGjujUFtpV_"],"items":[{"na)");
    BOOST_TEST(run.bench_result->text() == "lUig7oEBrZGjujUFtpV_");
    const Traces report = find_traces(R"({"id":"lkig7oEBrZGjujUFtpWw","benchResu)");
    BOOST_TEST(!report.bench_result);
    BOOST_TEST(report.report->text() == "lkig7oEBrZGjujUFtpWw");
    const Traces nothing = find_traces("<html>\"id\":\"x\"");
    BOOST_TEST(!nothing.bench_result);
    BOOST_TEST(!nothing.report);
}

BOOST_AUTO_TEST_CASE(where_there_are_no_workspaces_there_is_no_octoperf) {
    for (const int status : {400, 404}) {
        for (const char* body : {"", R"({"status":404,"error":"Not Found"})", "<html>404</html>"}) {
            const auto workspaces = read_workspaces({status, body});
            BOOST_REQUIRE(!workspaces);
            BOOST_TEST((workspaces.error().kind == ErrorKind::not_configured));
            BOOST_TEST(sentence(workspaces.error()).find("without a trailing slash") !=
                       std::string::npos);
        }
    }
    for (const int status : {0, 401, 403, 500, 503})
        BOOST_TEST(!no_octoperf_there({status, ""}).has_value());
    BOOST_TEST(read_workspaces({200, R"([{"id":"a","name":"b"}])"}).value().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_refusal_is_octoperfs_only_with_its_json) {
    for (int status = 200; status < 600; ++status) {
        const bool refusal = status >= 400 && status < 500 && status != 407 && status != 408;
        BOOST_TEST(refuses({status, R"({"error":"x"})"}) == refusal, status);
        for (const char* body : {"", " ", "<html>", "[]", "x"})
            BOOST_TEST(!refuses({status, body}), status << body);
    }
    Answer of_proxy{403, R"({"error":"x"})"};
    of_proxy.from = AnswerFrom::proxy;
    BOOST_TEST(!refuses(of_proxy));
}

BOOST_AUTO_TEST_CASE(only_three_states_are_an_end) {
    for (const char* text : {"CREATED", "PENDING", "SCHEDULED", "SCALING", "PREPARING",
                             "INITIALIZING", "RUNNING", "WHATEVER", ""}) {
        BOOST_TEST(!terminal(state_of(text)), text);
    }
    for (const char* text : {"FINISHED", "ABORTED", "ERROR"})
        BOOST_TEST(terminal(state_of(text)), text);
}

BOOST_AUTO_TEST_CASE(dates_of_a_bench_result_are_milliseconds) {
    const auto result = read_bench_result(
        {200, R"({"state":"RUNNING","created":1657565918847,"lastModified":"soon"})"});
    BOOST_TEST(result->created.value() == 1657565918847);
    BOOST_TEST(!result->last_modified);
}

BOOST_AUTO_TEST_CASE(metrics_without_samples_have_no_value) {
    const auto metrics = read_global_metrics(
        {200,
         R"({"metrics":[{"name":"Hits","value":208.0,"unit":""},{"name":"Avg Elapsed","value":"NaN","unit":"s"},{"name":"X","value":null},{"value":1},7]})"});
    BOOST_REQUIRE(metrics->size() == 3U);
    BOOST_TEST((*metrics)[0].value.value() == 208.0);
    BOOST_TEST(!(*metrics)[1].value);
    BOOST_TEST(!(*metrics)[2].value);
}

BOOST_AUTO_TEST_CASE(an_error_never_repeats_a_key_and_always_says_what_to_do) {
    const std::string key = "0f7c9e6a-1b2c-4d3e-8f90-a1b2c3d4e5f6";
    for (const int status : {0, 200, 400, 401, 403, 404, 405, 409, 429, 500, 502, 503}) {
        const Error error = error_of({status, "<html>key " + key + "</html>"}, "test");
        BOOST_TEST_CONTEXT(status) {
            BOOST_TEST(sentence(error).find("a1b2c3d4") == std::string::npos);
            BOOST_TEST(sentence(error).find('<') == std::string::npos);
            BOOST_TEST(!error.advice.empty());
            BOOST_TEST(error.message.english.ends_with('.'));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_page_instead_of_json_is_not_octoperf) {
    BOOST_TEST((read_scenario({200, "<html>Sign in</html>"}).error().kind == ErrorKind::protocol));
}

BOOST_AUTO_TEST_CASE(what_stands_before_octoperf_does_not_speak_for_it) {
    for (const int status : {301, 302, 400, 401, 403, 404, 405, 407, 409, 421, 502, 503, 520}) {
        for (const char* body : {"<html>Cache Access Denied.</html>", "default backend - 404"}) {
            const Error error = error_of({status, body}, "");
            BOOST_TEST_CONTEXT(status << " " << body) {
                BOOST_TEST(retryable(error));
                BOOST_TEST(error.foreign);
                BOOST_TEST(error.message.english.starts_with("OctoPerf was not reached."));
            }
        }
    }
    Answer proxy{407, ""};
    proxy.from = AnswerFrom::proxy;
    proxy.named = "proxy:3128";
    const Error error = error_of(proxy, "");
    BOOST_TEST(error.message.english ==
               "OctoPerf was not reached. Received: the proxy proxy:3128 asking for a user "
               "name and password (HTTP 407).");
    BOOST_TEST(error.advice.english.find("OCTOSPIRA_PROXY") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_407_is_the_proxys_whatever_its_body) {
    for (const char* body : {"", "{}", "<html>Proxy Authentication Required</html>"}) {
        const Error error = error_of({407, body}, "");
        BOOST_TEST(
            error.message.english.starts_with("OctoPerf was not reached. Received: the proxy"),
            error.message.english);
        BOOST_TEST(error.advice.english.find("anything in front of it (proxy,") !=
                   std::string::npos);
        BOOST_TEST(error.foreign);
    }
}

BOOST_AUTO_TEST_CASE(what_spiras_page_tells_of_a_failed_call_is_not_octoperfs_word) {
    for (const int status : {0, 400, 403, 404, 502}) {
        Answer told{status, "Unable to connect to the remote server"};
        told.from = AnswerFrom::platform;
        const Error error = error_of(told, "");
        BOOST_TEST((error.kind == ErrorKind::unavailable), status);
        BOOST_TEST(error.message.english.starts_with("OctoPerf cannot be reached"), status);
    }
}

BOOST_AUTO_TEST_CASE(octoperfs_own_refusal_is_json_or_empty) {
    for (const char* body : {R"({"status":403,"error":"Forbidden"})", ""}) {
        BOOST_TEST((error_of({403, body}, "").kind == ErrorKind::forbidden), body);
        BOOST_TEST((error_of({401, body}, "").kind == ErrorKind::unauthorized), body);
        BOOST_TEST((error_of({404, body}, "").kind == ErrorKind::not_found), body);
        BOOST_TEST((error_of({400, body}, "").kind == ErrorKind::rejected), body);
    }
}

BOOST_AUTO_TEST_CASE(only_octoperf_itself_says_that_something_is_gone) {
    BOOST_TEST(says_gone({404, R"({"status":404,"error":"Not Found","path":"/x"})"}));
    BOOST_TEST(!says_gone({404, ""}));
    BOOST_TEST(!says_gone({404, "<html>404 Not Found nginx</html>"}));
    BOOST_TEST(!says_gone({404, "default backend - 404"}));
    BOOST_TEST(!says_gone({403, "{}"}));
    BOOST_TEST(!says_gone({200, "{}"}));
}

BOOST_AUTO_TEST_CASE(the_kind_follows_the_status) {
    const std::pair<int, ErrorKind> table[] = {
        {0, ErrorKind::unavailable},    {400, ErrorKind::rejected},
        {401, ErrorKind::unauthorized}, {403, ErrorKind::forbidden},
        {404, ErrorKind::not_found},    {408, ErrorKind::unavailable},
        {409, ErrorKind::conflict},     {425, ErrorKind::unavailable},
        {429, ErrorKind::rate_limited}, {500, ErrorKind::unavailable},
        {503, ErrorKind::unavailable}};
    for (const auto& [status, kind] : table) BOOST_TEST((kind_of_status(status) == kind), status);
}
