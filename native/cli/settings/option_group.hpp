#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "native/cli/settings/secrets.hpp"

namespace octospira::cli {

/// Options that form a group in the help. Each may also come from the environment: --spira-url
/// from OCTOSPIRA_SPIRA_URL.
class OptionGroup {
  public:
    OptionGroup(CLI::App& command, std::string title)
        : command_(command), title_(std::move(title)) {}

    /// `type` is what the help shows for the value, e.g. "URL".
    template <class Value>
    CLI::Option* add(const std::string& name, Value& value, const std::string& type,
                     const std::string& about) {
        CLI::Option* const option = settle(command_.add_option(name, value, about), name);
        // CLI11 takes an empty text as 0.
        if constexpr (std::is_arithmetic_v<Value>) option->check(not_empty());
        return option->type_name(type);
    }
    /// The same, and the help shows the default, which is what `value` holds now.
    template <class Value>
    CLI::Option* add_with_default(const std::string& name, Value& value, const std::string& type,
                                  const std::string& about) {
        return add(name, value, type, about)->capture_default_str();
    }
    /// Of a secret: the file it is in. The help names its variable as well.
    CLI::Option* add_secret(const std::string& name, SecretSource& secret,
                            const std::string& about);
    /// In milliseconds, typed as "500ms", "20s" or "2m". `shown`: the default, so typed.
    CLI::Option* add_duration(const std::string& name, std::int64_t& milliseconds,
                              const std::string& shown, const std::string& about);
    CLI::Option* add_flag(const std::string& name, bool& value, const std::string& about);

  private:
    static CLI::Validator not_empty();
    CLI::Option* settle(CLI::Option* option, const std::string& name) const;

    CLI::App& command_;
    const std::string title_;
};

}  // namespace octospira::cli
