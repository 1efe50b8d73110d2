#include "native/cli/settings/serve_settings.hpp"

namespace octospira::cli {

void OutgoingSettings::add_to(CLI::App& serve) {
    OptionGroup figures(serve, "OctoPerf (optional: more figures in the results)");
    octoperf.add_to(figures);
    OptionGroup connections(serve, "Outgoing connections");
    network.add_to(connections);
}

void OutgoingSettings::apply_to(recorder::RecorderOptions& options, Complaints& complaints) const {
    const auto key = complaints.or_complain(read_secret(octoperf.key));
    const auto url = complaints.or_complain(octoperf.base_url());
    if (!key.empty()) options.octoperf = {url, key};
    options.client = network.client();
}

}  // namespace octospira::cli
