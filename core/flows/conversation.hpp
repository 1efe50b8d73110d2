#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/flows/step.hpp"

namespace octospira::flows {

// Builders of steps that unwrap the reply. A host that replies with the wrong kind is treated as
// one that got no answer, said no, or knows nothing.

using OnAnswer = std::function<Step(const Answer&)>;
using OnYesNo = std::function<Step(bool)>;
using OnValue = std::function<Step(const std::optional<std::string>&)>;
using Next = std::function<Step()>;

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
[[nodiscard]] Step failed(Error error);

}  // namespace octospira::flows
