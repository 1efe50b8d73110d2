#pragma once

#include <functional>

#include "core/base/json.hpp"
#include "core/base/result.hpp"
#include "native/http/message.hpp"
#include "native/simulators/spira/gate.hpp"
#include "native/simulators/spira/store.hpp"
#include "native/simulators/spira/switches.hpp"

namespace octospira::simulators::spira {

/// `/_simulator/…`: what tests and the curious steer and see the simulator with. It is no part of
/// any Spira.
///
///     GET, PUT  switches   every switch; PUT takes any part of it
///     GET       switches/help
///     GET, PUT  faults     a list, see Fault
///     GET       calls      the REST calls that came
///     GET       state      what is stored, as REST shows it
///     GET, PUT  users      culture, theme, role and home page of each, see change_users
///     POST      runs       many test runs of the past, see seed_runs
///     POST      reset      demo data, first switches, no faults, no calls
class Control {
  public:
    struct Parts {
        Store& store;
        Switches& switches;
        Gate& gate;
        std::function<Json()> ui_state;
        std::function<void()> reset;
    };
    explicit Control(Parts parts) : parts_(std::move(parts)) {}

    /// `path`: what follows "/_simulator/".
    [[nodiscard]] http::ServerResponse handle(std::string_view path,
                                              const http::ServerRequest& request);

  private:
    [[nodiscard]] Json state() const;

    Parts parts_;
};

// control_runs.cpp

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

// control_users.cpp

/// Every user as {"tester":{"id","name","apiKey","culture","theme","active","administrator",
/// "products":{"1":{"role","widgets","releaseId"}}}}, and the names of the roles there are.
[[nodiscard]] Json describe_users(const Store& store);

/// Changes users, any part of {"tester":{"culture":"fr-FR","theme":"dark","active":true,
/// "products":{"1":{"role":"Observer","widgets":["<guid>"],"releaseId":1}}}}. `role` null: no
/// member of the product; `releaseId` 0: all releases. Errors: invalid_input, then nothing is
/// changed.
[[nodiscard]] Result<void> change_users(Store& store, const Json& wanted);

}  // namespace octospira::simulators::spira
