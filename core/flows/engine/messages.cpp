#include "core/flows/engine/messages.hpp"

#include "core/base/text.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

std::string message_of(const Error& error, Language language) {
    return fill(texts::prefix, language, {sentence(error, language)});
}

std::string one_line(std::string_view name) {
    const std::string line = redact(collapse_blanks(name));
    const std::string_view shown = cut_utf8(line, 80);
    return concat({shown, shown.size() < line.size() ? "…" : ""});
}

Phrase in_quotes(std::string_view name) {
    return phrase(texts::quoted, {one_line(name)});
}

Error within(const Text& meaning, const Error& cause) {
    return {cause.kind, phrase(meaning, {cause.message}), cause.advice, cause.origin};
}

std::string number_text(double value, int decimals, Language language) {
    std::string text = format_number(value, decimals);
    if (language == Language::french) text = replace_all(text, ".", ",");
    return text;
}

std::string duration_text(std::int64_t milliseconds, Language language) {
    const std::int64_t seconds = (milliseconds < 0 ? 0 : milliseconds) / 1000;
    const auto text = [](std::int64_t number) { return std::to_string(number); };
    if (seconds < 60) return fill(texts::seconds, language, {text(seconds)});
    if (seconds < 3600) {
        return fill(texts::minutes_seconds, language, {text(seconds / 60), text(seconds % 60)});
    }
    return fill(texts::hours_minutes, language, {text(seconds / 3600), text(seconds / 60 % 60)});
}

std::string age_text(std::int64_t milliseconds, Language language) {
    const std::int64_t minutes = milliseconds / 60'000;
    if (minutes < 1) return fill(texts::minutes_few, language);
    if (minutes < 120) return fill(texts::minutes, language, {std::to_string(minutes)});
    const std::int64_t hours = minutes / 60;
    if (hours < 24) return fill(texts::hours, language, {std::to_string(hours)});
    return fill(texts::days, language, {std::to_string(hours / 24)});
}

Phrase recorder_problem(int status) {
    if (status == 401) return texts::recorder_secret_refused;
    if (status == 0) return texts::recorder_unreachable;
    return phrase(texts::recorder_status, {std::to_string(status)});
}

}  // namespace octospira::flows
