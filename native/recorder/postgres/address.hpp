#pragma once

#include <chrono>
#include <string>

#include "core/base/result.hpp"

namespace octospira::recorder::postgres {

/// How long a database may take before a call gives up.
struct Patience {
    std::chrono::seconds connect{5};
    std::chrono::milliseconds statement{10'000};  ///< the server ends a statement after it
    /// We end it, when the server does not: its machine or its process hangs.
    std::chrono::milliseconds answer{15'000};
};

/// A database's address.
struct Address {
    std::string conninfo;  ///< for libpq, the password included: never to be shown
    std::string shown;     ///< "octospira on db.example.com", for people
    Patience patience = {};
};

/// True for postgresql://…, postgres://… and libpq's "host=… dbname=…".
[[nodiscard]] bool is_address(const std::string& where);

/// Reads postgresql://user@host:port/database?sslmode=… or host=… dbname=… as libpq does; what is
/// not in it comes from libpq's environment variables, service and password files. Errors:
/// invalid_input when it is no such address or has a password in it, which never comes back in the
/// sentence.
[[nodiscard]] Result<Address> parse_address(const std::string& where, const std::string& password,
                                            const Patience& patience = {});

}  // namespace octospira::recorder::postgres
