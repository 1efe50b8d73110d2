#include "core/flows/setup/token_form.hpp"

#include <utility>

#include "core/flows/engine/conversation.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kHint = "token-form";
constexpr std::string_view kPlain = "plain";
constexpr std::string_view kDollar = "dollar";

class Probing : public Conversation<Probing> {
  public:
    Probing(Request free_get, Function<Step(const Answer&, TokenForm)> next)
        : get_(std::move(free_get)), next_(std::move(next)) {}

    Step begin() { return recall(Memory::hint, std::string(kHint), then(&Probing::try_first)); }

  private:
    Step try_first(const std::optional<std::string>& hint) {
        hint_ = hint.value_or("");
        form_ = hint_ == kPlain ? TokenForm::plain : TokenForm::dollar;
        return octoperf(get_, form_, then(&Probing::try_second));
    }

    Step try_second(const Answer& answer) {
        answer_ = answer;
        if (!refused(answer)) return keep();
        form_ = other();
        return octoperf(get_, form_, then(&Probing::compare));
    }

    Step compare(const Answer& answer) {
        // 401 again: the key itself is wrong, and the first answer says it best. A 403 instead
        // means that this form is right and the user may not.
        if (answer.status == 401) return next_(answer_, other());
        answer_ = answer;
        return keep();
    }

    Step keep() {
        const std::string_view name = form_ == TokenForm::plain ? kPlain : kDollar;
        if (!answer_.ok() || hint_ == name) return go_on(true);
        return remember(Memory::hint, std::string(kHint), std::string(name), then(&Probing::go_on));
    }

    Step go_on(bool /*kept*/) { return next_(answer_, form_); }

    static bool refused(const Answer& answer) {
        return answer.status == 401 || answer.status == 403;
    }
    [[nodiscard]] TokenForm other() const {
        return form_ == TokenForm::plain ? TokenForm::dollar : TokenForm::plain;
    }

    Request get_;
    Function<Step(const Answer&, TokenForm)> next_;
    std::string hint_;
    TokenForm form_ = TokenForm::dollar;
    Answer answer_;
};

}  // namespace

Step probe_key(Request free_get, Function<Step(const Answer&, TokenForm)> next) {
    return make<Probing>(std::move(free_get), std::move(next))->begin();
}

}  // namespace octospira::flows
