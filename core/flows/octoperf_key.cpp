#include "core/flows/octoperf_key.hpp"

#include <utility>

#include "core/flows/conversation.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kHint = "token-form";
constexpr std::string_view kPlain = "plain";
constexpr std::string_view kDollar = "dollar";

using OnProbed = std::function<Step(const Answer&, TokenForm)>;

bool refused(const Answer& answer) {
    return answer.status == 401 || answer.status == 403;
}

Step keep(const Answer& answer, TokenForm form, const std::optional<std::string>& hint,
          OnProbed next) {
    const std::string_view name = form == TokenForm::plain ? kPlain : kDollar;
    if (!answer.ok() || hint == name) return next(answer, form);
    return remember(Memory::hint, std::string(kHint), std::string(name),
                    [answer, form, next = std::move(next)](bool) { return next(answer, form); });
}

}  // namespace

Step probe_key(Request free_get, OnProbed next) {
    return recall(Memory::hint, std::string(kHint), [=](const std::optional<std::string>& hint) {
        const TokenForm first = hint == kPlain ? TokenForm::plain : TokenForm::dollar;
        const TokenForm second = hint == kPlain ? TokenForm::dollar : TokenForm::plain;
        return octoperf(free_get, first, [=](const Answer& answer) {
            if (!refused(answer)) return keep(answer, first, hint, next);
            return octoperf(free_get, second, [=](const Answer& again) {
                // Both refused: the key itself is wrong, and the first answer says it best.
                return refused(again) ? next(answer, first) : keep(again, second, hint, next);
            });
        });
    });
}

}  // namespace octospira::flows
