#include "native/cli/settings/option_group.hpp"

#include "core/base/text.hpp"
#include "native/cli/settings/duration.hpp"

namespace octospira::cli {

namespace {

/// OCTOSPIRA_SPIRA_URL of --spira-url.
std::string variable_of(const std::string& name) {
    std::string variable = "OCTOSPIRA_";
    for (const char c : name.substr(name.find_first_not_of('-'))) {
        variable += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    return variable;
}

}  // namespace

CLI::Validator OptionGroup::not_empty() {
    const auto check = [](const std::string& text) {
        return text.empty() ? std::string("a value is missing") : std::string();
    };
    return CLI::Validator(check, "");
}

CLI::Option* OptionGroup::settle(CLI::Option* option, const std::string& name) const {
    return option->envname(variable_of(name))->group(title_);
}

CLI::Option* OptionGroup::add_secret(const std::string& name, SecretSource& secret,
                                     const std::string& about) {
    secret.option = name;
    return add(name, secret.file, "FILE", about + "; or set " + secret.variable);
}

CLI::Option* OptionGroup::add_duration(const std::string& name, std::int64_t& milliseconds,
                                       const std::string& shown, const std::string& about) {
    // curl takes none, and less, as "without end".
    return add(name, milliseconds, "DURATION", about)
        ->transform(duration(1, kOneDayMs))
        ->default_str(shown);
}

CLI::Option* OptionGroup::add_flag(const std::string& name, bool& value, const std::string& about) {
    return settle(command_.add_flag(name, value, about), name);
}

}  // namespace octospira::cli
