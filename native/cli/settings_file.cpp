#include "native/cli/settings_file.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "native/cli/nearest.hpp"
#include "native/cli/text_file.hpp"

namespace octospira::cli {

namespace {

constexpr std::size_t kLongestFile = std::size_t{1024} * 1024;

bool begins_comment(std::string_view text) {
    return text.starts_with('#') || text.starts_with(';');
}

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

/// The value of one setting, from the "=" on, which may go on in the next lines.
class Values {
  public:
    /// `more`: the next line of the file; empty at its end.
    Values(std::string_view text, std::function<std::optional<std::string_view>()> more)
        : text_(trim_blanks(text)), more_(std::move(more)) {}

    /// `many`: the option takes several. What is wrong is left in problem().
    std::vector<std::string> read(bool many) {
        if (text_.starts_with('[')) return array();
        if (text_.starts_with('{')) return wrong("an inline table is not taken here");
        if (is_quote(text_)) {
            auto value = string();
            if (!value) return {};
            rest_is_comment();
            return {std::move(*value)};
        }
        return bare(many);
    }
    [[nodiscard]] const std::string& problem() const { return problem_; }

  private:
    static bool is_quote(std::string_view text) {
        return text.starts_with('"') || text.starts_with('\'');
    }

    std::vector<std::string> wrong(std::string why) {
        if (problem_.empty()) problem_ = std::move(why);
        return {};
    }

    void rest_is_comment() {
        text_ = trim_blanks(text_);
        if (!text_.empty() && !begins_comment(text_))
            (void)wrong("something stands after the closing quote");
    }

    std::vector<std::string> array() {
        std::vector<std::string> all;
        text_.remove_prefix(1);
        for (;;) {
            if (!to_next()) return wrong("the array has no closing ]");
            if (text_.starts_with(']')) break;
            if (is_quote(text_)) {
                auto value = string();
                if (!value) return {};
                all.push_back(std::move(*value));
            } else {
                const std::size_t end = std::min(text_.find_first_of(",]#"), text_.size());
                all.emplace_back(number(trim_blanks(text_.substr(0, end))));
                text_.remove_prefix(end);
            }
            if (!to_next()) return wrong("the array has no closing ]");
            if (text_.starts_with(']')) break;
            if (!text_.starts_with(',')) return wrong("a comma is missing between two values");
            text_.remove_prefix(1);
        }
        text_.remove_prefix(1);
        rest_is_comment();
        return all;
    }

    /// Over blanks, comments and line ends; false at the end of the file.
    bool to_next() {
        for (;;) {
            text_ = trim_blanks(text_);
            if (!text_.empty() && !text_.starts_with('#')) return true;
            const auto line = more_();
            if (!line) return false;
            text_ = *line;
        }
    }

    /// TOML 1.0, "String": a basic one has escapes, a literal one has none.
    std::optional<std::string> string() {
        const char quote = text_.front();
        if (text_.starts_with(std::string(3, quote))) {
            (void)wrong("a string over several lines is not taken here");
            return std::nullopt;
        }
        text_.remove_prefix(1);
        std::string value;
        while (!text_.empty() && text_.front() != quote) {
            if (text_.front() == '\\' && quote == '"') {
                if (!escape(value)) return std::nullopt;
            } else {
                value += text_.front();
                text_.remove_prefix(1);
            }
        }
        if (text_.empty()) {
            (void)wrong("the closing quote is missing");
            return std::nullopt;
        }
        text_.remove_prefix(1);
        return value;
    }

    bool escape(std::string& value) {
        static constexpr std::string_view kLetters = "btnfr\"\\";
        static constexpr std::string_view kMeanings = "\b\t\n\f\r\"\\";
        const char letter = text_.size() > 1 ? text_[1] : '\0';
        if (const auto at = kLetters.find(letter); at != std::string_view::npos) {
            value += kMeanings[at];
            text_.remove_prefix(2);
            return true;
        }
        const std::size_t digits = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
        const auto point = digits == 0 ? std::nullopt : hexadecimal(text_.substr(2), digits);
        if (!point || *point > 0x10FFFF || (*point >= 0xD800 && *point < 0xE000)) {
            (void)wrong("“\\" + std::string(1, letter == '\0' ? '"' : letter) +
                        "” is no escape: write \\\\ for a backslash, or put the value between "
                        "'single quotes'");
            return false;
        }
        append_utf8(value, *point);
        text_.remove_prefix(2 + digits);
        return true;
    }

    static std::optional<std::uint32_t> hexadecimal(std::string_view text, std::size_t digits) {
        if (text.size() < digits) return std::nullopt;
        std::uint32_t value = 0;
        for (const char byte : to_lower(text.substr(0, digits))) {
            const auto digit = std::string_view("0123456789abcdef").find(byte);
            if (digit == std::string_view::npos) return std::nullopt;
            value = value << 4U | static_cast<std::uint32_t>(digit);
        }
        return value;
    }

    /// A word without quotes: to the end of the line, or to a comment, which a blank goes before
    /// (an address may have a # in it).
    std::vector<std::string> bare(bool many) {
        std::size_t end = 0;
        while (end < text_.size() && !(text_[end] == '#' && (end == 0 || text_[end - 1] == ' ' ||
                                                             text_[end - 1] == '\t')))
            ++end;
        const std::string_view word = trim_blanks(text_.substr(0, end));
        if (word.empty()) return {};
        for (const std::string_view quote : {"“", "”", "„", "‘", "’", "«", "»"}) {
            if (word.starts_with(quote) || word.ends_with(quote))
                return wrong("the quotes are typographic ones: write \"straight\" ones");
        }
        if (word.find_first_of("\"'") != std::string_view::npos &&
            is_quote(word.substr(word.size() - 1)))
            return wrong("the opening quote is missing");
        if (!many) return {number(word)};
        std::vector<std::string> all;
        const std::string list = replace_all(word, " ", ",");
        for (const std::string_view part : split(list, ','))
            if (!trim_blanks(part).empty()) all.emplace_back(trim_blanks(part));
        return all;
    }

    /// TOML's 10_000 is 10000.
    static std::string number(std::string_view word) {
        const bool digits = !word.empty() && word.find_first_not_of("0123456789_") == word.npos &&
                            word.front() != '_' && word.back() != '_';
        return digits ? replace_all(word, "_", "") : std::string(word);
    }

    std::string_view text_;
    std::function<std::optional<std::string_view>()> more_;
    std::string problem_;
};

class Reading {
  public:
    Reading(const CLI::App& program, std::string path, std::string_view text,
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
        if (!problems_.empty()) throw CLI::ConfigError(problems_);
        return std::move(items_);
    }

  private:
    std::optional<std::string_view> next() {
        if (at_ == lines_.size()) return std::nullopt;
        return lines_[at_++];
    }

    void wrong(std::size_t line, const std::string& what) {
        problems_ += (problems_.empty() ? "" : "\n") + path_ + ", line " + std::to_string(line) +
                     ": " + what;
    }

    /// Null where there is no such command.
    const CLI::App* command_of(const std::vector<std::string>& path) const {
        const CLI::App* app = &program_;
        for (const std::string& name : path) {
            const auto below = app->get_subcommands(
                [&name](const CLI::App* one) { return one->get_name() == name; });
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
            return wrong(line, "this is no NAME = VALUE.");
        if (key.empty()) return wrong(line, "the name before = is missing.");
        // In a section that nobody knows no setting is known either; that has been said.
        std::vector<std::string> path = section_;
        for (std::string& word : words(key)) path.push_back(std::move(word));
        const std::string name = without_dashes(path.back());
        path.pop_back();
        const CLI::App* const command = command_of(path);
        const CLI::Option* const option =
            command == nullptr ? nullptr : command->get_option_no_throw("--" + name);
        const bool usable = option != nullptr && option->get_configurable() && name != "help";
        Values values(sign == std::string_view::npos ? "true" : text.substr(sign + 1),
                      [this] { return next(); });
        auto inputs = values.read(usable && option->get_delimiter() == ',');
        if (in_unknown_) return;
        if (!usable) return unknown(line, path, name, command);
        if (!values.problem().empty())
            return wrong(line,
                         "the value of " + name + " cannot be read: " + values.problem() + ".");
        if (inputs == std::vector<std::string>{""} && !option->get_default_str().empty())
            return wrong(line, "the value of " + name +
                                   " is empty. Write one, or take the line out: then it is " +
                                   option->get_default_str() + ".");
        // "proxy =" leaves the setting as it is.
        if (!inputs.empty()) keep(line, path, name, option, std::move(inputs));
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
            return wrong(line, "“" + shown +
                                   "” stands before any section. Write the command's name above "
                                   "it, such as [serve].");
        }
        wrong(line, "there is no setting “" + shown + "” in [" + joined_name(path) + "]." +
                        did_you_mean(name, names_of_settings(*command)));
    }

    void keep(std::size_t line, const std::vector<std::string>& path, const std::string& name,
              const CLI::Option* option, std::vector<std::string> inputs) {
        const auto before = std::find_if(seen_.begin(), seen_.end(),
                                         [&](const Seen& one) { return one.option == option; });
        if (before == seen_.end()) {
            seen_.push_back({option, line, items_.size()});
            places_[option] = name + " in " + path_ + ", line " + std::to_string(line);
            CLI::ConfigItem item;
            item.parents = path;
            item.name = name;
            item.inputs = std::move(inputs);
            return items_.push_back(std::move(item));
        }
        if (option->get_items_expected_max() <= 1) {
            return wrong(line, name + " stands in line " + std::to_string(before->line) +
                                   " already. Take one of them out.");
        }
        auto& all = items_[before->item].inputs;
        all.insert(all.end(), inputs.begin(), inputs.end());
    }

    struct Seen {
        const CLI::Option* option;
        std::size_t line;
        std::size_t item;  ///< index of items_
    };

    const CLI::App& program_;
    const std::string path_;
    const std::vector<std::string_view> lines_;
    std::map<const CLI::Option*, std::string>& places_;
    std::size_t at_ = 0;  ///< lines read so far
    std::vector<std::string> section_;
    bool in_unknown_ = false;
    std::vector<Seen> seen_;
    std::vector<CLI::ConfigItem> items_;
    std::string problems_;
};

}  // namespace

std::vector<CLI::ConfigItem> SettingsFile::from_config(std::istream&) const {
    const auto path = program_.get_config_ptr()->as<std::string>();
    const auto bytes = read_file(path, kLongestFile);
    if (!bytes) throw CLI::FileError(sentence(bytes.error()));
    const std::string text = decoded(*bytes);
    return Reading(program_, path, text, places_).run();
}

std::string SettingsFile::place_of(const CLI::Option& option) const {
    const auto place = places_.find(&option);
    return place == places_.end() ? "" : place->second;
}

}  // namespace octospira::cli
