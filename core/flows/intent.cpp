#include "core/flows/intent.hpp"

#include <cstdint>

#include "core/base/text.hpp"
#include "core/spira/errors.hpp"
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
    const int status = answer.status;
    // A server that asks for credentials or for fewer requests has not processed this one.
    if (status == 401 || status == 407 || status == 429) return true;
    if (status < 400 || status == 408) return false;
    if (status < 500 && trim(answer.body).empty()) return true;
    // Spira writes the text of an exception as it is; gateways fail with other statuses or a page.
    if (status == 500 || status == 501) return !is_page(answer.body);
    return (status < 500 || status == 503) && spira::is_spiras_word(answer);
}

Error post_under_way() {
    return {ErrorKind::unavailable, texts::post_under_way, texts::post_under_way_advice,
            kPostUnderWay};
}

}  // namespace octospira::flows
