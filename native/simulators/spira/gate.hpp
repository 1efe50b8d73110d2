#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/result.hpp"
#include "native/http/message.hpp"
#include "native/simulators/spira/rest.hpp"

namespace octospira::simulators::spira {

/// One fault to inject into REST calls: what it hits, how often, and what happens then. The first
/// of the list that fits is used. As JSON, with `times` 1 unless given, -1 for ever:
///
///     {"match":"POST test-runs/record","times":2,"action":"status","status":429,
///      "body":"Slow down","contentType":"text/plain","headers":{"Retry-After":"7"}}
///
/// `match`: a method or *, a blank, a part of the path. Actions: status (instead of performing it),
/// storeThenStatus or storeThen500 (performed, then answered so), hang (performed, answered after
/// `ms`), close and storeThenClose (no answer at all), html (200 and a login page). Spira may also
/// store later than its caller waits, as IIS does: storeLate (performed and answered after `ms`,
/// performed also when the caller has gone by then), statusThenStore (answered so at once,
/// performed after `ms`) and closeThenStore (no answer, performed after `ms`). The names of what
/// may stand before Spira (front_end.hpp) are actions, too.
struct Fault {
    enum class Action {
        status,
        store_then_status,
        hang,
        close,
        store_then_close,
        html,
        store_late,
        status_then_store,
        close_then_store,
        front_end
    };
    std::string method;  ///< empty: any
    std::string path;    ///< part of the path, case ignored; empty: any
    int times = 1;       ///< how many calls it still hits; -1: all
    Action action = Action::status;
    FrontEnd front_end = FrontEnd::none;  ///< of front_end
    int status = 500;
    std::string body;
    std::string content_type = "application/json";
    http::Fields headers;
    std::chrono::milliseconds delay{0};  ///< `ms`: of hang and of what is stored late
};

/// One REST call as it came, without credentials.
struct Call {
    std::string method;
    std::string path;     ///< relative to RestService.svc/
    std::string query;    ///< without username and api-key
    int status = 0;       ///< as answered; 0: the connection was closed
    std::string user;     ///< login, or "" when not authenticated
    bool inside = false;  ///< by a page (executeApi), not from outside
};

/// The way to REST: keeps the log of calls and injects the faults asked for.
class Gate {
  public:
    using After = std::function<void(std::chrono::milliseconds, std::function<void()>)>;
    Gate(Rest& rest, const Switches& switches, After after)
        : rest_(rest), switches_(switches), after_(std::move(after)) {}

    /// A request from outside: `…/Services/v7_0/RestService.svc/…`, to be authenticated.
    void serve(const http::ServerRequest& request, http::Respond respond);
    /// What executeApi does: as the signed-in user. `path` as above or relative to
    /// RestService.svc/.
    void serve_as(const User& user, const http::ServerRequest& request, http::Respond respond);

    [[nodiscard]] Json faults() const;
    /// Replaces all. Errors: invalid_input, then nothing is changed.
    [[nodiscard]] Result<void> set_faults(const Json& list);
    [[nodiscard]] Json calls() const;
    void reset();

  private:
    void pass(const User* user, const http::ServerRequest& request, http::Respond respond);
    void keep(Call call, int status);
    void store_late(const User* user, const http::ServerRequest& request, Call call,
                    const Fault& fault, http::Respond respond);
    [[nodiscard]] Fault* fault_for(const http::ServerRequest& request);

    Rest& rest_;
    const Switches& switches_;
    After after_;
    std::vector<Fault> faults_;
    std::deque<Call> calls_;
};

}  // namespace octospira::simulators::spira
