#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "core/base/time.hpp"
#include "native/http/message.hpp"
#include "native/http/networks.hpp"
#include "native/recorder/doors.hpp"
#include "native/recorder/failure_limit.hpp"

namespace octospira::recorder {

struct DoorRules {
    Doors doors = {};
    http::Networks allowed = {};  ///< empty: everybody may knock
    FailureRules failures = {};
};

/// Why a request is not let in, for its answer and for the log.
struct TurnedAway {
    int status = 401;
    std::string sentence;
    http::Fields headers = {};
};

/// Decides who may post: allowed networks, then credentials; wrong ones are throttled. On the
/// server's thread.
class DoorKeeper {
  public:
    DoorKeeper(DoorRules rules, std::function<EpochMs()> clock);

    /// Before anything is looked up: 403 where the address is in none of the allowed networks.
    /// Nothing where it may go on.
    [[nodiscard]] std::optional<TurnedAway> knock(const http::RequestView& head) const;

    /// Then: nothing for right credentials, whatever others sent from the same address: a verdict
    /// must not get lost for their sake, and a secret has 16 characters at least. Else 401, and the
    /// failure is counted; after too many of them 429 with Retry-After.
    [[nodiscard]] std::optional<TurnedAway> check(const http::RequestView& head);

    /// Other secrets and accounts from now on; what was counted stays.
    void change_locks(Doors doors) { rules_.doors = std::move(doors); }

  private:
    DoorRules rules_;
    std::function<EpochMs()> clock_;
    FailureLimit failures_;
};

}  // namespace octospira::recorder
