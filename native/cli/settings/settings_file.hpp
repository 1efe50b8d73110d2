#pragma once

#include <CLI/CLI.hpp>
#include <functional>
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
    /// Of a program that outlives it.
    explicit SettingsFile(CLI::App& program) : program_(program) {}

    /// All that is wrong or missing in a command's settings, a line each, first these problems.
    using Report = std::function<std::string(const std::vector<std::string>& problems)>;
    /// This command reports problems() itself: no ConfigError is thrown for it.
    void set_reporter(std::string command, Report report) {
        reporter_ = std::move(command);
        report_ = std::move(report);
    }
    /// Null where the command that was chosen is no reporter.
    [[nodiscard]] const Report* reporter() const;

    /// The stream is CLI11's; the file is read again by its name, with what can go wrong checked.
    [[nodiscard]] std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;

    /// "port in /etc/octospira/octospira.conf, line 12", where the option's value comes from there.
    [[nodiscard]] std::string place_of(const CLI::Option& option) const;
    /// A sentence for each line that could not be used.
    [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

  private:
    CLI::App& program_;
    std::string reporter_;
    Report report_;
    mutable std::vector<std::string> problems_;
    mutable std::map<const CLI::Option*, std::string> places_;
};

/// Of the command's program.
[[nodiscard]] SettingsFile& settings_file_of(const CLI::App& command);

}  // namespace octospira::cli
