#include "tests/core/flows/fake_page.hpp"

#include "core/flows/page_events.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace octospira::testing {

namespace {

constexpr int kLongestConversation = 3000;

Json property(int number, const std::string& name, const Json& value) {
    return Json{{"PropertyNumber", number},
                {"StringValue", value},
                {"Definition",
                 {{"CustomPropertyId", 70 + number},
                  {"ProjectTemplateId", 2},
                  {"ArtifactTypeId", 2},
                  {"Name", name},
                  {"CustomPropertyTypeId", 1},
                  {"PropertyNumber", number},
                  {"IsDeleted", false}}}};
}

/// Writes what is said to a file of its own, one per conversation.
class Transcript {
  public:
    Transcript() {
        const char* folder = std::getenv("OCTOSPIRA_TRANSCRIPTS");
        if (folder == nullptr) return;
        static int number = 0;
        if (number == 0) std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        std::string name = std::to_string(++number);
        name.insert(0, 4 - std::min<std::size_t>(4, name.size()), '0');
        file_.open(std::filesystem::path(folder) / ("launch-" + name + ".jsonl"));
    }
    void write(const char* call, const std::string& in, const std::string& out) {
        if (file_.is_open())
            file_ << to_text(Json{{"call", call}, {"in", in}, {"out", out}}) << "\n";
    }

  private:
    std::ofstream file_;
};

std::string line_of(const Json& command) {
    std::string line = text_at(command, "command");
    if (find(command, "path") != nullptr)
        line += " " + text_at(command, "method") + " " + text_at(command, "path");
    if (line == "notify") line += " " + text_at(command, "severity");
    if (find(command, "key") != nullptr) line += " " + text_at(command, "key");
    return line;
}

/// What no command may ever hold: a body or address in which Spira's server would put the key.
void check_safe(const Json& command) {
    if (text_at(command, "command") != "octoperf" && text_at(command, "command") != "recorder")
        return;
    BOOST_TEST(text_at(command, "path").find('{') == std::string::npos);
    BOOST_TEST(text_at(command, "body").find("{o") == std::string::npos);
}

}  // namespace

FakePage::FakePage() : engine_(page_events()) {
    event = Json{{"v", 3},
                 {"event", "launch"},
                 {"now", 1'764'000'000'000},
                 {"page",
                  {{"productId", 1},
                   {"templateId", 2},
                   {"artifactId", 42},
                   {"userId", 5},
                   {"releaseId", nullptr},
                   {"baseUrl", "https://spira.example.com/"},
                   {"culture", "en-US"},
                   {"dialogs", true},
                   {"can", {{"modifyTestCase", true}, {"createTestRun", true}}},
                   {"unsavedChanges", false},
                   {"selected", nullptr}}},
                 {"settings", {{"octoperfUrl", "https://api.octoperf.com"}}}};
    test_case = Json{{"TestCaseId", 42},
                     {"Name", "Checkout"},
                     {"ConcurrencyDate", "2026-03-04T10:00:00.123Z"},
                     {"CustomProperties",
                      {property(4, "octoperf-scenario-id", kScenario),
                       property(5, "octoperf-benchresult-id", nullptr)}}};
}

void FakePage::set_property(int number, const std::string& value) {
    for (Json& entry : *find(test_case, "CustomProperties")) {
        if (integer_at(entry, "PropertyNumber") == number) entry["StringValue"] = value;
    }
}

std::string FakePage::stored_bench_result() const {
    for (const Json& entry : *find(test_case, "CustomProperties")) {
        if (integer_at(entry, "PropertyNumber") == 5) return text_at(entry, "StringValue");
    }
    return {};
}

void FakePage::on(std::string line, Answering answering) {
    on_first(-1, std::move(line), std::move(answering));
}

void FakePage::on_first(int times, std::string line, Answering answering) {
    rules_.insert(rules_.begin(), {std::move(line), std::move(answering), times});
}

int FakePage::count(std::string_view beginning) const {
    int number = 0;
    for (const std::string& line : lines) number += line.starts_with(beginning) ? 1 : 0;
    return number;
}

std::string FakePage::message() const {
    std::string text;
    for (const Json& command : commands) {
        if (text_at(command, "command") == "notify") text = text_at(command, "text");
    }
    return text;
}

Json FakePage::run() {
    Transcript transcript;
    engine_ = flows::Engine(page_events());  // every transcript begins with a fresh one
    std::string in = to_text(event);
    std::string out = engine_.open(in);
    transcript.write("open", in, out);
    for (int step = 0; step < kLongestConversation; ++step) {
        const auto command = parse_json(out);
        BOOST_REQUIRE(command.has_value());
        BOOST_REQUIRE(integer_at(*command, "v") == 3);
        write_down(*command);
        if (lines.back() == "done") return *command;
        Json reply{{"v", 3}, {"flow", integer_at(*command, "flow").value_or(0)}};
        reply.update(answer(*command, lines.back()));
        in = to_text(reply);
        out = engine_.resume(in);
        transcript.write("resume", in, out);
    }
    BOOST_FAIL("the conversation does not end");
    return {};
}

void FakePage::write_down(const Json& command) {
    check_safe(command);
    commands.push_back(command);
    lines.push_back(line_of(command));
}

Json FakePage::answer_several(const Json& command) {
    for (const Json& begun : *array_at(command, "start")) {
        const Json& of = *find(begun, "of");
        write_down(of);
        begun_.push_back({static_cast<int>(integer_at(begun, "id").value_or(0)), of, lines.back()});
    }
    BOOST_REQUIRE(!begun_.empty());
    std::size_t calls = 0;
    std::size_t next = begun_.size();
    std::size_t listening = begun_.size();
    for (std::size_t i = 0; i < begun_.size(); ++i) {
        if (begun_[i].line == "listen") {
            listening = i;
            continue;
        }
        if (begun_[i].line != "show") ++calls;
        if (next == begun_.size() || order == Order::last_begun) next = i;
    }
    most_calls = std::max(most_calls, calls);
    Json reply;
    if (listening < begun_.size() && person) reply = person();
    if (!reply.is_null() || next == begun_.size()) next = listening;
    const Started ended = begun_[next];
    begun_.erase(begun_.begin() + static_cast<std::ptrdiff_t>(next));
    if (reply.is_null()) reply = answer(ended.command, ended.line);
    return Json{{"reply", "completed"}, {"id", ended.id}, {"value", reply}};
}

Json FakePage::answer(const Json& command, const std::string& line) {
    if (line == "startAll") return answer_several(command);
    if (Json instead = intercept ? intercept(command) : Json(); !instead.is_null()) return instead;
    for (Rule& rule : rules_) {
        if (rule.times == 0 || !line.starts_with(rule.line)) continue;
        if (rule.times > 0) --rule.times;
        return rule.answering(command);
    }
    return answer_well(command);
}

Json FakePage::answer_well(const Json& command) {
    const std::string kind = text_at(command, "command");
    const std::string key = text_at(command, "key");
    if (kind == "spira") return spira_answer(command);
    if (kind == "octoperf") return octoperf_answer(command);
    if (kind == "recorder") return rest(200, Json{{"status", "accepted"}});
    if (kind == "confirm") return confirmed(true);
    if (kind == "listen") return heard("closed");
    if (kind == "recall") {
        const auto found = hints.find(key);
        return Json{{"reply", "recalled"},
                    {"value", found == hints.end() ? Json(nullptr) : Json(found->second)}};
    }
    if (kind == "remember") {
        const auto value = string_at(command, "value");
        if (text_at(command, "memory") == "lock") return lock(key, value.has_value());
        if (value)
            hints[key] = *value;
        else
            hints.erase(key);
    }
    return Json{{"reply", "ack"}};
}

Json FakePage::lock(const std::string& key, bool take) {
    if (take && !locks.insert(key).second) return refused(nullptr);
    if (!take) locks.erase(key);
    return Json{{"reply", "ack"}};
}

Json FakePage::spira_answer(const Json& command) {
    const std::string path = text_at(command, "path");
    if (path == "projects/1") return api(Json{{"ProjectId", 1}, {"ProjectTemplateId", 2}});
    if (path == "project-templates/2/custom-properties/TestCase") {
        Json definitions = Json::array();
        for (const Json& name : {Json("octoperf-scenario-id"), Json("octoperf-benchresult-id")}) {
            const int number = name == "octoperf-scenario-id" ? 4 : 5;
            definitions.push_back(
                *find(property(number, name.get<std::string>(), nullptr), "Definition"));
        }
        return api(definitions);
    }
    if (text_at(command, "method") == "PUT") {
        const bool stores =
            text_at(command, "bodyForm") == "object" ? stores_put_object : stores_put_text;
        if (stores) test_case = *find(command, "body");
        return api(nullptr);
    }
    return api(test_case);
}

Json FakePage::octoperf_answer(const Json& command) {
    const std::string path = text_at(command, "path");
    if (path.starts_with("runtime/scenarios/run/")) {
        return rest(200, Json{{"id", kReport},
                              {"projectId", "1L5ifn4BrW7hkFYMIu19"},
                              {"benchResultIds", {kBenchResult}},
                              {"name", "Fin Whale [PR:1]"}});
    }
    if (path.starts_with("runtime/scenarios/")) {
        return rest(200, Json{{"id", kScenario},
                              {"projectId", "1L5ifn4BrW7hkFYMIu19"},
                              {"name", "Fin Whale [PR:1]"}});
    }
    if (path.starts_with("runtime/bench-results/")) {
        return rest(200,
                    Json{{"id", kBenchResult}, {"scenarioId", kScenario}, {"state", "FINISHED"}});
    }
    if (path.starts_with("analysis/bench-reports/")) {
        return rest(200, Json{{"id", kReport},
                              {"projectId", "1L5ifn4BrW7hkFYMIu19"},
                              {"benchResultIds", {kBenchResult}}});
    }
    if (path.starts_with("design/projects/"))
        return rest(200,
                    Json{{"id", "1L5ifn4BrW7hkFYMIu19"}, {"workspaceId", "0r5ifn4BrW7hkFYMIu1j"}});
    if (path == "workspaces/member-of")
        return rest(200, Json::array({{{"id", "0r5ifn4BrW7hkFYMIu1j"}, {"name", "Default"}}}));
    return rest(404, std::string());
}

std::span<const flows::EventKind> page_events() {
    static const auto kEvents = flows::events_of_all_pages();
    return kEvents;
}

Json rest(int status, const std::string& content) {
    return Json{
        {"reply", "rest"},
        {"value", {{"statusCode", status}, {"statusDescription", ""}, {"content", content}}}};
}

Json rest(int status, const Json& content) {
    return rest(status, to_text(content));
}

Json api(const Json& result) {
    return Json{{"reply", "spira"}, {"value", result}};
}

Json refused(const Json& argument) {
    return Json{{"reply", "failed"}, {"value", Json::array({argument})}};
}

Json heard(const std::string& what, const std::string& button) {
    Json reply{{"reply", "dialog"}, {"value", what}};
    if (!button.empty()) reply["button"] = button;
    return reply;
}

Json confirmed(bool yes) {
    return Json{{"reply", "confirmed"}, {"value", yes}};
}

}  // namespace octospira::testing
