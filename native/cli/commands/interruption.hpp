#pragma once

#include <chrono>
#include <string>

namespace octospira::cli {

/// As long as it lives, the first SIGINT, SIGTERM or SIGHUP is only noted, and a second ends the
/// process at once with that signal's exit code. One at a time in a process.
class Interruption {
  public:
    Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    ~Interruption();

    [[nodiscard]] bool raised() const;
    /// 128 and the signal's number, as a shell counts; 0 when there was none.
    [[nodiscard]] int exit_code() const;

    /// False as soon as there is or comes a signal.
    [[nodiscard]] bool wait(std::chrono::milliseconds time) const;

    /// The text that a second signal prints on standard error before it ends the process; empty:
    /// none.
    void set_last_words(const std::string& sentence);
};

}  // namespace octospira::cli
