#include "native/recorder/doors.hpp"

#include <openssl/crypto.h>

#include <cstddef>
#include <functional>
#include <string_view>

#include "core/base/text.hpp"

namespace octospira::recorder {

namespace {

/// Equality in a time that depends on the lengths only.
bool same(std::string_view given, std::string_view expected) {
    const bool equally_long = given.size() == expected.size();
    const std::string_view other = equally_long ? expected : given;
    return (::CRYPTO_memcmp(given.data(), other.data(), given.size()) == 0) & equally_long;
}

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

bool secret_fits(const Doors& doors, std::string_view given) {
    bool fits = false;
    for (const std::string& secret : doors.secrets) fits |= same(given, secret);
    return fits && !given.empty();
}

bool account_fits(const Doors& doors, std::string_view username, std::string_view key) {
    bool fits = false;
    for (const Account& account : doors.accounts) {
        const bool name = same(plain_name(username), plain_name(account.username));
        const bool word = same(without_braces(key), without_braces(account.api_key));
        fits |= name & word;
    }
    return fits && !username.empty() && !without_braces(key).empty();
}

/// Whether the header is there and each of its values fits. A request with the header twice, right
/// and wrong, is refused: which of the two counts is not defined.
bool each_fits(const http::RequestView& request, std::string_view name,
               const std::function<bool(std::string_view)>& fits) {
    bool there = false;
    for (const auto& header : request.headers) {
        if (!equals_ignoring_case(header.name, name)) continue;
        if (!fits(trim(header.value))) return false;
        there = true;
    }
    return there;
}

}  // namespace

bool let_in(const Doors& doors, const http::RequestView& request) {
    static constexpr std::string_view kBearer = "Bearer ";
    const auto secret = [&doors](std::string_view value) { return secret_fits(doors, value); };
    const auto bearer = [&doors](std::string_view value) {
        return equals_ignoring_case(value.substr(0, kBearer.size()), kBearer) &&
               secret_fits(doors, trim(value.substr(kBearer.size())));
    };
    if (each_fits(request, "X-OctoSpira-Secret", secret)) return true;
    if (each_fits(request, "Authorization", bearer)) return true;
    if (request.query.empty()) return false;
    const http::Fields query = http::parse_query(request.query, http::Plus::itself);
    const auto username = http::field(query, "username");
    const auto key = http::field(query, "api-key");
    return username && key && account_fits(doors, *username, *key);
}

}  // namespace octospira::recorder
