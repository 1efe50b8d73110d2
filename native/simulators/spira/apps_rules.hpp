#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"

namespace octospira::simulators::spira {

/// What a member of a manifest's object must be.
struct Rule {
    enum class Kind { text, integer, version, boolean, file, image, list };
    std::string_view name;
    Kind kind = Kind::text;
    bool required = false;
    std::int64_t low = 0;   ///< of an integer: the smallest
    std::int64_t high = 0;  ///< of an integer: the largest; of a text: characters, 0 for no limit
};

/// The rules of a text such as "name text 255 required, position integer 1.., code file": the name,
/// the kind, the most characters or the range of a number, and whether it must be there.
[[nodiscard]] std::vector<Rule> rules(std::string_view schema);

/// Checks one object against its rules, decodes its files in place, and says what is wrong, with
/// the place; "" when nothing is. An unknown member is wrong.
[[nodiscard]] std::string check_object(Json& object, std::string_view place,
                                       const std::vector<Rule>& rules);

/// Says which value of `member` occurs twice in the list; "" when none does.
[[nodiscard]] std::string check_unique(const Json& list, std::string_view place,
                                       std::string_view member);

}  // namespace octospira::simulators::spira
