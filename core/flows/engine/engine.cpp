#include "core/flows/engine/engine.hpp"

#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

namespace {

std::string envelope(std::uint32_t flow, const Json& command) {
    Json text = object({{"v", kWireVersion}, {"flow", flow}});
    text.update(command);
    return to_text(text);
}

std::string ended(std::uint32_t flow, const Error& error) {
    return envelope(flow, command_to_json(failed(error).command, {}));
}

}  // namespace

/// What cannot be opened becomes a conversation of its own, so that a person reads why nothing
/// happens.
Engine::Conversation Engine::begin(std::string_view text) const {
    const auto tree = read_message(text);
    if (!tree) return {tell_error(tree.error(), Language::english, "failed"), {}};
    const Language language = language_of_event(*tree);
    const auto event = read_page_event(*tree);
    if (!event) return {tell_error(event.error(), language, "failed"), {"", "", language}};
    const std::string name = text_at(*tree, "event");
    for (const EventKind& kind : kinds_) {
        if (kind.name != name) continue;
        auto step = kind.open(*event);
        return {step ? std::move(*step) : tell_error(step.error(), language, "failed"),
                context_of(*event)};
    }
    const Error unknown{ErrorKind::invalid_input, texts::page_unknown_event, texts::page_reload,
                        "engine"};
    return {tell_error(unknown, language, "failed"), {"", "", language}};
}

std::string Engine::open(std::string_view event) {
    return hold(++last_flow_, begin(event));
}

std::string Engine::resume(std::string_view reply) {
    const auto tree = read_message(reply);
    if (!tree) return ended(0, tree.error());
    // 0 is no conversation; a number of more than 32 bits must not become that of another one.
    const std::int64_t given = integer_at(*tree, "flow").value_or(0);
    const bool possible = given > 0 && given <= UINT32_MAX;
    const std::uint32_t flow = possible ? static_cast<std::uint32_t>(given) : 0;
    const auto found = waiting_.find(flow);
    if (found == waiting_.end()) {
        return ended(flow, {ErrorKind::invalid_input, texts::conversation_over,
                            texts::start_it_again, "engine"});
    }
    Conversation conversation = std::move(found->second);
    waiting_.erase(found);
    Step next = conversation.step.next(read_reply(*tree));
    return hold(flow, {std::move(next), std::move(conversation.context)});
}

std::string Engine::hold(std::uint32_t flow, Conversation conversation) {
    std::string text =
        envelope(flow, command_to_json(conversation.step.command, conversation.context));
    if (conversation.step.next) waiting_.emplace(flow, std::move(conversation));
    return text;
}

}  // namespace octospira::flows
