#include "native/cli/unknown_variables.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/base/text.hpp"
#include "native/cli/nearest.hpp"
#include "native/cli/wrong_value.hpp"

namespace octospira::cli {

namespace {

constexpr std::string_view kPrefix = "OCTOSPIRA_";

/// OCTOSPIRA_SERVICE_HOST, OCTOSPIRA_SERVICE_PORT_HTTP, OCTOSPIRA_PORT_8802_TCP_ADDR.
/// Source: Kubernetes, "Environment variables" of "Service".
bool is_of_kubernetes(std::string_view name) {
    static constexpr std::string_view kPort = "OCTOSPIRA_PORT_";
    return name.find("_SERVICE_HOST") != name.npos || name.find("_SERVICE_PORT") != name.npos ||
           (name.starts_with(kPort) && name.size() > kPort.size() && name[kPort.size()] <= '9');
}

}  // namespace

std::string secret_variable(const OptionText& option) {
    static constexpr std::string_view kFile = "_FILE";
    if (!option.variable.ends_with(kFile)) return "";
    std::string itself = option.variable.substr(0, option.variable.size() - kFile.size());
    return option.about.ends_with("set " + itself) ? itself : "";
}

std::vector<std::string> known_variables(const CommandText& program) {
    std::set<std::string> known;
    for (const CommandText* command : all_of(program)) {
        for (const OptionText& option : command->options) {
            known.insert(option.variable);
            known.insert(secret_variable(option));
        }
    }
    known.erase("");
    return {known.begin(), known.end()};
}

std::vector<std::string> unknown_variables(const std::vector<std::string>& known,
                                           const char* const* environment) {
    std::vector<std::string> sentences;
    for (; *environment != nullptr; ++environment) {
        const std::string_view entry = *environment;
        const std::string_view name = entry.substr(0, entry.find('='));
        if (!name.starts_with(kPrefix) || is_of_kubernetes(name)) continue;
        if (std::binary_search(known.begin(), known.end(), name)) continue;
        sentences.push_back("The variable " + in_quotation_marks(name) +
                            " is unknown and is ignored." + did_you_mean(name, known));
    }
    return sentences;
}

}  // namespace octospira::cli
