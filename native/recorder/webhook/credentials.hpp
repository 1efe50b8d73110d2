#pragma once

#include <optional>
#include <string>
#include <vector>

#include "native/http/message.hpp"

namespace octospira::recorder {

struct Account {
    std::string username;
    std::string api_key;
};

/// The accepted credentials. During a change, a secret or an account's key has two values.
struct Credentials {
    std::vector<std::string> secrets = {};  ///< of the header X-OctoSpira-Secret, or as Bearer
    std::vector<Account> accounts = {};     ///< of the query: username and api-key
};

/// Whether a request's credentials are right. Empty: it has none, or none of that kind is
/// configured.
struct CredentialCheck {
    std::optional<bool> secret = std::nullopt;   ///< of each of its headers
    std::optional<bool> account = std::nullopt;  ///< of its address
};

/// Takes the same time whichever characters are wrong, and whichever secret is the right one. Keys
/// match with and without braces.
[[nodiscard]] CredentialCheck check_credentials(const Credentials& credentials,
                                                const http::RequestView& request);

/// True if there are any and all are right.
[[nodiscard]] bool are_right(const CredentialCheck& credentials);

}  // namespace octospira::recorder
