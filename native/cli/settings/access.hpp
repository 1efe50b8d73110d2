#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "core/base/ids.hpp"
#include "native/cli/settings/complaints.hpp"
#include "native/cli/settings/connection_settings.hpp"
#include "native/host/http_host.hpp"

namespace octospira::cli {

/// The servers and accounts of the operator's commands, as typed. The names and variables are those
/// of serve.
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

/// The same, read and normalised; a setting that was not given is empty.
struct Access {
    std::optional<host::SpiraAccess> spira = std::nullopt;
    std::optional<host::OctoPerfAccess> octoperf = std::nullopt;
    std::optional<host::RecorderAccess> recorder = std::nullopt;
    std::optional<ProductId> product = std::nullopt;
    http::ClientOptions client = {};
    std::string notes = {};  ///< folder for notes kept between calls; empty: none
};
/// The settings that a command requires.
struct Needs {
    bool spira = false;
    bool octoperf = false;
};
/// Reports what is wrong and what is missing, naming the option or file; never a secret.
[[nodiscard]] Access read_access(const AccessSettings& settings, Needs needs,
                                 Complaints& complaints);

/// Prints the error in the command line's words on standard error; returns its exit code.
[[nodiscard]] int report_to_operator(const Error& error);

}  // namespace octospira::cli
