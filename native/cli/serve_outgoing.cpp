#include <chrono>

#include "native/cli/commands.hpp"
#include "native/cli/serve_settings.hpp"

namespace octospira::cli {

void OutgoingSettings::add_to(CLI::App& serve) {
    const std::string octoperf = "OctoPerf (optional: more figures in the results)";
    serve.add_option("--octoperf-url", octoperf_url, "OctoPerf's address")
        ->envname("OCTOSPIRA_OCTOPERF_URL")
        ->capture_default_str()
        ->group(octoperf);
    serve
        .add_option("--octoperf-key-file", octoperf_key.file,
                    "File with an OctoPerf API key; or set OCTOSPIRA_OCTOPERF_KEY")
        ->envname("OCTOSPIRA_OCTOPERF_KEY_FILE")
        ->group(octoperf);
    const std::string group = "Outgoing connections";
    serve.add_option("--ca-file", ca_file, "PEM file of private certificate authorities")
        ->envname("OCTOSPIRA_CA_FILE")
        ->check(CLI::ExistingFile)
        ->group(group);
    serve.add_option("--proxy", proxy, "Proxy, e.g. http://proxy:3128")
        ->envname("OCTOSPIRA_PROXY")
        ->group(group);
    serve.add_option("--connect-timeout", connect_timeout_ms, "To connect, e.g. 10s")
        ->envname("OCTOSPIRA_CONNECT_TIMEOUT")
        ->transform(duration())
        ->default_str("10s")
        ->group(group);
    serve.add_option("--timeout", timeout_ms, "For a whole call, e.g. 60s")
        ->envname("OCTOSPIRA_TIMEOUT")
        ->transform(duration())
        ->default_str("60s")
        ->group(group);
}

Result<void> OutgoingSettings::apply_to(recorder::RecorderOptions& options) const {
    const auto key = read_secret(octoperf_key);
    if (!key) return tl::unexpected(key.error());
    if (!key->empty()) options.octoperf = {octoperf_url, *key};
    options.client.ca_file = ca_file;
    options.client.proxy = proxy;
    options.client.connect_timeout = std::chrono::milliseconds(connect_timeout_ms);
    options.client.total_timeout = std::chrono::milliseconds(timeout_ms);
    return {};
}

}  // namespace octospira::cli
