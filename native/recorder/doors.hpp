#pragma once

#include <string>
#include <vector>

#include "native/http/message.hpp"

namespace octospira::recorder {

struct Account {
    std::string username;
    std::string api_key;
};

/// Who may post. Each secret and each account's key is there twice during its change.
struct Doors {
    std::vector<std::string> secrets = {};  ///< of the header X-OctoSpira-Secret, or as Bearer
    std::vector<Account> accounts = {};     ///< of the query: username and api-key
};

/// True when the request carries a secret or an account that is let in. Takes the same time
/// whichever characters are wrong, and whichever secret is the right one. Keys match with and
/// without braces.
[[nodiscard]] bool let_in(const Doors& doors, const http::RequestView& request);

}  // namespace octospira::recorder
