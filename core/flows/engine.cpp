#include "core/flows/engine.hpp"

#include <utility>

#include "core/flows/conversation.hpp"
#include "core/flows/messages.hpp"

namespace octospira::flows {

namespace {

std::string envelope(std::uint32_t flow, Json command) {
    Json text{{"v", kWireVersion}, {"flow", flow}};
    text.update(command);
    return to_text(text);
}

std::string ended(std::uint32_t flow, const Error& error) {
    return envelope(flow, command_to_json(failed(error).command, {}));
}

}  // namespace

std::string Engine::open(std::string_view event) {
    const std::uint32_t flow = ++last_flow_;
    auto opened = read_event(event);
    if (opened)
        return hold(flow, {launch(std::move(opened->launch)), std::move(opened->addresses)});
    // A conversation of its own, so that a person reads why nothing happens.
    const Error error = opened.error();
    return hold(
        flow, {notify(Severity::error, message_of(error), [error] { return failed(error); }), {}});
}

std::string Engine::resume(std::string_view reply) {
    const auto read = read_envelope(reply);
    if (!read) return ended(0, read.error());
    const auto found = waiting_.find(read->flow);
    if (found == waiting_.end()) {
        return ended(read->flow, {ErrorKind::invalid_input, "This conversation is over.",
                                  "Start it again.", "engine"});
    }
    Conversation conversation = std::move(found->second);
    waiting_.erase(found);
    Step next = conversation.step.next(read_reply(read->tree, conversation.step.command));
    return hold(read->flow, {std::move(next), std::move(conversation.addresses)});
}

std::string Engine::hold(std::uint32_t flow, Conversation conversation) {
    std::string text =
        envelope(flow, command_to_json(conversation.step.command, conversation.addresses));
    if (conversation.step.next) waiting_.emplace(flow, std::move(conversation));
    return text;
}

}  // namespace octospira::flows
