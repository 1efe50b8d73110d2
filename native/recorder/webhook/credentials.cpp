#include "native/recorder/webhook/credentials.hpp"

#include <cstddef>
#include <string_view>

#include "core/base/text.hpp"
#include "native/recorder/constant_time.hpp"

namespace octospira::recorder {

namespace {

std::string_view without_braces(std::string_view key) {
    key = trim(key);
    if (key.size() >= 2 && key.front() == '{' && key.back() == '}')
        return key.substr(1, key.size() - 2);
    return key;
}

/// A '+' in a query may stand for a blank: in a name both are taken for one. In a key it is itself.
std::string plain_name(std::string_view name) {
    return replace_all(trim(name), "+", " ");
}

bool secret_fits(const Credentials& credentials, std::string_view given) {
    bool fits = false;
    for (const std::string& secret : credentials.secrets)
        fits |= equal_in_constant_time(given, secret);
    return fits && !given.empty();
}

bool account_fits(const Credentials& credentials, std::string_view username, std::string_view key) {
    bool fits = false;
    for (const Account& account : credentials.accounts) {
        const bool name =
            equal_in_constant_time(plain_name(username), plain_name(account.username));
        const bool word =
            equal_in_constant_time(without_braces(key), without_braces(account.api_key));
        fits |= name & word;
    }
    return fits && !username.empty() && !without_braces(key).empty();
}

/// The secret of a header that carries one.
std::optional<std::string_view> secret_in(const http::HeaderView& header) {
    static constexpr std::string_view kBearer = "Bearer ";
    const std::string_view value = trim(header.value);
    if (equals_ignoring_case(header.name, "X-OctoSpira-Secret")) return value;
    if (!equals_ignoring_case(header.name, "Authorization") ||
        !equals_ignoring_case(value.substr(0, kBearer.size()), kBearer))
        return std::nullopt;
    return trim(value.substr(kBearer.size()));
}

}  // namespace

/// A request with two secrets, right and wrong, is refused: which of the two counts is not defined.
CredentialCheck check_credentials(const Credentials& credentials,
                                  const http::RequestView& request) {
    CredentialCheck read;
    for (const auto& header : request.headers) {
        const auto secret = secret_in(header);
        if (!secret || credentials.secrets.empty()) continue;
        read.secret = secret_fits(credentials, *secret) && read.secret.value_or(true);
    }
    if (request.query.empty() || credentials.accounts.empty()) return read;
    const http::Fields query = http::parse_query(request.query, http::Plus::itself);
    const auto key = http::field(query, "api-key");
    if (key)
        read.account = account_fits(credentials, http::field(query, "username").value_or(""), *key);
    return read;
}

bool are_right(const CredentialCheck& credentials) {
    const auto& [secret, account] = credentials;
    return (secret || account) && secret.value_or(true) && account.value_or(true);
}

}  // namespace octospira::recorder
