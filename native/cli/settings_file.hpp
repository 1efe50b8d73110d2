#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

namespace octospira::cli {

/// Reads the file of --config for CLI11: TOML's strings, arrays, numbers and comments, and what INI
/// files have (words without quotes, sections, ";" comments). Every name is looked up in the
/// program's own definitions. What cannot be used is a CLI::ConfigError or CLI::FileError whose
/// text is a sentence with the file, the line and the nearest right word; values are never in it.
class SettingsFile : public CLI::ConfigBase {
  public:
    /// Of a program that outlives it.
    explicit SettingsFile(const CLI::App& program) : program_(program) {}

    /// The stream is CLI11's; the file is read again by its name, with what can go wrong checked.
    [[nodiscard]] std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;

    /// "port in /etc/octospira/octospira.conf, line 12", where the option's value comes from there.
    [[nodiscard]] std::string place_of(const CLI::Option& option) const;

  private:
    const CLI::App& program_;
    mutable std::map<const CLI::Option*, std::string> places_;
};

}  // namespace octospira::cli
