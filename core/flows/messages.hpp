#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace octospira::flows {

// Every sentence a person reads in a conversation. Plain text: what happened, then what to do.

inline constexpr std::string_view kPrefix = "OctoPerf: ";

/// "OctoPerf: message advice"
[[nodiscard]] std::string message_of(const Error& error);

/// A name from outside as part of a sentence: at most 80 characters on one line, in quotes.
[[nodiscard]] std::string in_quotes(std::string_view name);

namespace messages {

[[nodiscard]] Error may_not_modify();
[[nodiscard]] Error unknown_scenario();
[[nodiscard]] Error previous_unknown(const Error& cause);
[[nodiscard]] Error start_refused(const Error& cause);
[[nodiscard]] Error start_unclear(std::string_view scenario, const Error& cause);

/// Why the recorder did not take a launch, by the HTTP status of its answer.
[[nodiscard]] std::string recorder_problem(int status);

[[nodiscard]] std::string ask_unsaved();
[[nodiscard]] std::string ask_unclear_start(std::int64_t minutes_ago);
[[nodiscard]] std::string ask_still_running(std::string_view scenario, std::string_view state);

struct Started {
    std::string scenario;
    std::string bench_result;
    bool stored = true;          ///< the id stands in the test case
    std::string not_stored_why;  ///< a sentence, when it does not
    std::string recorder_why;    ///< a sentence, when the recorder did not take the launch
    bool other_host = false;     ///< the pasted scenario address is of another OctoPerf
    bool reload_yourself = false;
};
[[nodiscard]] std::string started(const Started& what);

}  // namespace messages
}  // namespace octospira::flows
