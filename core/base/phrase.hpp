#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace octospira {

/// The languages the page speaks. What is recorded in Spira and what programs log is English.
enum class Language { english, french };

/// "fr", "fr-FR", "fr-CA" → French; everything else English. Source: SpiraApp platform §5.1,
/// currentCulture.
[[nodiscard]] Language language_of(std::string_view culture);

/// A sentence of the catalogue (core/texts), with places %1 … %9 for what varies.
struct Text {
    std::string_view english;
    std::string_view french;
};

/// The sentence in one language, its places filled in order.
[[nodiscard]] std::string fill(const Text& text, Language language,
                               std::initializer_list<std::string_view> parts = {});

/// A sentence in every language, such as an error's, which is created before its reader is known. A
/// plain text is the same in all of them.
struct Phrase {
    std::string english;
    std::string french;

    Phrase() = default;
    Phrase(std::string text);       // NOLINT(google-explicit-constructor)
    Phrase(std::string_view text);  // NOLINT(google-explicit-constructor)
    Phrase(const char* text);       // NOLINT(google-explicit-constructor)
    Phrase(const Text& text);       // NOLINT(google-explicit-constructor)

    [[nodiscard]] const std::string& in(Language language) const {
        return language == Language::french ? french : english;
    }
    [[nodiscard]] bool empty() const { return english.empty(); }
    bool operator==(const Phrase&) const = default;
};

/// The sentence in every language, its places filled in order.
[[nodiscard]] Phrase phrase(const Text& text, std::initializer_list<Phrase> parts);

}  // namespace octospira
