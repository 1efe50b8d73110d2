#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "native/cli/settings/complaints.hpp"
#include "native/cli/settings/option_group.hpp"
#include "native/host/http_host.hpp"

namespace octospira::cli {

// Whom a command talks to and how it gets there, as typed. add_to() names the options.

struct SpiraAccountSettings {
    std::string url = {};
    std::string user = {};
    SecretSource key{"", "OCTOSPIRA_SPIRA_KEY"};

    enum class Need { optional, required };
    void add_to(OptionGroup& group, Need need);
    /// Reads the key; complains of what is missing where it is `required`. Empty: something is.
    [[nodiscard]] std::optional<host::SpiraAccess> read(Need need, Complaints& complaints) const;
};

struct OctoPerfAccountSettings {
    std::string url = "https://api.octoperf.com";
    SecretSource key{"", "OCTOSPIRA_OCTOPERF_KEY"};

    void add_to(OptionGroup& group);
    /// Errors: invalid_input.
    [[nodiscard]] Result<std::string> base_url() const;
};

struct NetworkSettings {
    std::string ca_file = {};
    std::string proxy = {};
    std::int64_t connect_timeout_ms = 10'000;
    std::int64_t timeout_ms = 60'000;

    void add_to(OptionGroup& group);
    [[nodiscard]] http::ClientOptions client() const;
};

}  // namespace octospira::cli
