#include "native/cli/serve_settings.hpp"

namespace octospira::cli {

void ServerSettings::add_to(CLI::App& serve) {
    const std::string group = "Server";
    serve.add_option("--address", address, "IP address to listen on")
        ->envname("OCTOSPIRA_ADDRESS")
        ->capture_default_str()
        ->group(group);
    serve.add_option("--port", port, "Port to listen on; 0: any free one")
        ->envname("OCTOSPIRA_PORT")
        ->capture_default_str()
        ->group(group);
    serve
        .add_option("--tls-cert", tls_certificate,
                    "PEM file with the server's certificate, then those that signed it; read "
                    "again at SIGHUP")
        ->envname("OCTOSPIRA_TLS_CERT")
        ->group(group);
    serve
        .add_option("--tls-key", tls_key,
                    "PEM file with the certificate's key, without a passphrase; read again at "
                    "SIGHUP")
        ->envname("OCTOSPIRA_TLS_KEY")
        ->group(group);
    serve
        .add_flag("--public-plain-http", public_plain_http,
                  "Without TLS, listen on other addresses than this machine's own: everybody on "
                  "the way can read the secrets")
        ->envname("OCTOSPIRA_PUBLIC_PLAIN_HTTP")
        ->group(group);
    serve
        .add_option("--max-connections", max_connections,
                    "Connections at the same time, and half as many from one address; others "
                    "get 503")
        ->envname("OCTOSPIRA_MAX_CONNECTIONS")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str()
        ->group(group);
    serve.add_option("--log-format", log_format, "json or text, on standard error")
        ->envname("OCTOSPIRA_LOG_FORMAT")
        ->check(CLI::IsMember({"json", "text"}))
        ->capture_default_str()
        ->group(group);
}

Result<void> ServerSettings::apply_to(recorder::RecorderOptions& options) const {
    if (tls_certificate.empty() != tls_key.empty()) {
        return failure(ErrorKind::invalid_input, "TLS needs a certificate and its key.",
                       "Give both --tls-cert and --tls-key, or neither.");
    }
    options.address = address;
    options.port = port;
    options.public_plain_http = public_plain_http;
    options.max_connections = max_connections;
    if (!tls_key.empty()) options.tls = http::TlsFiles{tls_certificate, tls_key};
    options.log_format =
        log_format == "text" ? recorder::LogFormat::text : recorder::LogFormat::json;
    return {};
}

}  // namespace octospira::cli
