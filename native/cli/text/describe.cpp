#include "native/cli/text/describe.hpp"

#include <utility>

#include "core/base/text.hpp"

namespace octospira::cli {

namespace {

/// CLI11 writes a type as "TEXT:{json,text}", "TEXT:FILE", "INT in [1 - 10]".
std::vector<std::string> choices_in(const std::string& type) {
    std::vector<std::string> choices;
    const std::size_t begin = type.find('{');
    const std::size_t end = type.find('}', begin);
    if (begin == std::string::npos || end == std::string::npos) return choices;
    for (const auto choice : split(std::string_view(type).substr(begin + 1, end - begin - 1), ','))
        choices.emplace_back(trim(choice));
    return choices;
}

/// "FILE", "N", or the name that the definition gives, such as "TC:N".
std::string value_name_of(const CLI::Option& option, const std::string& type) {
    const std::string base = type.substr(0, type.find_first_of(": "));
    if (base == "INT" || base == "UINT") return "N";
    if (base == "FLOAT") return "NUMBER";
    if (!base.empty() && base != "TEXT") return type.substr(0, type.find(":{"));
    const std::string name = option.get_name();
    const auto ends = [&name](std::string_view part) { return name.ends_with(part); };
    if (type.find("DIR") != std::string::npos || ends("-dir")) return "DIR";
    const bool file = type.find("FILE") != std::string::npos || ends("-file") || ends("--config") ||
                      ends("--journal") || ends("--out");
    return file ? "FILE" : "VALUE";
}

/// "1 to 10" of "INT in [1 - 10]"; "" without.
std::string range_in(const std::string& type) {
    constexpr std::string_view kBegin = " in [";
    const std::size_t begin = type.find(kBegin);
    const std::size_t dash = type.find(" - ", begin);
    const std::size_t end = type.find(']', dash);
    if (begin == std::string::npos || end == std::string::npos) return "";
    const std::size_t first = begin + kBegin.size();
    return type.substr(first, dash - first) + " to " + type.substr(dash + 3, end - dash - 3);
}

}  // namespace

OptionText describe(const CLI::Option& option) {
    OptionText text;
    text.flag = option.get_items_expected_max() == 0;
    if (text.flag) return text;
    const std::string type = option.get_type_name();
    text.choices = choices_in(type);
    text.value_name = value_name_of(option, type);
    text.range = range_in(type);
    return text;
}

std::string joined(const std::vector<std::string>& words, std::string_view with) {
    std::string text;
    for (const std::string& word : words) text += concat({text.empty() ? "" : with, word});
    return text;
}

}  // namespace octospira::cli
