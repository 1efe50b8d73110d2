#include "native/cli/settings/unknown_variables.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "core/base/text.hpp"
#include "native/cli/settings/nearest.hpp"
#include "native/cli/settings/wrong_value.hpp"

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

/// The variable that holds a secret itself, of an option that names the secret's file; empty for
/// other options.
std::string secret_variable(const CLI::Option& option) {
    static constexpr std::string_view kFile = "_FILE";
    const std::string name = option.get_envname();
    if (!name.ends_with(kFile)) return "";
    std::string itself = name.substr(0, name.size() - kFile.size());
    return option.get_description().ends_with("set " + itself) ? itself : "";
}

void collect(const CLI::App& command, std::set<std::string>& known) {
    for (const CLI::Option* option : command.get_options()) {
        known.insert(option->get_envname());
        known.insert(secret_variable(*option));
    }
    for (const CLI::App* below : command.get_subcommands({})) collect(*below, known);
}

}  // namespace

std::vector<std::string> known_variables(const CLI::App& program) {
    std::set<std::string> known;
    collect(program, known);
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
