#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "core/base/handle.hpp"
#include "core/base/phrase.hpp"
#include "core/flows/engine/step.hpp"
#include "core/flows/engine/view.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

// Builders of steps that unwrap the reply. A host that replies with the wrong kind is treated as
// one that got no answer, said no, or knows nothing.

using OnAnswer = Function<Step(const Answer&)>;
using OnYesNo = Function<Step(bool)>;
using OnValue = Function<Step(const std::optional<std::string>&)>;
using OnChosen = Function<Step(const Chosen&)>;
using OnDialogEvent = Function<Step(const DialogEvent&)>;
using Next = Function<Step()>;

[[nodiscard]] Step spira(Request request, OnAnswer next, BodyForm form = BodyForm::object);
[[nodiscard]] Step octoperf(Request request, TokenForm form, OnAnswer next);
[[nodiscard]] Step recorder(Request request, TokenForm form, OnAnswer next);
[[nodiscard]] Step notify(Severity severity, std::string text, Next next,
                          std::optional<Link> link = std::nullopt);
[[nodiscard]] Step confirm(std::string text, std::string yes, OnYesNo next);
/// The same; no ends the conversation as "cancelled".
[[nodiscard]] Step confirm_or_end(std::string text, Language language, Next next);
[[nodiscard]] Step choose(Choose question, OnChosen next);
/// `next` gets whether it could be shown: false once the user has closed the dialog.
[[nodiscard]] Step show(const View& view, OnYesNo next);
/// Waits for the dialog; a host that cannot listen counts as one whose dialog was closed.
[[nodiscard]] Step listen(std::optional<int> milliseconds, OnDialogEvent next);
[[nodiscard]] Step sleep(int milliseconds, Next next);
/// `next` gets whether it was stored.
[[nodiscard]] Step remember(Memory memory, std::string key, std::optional<std::string> value,
                            OnYesNo next);
[[nodiscard]] Step recall(Memory memory, std::string key, OnValue next);
[[nodiscard]] Step reload_form(Next next);
[[nodiscard]] Step done(std::string outcome, Json details = Json::object());
/// Ends as "failed" with the error, or under another name.
[[nodiscard]] Step failed(Error error, std::string outcome = "failed");
/// A message with the error, then the end under that name.
[[nodiscard]] Step tell_error(const Error& error, Language language, std::string outcome);

/// The part of a conversation that does not depend on its type, so that its code exists only once
/// and the page stays small.
class ConversationBase : public Counted {
  public:
    explicit ConversationBase(Language language) : language_(language) {}

  protected:
    /// In the user's language.
    [[nodiscard]] std::string say(const Text& text,
                                  std::initializer_list<std::string_view> parts = {}) const {
        return fill(text, language_, parts);
    }
    [[nodiscard]] Language language() const { return language_; }

    /// Shows the error and ends the conversation with it.
    [[nodiscard]] Step refuse(const Error& error, const char* outcome = "refused") const {
        return tell_error(error, language_, outcome);
    }

    template <class... Arguments>
    using Handler = Step (ConversationBase::*)(Arguments...);

    /// Calls a method of the whole object, whose type only the method knows.
    template <class... Arguments>
    [[nodiscard, gnu::noinline]] Function<Step(Arguments...)> calling(
        Handler<Arguments...> method) {
        return [self = Handle<ConversationBase>(this), method](Arguments... arguments) {
            return (self.get()->*method)(std::forward<Arguments>(arguments)...);
        };
    }

    /// Asks; yes continues with `method`, no ends the conversation as "cancelled".
    [[nodiscard]] Step ask_first(std::string text, Handler<> method);

  private:
    Language language_;
};

/// Base of a conversation that keeps its state in members and has one method for each event.
/// `then(&Self::method)` is the continuation that calls it.
template <class Self>
class Conversation : public ConversationBase {
  public:
    explicit Conversation(Language language = Language::english) : ConversationBase(language) {}

  protected:
    /// An owner of this conversation, for what waits with it.
    [[nodiscard]] Handle<Self> self() { return Handle<Self>(static_cast<Self*>(this)); }

    template <class... Arguments>
    [[nodiscard]] Function<Step(Arguments...)> then(Step (Self::*method)(Arguments...)) {
        return calling<Arguments...>(static_cast<Handler<Arguments...>>(method));
    }

    [[nodiscard]] Step ask(std::string text, Step (Self::*method)()) {
        return ask_first(std::move(text), static_cast<Handler<>>(method));
    }
};

}  // namespace octospira::flows
