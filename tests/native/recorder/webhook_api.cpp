#include <boost/test/unit_test.hpp>

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "tests/native/http/raw.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::recorder::test {

namespace {

/// A recorder whose Spira is never there: what it accepts stays pending.
struct Doorstep {
    RecorderSide recorder{"http://127.0.0.1:9"};

    int status_of(const std::string& query, const http::Fields& headers) {
        return recorder.send("POST", kTestPath + query, headers, real_notification()).status;
    }
    std::string kept() { return recorder.query("SELECT count(*) FROM notifications"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(reception, Doorstep)

BOOST_AUTO_TEST_CASE(both_secrets_and_both_headers_are_let_in) {
    BOOST_TEST(status_of("", {{"X-OctoSpira-Secret", kSecret}}) == 200);
    BOOST_TEST(status_of("", {{"X-OctoSpira-Secret", kNextSecret}}) == 200);
    BOOST_TEST(status_of("", {{"Authorization", "Bearer " + kSecret}}) == 200);
}

BOOST_AUTO_TEST_CASE(the_account_in_the_address_is_let_in_with_and_without_braces_encoded_or_not) {
    const std::string bare = kKey.substr(1, kKey.size() - 2);
    BOOST_TEST(status_of("?username=" + kUser + "&api-key=%7B" + bare + "%7D", {}) == 200);
    BOOST_TEST(status_of("?username=" + kUser + "&api-key=" + bare, {}) == 200);
    BOOST_TEST(status_of("?api-key=" + kKey + "&username=octoperf%2Drecorder", {}) == 200);
}

BOOST_AUTO_TEST_CASE(whoever_is_not_let_in_gets_401_and_leaves_nothing_in_the_journal) {
    BOOST_TEST(status_of("", {}) == 401);
    BOOST_TEST(status_of("", {{"X-OctoSpira-Secret", "wrong"}}) == 401);
    BOOST_TEST(status_of("", {{"X-OctoSpira-Secret", ""}}) == 401);
    BOOST_TEST(status_of("", {{"X-OctoSpira-Secret", kSecret + "x"}}) == 401);
    BOOST_TEST(status_of("", {{"Authorization", "Basic " + kSecret}}) == 401);
    BOOST_TEST(status_of("?username=" + kUser, {}) == 401);
    BOOST_TEST(status_of("?username=" + kUser + "&api-key=", {}) == 401);
    BOOST_TEST(status_of("?username=other&api-key=" + percent_encode(kKey), {}) == 401);
    BOOST_TEST(status_of("?secret=" + kSecret, {}) == 401);
    BOOST_TEST(kept() == "0");
}

BOOST_AUTO_TEST_CASE(what_is_no_notification_gets_400_with_a_sentence_and_is_not_kept) {
    for (const std::string body :
         {"", "no JSON", "[]", "\"text\"", "{}", R"({"type":"TEST_PASSED"})",
          R"({"type":"TEST_PASSED","benchResultId":"11111111-2222-3333-4444-555555555555"})",
          R"({"type":"TEST_PASSED","benchResultId":{"id":1}})", "<html></html>"}) {
        const Answer answer = recorder.post(kTestPath, body);
        BOOST_TEST(answer.status == 400, body);
        BOOST_TEST(answer.body.find("error") != std::string::npos);
        BOOST_TEST(answer.body.find("11111111") == std::string::npos);
    }
    BOOST_TEST(kept() == "0");
}

BOOST_AUTO_TEST_CASE(
    a_verdict_is_kept_although_a_letter_or_a_figure_is_bad_and_the_log_says_which) {
    const std::string name = "Fin Whale";
    const std::string figure = "0.371747226";
    BOOST_REQUIRE(real_notification().find(name) != std::string::npos);
    BOOST_REQUIRE(real_notification().find(figure) != std::string::npos);
    const std::vector<std::pair<std::string, std::string>> changes = {{name, "cut \\ud83d"},
                                                                      {name, "cut \xED\xA0\xBD"},
                                                                      {name, "Gr\xF6\xDF\x65"},
                                                                      {figure, "NaN"},
                                                                      {figure, "1e999"}};
    int count = 0;
    for (const auto& [from, to] : changes) {
        const std::string id = "badlyWritten_" + std::to_string(++count);
        const std::string body = replace_all(notification("TEST_FAILED", id), from, to);
        BOOST_TEST(recorder.post(kTestPath, body).body == R"({"status":"accepted"})", to);
        const std::string stored =
            recorder.query("SELECT body FROM notifications WHERE bench_result = '" + id + "'");
        BOOST_TEST(parse_json(stored).has_value(), stored);
    }
    recorder.stop();
    BOOST_TEST(recorder.log().find(R"("event":"body_corrected","benchResult":"badlyWritten_1")") !=
               std::string::npos);
    BOOST_TEST(recorder.log().find("1 letter corrected") != std::string::npos);
    BOOST_TEST(recorder.log().find("1 figure left out") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_would_not_be_read_at_delivery_is_not_accepted_at_the_door) {
    std::string members;
    for (int i = 0; i < 2001; ++i) members += ",\"m" + std::to_string(i) + "\":null";
    const std::string body = R"({"type":"TEST_PASSED","benchResultId":"manyMembers_1")" + members;
    BOOST_TEST(recorder.post(kTestPath, body + "}").status == 200);
    BOOST_TEST(recorder.post(kTestPath, body + ",\"x\":tru").status == 400);
    const std::string stored = recorder.query("SELECT body FROM notifications");
    BOOST_TEST(parse_json(stored).has_value());
}

BOOST_AUTO_TEST_CASE(ten_megabytes_get_a_readable_413_and_are_not_kept) {
    const Answer answer = recorder.post(kTestPath, std::string(10 * 1024 * 1024, 'x'));

    BOOST_TEST(answer.status == 413);
    BOOST_TEST(answer.body.find("too large") != std::string::npos);
    BOOST_TEST(kept() == "0");
}

BOOST_AUTO_TEST_CASE(other_methods_get_405_and_other_paths_404) {
    const http::Fields secret = {{"X-OctoSpira-Secret", kSecret}};
    BOOST_TEST(recorder.send("GET", kTestPath, secret, "").status == 405);
    BOOST_TEST(recorder.send("PUT", kTestPath, secret, real_notification()).status == 405);
    BOOST_TEST(recorder.send("POST", "/healthz", secret, "").status == 405);
    BOOST_TEST(recorder.post("/", real_notification()).status == 404);
    BOOST_TEST(recorder.post("/Spira" + kTestPath, real_notification()).status == 404);
    BOOST_TEST(kept() == "0");
}

BOOST_AUTO_TEST_CASE(an_address_typed_with_a_slash_too_many_is_the_same_address) {
    const std::string doubled = "/" + replace_all(kTestPath, ".svc/", ".svc//");
    for (const std::string& path :
         {kTestPath + "/", "/" + kTestPath, doubled, kTestPath + "//", kTestPath + "/?x=y",
          replace_all(kTestPath, ".svc", "%2Esvc")}) {
        BOOST_TEST(recorder.post(path, real_notification()).status == 200, path);
    }
    BOOST_TEST(recorder.send("GET", "//healthz/", {}, "").status == 200);
    BOOST_TEST(recorder.post("/launches//", "{").status == 400);
    BOOST_TEST(kept() == "1");
}

BOOST_AUTO_TEST_CASE(head_is_answered_where_get_is_and_without_a_body) {
    const auto head = [this](const std::string& path, const std::string& secret) {
        http::test::Raw raw(recorder.port());
        raw.send("HEAD " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + secret +
                 "\r\n");
        const std::string answer = raw.read_to_end();
        BOOST_TEST(answer.ends_with("\r\n\r\n"), answer);
        return http::test::status_of(answer);
    };
    const std::string secret = "X-OctoSpira-Secret: " + kSecret + "\r\n";
    for (const char* path : {"/healthz", "/readyz", "/metrics", "/launches", "/HealthZ/"})
        BOOST_TEST(head(path, secret) == 200, path);
    BOOST_TEST(head("/launches", "") == 401);
    BOOST_TEST(head(kTestPath, secret) == 405);
}

BOOST_AUTO_TEST_CASE(probes_with_options_and_at_the_root_are_told_what_there_is) {
    BOOST_TEST(recorder.send("OPTIONS", "/healthz", {}, "").status == 204);
    BOOST_TEST(recorder.send("OPTIONS", kTestPath, {}, "").status == 204);
    BOOST_TEST(recorder.send("OPTIONS", "/nowhere", {}, "").status == 404);
    const Answer root = recorder.send("GET", "/", {}, "");
    BOOST_TEST(root.status == 404);
    BOOST_TEST(root.body.find("/healthz") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_an_authenticated_sender_sent_in_vain_is_kept_for_the_operator) {
    const std::string body = R"({"type":"TEST_PASSED","username":"first.last@example.com",cut)";
    BOOST_TEST(recorder.send("POST", kTestPath, {}, body).status == 401);
    BOOST_TEST(recorder.post(kTestPath, body).status == 400);

    const std::string count = "SELECT count(*) FROM refused";
    BOOST_TEST(soon([&] { return recorder.query(count) == "1"; }));
    const std::string stored = recorder.query("SELECT body FROM refused");
    BOOST_TEST(stored.find("TEST_PASSED") != std::string::npos, stored);
    BOOST_TEST(stored.find("example.com") == std::string::npos, stored);
    BOOST_TEST(recorder.query("SELECT reason FROM refused").find("JSON") != std::string::npos);
    BOOST_TEST(kept() == "0");
}

BOOST_AUTO_TEST_CASE(the_service_names_may_be_written_in_any_case) {
    BOOST_TEST(recorder.post(to_lower(kTestPath), real_notification()).status == 200);
    BOOST_TEST(recorder
                   .post("/services/webhooks/buildService.svc/octoperf",
                         notification("TEST_FAILED", "anotherBenchResult_1"))
                   .status == 200);
    BOOST_TEST(kept() == "2");
}

BOOST_AUTO_TEST_CASE(an_event_without_verdict_is_acknowledged_and_kept_as_ignored) {
    for (const std::string type : {"TEST_STARTED", "TEST_ENDED", "TEST_REINVENTED"}) {
        const Answer answer = recorder.post(kTestPath, notification(type, kBenchResult));
        BOOST_TEST(answer.body == R"({"status":"ignored"})");
    }

    BOOST_TEST(recorder.query("SELECT count(*) FROM notifications WHERE state = 'ignored'") == "3");
    recorder.stop();
    BOOST_TEST(recorder.log().find("TEST_REINVENTED") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_unknown_event_without_an_id_is_acknowledged_and_only_logged) {
    BOOST_TEST(recorder.post(kTestPath, R"({"type":"TEST_NOTIFICATION"})").body ==
               R"({"status":"ignored"})");

    BOOST_TEST(kept() == "0");
    recorder.stop();
    BOOST_TEST(recorder.log().find("TEST_NOTIFICATION") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_launch_needs_credentials_and_sound_ids) {
    const std::string launch =
        R"({"benchResultId":"launchedByThePage_01","productId":1,"testCaseId":3})";
    BOOST_TEST(recorder.send("POST", "/launches", {}, launch).status == 401);
    BOOST_TEST(recorder.post("/launches", "{").status == 400);
    BOOST_TEST(recorder.post("/launches", R"({"benchResultId":"x","productId":0,"testCaseId":3})")
                   .status == 400);
    BOOST_TEST(recorder.query("SELECT count(*) FROM launches") == "0");
    BOOST_TEST(recorder.post("/launches", launch).status == 200);
    BOOST_TEST(recorder.query("SELECT count(*) FROM launches") == "1");
}

BOOST_AUTO_TEST_CASE(a_second_launch_that_names_another_test_case_is_refused) {
    const auto post = [this](const std::string& test_case) {
        return recorder.post("/launches",
                             R"({"benchResultId":"launchedByThePage_01","productId":1,)"
                             R"("testCaseId":)" +
                                 test_case + "}");
    };
    BOOST_TEST(post("3").body == R"({"status":"accepted"})");
    BOOST_TEST(post("3").body == R"({"status":"duplicate"})");

    const Answer other = post("4");

    BOOST_TEST(other.status == 409);
    BOOST_TEST(other.body.find("Another test case is registered") != std::string::npos);
    BOOST_TEST(recorder.query("SELECT test_case FROM launches") == "3");
}

BOOST_AUTO_TEST_CASE(asking_for_launches_tells_whether_the_secret_is_right_and_keeps_nothing) {
    const Answer right = recorder.send("GET", "/launches", {{"X-OctoSpira-Secret", kSecret}}, "");
    BOOST_TEST(right.status == 200);
    BOOST_TEST(right.body == R"({"status":"accepted"})");
    BOOST_TEST(recorder.send("GET", "/launches", {}, "").status == 401);
    BOOST_TEST(recorder.send("GET", "/launches", {{"X-OctoSpira-Secret", "${recorderSecret}"}}, "")
                   .status == 401);
    BOOST_TEST(recorder.query("SELECT count(*) FROM launches") == "0");
}

BOOST_AUTO_TEST_CASE(an_address_with_two_methods_names_both_to_a_third) {
    const Answer answer =
        recorder.send("PUT", "/launches", {{"X-OctoSpira-Secret", kSecret}}, "{}");
    BOOST_TEST(answer.status == 405);
    BOOST_TEST(answer.body.find("POST, GET, HEAD only") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(health_and_readiness_need_no_credentials) {
    BOOST_TEST(recorder.send("GET", "/healthz", {}, "").body == R"({"status":"alive"})");
    const Answer ready = recorder.send("GET", "/readyz", {}, "");
    BOOST_TEST(ready.status == 200);
    BOOST_TEST(ready.body.find("\"ready\"") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
