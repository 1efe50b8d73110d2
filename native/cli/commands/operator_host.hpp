#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "native/cli/commands/interruption.hpp"
#include "native/cli/settings/access.hpp"
#include "native/host/http_host.hpp"

namespace octospira::cli {

/// Runs a command's conversation: calls go over HTTP, questions to the terminal. A signal ends the
/// conversation as kInterrupted before its next command, and cancels the current call, unless it is
/// held: then the conversation continues to its end. A call that starts a test is held
/// automatically, because a started test must be known to be stopped.
class OperatorHost : public host::Host {
  public:
    /// `yes`: every question is answered with it.
    OperatorHost(const Access& access, host::Memory& memory, const Interruption& interruption,
                 bool yes);

    [[nodiscard]] Result<flows::Reply> perform(const flows::Command& command) override;

    void hold() { held_ = true; }
    void let_go() { held_ = false; }
    /// Waits; false when a signal ended it, which it does not while held.
    [[nodiscard]] bool pause(std::chrono::milliseconds time) const;

    /// The last message, as a page would show it.
    [[nodiscard]] const std::optional<flows::Notify>& message() const { return message_; }
    /// The question that could not be asked.
    [[nodiscard]] const std::string& unanswered() const { return unanswered_; }

  private:
    [[nodiscard]] bool answer(const flows::Confirm& question);

    const Interruption& interruption_;
    bool yes_;
    bool held_ = false;
    std::optional<flows::Notify> message_;
    std::string unanswered_;
    host::HttpHost http_;
};

}  // namespace octospira::cli
