#pragma once

#include <string>

#include "native/simulators/octoperf/model.hpp"

namespace octospira::simulators::octoperf {

struct World;

/// Takes runs through their states by the server's timers.
class Runner {
  public:
    explicit Runner(World& world) : world_(world) {}

    /// A new run in CREATED. With the switch errorTiming = beforeAnswer, one that cannot be
    /// launched is at ERROR already when this returns.
    Run& start(const Scenario& scenario, const User& user, const std::string& name);

    /// Ends a run that goes on as ABORTED; one that has ended stays as it is.
    void stop(Run& run);

  private:
    void schedule_next(const Run& run);
    void advance(Run& run);
    void enter(Run& run, State state);
    void end(Run& run, State state);

    World& world_;
};

}  // namespace octospira::simulators::octoperf
