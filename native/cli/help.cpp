#include "native/cli/help.hpp"

#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "native/cli/describe.hpp"
#include "native/cli/terminal.hpp"

namespace octospira::cli {

namespace {

/// A terminal's usual width.
constexpr int kWidth = 80;
/// An unindented line longer than this continues in the next one.
constexpr int kLongLine = 60;

/// " FORMAT:{text,json}=text", " N=50 (1 to 1000)"; "" for a flag.
std::string value_of(const OptionText& option) {
    if (option.values == Values::none) return "";
    // What a positional is called says what it is.
    std::string value = option.positional.empty() ? " " + option.value_name : "";
    if (!option.choices.empty()) {
        value += (value.empty() ? " {" : ":{") + joined(option.choices, ",") + "}";
    }
    if (!option.default_value.empty()) value += "=" + option.default_value;
    if (!option.range.empty()) value += " (" + option.range + ")";
    if (option.required) value += " REQUIRED";
    return value;
}

/// `first` and the words, in lines of at most kWidth columns that begin where the words do.
std::vector<std::string> broken(std::string_view words, std::string first) {
    const std::string indent(first.size(), ' ');
    std::vector<std::string> lines = {std::move(first)};
    bool begun = false;
    for (const std::string_view word : split(words, ' ')) {
        if (begun && columns(lines.back()) + 1 + columns(word) > kWidth) {
            lines.push_back(indent);
            begun = false;
        }
        lines.back() += concat({begun ? " " : "", word});
        begun = true;
    }
    return lines;
}

/// Where the text of a line begins: after the name in its first column, if it has one.
std::size_t text_column(const std::string& line) {
    const std::size_t name = line.find_first_not_of(' ');
    const std::size_t gap = line.find("  ", name);
    const std::size_t text = line.find_first_not_of(' ', gap);
    return gap == std::string::npos || text == std::string::npos ? name : text;
}

bool continues(const std::string& line, std::string_view next) {
    return columns(line) > kLongLine && line.front() != ' ' && !next.empty() &&
           next.front() != ' ' && !next.starts_with("Usage:");
}

/// Paragraphs filled anew, and long lines broken between words below where their text begins.
std::string wrapped(const std::string& help) {
    std::vector<std::string> paragraphs;
    for (const std::string_view line : split(help, '\n')) {
        if (!paragraphs.empty() && continues(paragraphs.back(), line))
            paragraphs.back() += concat({" ", line});
        else
            paragraphs.emplace_back(line);
    }
    std::vector<std::string> lines;
    for (const std::string& paragraph : paragraphs) {
        if (columns(paragraph) <= kWidth) {
            lines.push_back(paragraph);
            continue;
        }
        const std::size_t text = text_column(paragraph);
        for (std::string& line : broken(paragraph.substr(text), paragraph.substr(0, text)))
            lines.push_back(std::move(line));
    }
    return joined(lines, "\n");
}

}  // namespace

std::string Help::make_option_opts(const CLI::Option* option) const {
    const OptionText text = describe(*option);
    std::string all = value_of(text);
    if (option->get_expected_max() == CLI::detail::expected_max_vector_size) all += " ...";
    if (!text.variable.empty()) all += " (Env:" + text.variable + ")";
    return all;
}

std::string Help::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const {
    const std::string help = CLI::Formatter::make_help(app, std::move(name), mode);
    return wrapped(CLI::detail::find_and_replace(help, "\n\n\n", "\n\n"));
}

}  // namespace octospira::cli
