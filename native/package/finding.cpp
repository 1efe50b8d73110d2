#include "native/package/finding.hpp"

#include <algorithm>
#include <tuple>

namespace octospira::package {

bool has_errors(const Findings& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const Finding& one) { return one.severity == Severity::error; });
}

std::string to_text(const Finding& finding) {
    std::string text = finding.file;
    if (finding.line > 0) text.append(":").append(std::to_string(finding.line));
    text += finding.severity == Severity::warning ? ": warning: " : ": ";
    return text + finding.sentence;
}

std::string to_text(const Findings& findings) {
    // More would only scroll the first ones away.
    constexpr std::size_t kMost = 50;
    std::string text;
    std::size_t shown = 0;
    for (const Severity severity : {Severity::error, Severity::warning}) {
        for (const Finding& finding : findings) {
            if (finding.severity != severity || shown == kMost) continue;
            ++shown;
            if (!text.empty()) text += '\n';
            text += to_text(finding);
        }
    }
    if (shown < findings.size()) {
        text += "\nand " + std::to_string(findings.size() - shown) + " more.";
    }
    return text;
}

Json to_json(const Findings& findings) {
    Json list = Json::array();
    for (const Finding& finding : findings) {
        list.push_back({{"severity", finding.severity == Severity::error ? "error" : "warning"},
                        {"file", finding.file},
                        {"line", finding.line > 0 ? Json(finding.line) : Json(nullptr)},
                        {"sentence", finding.sentence}});
    }
    return list;
}

void sort(Findings& findings) {
    const auto place = [](const Finding& one) {
        return std::tuple(one.file != "manifest.yaml", std::string_view(one.file), one.line);
    };
    std::stable_sort(findings.begin(), findings.end(),
                     [&](const Finding& a, const Finding& b) { return place(a) < place(b); });
}

int line_of(std::string_view text, std::size_t offset) {
    return 1 + static_cast<int>(std::count(
                   text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

}  // namespace octospira::package
