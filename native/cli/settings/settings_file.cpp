#include "native/cli/settings/settings_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "native/cli/settings/nearest.hpp"
#include "native/cli/settings/setting_value.hpp"
#include "native/cli/settings/text_file.hpp"
#include "native/cli/settings/wrong_value.hpp"
#include "native/cli/text/describe.hpp"

namespace octospira::cli {

namespace {

constexpr std::size_t kLongestFile = std::size_t{1024} * 1024;

std::vector<std::string> words(std::string_view path) {
    std::vector<std::string> all;
    for (const std::string_view word : split(path, '.'))
        all.emplace_back(without_quotes(trim_blanks(word)));
    return all;
}

std::vector<std::string> names_of_commands(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    return names;
}

/// As they stand in the file, without the dashes.
std::vector<std::string> names_of_settings(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        if (!option->get_configurable()) continue;
        for (const std::string& name : option->get_lnames()) names.push_back(name);
    }
    std::erase(names, "help");
    return names;
}

class Reading {
  public:
    Reading(CLI::App& program, std::string path, std::string_view text,
            std::map<const CLI::Option*, std::string>& places)
        : program_(program), path_(std::move(path)), lines_(split(text, '\n')), places_(places) {}

    std::vector<CLI::ConfigItem> run() {
        while (const auto line = next()) {
            const std::string_view text = trim_blanks(*line);
            if (text.empty() || begins_comment(text)) continue;
            if (text.starts_with('[')) {
                section(text);
            } else {
                setting(text);
            }
        }
        return std::move(items_);
    }
    [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

  private:
    std::optional<std::string_view> next() {
        if (at_ == lines_.size()) return std::nullopt;
        return lines_[at_++];
    }

    void wrong(std::size_t line, const std::string& what) {
        problems_.push_back(path_ + ", line " + std::to_string(line) + ": " + what);
    }

    /// Null where there is no such command.
    CLI::App* command_of(const std::vector<std::string>& path) const {
        CLI::App* app = &program_;
        for (const std::string& name : path) {
            const auto below =
                app->get_subcommands([&name](CLI::App* one) { return one->get_name() == name; });
            if (below.empty()) return nullptr;
            app = below.front();
        }
        return app;
    }

    void section(std::string_view text) {
        in_unknown_ = true;
        const std::size_t end = text.find(']');
        if (text.starts_with("[[") || end == std::string_view::npos ||
            !(trim_blanks(text.substr(end + 1)).empty() ||
              begins_comment(trim_blanks(text.substr(end + 1))))) {
            return wrong(at_, "a section is a command's name between [ and ], such as [serve].");
        }
        section_ = words(text.substr(1, end - 1));
        if (command_of(section_) != nullptr) {
            in_unknown_ = false;
            return;
        }
        wrong(at_, "there is no command “" + joined_name(section_) + "” for this section." +
                       did_you_mean(section_.front(), names_of_commands(program_)));
    }

    static std::string joined_name(const std::vector<std::string>& path) {
        std::string name;
        for (const std::string& word : path) name += (name.empty() ? "" : " ") + word;
        return redact(cut_utf8(name, 60));
    }

    void setting(std::string_view text) {
        const std::size_t line = at_;
        const std::size_t sign = text.find('=');
        const std::string_view key = trim_blanks(text.substr(0, sign));
        if (sign == std::string_view::npos && key.find_first_of(" :") != std::string_view::npos)
            return wrong(line, "this is not NAME = VALUE.");
        if (key.empty()) return wrong(line, "the name before = is missing.");
        // In a section that nobody knows no setting is known either; that has been said.
        std::vector<std::string> path = section_;
        for (std::string& word : words(key)) path.push_back(std::move(word));
        const std::string name = without_dashes(path.back());
        path.pop_back();
        CLI::App* const command = command_of(path);
        CLI::Option* const option =
            command == nullptr ? nullptr : command->get_option_no_throw("--" + name);
        const bool usable = option != nullptr && option->get_configurable() && name != "help";
        auto value = read_setting_value(
            sign == std::string_view::npos ? "true" : text.substr(sign + 1),
            [this] { return next(); }, usable && option->get_delimiter() == ',');
        if (in_unknown_) return;
        if (!usable) return unknown(line, path, name, command);
        if (!value.problem.empty())
            return wrong(line, "the value of " + name + " cannot be read: " + value.problem + ".");
        // "proxy =" leaves the setting as it is.
        if (!value.inputs.empty()) keep(line, path, name, option, std::move(value.inputs));
    }

    static std::string without_dashes(std::string_view name) {
        while (name.starts_with('-')) name.remove_prefix(1);
        return std::string(name);
    }

    void unknown(std::size_t line, const std::vector<std::string>& path, const std::string& name,
                 const CLI::App* command) {
        const std::string shown = redact(cut_utf8(name, 60));
        if (command == nullptr) {
            return wrong(line, "there is no command “" + joined_name(path) + "”." +
                                   did_you_mean(path.front(), names_of_commands(program_)));
        }
        if (path.empty()) {
            return wrong(
                line,
                "“" + shown +
                    "” is before any section. Write the command's name above it, such as [serve].");
        }
        wrong(line, "there is no setting “" + shown + "” in [" + joined_name(path) + "]." +
                        did_you_mean(name, names_of_settings(*command)));
    }

    void keep(std::size_t line, const std::vector<std::string>& path, const std::string& name,
              CLI::Option* option, std::vector<std::string> inputs) {
        const std::string place = name + " in " + path_ + ", line " + std::to_string(line);
        // CLI11 takes the file's value for one that the environment may not replace.
        if (option->count() > 0 || is_in_environment(*option)) return;
        if (std::string why = why_not_taken(*option, place, inputs); !why.empty())
            return problems_.push_back(std::move(why));
        const auto before = std::find_if(seen_.begin(), seen_.end(),
                                         [&](const Seen& one) { return one.option == option; });
        if (before == seen_.end()) {
            seen_.push_back({option, line, items_.size()});
            places_[option] = place;
            CLI::ConfigItem item;
            item.parents = path;
            item.name = name;
            item.inputs = std::move(inputs);
            return items_.push_back(std::move(item));
        }
        if (option->get_items_expected_max() <= 1) {
            return wrong(line, name + " is already set in line " + std::to_string(before->line) +
                                   ". Remove one of them.");
        }
        auto& all = items_[before->item].inputs;
        all.insert(all.end(), inputs.begin(), inputs.end());
    }

    struct Seen {
        const CLI::Option* option;
        std::size_t line;
        std::size_t item;  ///< index of items_
    };

    CLI::App& program_;
    const std::string path_;
    const std::vector<std::string_view> lines_;
    std::map<const CLI::Option*, std::string>& places_;
    std::size_t at_ = 0;  ///< lines read so far
    std::vector<std::string> section_;
    bool in_unknown_ = false;
    std::vector<Seen> seen_;
    std::vector<CLI::ConfigItem> items_;
    std::vector<std::string> problems_;
};

}  // namespace

std::vector<CLI::ConfigItem> SettingsFile::from_config(std::istream&) const {
    const auto path = program_.get_config_ptr()->as<std::string>();
    const auto bytes = read_file(path, kLongestFile);
    if (!bytes) throw CLI::FileError(sentence(bytes.error()));
    const std::string text = decoded(*bytes);
    Reading reading(program_, path, text, places_);
    auto settings = reading.run();
    problems_ = reading.problems();
    if (!problems_.empty() && reporter() == nullptr)
        throw CLI::ConfigError(joined(problems_, "\n"));
    return settings;
}

const SettingsFile::Report* SettingsFile::reporter() const {
    return !reporter_.empty() && program_.got_subcommand(reporter_) ? &report_ : nullptr;
}

SettingsFile& settings_file_of(const CLI::App& command) {
    const CLI::App* program = &command;
    while (program->get_parent() != nullptr) program = program->get_parent();
    return dynamic_cast<SettingsFile&>(*program->get_config_formatter());
}

std::string SettingsFile::place_of(const CLI::Option& option) const {
    const auto place = places_.find(&option);
    return place == places_.end() ? "" : place->second;
}

}  // namespace octospira::cli
