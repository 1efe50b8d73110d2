#pragma once

#include <cstdint>
#include <string_view>

namespace octospira::recorder {

/// The creation time in an OctoPerf id, in milliseconds since 1970 (OctoPerf API §5); a fixed
/// number for an id without a plausible time. The same id always gives the same number, and ids of
/// one day give numbers that are near each other: an index that is ordered by it grows at its end,
/// where one ordered by the ids would change a page somewhere for each of them.
[[nodiscard]] std::int64_t creation_time(std::string_view id);

}  // namespace octospira::recorder
