#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "native/simulators/spira/gate.hpp"
#include "native/simulators/spira/store.hpp"
#include "native/simulators/spira/switches.hpp"

namespace octospira::simulators::spira {

/// What the pages get from the frame; all of it lives longer than they do. Everything is used on
/// the server's thread, except `post`, which brings another thread's work there.
///
/// The pages' side of the bargain: `class Ui { explicit Ui(UiContext); ~Ui();
/// void handle(const http::ServerRequest&, http::Respond); Json state() const; void reset(); };`
/// where ~Ui() ends its threads, state() is added to GET /_simulator/state as "ui", and reset()
/// forgets uploads, settings and sessions.
struct UiContext {
    Store& store;
    Switches& switches;
    Gate& gate;
    std::function<void(std::function<void()>)> post;
    std::function<void(std::chrono::milliseconds, std::function<void()>)> after;
    std::string path_prefix;  ///< "" or "/Spira"; requests arrive without it
};

}  // namespace octospira::simulators::spira
