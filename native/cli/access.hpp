#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "core/base/ids.hpp"
#include "native/cli/complaints.hpp"
#include "native/cli/connection_settings.hpp"
#include "native/host/http_host.hpp"

namespace octospira::cli {

/// Whom the commands of an operator talk to, as typed. The names and variables are those of serve.
struct AccessSettings {
    SpiraAccountSettings spira = {};
    OctoPerfAccountSettings octoperf = {};
    std::string product = {};
    std::string recorder_url = {};
    SecretSource secret{"", "OCTOSPIRA_SECRET"};
    NetworkSettings network = {};
    std::string state_dir = {};
};
void add_access_options(CLI::App& command, AccessSettings& settings);

/// The same, read and normalised; what was not given is empty.
struct Access {
    std::optional<host::SpiraAccess> spira = std::nullopt;
    std::optional<host::OctoPerfAccess> octoperf = std::nullopt;
    std::optional<host::RecorderAccess> recorder = std::nullopt;
    std::optional<ProductId> product = std::nullopt;
    http::ClientOptions client = {};
    std::string notes = {};  ///< folder for what is remembered from call to call; empty: nowhere
};
/// What a command cannot do without.
struct Needs {
    bool spira = false;
    bool octoperf = false;
};
/// Complains of what is wrong and what is missing, naming the option or file; never a secret.
[[nodiscard]] Access read_access(const AccessSettings& settings, Needs needs,
                                 Complaints& complaints);

/// The error in an operator's words on standard error; the exit code it stands for.
[[nodiscard]] int report_to_operator(const Error& error);

}  // namespace octospira::cli
