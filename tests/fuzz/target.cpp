#include "tests/fuzz/target.hpp"

#include <cctype>
#include <cstdio>
#include <cstdlib>

namespace octospira::fuzz {

namespace {

bool is_uuid(std::string_view text) {
    static constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (text.size() != kForm.size()) return false;
    for (std::size_t i = 0; i < kForm.size(); ++i) {
        const bool fits = kForm[i] == '-' ? text[i] == '-'
                                          : std::isxdigit(static_cast<unsigned char>(text[i])) != 0;
        if (!fits) return false;
    }
    return true;
}

bool begins_with_ignoring_case(std::string_view text, std::string_view lower) {
    if (text.size() < lower.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        if (std::tolower(static_cast<unsigned char>(text[i])) != lower[i]) return false;
    }
    return true;
}

/// A value that is neither hidden, nor empty, nor cut off in the middle of being hidden.
bool is_shown(std::string_view value) {
    if (value.empty() || value.starts_with("***")) return false;
    return value != "*" && value != "**";
}

}  // namespace

void require(bool holds, std::string_view sentence) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %.*s\n", static_cast<int>(sentence.size()),
                 sentence.data());
    std::abort();
}

void require_equal(std::string_view is, std::string_view should_be, std::string_view sentence) {
    if (is == should_be) return;
    std::fprintf(stderr, "is:        %.*s\nshould be: %.*s\n", static_cast<int>(is.size()),
                 is.data(), static_cast<int>(should_be.size()), should_be.data());
    require(false, sentence);
}

bool shows_a_key(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        if (is_uuid(rest.substr(0, 36))) return true;
        for (const std::string_view name : {"api-key=", "username=", "api_key=", "apikey="}) {
            if (begins_with_ignoring_case(rest, name) && is_shown(rest.substr(name.size())))
                return true;
        }
    }
    return false;
}

}  // namespace octospira::fuzz
