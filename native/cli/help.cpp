#include "native/cli/help.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "native/cli/describe.hpp"

namespace octospira::cli {

namespace {

constexpr std::size_t kWidth = 100;

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
    return CLI::detail::find_and_replace(help, "\n\n\n", "\n\n");
}

std::string Help::make_option_desc(const CLI::Option* option) const {
    const std::size_t width = kWidth - get_column_width();
    const std::string& whole = option->get_description();
    std::string text;
    std::size_t used = 0;
    for (const std::string_view word : split(whole, ' ')) {
        if (used > 0 && used + 1 + word.size() > width) {
            text += '\n';
            used = 0;
        } else if (used > 0) {
            text += ' ';
            ++used;
        }
        text += word;
        used += word.size();
    }
    return text;
}

}  // namespace octospira::cli
