#pragma once

#include <string>
#include <string_view>

#include "native/http/message.hpp"
#include "native/simulators/spira/store.hpp"
#include "native/simulators/spira/switches.hpp"

namespace octospira::simulators::spira {

/// Spira's REST service, version 7, on the store. A request's path is `…/RestService.svc/…` or what
/// follows it.
class Rest {
  public:
    Rest(Store& store, const Switches& switches) : store_(store), switches_(switches) {}

    /// A call from outside: authenticates by headers, query or HTTP Basic first.
    [[nodiscard]] http::ServerResponse handle(const http::ServerRequest& request);
    /// A call of a page as its signed-in user.
    [[nodiscard]] http::ServerResponse handle_as(const User& user,
                                                 const http::ServerRequest& request);
    /// Whom the credentials of a call from outside name, or nullptr.
    [[nodiscard]] const User* authenticate(const http::ServerRequest& request) const;

  private:
    Store& store_;
    const Switches& switches_;
};

/// What follows "RestService.svc/" in the path, or the path without its leading slash.
[[nodiscard]] std::string_view rest_path(std::string_view path);

}  // namespace octospira::simulators::spira
