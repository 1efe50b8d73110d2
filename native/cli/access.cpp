#include "native/cli/access.hpp"

#include <cstdlib>
#include <utility>

#include "core/base/text.hpp"
#include "core/octoperf/links.hpp"
#include "native/cli/artifact.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/operator_words.hpp"
#include "native/host/address.hpp"

namespace octospira::cli {

namespace {

using Settings = AccessSettings;

void add_spira(CLI::App& command, Settings& settings) {
    const std::string group = "Spira";
    command
        .add_option("--spira-url", settings.spira_url, "Spira's address, as typed in the browser")
        ->envname("OCTOSPIRA_SPIRA_URL")
        ->type_name("URL")
        ->group(group);
    command.add_option("--spira-user", settings.spira_user, "User name of the Spira account")
        ->envname("OCTOSPIRA_SPIRA_USER")
        ->type_name("NAME")
        ->group(group);
    command
        .add_option("--spira-key-file", settings.spira_key.file,
                    "File with the account's API key (RSS token); or set OCTOSPIRA_SPIRA_KEY")
        ->envname("OCTOSPIRA_SPIRA_KEY_FILE")
        ->type_name("FILE")
        ->group(group);
    command
        .add_option("--product", settings.product,
                    "Product of the test case, e.g. PR:1 or 1; not needed with a test case's "
                    "address")
        ->envname("OCTOSPIRA_PRODUCT")
        ->type_name("PR:N")
        ->group(group);
}

void add_octoperf(CLI::App& command, Settings& settings) {
    const std::string group = "OctoPerf";
    command.add_option("--octoperf-url", settings.octoperf_url, "OctoPerf's address")
        ->envname("OCTOSPIRA_OCTOPERF_URL")
        ->capture_default_str()
        ->type_name("URL")
        ->group(group);
    command
        .add_option("--octoperf-key-file", settings.octoperf_key.file,
                    "File with an OctoPerf API key; or set OCTOSPIRA_OCTOPERF_KEY")
        ->envname("OCTOSPIRA_OCTOPERF_KEY_FILE")
        ->type_name("FILE")
        ->group(group);
}

void add_recorder(CLI::App& command, Settings& settings) {
    const std::string group = "Recorder (optional)";
    command
        .add_option("--recorder-url", settings.recorder_url,
                    "Public address of octospira serve; with it, the recorder records results")
        ->envname("OCTOSPIRA_RECORDER_URL")
        ->type_name("URL")
        ->group(group);
    command
        .add_option("--secret-file", settings.secret.file,
                    "File with the recorder's secret, of two lines the first; or set "
                    "OCTOSPIRA_SECRET")
        ->envname("OCTOSPIRA_SECRET_FILE")
        ->type_name("FILE")
        ->group(group);
}

void add_network(CLI::App& command, Settings& settings) {
    const std::string group = "Outgoing connections";
    command
        .add_option("--ca-file", settings.ca_file, "PEM file of private certificate authorities")
        ->envname("OCTOSPIRA_CA_FILE")
        ->type_name("FILE")
        ->group(group);
    command.add_option("--proxy", settings.proxy, "Proxy, e.g. http://proxy:3128")
        ->envname("OCTOSPIRA_PROXY")
        ->type_name("URL")
        ->group(group);
    command.add_option("--connect-timeout", settings.connect_timeout_ms, "To connect, e.g. 10s")
        ->envname("OCTOSPIRA_CONNECT_TIMEOUT")
        ->transform(duration())
        ->type_name("DURATION")
        ->default_str("10s")
        ->group(group);
    command.add_option("--timeout", settings.timeout_ms, "For a whole call, e.g. 60s")
        ->envname("OCTOSPIRA_TIMEOUT")
        ->transform(duration())
        ->type_name("DURATION")
        ->default_str("60s")
        ->group(group);
    command
        .add_option("--state-dir", settings.state_dir,
                    "Folder for notes about launches (no secrets); default: "
                    "~/.local/state/octospira")
        ->envname("OCTOSPIRA_STATE_DIR")
        ->type_name("DIR")
        ->group(group);
}

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

std::string notes_folder(const Settings& settings) {
    if (!settings.state_dir.empty()) return settings.state_dir;
    if (const std::string state = variable("XDG_STATE_HOME"); state.starts_with('/'))
        return state + "/octospira";
    const std::string home = variable("HOME");
    return home.starts_with('/') ? home + "/.local/state/octospira" : "";
}

Result<void> read_spira(const Settings& settings, Access& access) {
    const auto key = read_secret(settings.spira_key);
    if (!key) return tl::unexpected(key.error());
    if (settings.spira_url.empty() || settings.spira_user.empty() || key->empty()) return {};
    auto url = host::normalise_spira_url(settings.spira_url);
    if (!url) return tl::unexpected(url.error());
    access.spira = host::SpiraAccess{std::move(*url), settings.spira_user, *key};
    return {};
}

Result<void> read_octoperf(const Settings& settings, Access& access) {
    const auto key = read_secret(settings.octoperf_key);
    if (!key) return tl::unexpected(key.error());
    auto url = octoperf::normalise_base_url(settings.octoperf_url);
    if (!url) {
        return failure(ErrorKind::invalid_input, url.error().message,
                       "Give https://api.octoperf.com or the address of your own OctoPerf with "
                       "--octoperf-url.");
    }
    if (!key->empty()) access.octoperf = host::OctoPerfAccess{std::move(*url), *key};
    return {};
}

Result<void> read_recorder(const Settings& settings, Access& access) {
    const std::string_view url = trim(settings.recorder_url);
    if (url.empty()) return {};
    if (octoperf::host_of(url).empty() || url.find('@') != std::string_view::npos ||
        url.find_first_of("?# ") != std::string_view::npos) {
        return failure(ErrorKind::invalid_input,
                       "The recorder's address is not a plain http or https URL.",
                       "Give it with --recorder-url, e.g. https://recorder.example.com.");
    }
    const auto secrets = read_secrets(settings.secret);
    if (!secrets) return tl::unexpected(secrets.error());
    if (secrets->empty()) {
        return failure(ErrorKind::not_configured, "The recorder's secret is missing.",
                       "Give --secret-file FILE, or set OCTOSPIRA_SECRET.");
    }
    access.recorder = host::RecorderAccess{std::string(url), secrets->front()};
    while (access.recorder->base_url.ends_with('/')) access.recorder->base_url.pop_back();
    return {};
}

}  // namespace

void add_access_options(CLI::App& command, AccessSettings& settings) {
    add_spira(command, settings);
    add_octoperf(command, settings);
    add_recorder(command, settings);
    add_network(command, settings);
}

Result<Access> read_access(const AccessSettings& settings) {
    Access access;
    for (const auto read : {read_spira, read_octoperf, read_recorder}) {
        if (const auto done = read(settings, access); !done) return tl::unexpected(done.error());
    }
    if (!settings.product.empty()) {
        const auto product = parse_artifact<ProductId>("PR", settings.product);
        if (!product) return tl::unexpected(product.error());
        access.product = *product;
    }
    access.client.ca_file = settings.ca_file;
    access.client.proxy = settings.proxy;
    access.client.connect_timeout = std::chrono::milliseconds(settings.connect_timeout_ms);
    access.client.total_timeout = std::chrono::milliseconds(settings.timeout_ms);
    access.notes = notes_folder(settings);
    return access;
}

Result<void> need_spira(const Access& access) {
    if (access.spira) return {};
    return failure(ErrorKind::not_configured, "Spira's address, user name or key is missing.",
                   "Give --spira-url, --spira-user and --spira-key-file, or set "
                   "OCTOSPIRA_SPIRA_URL, OCTOSPIRA_SPIRA_USER and OCTOSPIRA_SPIRA_KEY.");
}

Result<void> need_octoperf(const Access& access) {
    if (access.octoperf) return {};
    return failure(ErrorKind::not_configured, "The OctoPerf API key is missing.",
                   "Give --octoperf-key-file FILE, or set OCTOSPIRA_OCTOPERF_KEY.");
}

int report_to_operator(const Error& error) {
    return report(for_operator(error));
}

}  // namespace octospira::cli
