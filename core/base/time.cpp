#include "core/base/time.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace octospira {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr EpochMs kLast = 253'402'300'799'999;  // 9999-12-31T23:59:59.999Z

struct Date {
    std::int64_t year, month, day;
};

// Both conversions after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"; years of
// the 400-year era start on 1 March so that leap days come last.
std::int64_t days_of(Date date) {
    const std::int64_t year = date.year - (date.month <= 2 ? 1 : 0);
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t of_era = year - era * 400;
    const std::int64_t of_year =
        (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146'097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719'468;
}

Date date_of(std::int64_t days) {
    days += 719'468;
    const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const std::int64_t day = days - era * 146'097;
    const std::int64_t year = (day - day / 1460 + day / 36'524 - day / 146'096) / 365;
    const std::int64_t of_year = day - (365 * year + year / 4 - year / 100);
    const std::int64_t shifted = (5 * of_year + 2) / 153;
    const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {year + era * 400 + (month <= 2 ? 1 : 0), month, of_year - (153 * shifted + 2) / 5 + 1};
}

std::string padded(std::int64_t value, std::size_t width) {
    std::string digits = std::to_string(value);
    return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

/// Takes `count` digits off the front of `text`; empty when they are not digits.
std::optional<std::int64_t> take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    std::int64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<EpochMs> parse_ms_json_date(std::string_view text) {
    text.remove_prefix(std::string_view("/Date(").size());
    const bool negative = take(text, '-');
    std::size_t digits = 0;
    while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') ++digits;
    if (digits == 0 || digits > 15) return std::nullopt;
    const auto value = take_digits(text, digits);
    if (!value || text.find(")/") == std::string_view::npos) return std::nullopt;
    return negative ? -*value : *value;
}

/// Minutes east of UTC; empty when the text is no zone.
std::optional<std::int64_t> parse_zone(std::string_view text) {
    if (text.empty() || text == "Z" || text == "z") return 0;
    const bool west = text.front() == '-';
    if (!west && text.front() != '+') return std::nullopt;
    text.remove_prefix(1);
    const auto hours = take_digits(text, 2);
    take(text, ':');
    const auto minutes = take_digits(text, 2);
    if (!hours || !minutes || !text.empty()) return std::nullopt;
    return (*hours * 60 + *minutes) * (west ? -1 : 1);
}

}  // namespace

std::string format_utc(EpochMs time) {
    time = std::clamp<EpochMs>(time, 0, kLast);
    const Date date = date_of(time / kDayMs);
    const std::int64_t ms = time % kDayMs;
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2) + "T" +
           padded(ms / 3'600'000, 2) + ":" + padded(ms / 60'000 % 60, 2) + ":" +
           padded(ms / 1000 % 60, 2) + "." + padded(ms % 1000, 3) + "Z";
}

std::optional<EpochMs> parse_utc(std::string_view text) {
    text = trim(text);
    if (text.starts_with("/Date(")) return parse_ms_json_date(text);
    const auto year = take_digits(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = take_digits(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_digits(text, 2);
    if (!day || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
    const EpochMs midnight = days_of({*year, *month, *day}) * kDayMs;
    if (text.empty()) return midnight;
    if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
    const auto hours = take_digits(text, 2);
    if (!hours || !take(text, ':')) return std::nullopt;
    const auto minutes = take_digits(text, 2);
    if (!minutes || !take(text, ':')) return std::nullopt;
    const auto seconds = take_digits(text, 2);
    if (!seconds) return std::nullopt;
    std::int64_t fraction = 0;
    if (take(text, '.')) {
        for (std::int64_t unit = 100; !text.empty() && text[0] >= '0' && text[0] <= '9';
             unit /= 10) {
            fraction += (text[0] - '0') * unit;
            text.remove_prefix(1);
        }
    }
    const auto zone = parse_zone(text);
    if (!zone) return std::nullopt;
    return midnight + ((*hours * 60 + *minutes - *zone) * 60 + *seconds) * 1000 + fraction;
}

std::optional<EpochMs> parse_milliseconds(std::string_view text) {
    if (text.empty() || text.size() > 15) return std::nullopt;
    EpochMs value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string format_duration(std::int64_t milliseconds) {
    const std::int64_t seconds = std::max<std::int64_t>(milliseconds, 0) / 1000;
    if (seconds < 60) return std::to_string(seconds) + " s";
    if (seconds < 3600)
        return std::to_string(seconds / 60) + " min " + padded(seconds % 60, 2) + " s";
    return std::to_string(seconds / 3600) + " h " + padded(seconds / 60 % 60, 2) + " min";
}

}  // namespace octospira
