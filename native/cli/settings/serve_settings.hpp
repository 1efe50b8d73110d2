#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "native/cli/settings/connection_settings.hpp"
#include "native/recorder/journal/retention.hpp"
#include "native/recorder/recorder.hpp"

namespace octospira::cli {

// What was typed for `octospira serve`, before secrets are read. One struct per group of options,
// each in a file of its own: add_to() names the options, apply_to() says what becomes of them.

/// serve_server.cpp: where it listens, and its limits.
struct ServerSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = recorder::kDefaultPort;
    std::string log_format = "json";
    std::string tls_certificate;
    std::string tls_key;
    bool public_plain_http = false;
    std::size_t max_connections = 256;
    int keep_alive_s = 75;

    void add_to(CLI::App& serve);
    void apply_to(recorder::RecorderOptions& options, Complaints& complaints) const;
};

/// serve_spira.cpp: where results are recorded, and how.
struct SpiraSettings {
    SpiraAccountSettings account;
    int workers = 3;
    std::int64_t release = 0;
    bool caution = false;
    std::vector<std::string> products;

    void add_to(CLI::App& serve);
    void apply_to(recorder::RecorderOptions& options, Complaints& complaints) const;
};

/// serve_journal.cpp: where notifications are stored, and how long.
struct KeepingSettings {
    std::string where = "octospira-journal.db";
    SecretSource password{"", "OCTOSPIRA_JOURNAL_PASSWORD", SecretSource::Use::login};
    int keep_days = recorder::kKeepDays;

    void add_to(CLI::App& serve);
    void apply_to(recorder::RecorderOptions& options, Complaints& complaints) const;
};

/// serve_status.cpp: the operator's page.
struct StatusSettings {
    std::uint16_t port = recorder::kDefaultStatusPort;
    SecretSource token{"", "OCTOSPIRA_STATUS_TOKEN"};
    std::vector<std::string> hosts;

    void add_to(CLI::App& serve);
    void apply_to(recorder::RecorderOptions& options, Complaints& complaints) const;
};

/// serve_credentials.cpp: who may post.
struct CredentialSettings {
    SecretSource secret{"", "OCTOSPIRA_SECRET"};
    std::string webhook_user;
    SecretSource webhook_key{"", "OCTOSPIRA_WEBHOOK_KEY", SecretSource::Use::address};
    std::string accounts_file;
    bool header_only = false;
    std::vector<std::string> allowed_networks;
    std::vector<std::string> trusted_proxies;
    int failures = 10;
    std::int64_t failure_window_ms = 60'000;

    void add_to(CLI::App& serve);
    /// Everything but the secrets, which can be read again later.
    void apply_to(recorder::RecorderOptions& options, Complaints& complaints) const;
    /// Reads the secrets. `spira`: the account that is accepted if no other is set.
    [[nodiscard]] Result<recorder::Credentials> read(const host::SpiraAccess& spira) const;
};

/// serve_outgoing.cpp: OctoPerf, and the way to it and to Spira.
struct OutgoingSettings {
    OctoPerfAccountSettings octoperf;
    NetworkSettings network;

    void add_to(CLI::App& serve);
    void apply_to(recorder::RecorderOptions& options, Complaints& complaints) const;
};

struct ServeSettings {
    SpiraSettings spira;
    CredentialSettings credentials;
    ServerSettings server;
    KeepingSettings journal;
    StatusSettings status;
    OutgoingSettings outgoing;

    void add_to(CLI::App& serve);
    /// Reads the secrets. Errors: invalid_input, not_configured; one line for each problem, first
    /// `problems`, which are known already.
    [[nodiscard]] Result<recorder::RecorderOptions> options(
        const std::vector<std::string>& problems) const;
};

}  // namespace octospira::cli
