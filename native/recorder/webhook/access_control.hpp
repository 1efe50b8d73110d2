#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "core/base/time.hpp"
#include "native/http/message.hpp"
#include "native/http/networks.hpp"
#include "native/recorder/webhook/auth_throttle.hpp"
#include "native/recorder/webhook/credentials.hpp"

namespace octospira::recorder {

struct AccessRules {
    Credentials credentials = {};
    http::Networks allowed = {};  ///< empty: all networks
    AuthThrottleRules failures = {};
};

/// Why a request is rejected, for its answer and for the log.
struct Rejection {
    int status = 401;
    std::string sentence;
    http::Fields headers = {};
};

/// Decides who may post: allowed networks, then credentials; wrong ones are throttled. On the
/// server's thread.
class AccessControl {
  public:
    AccessControl(AccessRules rules, std::function<EpochMs()> clock);

    /// Checked first: 403 if the address is not in an allowed network. Empty if the request may
    /// continue.
    [[nodiscard]] std::optional<Rejection> check_network(const http::RequestView& head) const;

    /// Checked next: empty for right credentials, whatever others sent from the same address, so
    /// that no verdict is lost because of them; a secret has at least 16 characters. Otherwise 401,
    /// and the failure is counted; after too many of them 429 with Retry-After.
    [[nodiscard]] std::optional<Rejection> check(const http::RequestView& head);

    /// Replaces the secrets and accounts; the counted failures stay.
    void replace_credentials(Credentials credentials) {
        rules_.credentials = std::move(credentials);
    }

  private:
    AccessRules rules_;
    std::function<EpochMs()> clock_;
    AuthThrottle failures_;
};

}  // namespace octospira::recorder
