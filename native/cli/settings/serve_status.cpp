#include "native/cli/settings/serve_settings.hpp"

namespace octospira::cli {

void StatusSettings::add_to(CLI::App& serve) {
    OptionGroup group(serve, "Status page (on this machine only; off without a token)");
    group.add_secret("--status-token-file", token,
                     "File with the token that opens the page, at least 16 characters, two lines "
                     "while you change it");
    group.add_with_default("--status-port", port, "PORT",
                           "Port on 127.0.0.1 for the page; 0: any free one");
    group
        .add("--status-host", hosts, "NAME",
             "Host name under which your proxy serves the page; may be repeated")
        ->delimiter(',');
}

void StatusSettings::apply_to(recorder::RecorderOptions& options, Complaints& complaints) const {
    options.status.tokens = complaints.or_complain(read_secrets(token));
    options.status.port = port;
    options.status.hosts = hosts;
}

}  // namespace octospira::cli
