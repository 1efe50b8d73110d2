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
    http::Networks allowed = {};  ///< empty: everybody may check_network
    AuthThrottleRules failures = {};
};

/// Why a request is not let in, for its answer and for the log.
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

    /// Before anything is looked up: 403 where the address is in none of the allowed networks.
    /// Nothing where it may go on.
    [[nodiscard]] std::optional<Rejection> check_network(const http::RequestView& head) const;

    /// Then: nothing for right credentials, whatever others sent from the same address: a verdict
    /// must not get lost for their sake, and a secret has 16 characters at least. Else 401, and the
    /// failure is counted; after too many of them 429 with Retry-After.
    [[nodiscard]] std::optional<Rejection> check(const http::RequestView& head);

    /// Other secrets and accounts from now on; what was counted stays.
    void replace_credentials(Credentials credentials) {
        rules_.credentials = std::move(credentials);
    }

  private:
    AccessRules rules_;
    std::function<EpochMs()> clock_;
    AuthThrottle failures_;
};

}  // namespace octospira::recorder
