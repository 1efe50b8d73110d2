#include "native/simulators/spira/like.hpp"

#include <cstddef>
#include <string>

#include "core/base/text.hpp"

namespace octospira::simulators::spira {

namespace {

/// Whether `c` is in the set that begins after '[' at `at`; moves `at` behind its ']'. Without a
/// ']' the bracket is a letter like any other.
bool in_set(std::string_view pattern, std::size_t& at, char c) {
    const std::size_t end = pattern.find(']', at + 1);
    if (end == std::string_view::npos) {
        ++at;
        return c == '[';
    }
    std::string_view set = pattern.substr(at + 1, end - at - 1);
    at = end + 1;
    const bool others = set.starts_with('^');
    if (others) set.remove_prefix(1);
    bool found = false;
    for (std::size_t i = 0; i < set.size(); ++i) {
        if (i + 2 < set.size() && set[i + 1] == '-') {
            found = found || (set[i] <= c && c <= set[i + 2]);
            i += 2;
        } else {
            found = found || set[i] == c;
        }
    }
    return found != others;
}

/// The pattern with a % at its end, matched from the start; greedy with one point to fall back to,
/// so it takes time proportional to text × pattern at most.
bool matches(std::string_view text, std::string_view pattern) {
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t fall_back_pattern = std::string_view::npos;
    std::size_t fall_back_text = 0;
    while (true) {
        if (p == pattern.size()) return true;
        if (pattern[p] == '%') {
            fall_back_pattern = ++p;
            fall_back_text = t;
            continue;
        }
        std::size_t next = p;
        bool same = false;
        if (t < text.size()) {
            if (pattern[p] == '[') {
                same = in_set(pattern, next, text[t]);
            } else {
                same = pattern[p] == '_' || pattern[p] == text[t];
                ++next;
            }
        }
        if (same) {
            ++t;
            p = next;
        } else if (fall_back_pattern != std::string_view::npos && fall_back_text < text.size()) {
            p = fall_back_pattern;
            t = ++fall_back_text;
        } else {
            return false;
        }
    }
}

}  // namespace

bool occurs(std::string_view text, std::string_view pattern, bool wildcards) {
    if (!wildcards) return contains_ignoring_case(text, pattern);
    return matches(to_lower(text), "%" + to_lower(pattern));
}

}  // namespace octospira::simulators::spira
