#pragma once

#include <functional>

namespace octospira::recorder {

/// Called at a named point between two external effects. Empty except in crash tests. The names, in
/// the order of a notification's way: accepted, written (in the transaction), committed, answered,
/// claimed, before_spira, after_spira, before_ledger, after_ledger, before_finish, after_finish.
using Failpoints = std::function<void(const char* point)>;

inline void at_failpoint(const Failpoints& at, const char* point) {
    if (at) at(point);
}

}  // namespace octospira::recorder
