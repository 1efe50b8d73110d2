#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "native/http/server.hpp"
#include "native/simulators/octoperf/faults.hpp"
#include "native/simulators/octoperf/ids.hpp"
#include "native/simulators/octoperf/notifier.hpp"
#include "native/simulators/octoperf/runner.hpp"
#include "native/simulators/octoperf/simulator.hpp"
#include "native/simulators/octoperf/store.hpp"

namespace octospira::simulators::octoperf {

/// Everything one simulator is made of; touched by the server's thread only.
struct World {
    OctoPerfOptions options;               ///< as given, for reset
    std::unique_ptr<http::Server> server;  ///< outlives all that is below
    std::string public_url;
    std::chrono::milliseconds run_time{};
    Switches switches;
    Store store;
    IdMaker ids;
    Faults faults;
    std::vector<Json> calls;  ///< of the REST API, oldest first
    EpochMs last_dummy = 0;   ///< the last "Test notification" of the page
    Runner runner{*this};
    Notifier notifier{*this};

    [[nodiscard]] static EpochMs now() {
        using namespace std::chrono;
        return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
    }

    /// As it was when it was created; what hangs is closed.
    void reset();
};

}  // namespace octospira::simulators::octoperf
