#include "native/simulators/octoperf/model.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace octospira::simulators::octoperf {

namespace {

// Each in the order of its enum.
constexpr std::string_view kStates[] = {"CREATED",   "PENDING",      "SCALING",
                                        "PREPARING", "INITIALIZING", "RUNNING",
                                        "FINISHED",  "ABORTED",      "ERROR"};
constexpr double kShares[] = {0.02, 0.05, 0.08, 0.06, 0.06, 0.73, 0, 0, 0};
constexpr std::string_view kVerdicts[] = {"passed", "failed", "error", "aborted"};
constexpr std::string_view kRoles[] = {"ADMIN", "TESTER", "TEST_EXECUTOR", "VIEWER"};

template <class Value, std::size_t N>
std::optional<Value> value_of(const std::string_view (&names)[N], std::string_view name) {
    const auto* const found = std::find(std::begin(names), std::end(names), name);
    if (found == std::end(names)) return std::nullopt;
    return static_cast<Value>(found - std::begin(names));
}

}  // namespace

std::string_view to_string(State state) {
    return kStates[static_cast<std::size_t>(state)];
}

bool terminal(State state) {
    return state == State::finished || state == State::aborted || state == State::error;
}

std::string_view to_string(Verdict verdict) {
    return kVerdicts[static_cast<std::size_t>(verdict)];
}

std::optional<Verdict> parse_verdict(std::string_view text) {
    return value_of<Verdict>(kVerdicts, text);
}

std::optional<Role> parse_role(std::string_view text) {
    return value_of<Role>(kRoles, text);
}

double share(State state) {
    return kShares[static_cast<std::size_t>(state)];
}

std::chrono::milliseconds running_time(const Run& run) {
    const double total = static_cast<double>(run.run_time.count());
    return std::chrono::milliseconds(static_cast<std::int64_t>(total * share(State::running)) + 1);
}

}  // namespace octospira::simulators::octoperf
