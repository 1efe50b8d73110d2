#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace octospira::cli {

/// The value after the "=" in a line of the settings file.
struct SettingValue {
    std::vector<std::string> inputs;  ///< empty if there is no value
    std::string problem;              ///< why it cannot be read; empty: it can
};

/// The next line of the file; empty at its end.
using NextLine = std::function<std::optional<std::string_view>()>;

/// Reads a value that may continue in the next lines. `many`: the option takes several.
[[nodiscard]] SettingValue read_setting_value(std::string_view text, const NextLine& next,
                                              bool many);

/// Whether the text begins with "#" or ";".
[[nodiscard]] bool begins_comment(std::string_view text);

}  // namespace octospira::cli
