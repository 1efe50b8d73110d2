#include "core/base/phrase.hpp"

#include <utility>

#include "core/base/text.hpp"

namespace octospira {

namespace {

/// One pass over the pattern: what a part brings in is never taken for a place itself.
template <class PartAt>
std::string filled(std::string_view pattern, std::size_t count, PartAt part_at) {
    std::string result;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::size_t number = i + 1 < pattern.size() && pattern[i] == '%'
                                       ? static_cast<std::size_t>(pattern[i + 1] - '1')
                                       : count;
        if (number < count) {
            result += part_at(number);
            ++i;
        } else {
            result += pattern[i];
        }
    }
    return result;
}

std::string_view pattern_of(const Text& text, Language language) {
    return language == Language::french ? text.french : text.english;
}

std::string filled_with(const Text& text, Language language, std::initializer_list<Phrase> parts) {
    return filled(pattern_of(text, language), parts.size(), [&](std::size_t number) {
        return std::string_view(parts.begin()[number].in(language));
    });
}

}  // namespace

Language language_of(std::string_view culture) {
    const std::string lower = to_lower(culture.substr(0, 3));
    return lower == "fr" || lower == "fr-" || lower == "fr_" ? Language::french : Language::english;
}

std::string fill(const Text& text, Language language,
                 std::initializer_list<std::string_view> parts) {
    return filled(pattern_of(text, language), parts.size(),
                  [&](std::size_t number) { return parts.begin()[number]; });
}

Phrase::Phrase(std::string text) : english(text), french(std::move(text)) {}
Phrase::Phrase(std::string_view text) : english(text), french(text) {}
Phrase::Phrase(const char* text) : Phrase(std::string_view(text)) {}
Phrase::Phrase(const Text& text) : english(text.english), french(text.french) {}

Phrase phrase(const Text& text, std::initializer_list<Phrase> parts) {
    Phrase result;
    result.english = filled_with(text, Language::english, parts);
    result.french = filled_with(text, Language::french, parts);
    return result;
}

}  // namespace octospira
