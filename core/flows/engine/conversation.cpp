#include "core/flows/engine/conversation.hpp"

#include <utility>

#include "core/flows/engine/messages.hpp"

namespace octospira::flows {

namespace {

Function<Step(Reply)> on_answer(OnAnswer next) {
    return [next = std::move(next)](const Reply& reply) {
        const auto* answer = std::get_if<Answer>(&reply);
        return next(answer != nullptr ? *answer : Answer{});
    };
}

Function<Step(Reply)> on_any(Next next) {
    return [next = std::move(next)](const Reply&) { return next(); };
}

}  // namespace

Step spira(Request request, OnAnswer next, BodyForm form) {
    return {SpiraCall{std::move(request), form}, on_answer(std::move(next))};
}

Step octoperf(Request request, TokenForm form, OnAnswer next) {
    return {OctoPerfCall{std::move(request), form}, on_answer(std::move(next))};
}

Step recorder(Request request, TokenForm form, OnAnswer next) {
    return {RecorderCall{std::move(request), form}, on_answer(std::move(next))};
}

Step notify(Severity severity, std::string text, Next next, std::optional<Link> link) {
    return {Notify{severity, std::move(text), std::move(link)}, on_any(std::move(next))};
}

Step confirm(std::string text, std::string yes, OnYesNo next) {
    return {Confirm{std::move(text), std::move(yes)}, [next = std::move(next)](const Reply& reply) {
                const auto* confirmed = std::get_if<Confirmed>(&reply);
                return next(confirmed != nullptr && confirmed->yes);
            }};
}

Step confirm_or_end(std::string text, Language language, Next next) {
    return confirm(std::move(text), fill(texts::yes_go_on, language),
                   [next = std::move(next)](bool yes) { return yes ? next() : done("cancelled"); });
}

Step choose(Choose question, OnChosen next) {
    return {std::move(question), [next = std::move(next)](const Reply& reply) {
                const auto* chosen = std::get_if<Chosen>(&reply);
                return next(chosen != nullptr ? *chosen : Chosen{});
            }};
}

Step show(const View& view, OnYesNo next) {
    return {Show{view.json()}, [next = std::move(next)](const Reply& reply) {
                return next(std::holds_alternative<Ack>(reply));
            }};
}

Step listen(std::optional<int> milliseconds, OnDialogEvent next) {
    return {WaitForDialog{milliseconds}, [next = std::move(next)](const Reply& reply) {
                const auto* heard = std::get_if<DialogEvent>(&reply);
                return next(heard != nullptr ? *heard : DialogEvent{});
            }};
}

Step sleep(int milliseconds, Next next) {
    return {Sleep{milliseconds}, on_any(std::move(next))};
}

Step remember(Memory memory, std::string key, std::optional<std::string> value, OnYesNo next) {
    return {Remember{memory, std::move(key), std::move(value)},
            [next = std::move(next)](const Reply& reply) {
                return next(std::holds_alternative<Ack>(reply));
            }};
}

Step recall(Memory memory, std::string key, OnValue next) {
    return {Recall{memory, std::move(key)}, [next = std::move(next)](const Reply& reply) {
                const auto* recalled = std::get_if<Recalled>(&reply);
                return next(recalled != nullptr ? recalled->value : std::nullopt);
            }};
}

Step reload_form(Next next) {
    return {ReloadForm{}, on_any(std::move(next))};
}

Step done(std::string outcome, Json details) {
    return {Done{std::move(outcome), std::nullopt, std::move(details)}, nullptr};
}

Step failed(Error error, std::string outcome) {
    return {Done{std::move(outcome), std::move(error)}, nullptr};
}

Step tell_error(const Error& error, Language language, std::string outcome) {
    return notify(Severity::error, message_of(error, language),
                  [error, outcome = std::move(outcome)] { return failed(error, outcome); });
}

Step ConversationBase::ask_first(std::string text, Handler<> method) {
    return confirm_or_end(std::move(text), language_, calling(method));
}

}  // namespace octospira::flows
