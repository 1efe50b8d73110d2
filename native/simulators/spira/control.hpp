#pragma once

#include <functional>

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

}  // namespace octospira::simulators::spira
