#include "native/cli/settings/serve_settings.hpp"

namespace octospira::cli {

void ServerSettings::add_to(CLI::App& serve) {
    OptionGroup group(serve, "Server");
    group.add_with_default("--address", address, "IP", "IP address to listen on");
    group.add_with_default("--port", port, "PORT", "Port to listen on; 0: any free one");
    group.add("--tls-cert", tls_certificate, "FILE",
              "PEM file with the server's certificate, then those that signed it; read again at "
              "SIGHUP");
    group.add("--tls-key", tls_key, "FILE",
              "PEM file with the certificate's key, without a passphrase; read again at SIGHUP");
    group.add_flag("--public-plain-http", public_plain_http,
                   "Without TLS, listen on other addresses than this machine's own: anyone on "
                   "the network path can read the secrets");
    group
        .add_with_default("--max-connections", max_connections, "N",
                          "Concurrent connections, 1 to 100000, and half as many from one "
                          "address; others get 503")
        ->check(CLI::Range(1, 100'000).description(""));
    group
        .add_with_default("--keep-alive", keep_alive_s, "SECONDS",
                          "How long an idle connection is kept, 1 to 3600; longer than a load "
                          "balancer in front of it keeps one")
        ->check(CLI::Range(1, 3600).description(""));
    group.add_with_default("--log-format", log_format, "FORMAT", "json or text, on standard error")
        ->check(CLI::IsMember({"json", "text"}));
}

void ServerSettings::apply_to(recorder::RecorderOptions& options, Complaints& complaints) const {
    if (tls_certificate.empty() != tls_key.empty()) {
        complaints.wrong({ErrorKind::invalid_input, "TLS needs a certificate and its key.",
                          "Give both --tls-cert and --tls-key, or neither.", ""});
    }
    options.address = address;
    options.port = port;
    options.public_plain_http = public_plain_http;
    options.max_connections = max_connections;
    options.keep_alive = std::chrono::seconds(keep_alive_s);
    if (!tls_key.empty()) options.tls = http::TlsFiles{tls_certificate, tls_key};
    options.log_format =
        log_format == "text" ? recorder::LogFormat::text : recorder::LogFormat::json;
}

}  // namespace octospira::cli
