#pragma once

#include <string>

#include "native/cli/commands/session.hpp"
#include "native/cli/commands/watch.hpp"

namespace octospira::cli {

enum class Verdict { passed, caution, failed, aborted, error, unknown };
/// "passed", …, as in JSON
[[nodiscard]] std::string_view to_string(Verdict verdict);
/// "Passed", …, for people
[[nodiscard]] std::string_view word_for(Verdict verdict);
/// Of launch --wait.
[[nodiscard]] int exit_code_of(Verdict verdict);

/// How a run has ended.
struct Judgement {
    Verdict verdict = Verdict::unknown;
    std::string sentence;
};
/// From its state and its alarms, `unknown` where those could not be read. `caution`: a passed test
/// with warning alarms is Caution.
[[nodiscard]] Judgement judge(const flows::LastRun& run, const Look& look, bool caution);

/// The figures of a test that has ended, once they do not change any more: those that its run in
/// Spira has or will have. Takes 5 s or more; false when a signal ended it.
[[nodiscard]] bool settle(Session& session, const flows::LastRunPtr& run, Look& look);

/// The run's alarms once more, where the last look did not get them. False when a signal came.
[[nodiscard]] bool read_alarms_again(Session& session, const flows::LastRunPtr& run, Look& look);

}  // namespace octospira::cli
