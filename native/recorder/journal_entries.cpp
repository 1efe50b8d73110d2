#include "native/recorder/journal_entries.hpp"

#include <utility>

namespace octospira::recorder {

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

bool found_in_spira(const std::string& details) {
    const auto json = parse_json(details);
    return json && json->is_object() && bool_at(*json, kAlreadyRecorded).value_or(false);
}

}  // namespace octospira::recorder
