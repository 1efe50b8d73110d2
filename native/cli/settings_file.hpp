#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace octospira::cli {

/// Reads the file of --config for CLI11: TOML's strings, arrays, numbers and comments, and what INI
/// files have (words without quotes, sections, ";" comments). Every name is looked up in the
/// program's own definitions, and every value is tried. What cannot be used is a CLI::ConfigError
/// or CLI::FileError whose text is a sentence with the file, the line and the nearest right word.
/// A setting that was typed, or that the environment has, is not taken from the file.
class SettingsFile : public CLI::ConfigBase {
  public:
    /// Of a program that outlives it. `reporter`: the command that reports problems() itself, with
    /// whatever else is wrong in its settings; no ConfigError is thrown for it.
    explicit SettingsFile(CLI::App& program, std::string reporter = "")
        : program_(program), reporter_(std::move(reporter)) {}

    /// The stream is CLI11's; the file is read again by its name, with what can go wrong checked.
    [[nodiscard]] std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;

    /// "port in /etc/octospira/octospira.conf, line 12", where the option's value comes from there.
    [[nodiscard]] std::string place_of(const CLI::Option& option) const;
    /// A sentence for each line that could not be used.
    [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

  private:
    CLI::App& program_;
    const std::string reporter_;
    mutable std::vector<std::string> problems_;
    mutable std::map<const CLI::Option*, std::string> places_;
};

/// The problems() of the file that this command's program has read.
[[nodiscard]] const std::vector<std::string>& problems_of_file(const CLI::App& command);

}  // namespace octospira::cli
