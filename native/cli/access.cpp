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
    const auto key = read_secret(settings.spira.key);
    if (!key) return tl::unexpected(key.error());
    if (settings.spira.url.empty() || settings.spira.user.empty() || key->empty()) return {};
    auto url = host::normalise_spira_url(settings.spira.url);
    if (!url) return tl::unexpected(url.error());
    access.spira = host::SpiraAccess{std::move(*url), settings.spira.user, *key};
    return {};
}

Result<void> read_octoperf(const Settings& settings, Access& access) {
    const auto key = read_secret(settings.octoperf.key);
    if (!key) return tl::unexpected(key.error());
    auto url = octoperf::normalise_base_url(settings.octoperf.url);
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
    OptionGroup spira(command, "Spira");
    settings.spira.add_to(spira, SpiraAccountSettings::Need::optional);
    spira.add("--product", settings.product, "PR:N",
              "Product of the test case, e.g. PR:1 or 1; not needed with a test case's address");
    OptionGroup octoperf(command, "OctoPerf");
    settings.octoperf.add_to(octoperf);
    OptionGroup recorder(command, "Recorder (optional)");
    recorder.add("--recorder-url", settings.recorder_url, "URL",
                 "Public address of octospira serve; with it, the recorder records results");
    recorder.add_secret("--secret-file", settings.secret,
                        "File with the recorder's secret, of two lines the first");
    OptionGroup network(command, "Outgoing connections");
    settings.network.add_to(network);
    network.add("--state-dir", settings.state_dir, "DIR",
                "Folder for notes about launches (no secrets); default: ~/.local/state/octospira");
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
    access.client = settings.network.client();
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
