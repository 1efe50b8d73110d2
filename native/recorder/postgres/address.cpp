#include "native/recorder/postgres/address.hpp"

#include <libpq-fe.h>

#include <map>
#include <memory>
#include <string_view>

#include "core/base/text.hpp"

namespace octospira::recorder::postgres {

namespace {

using Parameters = std::map<std::string, std::string>;

Result<Parameters> read(const std::string& where) {
    char* trouble = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(where.c_str(), &trouble), PQconninfoFree);
    // What libpq says may quote the address, and a password with it.
    if (trouble != nullptr) PQfreemem(trouble);
    if (!options) {
        return failure(ErrorKind::invalid_input, "The journal's PostgreSQL address cannot be read.",
                       "Write postgresql://user@host:5432/database, with %-escapes for other "
                       "characters than letters, digits, - and _, or host=… dbname=… user=….",
                       "journal");
    }
    Parameters parameters;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) parameters[option->keyword] = option->val;
    }
    return parameters;
}

/// "dbname" and whatever else libpq knows.
bool is_keyword(std::string_view word) {
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse("", nullptr), PQconninfoFree);
    if (!options) return false;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        if (word == option->keyword) return true;
    }
    return false;
}

/// libpq knows schemes in small letters only.
std::string with_small_scheme(const std::string& where) {
    const std::size_t end = where.find("://");
    if (end == std::string::npos || where.find('=') < end) return where;
    return to_lower(where.substr(0, end)) + where.substr(end);
}

std::string quoted(const std::string& value) {
    std::string text = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + "'";
}

std::string shown(const Parameters& parameters) {
    const auto value = [&parameters](const char* key) {
        const auto found = parameters.find(key);
        return found == parameters.end() ? std::string() : found->second;
    };
    std::string text = value("dbname").empty() ? "the database" : value("dbname");
    if (!value("host").empty()) text += " on " + value("host");
    if (!value("port").empty()) text += ":" + value("port");
    return text;
}

}  // namespace

bool is_address(const std::string& where) {
    const std::string lower = to_lower(where);
    if (lower.starts_with("postgresql://") || lower.starts_with("postgres://")) return true;
    const std::string_view word = trim(std::string_view(lower).substr(0, lower.find('=')));
    return word.size() < lower.size() && is_keyword(word);
}

Result<Address> parse_address(const std::string& where, const std::string& password,
                              const Patience& patience) {
    auto parameters = read(with_small_scheme(where));
    if (!parameters) return tl::unexpected(parameters.error());
    if (parameters->contains("password") || parameters->contains("sslpassword")) {
        return failure(ErrorKind::invalid_input,
                       "The journal's PostgreSQL address has a password in it, which anyone on "
                       "this machine can read in the list of processes.",
                       "Remove it from the address and give it in a file, a variable or "
                       "PostgreSQL's own .pgpass; change it if others could have seen it.",
                       "journal");
    }
    if (!password.empty()) (*parameters)["password"] = password;
    // A server that vanishes without a word is noticed within half a minute.
    parameters->try_emplace("connect_timeout", std::to_string(patience.connect.count()));
    parameters->try_emplace("keepalives_idle", "10");
    parameters->try_emplace("keepalives_interval", "5");
    parameters->try_emplace("keepalives_count", "3");
    parameters->try_emplace("tcp_user_timeout", std::to_string(patience.answer.count()));
    parameters->try_emplace("fallback_application_name", "octospira");
    (*parameters)["client_encoding"] = "UTF8";
    Address address{{}, shown(*parameters), patience};
    for (const auto& [key, value] : *parameters) {
        address.conninfo += key + "=" + quoted(value) + " ";
    }
    return address;
}

}  // namespace octospira::recorder::postgres
