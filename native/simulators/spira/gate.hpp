#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <string>

#include "core/base/json.hpp"
#include "native/http/message.hpp"
#include "native/simulators/front_end/faults.hpp"
#include "native/simulators/spira/rest.hpp"

namespace octospira::simulators::spira {

/// One REST call as it came, without credentials.
struct Call {
    std::string method;
    std::string path;     ///< relative to RestService.svc/
    std::string query;    ///< without username and api-key
    int status = 0;       ///< as answered; 0: the connection was closed
    std::string user;     ///< login, or "" when not authenticated
    bool inside = false;  ///< by a page (executeApi), not from outside
};

/// The way to REST: keeps the log of calls and injects the faults asked for. Their actions: status
/// (instead of performing it), storeThenStatus or storeThen500 (performed, then answered so), hang
/// (performed, answered after `ms`), close and storeThenClose (no answer at all), html (200 and a
/// login page). Spira may also store later than its caller waits, as IIS does: storeLate (performed
/// and answered after `ms`, performed also when the caller has gone by then), statusThenStore
/// (answered so at once, performed after `ms`) and closeThenStore (no answer, performed after
/// `ms`).
class Gate {
  public:
    using After = std::function<void(std::chrono::milliseconds, std::function<void()>)>;
    Gate(Rest& rest, const Switches& switches, After after);

    /// A request from outside: `…/Services/v7_0/RestService.svc/…`, to be authenticated.
    void serve(const http::ServerRequest& request, http::Respond respond);
    /// What executeApi does: as the signed-in user. `path` as above or relative to
    /// RestService.svc/.
    void serve_as(const User& user, const http::ServerRequest& request, http::Respond respond);

    [[nodiscard]] FaultList& faults() { return faults_; }
    [[nodiscard]] Json calls() const;
    void reset();

  private:
    void pass(const User* user, const http::ServerRequest& request, http::Respond respond);
    void keep(Call call, int status);
    void store_late(const User* user, const http::ServerRequest& request, Call call,
                    const Fault& fault, http::Respond respond);

    Rest& rest_;
    const Switches& switches_;
    After after_;
    FaultList faults_;
    std::deque<Call> calls_;
};

}  // namespace octospira::simulators::spira
