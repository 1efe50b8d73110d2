#include "native/cli/serve_settings.hpp"

namespace octospira::cli {

void StatusSettings::add_to(CLI::App& serve) {
    const std::string group = "Status page (on this machine only; off without a token)";
    serve
        .add_option("--status-token-file", token.file,
                    "File with the token that opens the page, at least 16 characters, two lines "
                    "while you change it; or set OCTOSPIRA_STATUS_TOKEN")
        ->envname("OCTOSPIRA_STATUS_TOKEN_FILE")
        ->group(group);
    serve.add_option("--status-port", port, "Port of 127.0.0.1 for the page; 0: any free one")
        ->envname("OCTOSPIRA_STATUS_PORT")
        ->capture_default_str()
        ->group(group);
    serve
        .add_option("--status-host", hosts,
                    "Name under which a proxy of yours shows the page; may be given several times")
        ->envname("OCTOSPIRA_STATUS_HOST")
        ->delimiter(',')
        ->group(group);
}

Result<void> StatusSettings::apply_to(recorder::RecorderOptions& options) const {
    auto tokens = read_secrets(token);
    if (!tokens) return tl::unexpected(tokens.error());
    options.status.tokens = std::move(*tokens);
    options.status.port = port;
    options.status.hosts = hosts;
    return {};
}

}  // namespace octospira::cli
