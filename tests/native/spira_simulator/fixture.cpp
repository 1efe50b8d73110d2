#include "tests/native/spira_simulator/fixture.hpp"

#include <boost/test/unit_test.hpp>
#include <utility>

namespace octospira::tests {

namespace {

std::unique_ptr<simulators::spira::Spira> started(simulators::spira::SpiraOptions options) {
    auto spira = simulators::spira::Spira::create(std::move(options));
    BOOST_REQUIRE(spira.has_value());
    return *std::move(spira);
}

std::string key_of(const std::string& login) {
    if (login == "administrator") return "{A0000001-0C70-4001-8001-5B1CA0000001}";
    if (login == "viewer") return "{A0000003-0C70-4003-8003-5B1CA0000003}";
    if (login == "octoperf-recorder") return "{A0000004-0C70-4004-8004-5B1CA0000004}";
    if (login == "manager") return "{A0000005-0C70-4005-8005-5B1CA0000005}";
    if (login == "template-admin") return "{A0000006-0C70-4006-8006-5B1CA0000006}";
    if (login == "executor") return "{A0000007-0C70-4007-8007-5B1CA0000007}";
    if (login == "author") return "{A0000008-0C70-4008-8008-5B1CA0000008}";
    return std::string(kTester);
}

}  // namespace

SpiraFixture::SpiraFixture(simulators::spira::SpiraOptions options)
    : spira_(started(std::move(options))),
      thread_([this] { spira_->run(); }),
      client_(http::create_client({})) {}

SpiraFixture::~SpiraFixture() {
    spira_->stop();
    thread_.join();
}

http::Fields SpiraFixture::headers(const std::string& login, const std::string& key) {
    return {{"username", login},
            {"api-key", key},
            {"Accept", "application/json"},
            {"Content-Type", "application/json"}};
}

Answer SpiraFixture::send(const std::string& method, const std::string& path,
                          const http::Fields& fields, const std::string& body) {
    return client_->send(method, spira_->base_url() + path, fields, body);
}

Answer SpiraFixture::rest_as(const std::string& login, const std::string& method,
                             const std::string& path, const std::string& body) {
    return send(method, "/Services/v7_0/RestService.svc/" + path, headers(login, key_of(login)),
                body);
}

Answer SpiraFixture::rest(const std::string& method, const std::string& path,
                          const std::string& body) {
    return rest_as("tester", method, path, body);
}

Answer SpiraFixture::rest(const std::string& method, const std::string& path, const char* body) {
    return rest(method, path, std::string(body));
}

Answer SpiraFixture::rest(const std::string& method, const std::string& path, const Json& body) {
    return rest(method, path, to_text(body));
}

Answer SpiraFixture::rest_within(std::chrono::milliseconds patience, const std::string& method,
                                 const std::string& path, const Json& body) {
    http::ClientOptions options;
    options.total_timeout = patience;
    return http::create_client(options)->send(
        method, spira_->base_url() + "/Services/v7_0/RestService.svc/" + path,
        headers("tester", key_of("tester")), to_text(body));
}

std::size_t SpiraFixture::stored_runs() {
    return array_at(state(), "testRuns")->size();
}

void SpiraFixture::wait_for_runs(std::size_t number) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (stored_runs() != number) BOOST_REQUIRE(std::chrono::steady_clock::now() < end);
}

void SpiraFixture::set(const std::string& switches) {
    BOOST_REQUIRE_EQUAL(send("PUT", "/_simulator/switches", {}, switches).status, 200);
}

void SpiraFixture::set_faults(const std::string& faults) {
    BOOST_REQUIRE_EQUAL(send("PUT", "/_simulator/faults", {}, faults).status, 200);
}

Json SpiraFixture::state() {
    return json_of(send("GET", "/_simulator/state", {}));
}

Json SpiraFixture::test_case(int id, int product_id) {
    const std::string path =
        "projects/" + std::to_string(product_id) + "/test-cases/" + std::to_string(id);
    const Answer answer = rest("GET", path);
    BOOST_REQUIRE_EQUAL(answer.status, 200);
    return json_of(answer);
}

Answer SpiraFixture::put_bench_result(const std::string& id) {
    Json changed = test_case(1);
    Json* entry = property(changed, 5);
    BOOST_REQUIRE(entry != nullptr);
    (*entry)["StringValue"] = id;
    return rest("PUT", "projects/1/test-cases", changed);
}

std::string SpiraFixture::bench_result() {
    Json read = test_case(1);
    const Json* entry = property(read, 5);
    return entry == nullptr ? "" : text_at(*entry, "StringValue");
}

Json SpiraFixture::run() {
    return Json{{"TestRunFormatId", 1},
                {"RunnerName", "OctoPerf"},
                {"RunnerTestName", "Fin Whale [PR:1]"},
                {"RunnerMessage", "Full Report: https://octoperf.example/report"},
                {"RunnerStackTrace", ""},
                {"TestCaseId", 1},
                {"TestRunTypeId", 2},
                {"ExecutionStatusId", 2},
                {"StartDate", "2026-03-04T10:00:00.000Z"},
                {"EndDate", "2026-03-04T10:15:00Z"}};
}

Json json_of(const Answer& answer) {
    auto parsed = parse_json(answer.body);
    return parsed ? *std::move(parsed) : Json();
}

Json* property(Json& artifact, int number) {
    Json* all = find(artifact, "CustomProperties");
    if (all == nullptr || !all->is_array()) return nullptr;
    for (Json& each : *all) {
        if (integer_at(each, "PropertyNumber") == number) return &each;
    }
    return nullptr;
}

}  // namespace octospira::tests
