#include "native/cli/serve_settings.hpp"

namespace octospira::cli {

void OutgoingSettings::add_to(CLI::App& serve) {
    OptionGroup figures(serve, "OctoPerf (optional: more figures in the results)");
    octoperf.add_to(figures);
    OptionGroup connections(serve, "Outgoing connections");
    network.add_to(connections);
}

Result<void> OutgoingSettings::apply_to(recorder::RecorderOptions& options) const {
    const auto key = read_secret(octoperf.key);
    if (!key) return tl::unexpected(key.error());
    if (!key->empty()) options.octoperf = {octoperf.url, *key};
    options.client = network.client();
    return {};
}

}  // namespace octospira::cli
