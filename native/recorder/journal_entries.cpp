#include "native/recorder/journal_entries.hpp"

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
    }
    return "dead";
}

std::optional<State> state_from(std::string_view text) {
    for (const State state :
         {State::pending, State::recorded, State::ignored, State::conflict, State::dead}) {
        if (text == to_string(state)) return state;
    }
    return std::nullopt;
}

}  // namespace octospira::recorder
