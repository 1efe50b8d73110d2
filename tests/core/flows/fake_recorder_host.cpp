#include "tests/core/flows/fake_recorder_host.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

namespace octospira::testing {

using namespace flows;

Json test_case_with(int id, const std::string& bench_result) {
    return Json{{"TestCaseId", id},
                {"Name", "Checkout"},
                {"CustomProperties",
                 {{{"PropertyNumber", 5},
                   {"StringValue", bench_result},
                   {"Definition",
                    {{"Name", "octoperf-benchresult-id"},
                     {"PropertyNumber", 5},
                     {"CustomPropertyTypeId", 1}}}}}}};
}

RecordRequest record_request(const std::string& type, const std::string& end_state) {
    std::ifstream file(OCTOSPIRA_FIXTURES "/notification-test-passed.json");
    Json json = *parse_json(std::string(std::istreambuf_iterator<char>(file), {}));
    json["type"] = type;
    json["endState"] = end_state;
    RecordRequest request{*octoperf::parse_notification(to_text(json))};
    request.received = request.now = 1'657'566'300'000;
    return request;
}

FakeRecorderHost::FakeRecorderHost() {
    test_cases = {test_case_with(42, kRecordedResult), test_case_with(43, "")};
}

void FakeRecorderHost::on(std::string line, Answering answering) {
    on_first(-1, std::move(line), std::move(answering));
}

void FakeRecorderHost::on_first(int times, std::string line, Answering answering) {
    rules_.insert(rules_.begin(), {std::move(line), std::move(answering), times});
}

int FakeRecorderHost::count(std::string_view beginning) const {
    int number = 0;
    for (const std::string& line : lines) number += line.starts_with(beginning) ? 1 : 0;
    return number;
}

namespace {

std::string call_line(std::string_view side, const Request& request) {
    return std::string(side) + " " + std::string(to_string(request.method)) + " " + request.path;
}

std::string line_of(const Command& command) {
    if (const auto* call = std::get_if<SpiraCall>(&command))
        return call_line("spira", call->request);
    if (const auto* call = std::get_if<OctoPerfCall>(&command))
        return call_line("octoperf", call->request);
    if (const auto* call = std::get_if<Recall>(&command)) return "recall " + call->key;
    if (const auto* call = std::get_if<Remember>(&command))
        return "remember " + call->key + " " + call->value.value_or("");
    if (std::holds_alternative<Sleep>(command)) return "sleep";
    if (std::holds_alternative<Done>(command)) return "done";
    return "unexpected";
}

}  // namespace

Done FakeRecorderHost::run(Step step) {
    for (int i = 0; i < 200; ++i) {
        lines.push_back(line_of(step.command));
        if (const auto* end = std::get_if<Done>(&step.command)) return *end;
        if (lines.size() == killed_before) return {"killed"};
        step = step.next(reply(step.command, lines.back()));
    }
    BOOST_FAIL("the conversation does not end");
    return {};
}

Done FakeRecorderHost::record(RecordRequest request) {
    request.now = now;
    request.clock = [this] { return now; };
    return run(flows::record(std::move(request)));
}

Done record_patiently(FakeRecorderHost& host, const RecordRequest& request) {
    Done end = host.record(request);
    for (int i = 0; i < 30 && end.error && retryable(end.error->kind); ++i) {
        host.pass(10'000);
        end = host.record(request);
    }
    return end;
}

void FakeRecorderHost::store_late(const std::string& line, EpochMs delay, Answer answer) {
    on_first(1, line, [this, line, delay, answer](const Request& request) {
        late_.push_back({now + delay, line, request});
        return answer;
    });
}

void FakeRecorderHost::pass(EpochMs milliseconds) {
    now += milliseconds;
    for (Late& one : late_) {
        if (one.due > now || one.line.empty()) continue;
        answer_well(one.line, one.request);
        one.line.clear();
    }
}

Reply FakeRecorderHost::reply(const Command& command, const std::string& line) {
    BOOST_REQUIRE(line != "unexpected");
    if (const auto* call = std::get_if<SpiraCall>(&command)) return answer(line, call->request);
    if (const auto* call = std::get_if<OctoPerfCall>(&command)) return answer(line, call->request);
    if (const auto* nap = std::get_if<Sleep>(&command)) {
        pass(nap->milliseconds);
        return Ack{};
    }
    if (const auto* recall = std::get_if<Recall>(&command)) {
        const auto& memory = recall->memory == Memory::ledger ? ledger : hints;
        const auto found = memory.find(recall->key);
        return Recalled{found == memory.end() ? std::nullopt : std::optional(found->second)};
    }
    if (const auto* remember = std::get_if<Remember>(&command)) {
        const bool in_ledger = remember->memory == Memory::ledger;
        const bool fails = !ledger_works || (!unkept.empty() && remember->key.starts_with(unkept));
        if (in_ledger && fails) return Answer{};
        auto& memory = in_ledger ? ledger : hints;
        if (remember->value)
            memory[remember->key] = *remember->value;
        else
            memory.erase(remember->key);
    }
    return Ack{};
}

Answer FakeRecorderHost::answer(const std::string& line, const Request& request) {
    for (Rule& rule : rules_) {
        if (rule.times == 0 || !line.starts_with(rule.line)) continue;
        if (rule.times > 0) --rule.times;
        return rule.answering(request);
    }
    return answer_well(line, request);
}

Answer FakeRecorderHost::answer_well(const std::string& line, const Request& request) {
    return line.starts_with("spira") ? spira_answer(request) : octoperf_answer(request);
}

Answer FakeRecorderHost::spira_answer(const Request& request) {
    if (request.path == "projects/1") return {200, R"({"ProjectTemplateId":2})"};
    if (request.path.starts_with("project-templates/2/")) {
        return {
            200,
            R"([{"Name":"octoperf-benchresult-id","PropertyNumber":5,"CustomPropertyTypeId":1,"IsDeleted":false}])"};
    }
    if (request.path.starts_with("projects/1/test-cases/search?starting_row=1&"))
        return {200, to_text(Json(test_cases))};
    if (request.path.starts_with("projects/1/test-cases/search")) return {200, "[]"};
    if (request.path.find("/test-runs/search?") != std::string::npos)
        return runs_answer(request, true);
    if (request.path.starts_with("projects/1/test-cases/"))
        return {200, to_text(test_cases.front())};
    if (request.path == "projects/1/test-runs/record") return record_answer(request);
    if (const auto answer = answer_beside_runs(request)) return *answer;
    if (request.path.starts_with("projects/1/test-runs/search/automated?"))
        return runs_answer(request, false);
    for (const Json& run : runs) {
        const std::string id = std::to_string(integer_at(run, "TestRunId").value_or(0));
        if (request.path == "projects/1/test-runs/" + id + "/automated") return {200, to_text(run)};
    }
    if (request.path == "projects/1/releases/3/builds") {
        if (request.method == Method::get) return {200, to_text(Json(builds))};
        Json build = *request.body;
        build["BuildId"] = 77;
        builds.push_back(build);
        return {200, to_text(build)};
    }
    return {404, "\"Unable to locate requested artifact\""};
}

Answer FakeRecorderHost::record_answer(const Request& request) {
    Json run = *request.body;
    const int number = static_cast<int>(runs.size());
    run["TestRunId"] = 1000 + number;
    if (Json* steps = find(run, "TestRunSteps"); steps != nullptr && steps->is_array()) {
        for (Json& step : *steps) step["TestRunStepId"] = 2000 + number;
    }
    runs.push_back(run);
    for (Json& test_case : test_cases) {
        if (test_case["TestCaseId"] != run["TestCaseId"]) continue;
        test_case["ExecutionDate"] = text_at(run, "EndDate");
    }
    if (!steps_in_answers) run["TestRunSteps"] = nullptr;
    return {200, to_text(run)};
}

namespace {

std::size_t query_number(const std::string& path, const std::string& name) {
    const std::size_t at = path.find(name + "=");
    return at == std::string::npos
               ? 0
               : static_cast<std::size_t>(std::atoi(path.c_str() + at + name.size() + 1));
}

}  // namespace

/// The newest first; of one test case without Runner* and steps, as RemoteTestRun is.
Answer FakeRecorderHost::runs_answer(const Request& request, bool of_test_case) const {
    std::vector<Json> rows;
    for (const Json& run : runs) {
        const std::string path = "projects/1/test-cases/" +
                                 std::to_string(integer_at(run, "TestCaseId").value_or(0)) + "/";
        if (of_test_case && !request.path.starts_with(path)) continue;
        rows.push_back(run);
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Json& a, const Json& b) {
        return text_at(a, "EndDate") > text_at(b, "EndDate");
    });
    Json page = Json::array();
    const std::size_t first = query_number(request.path, "starting_row") - 1;
    const std::size_t number = query_number(request.path, "number_of_rows");
    for (std::size_t i = first; i < rows.size() && i < first + number; ++i) {
        if (of_test_case && !details_in_lists) {
            for (const char* member :
                 {"RunnerName", "RunnerTestName", "RunnerMessage", "RunnerStackTrace",
                  "RunnerAssertCount", "TestRunSteps", "TestRunFormatId"})
                rows[i].erase(member);
        }
        page.push_back(rows[i]);
    }
    return {200, to_text(page)};
}

std::optional<Answer> FakeRecorderHost::incident_answer(const Request& request) {
    for (Json& incident : incidents) {
        const std::string id = std::to_string(integer_at(incident, "IncidentId").value_or(0));
        if (request.path != "projects/1/incidents/" + id) continue;
        if (request.method == Method::put) {
            incident = *request.body;
            return Answer{200, ""};
        }
        return Answer{200, to_text(incident)};
    }
    return std::nullopt;
}

std::optional<Answer> FakeRecorderHost::answer_beside_runs(const Request& request) {
    const auto keep = [&request](std::vector<Json>& all, const char* id, int first) {
        Json made = *request.body;
        made[id] = first + static_cast<int>(all.size());
        all.push_back(made);
        return Answer{200, to_text(made)};
    };
    const bool get = request.method == Method::get;
    if (request.path == "projects/1/incidents") {
        // The newest first.
        if (get)
            return Answer{200, to_text(Json(std::vector(incidents.rbegin(), incidents.rend())))};
        return keep(incidents, "IncidentId", 500);
    }
    if (auto answer = incident_answer(request)) return answer;
    if (request.path == "projects/1/documents/url") return keep(documents, "AttachmentId", 1);
    if (get && request.path.starts_with("projects/1/artifact-types/5/artifacts/"))
        return Answer{200, to_text(Json(documents))};
    return std::nullopt;
}

Answer FakeRecorderHost::octoperf_answer(const Request& request) const {
    if (request.path.starts_with("runtime/scenarios/")) {
        return {
            200,
            R"({"id":"aKpHtoYBUDjbSvwJg3Vu","name":"Fin Whale","userProfiles":[{"load":{"delayMs":0,"rampUpMs":60000,"plateauMs":240000,"plateauVus":10}}]})"};
    }
    if (request.path.starts_with("runtime/bench-results/")) {
        return {
            200,
            R"({"id":"x","scenarioId":"y","state":"FINISHED","created":1657565918847,"lastModified":1657566163847})"};
    }
    if (request.path.starts_with("analysis/metrics/global/")) {
        return {
            200,
            R"({"metrics":[{"name":"Hits","value":208.0,"unit":""},{"name":"Avg Elapsed","value":"NaN","unit":"s"}]})"};
    }
    if (request.path == "analysis/metrics/summary") return {200, R"([208.0,0.5,"NaN"])"};
    return {200, R"([{"severity":"WARNING"},{"severity":"PASSED"}])"};
}

}  // namespace octospira::testing
