#include "native/simulators/octoperf/model.hpp"

#include <array>

namespace octospira::simulators::octoperf {

namespace {

struct StateRow {
    State state;
    std::string_view name;
    double share;
};
constexpr std::array kStates = {
    StateRow{State::created, "CREATED", 0.02},
    StateRow{State::pending, "PENDING", 0.05},
    StateRow{State::scaling, "SCALING", 0.08},
    StateRow{State::preparing, "PREPARING", 0.06},
    StateRow{State::initializing, "INITIALIZING", 0.06},
    StateRow{State::running, "RUNNING", 0.73},
    StateRow{State::finished, "FINISHED", 0},
    StateRow{State::aborted, "ABORTED", 0},
    StateRow{State::error, "ERROR", 0},
};

template <class Value>
struct Named {
    Value value;
    std::string_view name;
};
constexpr std::array kVerdicts = {
    Named<Verdict>{Verdict::passed, "passed"}, Named<Verdict>{Verdict::failed, "failed"},
    Named<Verdict>{Verdict::error, "error"}, Named<Verdict>{Verdict::aborted, "aborted"}};
constexpr std::array kRoles = {
    Named<Role>{Role::admin, "ADMIN"}, Named<Role>{Role::tester, "TESTER"},
    Named<Role>{Role::test_executor, "TEST_EXECUTOR"}, Named<Role>{Role::viewer, "VIEWER"}};

template <class Rows, class Value>
std::string_view name_of(const Rows& rows, Value value) {
    for (const auto& row : rows) {
        if (row.value == value) return row.name;
    }
    return {};
}

template <class Value, class Rows>
std::optional<Value> value_of(const Rows& rows, std::string_view name) {
    for (const auto& row : rows) {
        if (row.name == name) return row.value;
    }
    return std::nullopt;
}

const StateRow& row_of(State state) {
    for (const StateRow& row : kStates) {
        if (row.state == state) return row;
    }
    return kStates.front();
}

}  // namespace

std::string_view to_string(State state) {
    return row_of(state).name;
}

bool terminal(State state) {
    return state == State::finished || state == State::aborted || state == State::error;
}

std::string_view to_string(Verdict verdict) {
    return name_of(kVerdicts, verdict);
}

std::optional<Verdict> parse_verdict(std::string_view text) {
    return value_of<Verdict>(kVerdicts, text);
}

std::string_view to_string(Role role) {
    return name_of(kRoles, role);
}

std::optional<Role> parse_role(std::string_view text) {
    return value_of<Role>(kRoles, text);
}

double share(State state) {
    return row_of(state).share;
}

std::chrono::milliseconds running_time(const Run& run) {
    const double total = static_cast<double>(run.run_time.count());
    return std::chrono::milliseconds(static_cast<std::int64_t>(total * share(State::running)) + 1);
}

}  // namespace octospira::simulators::octoperf
