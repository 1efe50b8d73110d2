#pragma once

#include <atomic>
#include <functional>
#include <utility>

#include "core/base/json.hpp"
#include "native/http/message.hpp"
#include "native/simulators/front_end/workers.hpp"
#include "native/simulators/spira/apps.hpp"
#include "native/simulators/spira/switches.hpp"

namespace octospira::simulators::spira {

/// The server's half of executeRest: puts settings in for their tokens, checks the white list and
/// makes the call, on threads of its own. Secrets go out, never back.
class Proxy {
  public:
    using Post = std::function<void(std::function<void()>)>;
    /// `post` brings an answer back to the server's thread.
    Proxy(const Switches& switches, Post post) : switches_(switches), post_(std::move(post)) {}
    ~Proxy() { ending_ = true; }
    Proxy(const Proxy&) = delete;
    Proxy& operator=(const Proxy&) = delete;

    /// `call` is {method, url, body, credentials, headers} as the page gave it. Answers 200 with
    /// {statusCode, statusDescription, content} for whatever the target said, 502 with {message}
    /// when there was no answer or the call was refused.
    void perform(const App& app, int product_id, const Json& call, http::Respond respond);

  private:
    const Switches& switches_;
    Post post_;
    std::atomic<bool> ending_ = false;
    Workers workers_{4};
};

}  // namespace octospira::simulators::spira
