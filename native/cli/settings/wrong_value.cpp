#include "native/cli/settings/wrong_value.hpp"

#include <cstdlib>
#include <optional>
#include <utility>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "native/cli/settings/nearest.hpp"
#include "native/cli/text/describe.hpp"
#include "native/cli/text/terminal.hpp"

namespace octospira::cli {

namespace {

/// "100ms", "10s", "60m" of a number of milliseconds.
std::string time_of(std::string_view digits) {
    const std::string text(digits);
    const auto ends = [&text](std::string_view zeros) {
        return text.size() > zeros.size() && text.ends_with(zeros);
    };
    return ends("000") ? text.substr(0, text.size() - 3) + "s" : text + "ms";
}

/// "1 to 10" of CLI11's "Value 11 not in range 1 to 10"; empty for anything else.
std::optional<std::pair<std::string, std::string>> range_of(std::string_view problem) {
    constexpr std::string_view kRange = " not in range ";
    const std::size_t at = problem.find(kRange);
    const std::size_t to = at == problem.npos ? problem.npos : problem.find(" to ", at);
    if (to == problem.npos) return std::nullopt;
    const std::string_view low = problem.substr(at + kRange.size(), to - at - kRange.size());
    const std::string_view high = problem.substr(to + 4);
    return std::pair(std::string(low.substr(0, low.find('.'))),
                     std::string(high.substr(0, high.find('.'))));
}

/// "a whole number from 1 to 10": what the option takes.
std::string kind_of(const CLI::Option& option, std::string_view problem) {
    const OptionText text = describe(option);
    const std::string type = option.get_type_name();
    const bool time = type.starts_with("DURATION");
    if (!text.choices.empty()) return "one of these: " + joined(text.choices, ", ");
    if (const auto range = range_of(problem)) {
        // CLI11's "positive" is a range up to the largest double.
        constexpr std::size_t kLongest = 12;
        if (range->second.size() > kLongest) return "a number above 0";
        const auto end = [time](const std::string& bound) { return time ? time_of(bound) : bound; };
        return (time ? "a time from " : "a number from ") + end(range->first) + " to " +
               end(range->second);
    }
    if (time) return "a time with its unit, such as 500ms, 20s or 2m";
    if (type.starts_with("PORT")) return "a port, a number from 0 to 65535";
    if (text.flag) return "true or false";
    return "a whole number";
}

std::string file_problem(const std::string& place, std::string_view problem,
                         const std::string& value) {
    std::string why;
    if (problem.find("does not exist") != problem.npos) why = "there is no such file or folder";
    if (problem.find("actually a directory") != problem.npos) why = "it is a folder, not a file";
    if (problem.find("actually a file") != problem.npos) why = "it is a file, not a folder";
    return why.empty() ? ""
                       : place + ": " + in_quotation_marks(value) + " cannot be used: " + why + ".";
}

/// CLI11 writes "NAME: problem" or "Could not convert: NAME = VALUE".
std::string_view without_name(std::string_view what, const std::string& name) {
    const std::string begin = name + ": ";
    return what.starts_with(begin) ? what.substr(begin.size()) : what;
}

std::string sentence_of(const CLI::Option& option, const std::string& place,
                        const std::string& value, std::string_view problem) {
    if (problem.starts_with("At Most ") || problem.find(" required but received ") != problem.npos)
        return place + " is given more than once. Give it once.";
    if (value.empty() || problem.ends_with(" missing") ||
        problem.find(" required ") != problem.npos)
        return place + " needs a value.";
    if (std::string sentence = file_problem(place, problem, value); !sentence.empty())
        return sentence;
    // A validator of ours, with a sentence of its own.
    if (problem.find("is not NAME=VALUE") != problem.npos)
        return place + ": " + printable_line(problem) + ".";
    return place + " takes " + kind_of(option, problem) + ", not " + in_quotation_marks(value) +
           "." + did_you_mean(value, describe(option).choices);
}

}  // namespace

std::string in_quotation_marks(std::string_view text) {
    return "“" + printable_line(cut_utf8(text, 80)) + "”";
}

bool is_in_environment(const CLI::Option& option) {
    const std::string& name = option.get_envname();
    const char* const value = name.empty() ? nullptr : std::getenv(name.c_str());
    return value != nullptr && *value != '\0';
}

std::string why_not_taken(CLI::Option& option, const std::string& place) {
    const std::string value = CLI::detail::join(option.results(), ", ");
    try {
        option.run_callback();
        return "";
    } catch (const CLI::ParseError& error) {
        return sentence_of(option, place, value, without_name(error.what(), option.get_name()));
    }
}

std::string why_not_taken(CLI::Option& option, const std::string& place,
                          const std::vector<std::string>& values) {
    std::string why;
    try {
        if (option.get_expected_min() == 0) {
            if (values.front().empty()) return place + " needs a value.";
            option.add_result(option.get_flag_value(option.get_lnames().front(), values.front()));
        } else {
            option.add_result(values);
        }
        why = why_not_taken(option, place);
    } catch (const CLI::ParseError& error) {
        why = sentence_of(option, place, values.front(), error.what());
    }
    option.clear();
    return why;
}

}  // namespace octospira::cli
