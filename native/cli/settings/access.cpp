#include "native/cli/settings/access.hpp"

#include <cstdlib>
#include <utility>

#include "core/base/text.hpp"
#include "core/octoperf/links.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/settings/artifact.hpp"
#include "native/cli/text/operator_words.hpp"

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

void read_octoperf(const Settings& settings, bool needed, Access& access, Complaints& complaints) {
    const auto key = read_secret(settings.octoperf.key);
    auto url = settings.octoperf.base_url();
    if (!complaints.holds(url) || !complaints.holds(key)) return;
    if (!key->empty()) access.octoperf = host::OctoPerfAccess{std::move(*url), *key};
    if (key->empty() && needed) {
        complaints.missing("the OctoPerf API key (--octoperf-key-file or OCTOSPIRA_OCTOPERF_KEY)");
    }
}

void read_recorder(const Settings& settings, Access& access, Complaints& complaints) {
    const std::string_view url = trim(settings.recorder_url);
    if (url.empty()) return;
    if (octoperf::host_of(url).empty() || url.find('@') != std::string_view::npos ||
        url.find_first_of("?# ") != std::string_view::npos) {
        return complaints.wrong(
            {ErrorKind::invalid_input, "The recorder's address is not a plain http or https URL.",
             "Give it with --recorder-url, e.g. https://recorder.example.com.", ""});
    }
    const auto secrets = read_secrets(settings.secret);
    if (!complaints.holds(secrets)) return;
    if (secrets->empty())
        return complaints.missing("the recorder's secret (--secret-file or OCTOSPIRA_SECRET)");
    access.recorder = host::RecorderAccess{std::string(url), secrets->front()};
    while (access.recorder->base_url.ends_with('/')) access.recorder->base_url.pop_back();
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
                        "File with the recorder's secret; of two lines, the first is used");
    OptionGroup network(command, "Outgoing connections");
    settings.network.add_to(network);
    network.add("--state-dir", settings.state_dir, "DIR",
                "Folder for notes about launches (no secrets); default: ~/.local/state/octospira");
}

Access read_access(const AccessSettings& settings, Needs needs, Complaints& complaints) {
    using Need = SpiraAccountSettings::Need;
    Access access;
    access.spira = settings.spira.read(needs.spira ? Need::required : Need::optional, complaints);
    read_octoperf(settings, needs.octoperf, access, complaints);
    read_recorder(settings, access, complaints);
    if (!settings.product.empty()) {
        const auto product = parse_artifact<ProductId>("PR", settings.product);
        if (complaints.holds(product)) access.product = *product;
    }
    access.client = settings.network.client();
    access.notes = notes_folder(settings);
    return access;
}

int report_to_operator(const Error& error) {
    return report(for_operator(error));
}

}  // namespace octospira::cli
