#pragma once

#include "core/base/json.hpp"
#include "core/base/result.hpp"
#include "native/simulators/spira/store.hpp"

namespace octospira::simulators::spira {

/// Puts automated test runs of the past into the store, many at once, as if recorded long ago:
///
///     {"productId":1, "run":{…members all of them get…},
///      "runs":[{…members of RemoteAutomatedTestRun…}],
///      "count":600, "testCaseIds":[1,2], "releaseIds":[1,null], "minutesApart":60,
///      "until":"2026-03-04T10:00:00Z"}
///
/// `runs` are taken as they are; `count` more are made up, the last one ending at `until` (now,
/// unless given), their test cases, releases and execution statuses taking turns. The test cases
/// show the newest of their runs. The answer is {"count", "firstId", "lastId"}.
/// Errors: invalid_input, then nothing is stored.
[[nodiscard]] Result<Json> seed_runs(Store& store, const Json& wanted);

}  // namespace octospira::simulators::spira
