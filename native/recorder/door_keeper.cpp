#include "native/recorder/door_keeper.hpp"

#include <string>
#include <utility>

namespace octospira::recorder {

DoorKeeper::DoorKeeper(DoorRules rules, std::function<EpochMs()> clock)
    : rules_(std::move(rules)), clock_(std::move(clock)), failures_(rules_.failures) {}

std::optional<TurnedAway> DoorKeeper::knock(const http::RequestView& head) const {
    if (rules_.allowed.empty() || rules_.allowed.contain(head.address)) return std::nullopt;
    return TurnedAway{403,
                      "This address is in none of the networks that may post here "
                      "(--allow-network)."};
}

std::optional<TurnedAway> DoorKeeper::check(const http::RequestView& head) {
    if (let_in(rules_.doors, head)) return std::nullopt;
    const EpochMs now = clock_();
    if (const auto wait = failures_.wait(head.address, now)) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait).count();
        return TurnedAway{429,
                          "Too many attempts with wrong credentials from this address. Correct "
                          "them, and try again later.",
                          {{"Retry-After", std::to_string(seconds)}}};
    }
    failures_.count_failure(head.address, now);
    return TurnedAway{401,
                      "The secret header, or username and api-key in the URL, are missing or "
                      "wrong. Correct the notification in OctoPerf.",
                      {{"WWW-Authenticate", "Bearer"}}};
}

}  // namespace octospira::recorder
