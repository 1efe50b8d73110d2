#include "tests/native/octoperf_simulator/fixture.hpp"

#include <boost/test/unit_test.hpp>
#include <utility>

namespace octospira::simulators::octoperf {

bool becomes_true(const std::function<bool()>& condition, std::chrono::milliseconds deadline) {
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::yield();
    }
    return true;
}

Receiver::Receiver() {
    auto server =
        http::create_server({}, [this](http::ServerRequest request, const http::Respond& respond) {
            {
                const std::lock_guard lock(mutex_);
                received_.push_back(std::move(request));
            }
            respond({200, ""});
        });
    BOOST_REQUIRE(server);
    server_ = std::move(*server);
    thread_ = std::thread([this] { server_->run(); });
}

Receiver::~Receiver() {
    server_->stop();
    thread_.join();
}

std::string Receiver::url() const {
    return "http://127.0.0.1:" + std::to_string(server_->port()) +
           "/hook?username=someone&api-key={0f0e0d0c-1111-4222-8333-000000000000}";
}

std::vector<http::ServerRequest> Receiver::received() const {
    const std::lock_guard lock(mutex_);
    return received_;
}

std::vector<std::string> Receiver::types(const std::string& bench_result) const {
    std::vector<std::string> types;
    for (const auto& request : received()) {
        const auto json = parse_json(request.body);
        if (json && text_at(*json, "benchResultId") == bench_result) {
            types.push_back(text_at(*json, "type"));
        }
    }
    return types;
}

Json Receiver::first(const std::string& type) const {
    for (const auto& request : received()) {
        const auto json = parse_json(request.body);
        if (json && text_at(*json, "type") == type) return *json;
    }
    return nullptr;
}

Simulated::Simulated() {
    OctoPerfOptions options;
    options.api_key = kKey;
    options.run_time = std::chrono::milliseconds(300);
    options.public_url = "https://octoperf.example.com/";
    options.notifications = {
        {receiver.url(),
         {{"X-Token", "secret of the header"}},
         {"TEST_STARTED", "TEST_ENDED", "TEST_PASSED", "TEST_FAILED", "TEST_ERROR"}}};
    options.users = {{"viewer@example.com", kViewerKey, "VIEWER"}};
    auto created = OctoPerf::create(std::move(options));
    BOOST_REQUIRE(created);
    simulator = std::move(*created);
    http::ClientOptions client_options;
    client_options.total_timeout = std::chrono::seconds(5);
    client = http::create_client(client_options);
    thread_ = std::thread([this] { simulator->run(); });
}

Simulated::~Simulated() {
    simulator->stop();
    thread_.join();
}

Answer Simulated::send(const std::string& method, const std::string& path,
                       const http::Fields& headers, const std::string& body) {
    return client->send(method, simulator->base_url() + path, headers, body);
}

Answer Simulated::call(const std::string& method, const std::string& path, const std::string& body,
                       const std::string& key) {
    http::Fields headers = {{"Authorization", "Bearer " + key}};
    if (!body.empty()) headers.emplace_back("Content-Type", "application/json; charset=utf-8");
    return send(method, path, headers, body);
}

Json Simulated::json(const std::string& method, const std::string& path, const std::string& body) {
    const Answer answer = call(method, path, body);
    BOOST_TEST_CONTEXT(method << " " << path << ": " << answer.body) BOOST_TEST(answer.ok());
    return parse_json(answer.body).value_or(Json());
}

void Simulated::set(const std::string& name, const std::string& reading) {
    const Json changed = json("PUT", "/_simulator/switches", to_text(Json{{name, reading}}));
    BOOST_TEST(text_at(changed, name) == reading);
}

std::string Simulated::start(const std::string& scenario, const std::string& query) {
    const Json report = json("POST", "/runtime/scenarios/run/" + scenario + query);
    const Json* ids = array_at(report, "benchResultIds");
    BOOST_REQUIRE(ids != nullptr);
    BOOST_REQUIRE_EQUAL(ids->size(), 1);
    return ids->front().get<std::string>();
}

std::string Simulated::state(const std::string& bench_result) {
    return text_at(json("GET", "/runtime/bench-results/" + bench_result), "state");
}

bool Simulated::reaches(const std::string& bench_result, const std::string& wanted) {
    return becomes_true([&] { return state(bench_result) == wanted; });
}

Json Simulated::row(const std::string& bench_result) {
    const Json all = json("GET", "/_simulator/state");
    const Json* runs = array_at(all, "runs");
    BOOST_REQUIRE(runs != nullptr);
    for (const Json& run : *runs) {
        if (text_at(run, "id") == bench_result) return run;
    }
    return nullptr;
}

bool Simulated::told(const std::string& bench_result, const std::string& event) {
    return becomes_true([&] {
        const Json notifications = json("GET", "/_simulator/notifications");
        for (const Json& sent : *array_at(notifications, "sent")) {
            if (text_at(sent, "benchResultId") == bench_result && text_at(sent, "event") == event &&
                integer_at(sent, "status")) {
                return true;
            }
        }
        return false;
    });
}

std::size_t Simulated::run_count() {
    const Json all = json("GET", "/_simulator/state");
    return array_at(all, "runs")->size();
}

}  // namespace octospira::simulators::octoperf
