#pragma once

#include <string>
#include <vector>

namespace octospira::faults {

/// One thing that was tried on a recorder, and what became of the notifications it had to record.
struct Case {
    std::string kind;   ///< heading in docs/reliability.md, e.g. "Network faults"
    std::string what;   ///< e.g. "no accept", "killed after the commit"
    std::string where;  ///< e.g. "recorder → Spira, first call"
    int notifications = 0;
    int recorded = 0;  ///< at least once
    int doubled = 0;   ///< more than once
    int lost = 0;      ///< never
    [[nodiscard]] bool survived() const {
        return notifications > 0 && recorded == notifications && doubled == 0 && lost == 0;
    }
};

/// Appends the case as one JSON line to the file that the environment's OCTOSPIRA_RELIABILITY
/// names; does nothing where it names none. `./dev reliability` makes docs/reliability.md of it.
void report(const Case& tried);

/// The Case of these bench results, out of how often each was found recorded.
[[nodiscard]] Case case_of(std::string kind, std::string what, std::string where,
                           const std::vector<int>& times_recorded);

}  // namespace octospira::faults
