#include "native/cli/settings/nearest.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace octospira::cli {

namespace {

/// What is compared: "--spira-URL" and "OCTOSPIRA_SPIRA_URL" are both "spiraurl".
std::string letters_of(std::string_view word) {
    std::string letters;
    for (const char byte : to_lower(word)) {
        if (byte != '-' && byte != '_' && byte != ' ') letters += byte;
    }
    constexpr std::string_view kProgram = "octospira";
    if (letters.size() > kProgram.size() && letters.starts_with(kProgram))
        letters.erase(0, kProgram.size());
    return letters;
}

/// Insertions, deletions, changes and swaps of neighbours (optimal string alignment).
std::size_t mistakes(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            cost[i][j] =
                std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

}  // namespace

std::string nearest(std::string_view typed, const std::vector<std::string>& known) {
    constexpr std::size_t kLongest = 64;
    const std::string letters = letters_of(typed.substr(0, kLongest));
    if (letters.empty()) return "";
    std::string best;
    std::size_t fewest = std::max<std::size_t>(1, letters.size() / 3) + 1;
    for (const std::string& word : known) {
        const std::string other = letters_of(word);
        std::size_t count = mistakes(letters, other);
        // The beginning of a word, or of what it goes on with: --spira-key of --spira-key-file.
        if (letters.size() > 2 && (other.starts_with(letters) || letters.starts_with(other)))
            count = std::min<std::size_t>(count, 1);
        if (count < fewest) {
            fewest = count;
            best = word;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view typed, const std::vector<std::string>& known) {
    const std::string meant = nearest(typed, known);
    return meant.empty() ? "" : " Did you mean " + meant + "?";
}

}  // namespace octospira::cli
