#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"

namespace octospira::package {

enum class Severity {
    error,    ///< no package is made, or the package is refused
    warning,  ///< works, but probably not as meant
};

/// Something to mend in a SpiraApp: where it is and, in a sentence, what to do.
struct Finding {
    Severity severity = Severity::error;
    std::string file;
    int line = 0;  ///< 1 is the first; 0 where lines mean nothing (a package is one line)
    std::string sentence;
};

using Findings = std::vector<Finding>;

[[nodiscard]] bool has_errors(const Findings& findings);

/// "manifest.yaml:12: …", warnings with "warning: " before the sentence.
[[nodiscard]] std::string to_text(const Finding& finding);
/// One finding a line, errors first, in the order of the files; no line end at the end.
[[nodiscard]] std::string to_text(const Findings& findings);
/// [{"severity","file","line","sentence"}], line null where there is none.
[[nodiscard]] Json to_json(const Findings& findings);

/// Sorted by file and line, the manifest before what it embeds.
void sort(Findings& findings);

/// The line, counted from 1, that holds the byte at `offset`.
[[nodiscard]] int line_of(std::string_view text, std::size_t offset);

}  // namespace octospira::package
