#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/time.hpp"

namespace octospira::recorder::status {

/// One part of the recorder, as an operator sees it: {"Workers", true, "3 of 3 run"}, or
/// {"Spira", false, "away, next try", 1700000000000}.
struct Part {
    std::string name;
    bool good = true;
    std::string words;
    std::optional<EpochMs> until = std::nullopt;  ///< shown after the words, as a countdown
};

struct Health {
    EpochMs started = 0;
    std::vector<Part> parts = {};
};

}  // namespace octospira::recorder::status
