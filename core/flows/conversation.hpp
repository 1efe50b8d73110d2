#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/flows/step.hpp"

namespace octospira::flows {

// Builders of steps that unwrap the reply. A host that replies with the wrong kind is treated as
// one that got no answer, said no, or knows nothing.

using OnAnswer = Function<Step(const Answer&)>;
using OnYesNo = Function<Step(bool)>;
using OnValue = Function<Step(const std::optional<std::string>&)>;
using Next = Function<Step()>;

[[nodiscard]] Step spira(Request request, OnAnswer next, BodyForm form = BodyForm::object);
[[nodiscard]] Step octoperf(Request request, TokenForm form, OnAnswer next);
[[nodiscard]] Step recorder(Request request, TokenForm form, OnAnswer next);
[[nodiscard]] Step notify(Severity severity, std::string text, Next next,
                          std::optional<Link> link = std::nullopt);
[[nodiscard]] Step confirm(std::string text, OnYesNo next);
[[nodiscard]] Step sleep(int milliseconds, Next next);
/// `next` learns whether it was kept.
[[nodiscard]] Step remember(Memory memory, std::string key, std::optional<std::string> value,
                            OnYesNo next);
[[nodiscard]] Step recall(Memory memory, std::string key, OnValue next);
[[nodiscard]] Step reload_form(Next next);
[[nodiscard]] Step done(std::string outcome, Json details = Json::object());
/// Ends as "failed" with the error, or under another name.
[[nodiscard]] Step failed(Error error, std::string outcome = "failed");

/// Base of a conversation that keeps what it has learnt in members and has one method for each
/// thing that happens. `then(&Self::method)` is the continuation that calls it; since all of one
/// signature share their code, this is also what keeps the engine small.
template <class Self>
class Conversation : public std::enable_shared_from_this<Self> {
  protected:
    template <class... Arguments>
    [[nodiscard]] auto then(Step (Self::*method)(Arguments...)) {
        return [self = this->shared_from_this(), method](Arguments... arguments) {
            return (self.get()->*method)(std::forward<Arguments>(arguments)...);
        };
    }

    /// Asks; yes goes on with `method`, no ends the conversation as "cancelled".
    [[nodiscard]] Step ask(std::string text, Step (Self::*method)()) {
        return confirm(std::move(text), [self = this->shared_from_this(), method](bool yes) {
            return yes ? (self.get()->*method)() : done("cancelled");
        });
    }
};

}  // namespace octospira::flows
