#include "native/cli/text/output.hpp"

#include <unistd.h>

#include <iostream>
#include <string_view>

#include "native/cli/text/terminal.hpp"
#include "native/cli/text/wrap.hpp"

namespace octospira::cli {

void add_output_option(CLI::App& command, std::string& output, bool with_auto) {
    if (with_auto) {
        output = kAuto;
        command.add_option("--output", output, "auto: text on a terminal, JSON lines elsewhere")
            ->type_name("FORMAT")
            ->check(CLI::IsMember({kAuto, kText, kJson}))
            ->capture_default_str();
        return;
    }
    output = kText;
    command.add_option("--output", output, "For people or for programs, on standard output")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({kText, kJson}))
        ->capture_default_str();
}

bool is_json(const std::string& output) {
    return output == kJson || (output == kAuto && ::isatty(STDOUT_FILENO) != 1);
}

void print_json(const Json& document) {
    std::cout << escaped_for_json(to_text(document)) << std::endl;
}

void print(const std::string& line) {
    std::cout << wrapped_for(STDOUT_FILENO, shown_safely(line)) << std::endl;
}

void print_painted(const std::string& line) {
    std::cout << line << std::endl;
}

Json to_json(const Error& error) {
    return object({{"kind", to_string(error.kind)},
                   {"message", error.message.english},
                   {"advice", error.advice.english}});
}

std::string without_prefix(const std::string& text) {
    static constexpr std::string_view kPrefix = "OctoPerf: ";
    if (!text.starts_with(kPrefix)) return text;
    std::string rest = text.substr(kPrefix.size());
    // After the prefix a sentence goes on in small letters.
    if (!rest.empty() && rest[0] >= 'a' && rest[0] <= 'z')
        rest[0] = static_cast<char>(rest[0] - 'a' + 'A');
    return rest;
}

}  // namespace octospira::cli
