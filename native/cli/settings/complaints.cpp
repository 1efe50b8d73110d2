#include "native/cli/settings/complaints.hpp"

#include "native/cli/text/describe.hpp"

namespace octospira::cli {

Complaints::Complaints(const std::vector<std::string>& problems) {
    for (const std::string& problem : problems) wrong({ErrorKind::invalid_input, problem, "", ""});
}

Result<void> Complaints::end() const {
    if (count() == 0) return {};
    std::vector<std::string> lines;
    for (const Error& error : wrong_) lines.push_back(sentence(error));
    if (missing_.size() == 1) lines.push_back("A setting is missing: " + missing_.front() + ".");
    if (missing_.size() > 1) {
        lines.push_back("These settings are missing:\n  " + joined(missing_, "\n  "));
    }
    return failure(wrong_.empty() ? ErrorKind::not_configured : wrong_.front().kind,
                   joined(lines, "\n"));
}

}  // namespace octospira::cli
