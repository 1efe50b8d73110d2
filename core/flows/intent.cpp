#include "core/flows/intent.hpp"

#include <cstdint>

#include "core/base/text.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kIntent = "intent";

/// A page instead of an answer, but for the one that Spira's own service makes of an exception.
bool is_page(std::string_view body) {
    body = trim(body);
    return body.starts_with('<') && !body.starts_with("<string") &&
           body.find("exception message is") == std::string_view::npos &&
           body.find("<Message>") == std::string_view::npos;
}

}  // namespace

std::string intent_text(EpochMs until) {
    return concat({kIntent, ":", std::to_string(until)});
}

std::optional<EpochMs> intent_until(const std::optional<std::string>& entry) {
    if (!entry || !entry->starts_with(kIntent)) return std::nullopt;
    const std::string_view rest = std::string_view(*entry).substr(kIntent.size());
    if (!rest.starts_with(':')) return 0;
    return parse_milliseconds(rest.substr(1)).value_or(0);
}

EpochMs plausible_until(EpochMs until, EpochMs now, EpochMs window) {
    return until > now + window ? now + window : until;
}

bool post_is_over(const Answer& answer) {
    if (!answer.may_have_arrived) return true;
    // A server that refused it has not passed it on, and will not.
    if (answer.status >= 300 && answer.status < 500) return answer.status != 408;
    const bool failed = answer.status == 500 || answer.status == 501 || answer.status == 503;
    return failed && !is_page(answer.body);
}

Error post_under_way() {
    return {ErrorKind::unavailable, texts::post_under_way, texts::post_under_way_advice,
            kPostUnderWay};
}

}  // namespace octospira::flows
