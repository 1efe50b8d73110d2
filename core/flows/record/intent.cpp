#include "core/flows/record/intent.hpp"

#include <cstdint>

#include "core/base/text.hpp"
#include "core/spira/errors.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kIntent = "intent";

/// The words of an exception inside Spira, whatever surrounds them. A gateway's 500 says nothing of
/// the kind.
bool tells_of_an_exception(std::string_view body) {
    for (const std::string_view words :
         {"exception message is", "Object reference", "deadlock", "conflicted with the"}) {
        if (body.find(words) != std::string_view::npos) return true;
    }
    return false;
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
    if (trim(answer.body).empty()) return status < 500;
    if (status == 500 || status == 501) return tells_of_an_exception(answer.body);
    return (status < 500 || status == 503) && spira::is_spiras_word(answer);
}

Error post_under_way() {
    return {ErrorKind::unavailable, texts::post_under_way, texts::post_under_way_advice,
            kPostUnderWay};
}

}  // namespace octospira::flows
