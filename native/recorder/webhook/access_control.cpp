#include "native/recorder/webhook/access_control.hpp"

#include <string>
#include <utility>

namespace octospira::recorder {

namespace {

/// Names what is wrong where the other is right, and neither secret.
std::string what_is_wrong(const CredentialCheck& credentials) {
    const bool one =
        credentials.secret && credentials.account && *credentials.secret != *credentials.account;
    if (one && *credentials.secret) {
        return "The secret header is right, but username and api-key in the URL are wrong. Correct "
               "them in the notification in OctoPerf, or remove them.";
    }
    if (one) {
        return "username and api-key in the URL are right, but the secret header is wrong. Correct "
               "it in the notification in OctoPerf, or remove it.";
    }
    return "The secret header, or username and api-key in the URL, are missing or wrong. Correct "
           "the notification in OctoPerf.";
}

}  // namespace

AccessControl::AccessControl(AccessRules rules, std::function<EpochMs()> clock)
    : rules_(std::move(rules)), clock_(std::move(clock)), failures_(rules_.failures) {}

std::optional<Rejection> AccessControl::check_network(const http::RequestView& head) const {
    if (rules_.allowed.empty() || rules_.allowed.contain(head.address)) return std::nullopt;
    return Rejection{403,
                     "This address is not in a network that is allowed to post here "
                     "(--allow-network)."};
}

std::optional<Rejection> AccessControl::check(const http::RequestView& head) {
    const CredentialCheck credentials = check_credentials(rules_.credentials, head);
    if (are_right(credentials)) return std::nullopt;
    const EpochMs now = clock_();
    if (const auto wait = failures_.wait(head.address, now)) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait).count();
        return Rejection{429,
                         "Too many attempts with wrong credentials from this address. Correct "
                         "them, and try again later.",
                         {{"Retry-After", std::to_string(seconds)}}};
    }
    failures_.count_failure(head.address, now);
    return Rejection{401, what_is_wrong(credentials), {{"WWW-Authenticate", "Bearer"}}};
}

}  // namespace octospira::recorder
