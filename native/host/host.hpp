#pragma once

#include <optional>
#include <string>

#include "core/base/result.hpp"
#include "core/flows/engine/step.hpp"

namespace octospira::host {

/// Performs a conversation's commands, one at a time.
class Host {
  public:
    virtual ~Host() = default;

    /// A conversation begins.
    virtual void begin() {}

    /// The reply to a command other than Done. A failure means that the conversation cannot
    /// continue now (the program is stopping, the ledger cannot be read); it can be started again
    /// later.
    [[nodiscard]] virtual Result<flows::Reply> perform(const flows::Command& command) = 0;
};

/// Runs a conversation to its end. If the host could not continue, the outcome is kInterrupted with
/// the host's error: as after a crash, everything that matters is in the ledger.
[[nodiscard]] flows::Done run(flows::Step step, Host& host);

inline constexpr const char* kInterrupted = "interrupted";

/// What Remember and Recall work on.
class Memory {
  public:
    virtual ~Memory() = default;

    /// Errors: unavailable when the ledger cannot be read. The conversation must then stop: it
    /// would take "unreadable" for "never recorded".
    [[nodiscard]] virtual Result<std::optional<std::string>> recall(flows::Memory memory,
                                                                    const std::string& key) = 0;

    /// Returns only when the ledger's note is durable. An empty value deletes the key. Errors: also
    /// conflict, when the conversation must not continue.
    [[nodiscard]] virtual Result<void> remember(flows::Memory memory, const std::string& key,
                                                const std::optional<std::string>& value) = 0;
};

}  // namespace octospira::host
