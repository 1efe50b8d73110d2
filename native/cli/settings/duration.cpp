#include "native/cli/settings/duration.hpp"

#include <map>
#include <string>

namespace octospira::cli {

namespace {

const CLI::AsNumberWithUnit& milliseconds() {
    static const std::map<std::string, std::int64_t> kUnits = {
        {"ms", 1}, {"s", 1000}, {"m", 60'000}};
    static const CLI::AsNumberWithUnit validator(kUnits, CLI::AsNumberWithUnit::UNIT_REQUIRED);
    return validator;
}

}  // namespace

CLI::Validator duration(std::int64_t least, std::int64_t most) {
    const CLI::Range range(least, most);
    const auto convert = [range](std::string& text) {
        // CLI11 takes the unit off, also where it then refuses the rest.
        std::string number = text;
        std::string problem = milliseconds()(number);
        if (problem.empty()) problem = range(number);
        if (problem.empty()) text = number;
        return problem;
    };
    // A description would stand behind the option's type in the help.
    return CLI::Validator(convert, "");
}

}  // namespace octospira::cli
