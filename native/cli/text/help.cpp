#include "native/cli/text/help.hpp"

#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "native/cli/text/describe.hpp"
#include "native/cli/text/terminal.hpp"
#include "native/cli/text/wrap.hpp"

namespace octospira::cli {

namespace {

/// A terminal's usual width.
constexpr int kWidth = 80;
/// An unindented line longer than this continues in the next one.
constexpr int kLongLine = 60;

/// " FORMAT:{text,json}=text", " N=50 (1 to 1000)"; "" for a flag.
std::string value_of(const CLI::Option& option) {
    const OptionText text = describe(option);
    if (text.flag) return "";
    // What a positional is called says what it is.
    std::string value = option.get_positional() ? "" : " " + text.value_name;
    if (!text.choices.empty()) {
        value += (value.empty() ? " {" : ":{") + joined(text.choices, ",") + "}";
    }
    if (!option.get_default_str().empty()) value += "=" + option.get_default_str();
    if (!text.range.empty()) value += " (" + text.range + ")";
    if (option.get_required()) value += " REQUIRED";
    return value;
}

bool continues(const std::string& line, std::string_view next) {
    return columns(line) > kLongLine && line.front() != ' ' && !next.empty() &&
           next.front() != ' ' && !next.starts_with("Usage:");
}

/// Each paragraph in a line of its own.
std::string joined_paragraphs(const std::string& help) {
    std::vector<std::string> paragraphs;
    for (const std::string_view line : split(help, '\n')) {
        if (!paragraphs.empty() && continues(paragraphs.back(), line))
            paragraphs.back() += concat({" ", line});
        else
            paragraphs.emplace_back(line);
    }
    return joined(paragraphs, "\n");
}

}  // namespace

std::string Help::make_option_opts(const CLI::Option* option) const {
    std::string all = value_of(*option);
    if (option->get_expected_max() == CLI::detail::expected_max_vector_size) all += " ...";
    if (!option->get_envname().empty()) all += " (Env:" + option->get_envname() + ")";
    return all;
}

std::string Help::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const {
    const std::string help = CLI::Formatter::make_help(app, std::move(name), mode);
    return wrapped(joined_paragraphs(CLI::detail::find_and_replace(help, "\n\n\n", "\n\n")),
                   kWidth);
}

}  // namespace octospira::cli
