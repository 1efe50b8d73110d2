#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "core/base/json.hpp"
#include "native/http/message.hpp"
#include "native/simulators/spira/apps.hpp"
#include "native/simulators/spira/gate.hpp"
#include "native/simulators/spira/proxy.hpp"
#include "native/simulators/spira/rest.hpp"
#include "native/simulators/spira/ui_route.hpp"

namespace octospira::simulators::spira {

/// What the pages get from the frame; all of it lives longer than they do. Everything is used on
/// the server's thread, except `post`, which brings another thread's work there.
struct UiContext {
    Store& store;
    Switches& switches;
    Gate& gate;
    std::function<void(std::function<void()>)> post;
    std::function<void(std::chrono::milliseconds, std::function<void()>)> after;
    std::string path_prefix;  ///< "" or "/Spira"; requests arrive without it
};

/// The pages a person uses, what their scripts ask for under `/_page/…`, and the SpiraApps, which
/// tests install under `/_simulator/apps…`.
class Ui {
  public:
    explicit Ui(UiContext parts);

    void handle(const http::ServerRequest& request, http::Respond respond);
    [[nodiscard]] Json state() const;
    void reset();

  private:
    void page(const http::ServerRequest& request, const http::Respond& respond);
    void service(const http::ServerRequest& request, http::Respond respond);

    // What page scripts ask for; each answers {message} with a 4xx or 5xx when it cannot.
    [[nodiscard]] http::ServerResponse switch_user(const Json& wanted) const;
    [[nodiscard]] http::ServerResponse change_profile(const User& user, const Json& wanted);
    [[nodiscard]] http::ServerResponse change_home(const User& user, const Json& wanted);
    void call_rest(const User& user, const Json& wanted, http::Respond respond);
    void call_outside(const User& user, const Json& wanted, http::Respond respond);
    [[nodiscard]] http::ServerResponse use_storage(const User& user, const Json& wanted);
    [[nodiscard]] http::ServerResponse upload(const User& user, const Json& wanted);
    [[nodiscard]] http::ServerResponse administer(const User& user, const Json& wanted);
    [[nodiscard]] http::ServerResponse administer_product(const User& user, App& app,
                                                          int product_id, const Json& wanted);

    /// `/_simulator/apps`: GET all, POST a package; `/_simulator/apps/{guid}`: PUT, DELETE.
    [[nodiscard]] http::ServerResponse control_apps(const http::ServerRequest& request);

    UiContext parts_;
    /// The pages' own form and lists use REST as it is documented, whatever the switches say, and
    /// stay out of the log of calls and of the injected faults, which are about the clients.
    Switches own_switches_;
    Rest own_rest_;
    Apps apps_;
    Proxy proxy_;
    bool developer_mode_ = false;
};

}  // namespace octospira::simulators::spira
