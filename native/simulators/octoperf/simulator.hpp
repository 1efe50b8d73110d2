#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "native/http/message.hpp"
#include "native/simulators/octoperf/switches.hpp"

namespace octospira::simulators::octoperf {

/// Where HTTP notifications go, as set up on OctoPerf's notifications page.
struct NotificationTarget {
    std::string url;
    http::Fields headers = {};
    /// Ticked events, e.g. TEST_PASSED; those of the SpiraApp's setup page by default.
    std::vector<std::string> events = {"TEST_FAILED", "TEST_PASSED", "TEST_ERROR"};
};

/// One more person with a key, in every workspace with the same role.
struct ExtraUser {
    std::string username;
    std::string key;
    std::string role = "VIEWER";  ///< ADMIN | TESTER | TEST_EXECUTOR | VIEWER
};

struct OctoPerfOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;    ///< 0: any free one
    std::string api_key = {};  ///< of the demonstration's user, a UUID; empty: no key is good
    std::chrono::milliseconds run_time{20'000};  ///< a whole load test, compressed
    std::string public_url = {};  ///< for reportUrl; empty: http://octoperf.localhost:<port>
    std::vector<NotificationTarget> notifications = {};
    Switches switches = {};
    std::vector<ExtraUser> users = {};
};

/// An OctoPerf that runs pretended load tests: REST API, HTTP notifications and pages to watch,
/// plus /_simulator/… for tests and /_page/… for its own pages.
class OctoPerf {
  public:
    virtual ~OctoPerf() = default;

    /// Listens at once. Errors: invalid_input (an option), unavailable (port).
    [[nodiscard]] static Result<std::unique_ptr<OctoPerf>> create(OctoPerfOptions options);

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Where this machine reaches it, e.g. http://127.0.0.1:8090, without a slash at the end.
    [[nodiscard]] virtual std::string base_url() const = 0;

    /// Serves until stop().
    virtual void run() = 0;
    /// From any thread: requests that hang on purpose are closed, then run() returns.
    virtual void stop() = 0;
};

}  // namespace octospira::simulators::octoperf
