#include "native/recorder/journal/journal_entries.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/flows/record/intent.hpp"

namespace octospira::recorder {

namespace {

constexpr EpochMs kHour = 3'600'000;

}  // namespace

const char* to_string(State state) {
    switch (state) {
        case State::pending:
            return "pending";
        case State::recorded:
            return "recorded";
        case State::ignored:
            return "ignored";
        case State::conflict:
            return "conflict";
        case State::dead:
            return "dead";
        case State::dismissed:
            return "dismissed";
    }
    return "dead";
}

std::optional<State> state_from(std::string_view text) {
    for (const State state : {State::pending, State::recorded, State::ignored, State::conflict,
                              State::dead, State::dismissed}) {
        if (text == to_string(state)) return state;
    }
    return std::nullopt;
}

Expected expected_of(flows::Launch launch, std::optional<std::int64_t> expected_ms, EpochMs now) {
    Expected expected{std::move(launch)};
    if (expected_ms && *expected_ms > 0) expected.due = expected.launch.started + *expected_ms;
    expected.overdue = expected.due ? now > *expected.due + kOverdueAfter
                                    : now > expected.launch.started + kOverdueWithoutPlan;
    return expected;
}

bool is_posting(const LedgerEntries& posts, EpochMs now) {
    return std::any_of(posts.begin(), posts.end(), [now](const auto& post) {
        return flows::intent_until(post.second).value_or(0) > now;
    });
}

std::optional<TestCaseId> test_case_of(const std::optional<flows::Launch>& launch) {
    if (!launch) return std::nullopt;
    return launch->test_case;
}

std::pair<std::string, std::string> run_keys(std::string_view bench_result) {
    const std::string prefix = concat({"run/", bench_result});
    return {prefix + "/", prefix + "0"};  // '0' comes after '/'
}

std::optional<TestCaseId> test_case_of_intent(const LedgerEntries& posts, EpochMs now) {
    for (const auto& [key, entry] : posts) {
        const auto until = flows::intent_until(entry);
        const auto parts = split(key, '/');  // run, the bench result, the test case
        if (!until || *until + kHour < now || parts.size() != 3) continue;
        if (const auto id = TestCaseId::from(parse_positive(parts[2]).value_or(0))) return *id;
    }
    return std::nullopt;
}

Error being_recorded(std::int64_t id) {
    return {ErrorKind::conflict, "Delivery " + std::to_string(id) + " is being recorded right now.",
            "Try again in a minute or two.", "journal"};
}

bool found_in_spira(const std::string& details) {
    const auto json = parse_json(details);
    return json && json->is_object() && bool_at(*json, kAlreadyRecorded).value_or(false);
}

}  // namespace octospira::recorder
