#include "core/flows/executed.hpp"

#include <cstdlib>

#include "core/base/json.hpp"
#include "core/base/time.hpp"

namespace octospira::flows {

namespace {

/// How far back a run may have begun of which only the end is known.
constexpr EpochMs kLongestRunMs = 24 * 60 * 60 * 1000;
/// Clocks are asked to agree so far. Source: Spira REST §15 (16).
constexpr EpochMs kClockSkewMs = 5 * 60 * 1000;
/// Spira may keep a moment less exactly than it was told.
constexpr EpochMs kSameMomentMs = 10;

}  // namespace

bool was_executed(const spira::TestCase& test_case) {
    const Json* date = find(test_case.tree(), "ExecutionDate");
    if (date == nullptr || date->is_null()) return false;
    return !date->is_string() || !date->get_ref<const std::string&>().empty();
}

bool may_be_recorded(const spira::TestCase& test_case, const RecordRequest& request,
                     const std::optional<std::string>& last) {
    if (!was_executed(test_case)) return false;
    const auto executed = parse_utc(text_at(test_case.tree(), "ExecutionDate"));
    if (!executed) return true;
    const EpochMs start =
        request.launch ? request.launch->started : request.received - kLongestRunMs;
    if (*executed + kClockSkewMs < start) return false;
    const auto ours = last ? parse_utc(*last) : std::nullopt;
    return !ours || std::abs(*executed - *ours) > kSameMomentMs;
}

}  // namespace octospira::flows
