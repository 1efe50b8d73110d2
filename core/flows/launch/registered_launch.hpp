#pragma once

#include <optional>
#include <string>

#include "core/base/ids.hpp"
#include "core/base/json.hpp"
#include "core/base/time.hpp"

namespace octospira::flows {

/// A test that was started from Spira, as kept in the recorder's launch registry, so that its
/// result finds the test case whatever the scenario's name and however many are running.
struct Launch {
    BenchResultId bench_result;
    ProductId product;
    TestCaseId test_case;
    std::optional<ReleaseId> release = std::nullopt;
    std::optional<TestSetId> test_set = std::nullopt;
    EpochMs started = 0;
    std::string user = {};        ///< user who started it, a name or a number; "": unknown
    std::string report_url = {};  ///< of the live report, where the page knew it; else ""
};

/// The body of POST /launches, e.g.
/// {"benchResultId":"…","productId":1,"testCaseId":42,"releaseId":null,"testSetId":null,"started":…}
/// and, where known, "user" and "reportUrl".
[[nodiscard]] Json to_json(const Launch& launch);

/// Errors: invalid_input with the member that is missing or wrong. `received` replaces a `started`
/// that is absent or later than `received`. `user` is read from "user" (a text) or from "userId"
/// (the number that our page sends); what is neither, an address that is none, and unknown members
/// are left out.
[[nodiscard]] Result<Launch> launch_from_json(const Json& json, EpochMs received);

}  // namespace octospira::flows
