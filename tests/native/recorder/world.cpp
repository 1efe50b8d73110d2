#include "tests/native/recorder/world.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

#include "core/base/text.hpp"

namespace octospira::recorder::test {

namespace {

const http::Fields kTester = {{"username", "tester"},
                              {"api-key", "{A0000002-0C70-4002-8002-5B1CA0000002}"},
                              {"Accept", "application/json"},
                              {"Content-Type", "application/json"}};

Json read(const Answer& answer) {
    BOOST_REQUIRE_MESSAGE(answer.ok(), "status " << answer.status << ": " << answer.body);
    return answer.body.empty() ? Json() : parse_json(answer.body).value_or(Json());
}

}  // namespace

std::string real_notification() {
    std::ifstream file(OCTOSPIRA_FIXTURES "/notification-test-passed.json", std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    BOOST_REQUIRE(!text.empty());
    return text;
}

std::string notification(const std::string& type, const std::string& bench_result) {
    std::string text = replace_all(real_notification(), "TEST_PASSED", type);
    return replace_all(text, kBenchResult, bench_result);
}

SpiraSide::SpiraSide() : client_(http::create_client({})) {
    auto spira = simulators::spira::Spira::create({});
    BOOST_REQUIRE(spira);
    spira_ = std::move(*spira);
    thread_ = std::thread([this] { spira_->run(); });
}

SpiraSide::~SpiraSide() {
    spira_->stop();
    thread_.join();
}

Json SpiraSide::ask(const std::string& method, const std::string& path, const Json& body) {
    return read(client_->send(method, url() + path, kTester,
                              body.is_null() ? std::string() : to_text(body)));
}

void SpiraSide::store_bench_result(int test_case, const std::string& bench_result) {
    const std::string cases = "/Services/v7_0/RestService.svc/projects/1/test-cases";
    Json json = ask("GET", cases + "/" + std::to_string(test_case));
    for (Json& property : json["CustomProperties"]) {
        if (property["PropertyNumber"] == 5) property["StringValue"] = bench_result;
    }
    (void)ask("PUT", cases, json);
}

void SpiraSide::store_run(int test_case, const std::string& bench_result) {
    const std::string marked = "Passed\nOctoPerf bench result: " + bench_result + "\n";
    const Json run{{"TestCaseId", test_case}, {"RunnerStackTrace", marked}};
    (void)ask("POST", "/_simulator/runs", Json{{"runs", Json::array({run})}});
}

void SpiraSide::set_faults(const Json& faults) {
    (void)ask("PUT", "/_simulator/faults", faults);
}

int SpiraSide::faults_left() {
    int left = 0;
    for (const Json& fault : ask("GET", "/_simulator/faults")) {
        left += static_cast<int>(integer_at(fault, "times").value_or(0));
    }
    return left;
}

Json SpiraSide::state() {
    return ask("GET", "/_simulator/state");
}

Json SpiraSide::runs() {
    return state()["testRuns"];
}

std::vector<std::string> SpiraSide::requests() {
    std::vector<std::string> all;
    for (const Json& call : ask("GET", "/_simulator/calls")) {
        all.push_back(text_at(call, "method") + " " + text_at(call, "path"));
    }
    return all;
}

int SpiraSide::calls(const std::string& part) {
    int count = 0;
    for (const Json& call : ask("GET", "/_simulator/calls")) {
        if (text_at(call, "path").find(part) != std::string::npos) ++count;
    }
    return count;
}

RecorderSide::RecorderSide(const std::string& spira_url,
                           const std::function<void(RecorderOptions&)>& change)
    : client_(http::create_client({})) {
    using std::chrono::milliseconds;
    options_.port = 0;
    options_.journal = journal();
    options_.spira = {spira_url, kUser, kKey};
    options_.credentials = {{kSecret, kNextSecret}, {{kUser, kKey}}};
    options_.schedule = {milliseconds(5), milliseconds(10), milliseconds(20)};
    options_.breaker.first_pause = milliseconds(50);
    options_.breaker.longest_pause = milliseconds(200);
    options_.breaker.longest_check = milliseconds(200);
    if (change) change(options_);
    start();
}

RecorderSide::~RecorderSide() {
    stop();
}

void RecorderSide::start() {
    options_.log = create_log({LogFormat::json, &log_, {kSecret, kNextSecret, kKey}});
    auto recorder = Recorder::create(options_);
    BOOST_REQUIRE_MESSAGE(recorder, (recorder ? "" : sentence(recorder.error())));
    recorder_ = std::move(*recorder);
    thread_ = std::thread([this] { recorder_->run(); });
}

void RecorderSide::stop() {
    if (!recorder_) return;
    recorder_->stop();
    thread_.join();
    recorder_.reset();
}

Answer RecorderSide::send(const std::string& method, const std::string& target,
                          const http::Fields& headers, const std::string& body) {
    return client_->send(method, "http://127.0.0.1:" + std::to_string(recorder_->port()) + target,
                         headers, body);
}

Answer RecorderSide::post(const std::string& path, const std::string& body) {
    return send("POST", path,
                {{"X-OctoSpira-Secret", kSecret}, {"Content-Type", "application/json"}}, body);
}

std::string RecorderSide::query(const std::string& sql) const {
    sqlite3* handle = nullptr;
    BOOST_REQUIRE(sqlite3_open_v2(journal().c_str(), &handle, SQLITE_OPEN_READWRITE, nullptr) ==
                  SQLITE_OK);
    sqlite3_busy_timeout(handle, 5000);
    std::string value;
    const auto take = [](void* to, int, char** columns, char**) {
        *static_cast<std::string*>(to) = columns[0] == nullptr ? "" : columns[0];
        return 0;
    };
    const int code = sqlite3_exec(handle, sql.c_str(), take, &value, nullptr);
    BOOST_CHECK_MESSAGE(code == SQLITE_OK, sqlite3_errmsg(handle));
    sqlite3_close(handle);
    return value;
}

void RecorderSide::execute(const std::string& sql) const {
    (void)query(sql);
}

std::string RecorderSide::state_of(const std::string& bench_result) const {
    return query("SELECT state FROM notifications WHERE bench_result = '" + bench_result + "'");
}

}  // namespace octospira::recorder::test
