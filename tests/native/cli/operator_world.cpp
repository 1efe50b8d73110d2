#include "tests/native/cli/operator_world.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"

namespace octospira::cli::test {

namespace {

namespace simulated = simulators::octoperf;
using recorder::test::kKey;
using recorder::test::kSecret;
using recorder::test::kUser;

}  // namespace

OctoPerfSide::OctoPerfSide() : client_(http::create_client({})) {
    simulated::OctoPerfOptions options;
    options.api_key = kOctoPerfKey;
    options.run_time = std::chrono::milliseconds(300);
    auto created = simulated::OctoPerf::create(std::move(options));
    BOOST_REQUIRE(created);
    octoperf_ = std::move(*created);
    thread_ = std::thread([this] { octoperf_->run(); });
}

OctoPerfSide::~OctoPerfSide() {
    octoperf_->stop();
    thread_.join();
}

Json OctoPerfSide::ask(const std::string& method, const std::string& path, const Json& body) {
    const Answer answer =
        client_->send(method, url() + path, {{"Content-Type", "application/json"}},
                      body.is_null() ? std::string() : to_text(body));
    BOOST_REQUIRE_MESSAGE(answer.ok(), method << " " << path << ": " << answer.body);
    return parse_json(answer.body).value_or(Json());
}

std::vector<Json> OctoPerfSide::runs() {
    const Json state = ask("GET", "/_simulator/state");
    const Json* runs = array_at(state, "runs");
    BOOST_REQUIRE(runs != nullptr);
    return {runs->begin(), runs->end()};
}

std::string OctoPerfSide::state_of(const std::string& bench_result) {
    for (const Json& run : runs()) {
        if (text_at(run, "id") == bench_result) return text_at(run, "state");
    }
    return {};
}

std::string OctoPerfSide::add_scenario(const std::string& verdict, const std::string& name) {
    const Json body{{"name", name.empty() ? verdict + " [PR:1]" : name}, {"verdict", verdict}};
    return text_at(ask("POST", "/_simulator/scenarios", body), "id");
}

std::string OctoPerfSide::long_scenario() {
    // "Sei Whale" of the demo data runs thirty times as long as others, and starts as fast.
    (void)ask("PUT", "/_simulator/settings", Json{{"runTimeMs", 2000}});
    return "hKpHtoYBUDjbSvwJg3V1";
}

void OctoPerfSide::notify(const std::string& recorder_url) {
    (void)ask("PUT", "/_simulator/notifications",
              Json::array({Json{{"url", recorder_url + recorder::test::kTestPath},
                                {"events", {"TEST_PASSED", "TEST_FAILED", "TEST_ERROR"}},
                                {"headers", Json::array({Json{{"name", "X-OctoSpira-Secret"},
                                                              {"value", kSecret}}})}}}));
}

void OctoPerfSide::add_fault(const std::string& match, const std::string& action, int times) {
    (void)ask("POST", "/_simulator/faults",
              Json{{"match", match}, {"action", action}, {"times", times}});
}

int OctoPerfSide::calls(const std::string& part) {
    int count = 0;
    for (const Json& call : ask("GET", "/_simulator/calls")) {
        if (to_text(call).find(part) != std::string::npos) ++count;
    }
    return count;
}

Environment OperatorWorld::environment() const {
    return {{"OCTOSPIRA_SPIRA_URL", spira.url()},
            {"OCTOSPIRA_SPIRA_USER", kUser},
            {"OCTOSPIRA_SPIRA_KEY", kKey},
            {"OCTOSPIRA_OCTOPERF_URL", octoperf.url()},
            {"OCTOSPIRA_OCTOPERF_KEY", kOctoPerfKey},
            {"OCTOSPIRA_PRODUCT", "PR:1"},
            {"OCTOSPIRA_SECRET", kSecret},
            {"OCTOSPIRA_STATE_DIR", folder.file("state")}};
}

Environment OperatorWorld::in_harbour_portal() const {
    Environment environment = with("OCTOSPIRA_PRODUCT", "PR:3");
    std::erase_if(environment, [](const auto& variable) {
        return variable.first == "OCTOSPIRA_SPIRA_USER" || variable.first == "OCTOSPIRA_SPIRA_KEY";
    });
    environment.emplace_back("OCTOSPIRA_SPIRA_USER", "tester");
    environment.emplace_back("OCTOSPIRA_SPIRA_KEY", "{A0000002-0C70-4002-8002-5B1CA0000002}");
    return environment;
}

Environment OperatorWorld::with(const std::string& name, const std::string& value) const {
    Environment changed = environment();
    std::erase_if(changed, [&name](const auto& variable) { return variable.first == name; });
    changed.emplace_back(name, value);
    return changed;
}

std::vector<Json> lines_of(const std::string& out) {
    std::vector<Json> lines;
    for (const std::string_view line : split(out, '\n')) {
        if (line.empty()) continue;
        const auto json = parse_json(line);
        BOOST_TEST_CONTEXT(line) BOOST_REQUIRE(json);
        lines.push_back(*json);
    }
    return lines;
}

Json event_of(const std::string& out, const std::string& name) {
    for (const Json& line : lines_of(out)) {
        if (text_at(line, "event") == name) return line;
    }
    return nullptr;
}

Serving::Serving(const OperatorWorld& world)
    : program_({"serve", "--port", "0", "--journal", world.folder.file("journal.db")},
               world.environment()) {
    std::string port;
    BOOST_REQUIRE(recorder::test::soon([&] {
        const std::string log = program_.err();
        for (const std::string_view line : split(log, '\n')) {
            const auto json = parse_json(line);
            if (!json || text_at(*json, "event") != "started") continue;
            port = std::to_string(integer_at(*json, "port").value_or(0));
        }
        return !port.empty();
    }));
    url_ = "http://127.0.0.1:" + port;
}

}  // namespace octospira::cli::test
