#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/time.hpp"

namespace octospira::recorder::status {

/// One part of the recorder, as an operator sees it: {"Workers", true, "3 of 3 running"}, or
/// {"Spira", false, "unreachable", 1700000000000}.
struct Part {
    std::string name;
    bool ok = true;
    std::string text;
    std::optional<EpochMs> until = std::nullopt;  ///< when it is tried next
};

struct Health {
    EpochMs started = 0;
    std::vector<Part> parts = {};
};

}  // namespace octospira::recorder::status
