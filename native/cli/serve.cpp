#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>

#include "native/cli/commands.hpp"
#include "native/cli/secrets.hpp"
#include "native/cli/service_manager.hpp"
#include "native/cli/stop_signals.hpp"
#include "native/recorder/recorder.hpp"

namespace octospira::cli {

namespace {

constexpr std::size_t kShortestSecret = 16;

/// What was typed, before secrets are read.
struct ServeSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = recorder::kDefaultPort;
    std::string journal = "octospira-journal.db";
    std::string spira_url;
    std::string spira_user;
    SecretSource spira_key{"", "OCTOSPIRA_SPIRA_KEY"};
    SecretSource secret{"", "OCTOSPIRA_SECRET"};
    std::string webhook_user;
    SecretSource webhook_key{"", "OCTOSPIRA_WEBHOOK_KEY"};
    bool header_only = false;
    std::string octoperf_url = "https://api.octoperf.com";
    SecretSource octoperf_key{"", "OCTOSPIRA_OCTOPERF_KEY"};
    int workers = 3;
    std::int64_t release = 0;
    bool caution = false;
    std::string ca_file;
    std::string proxy;
    std::int64_t connect_timeout_ms = 10'000;
    std::int64_t timeout_ms = 60'000;
    std::string log_format = "json";
};

constexpr const char* kAbout =
    "Run the recorder: accept OctoPerf's notifications and record them in Spira as test runs.";

constexpr const char* kMore =
    "The notification in OctoPerf (type Http; events test passed, failed and error) goes to\n"
    "  http://ADDRESS:PORT/Services/Webhooks/TestService.svc/OctoPerf\n"
    "with the header X-OctoSpira-Secret, or with ?username=…&api-key=… in the address.\n\n"
    "Example:\n"
    "  export OCTOSPIRA_SPIRA_KEY_FILE=/etc/octospira/spira.key\n"
    "  export OCTOSPIRA_SECRET_FILE=/etc/octospira/secret\n"
    "  octospira serve --spira-url https://mysite.spiraservice.net --spira-user octoperf\n\n"
    "Stops at SIGINT or SIGTERM, within ten seconds; what is not delivered yet stays in the\n"
    "journal. Exit codes: 0 stopped, 1 failed, 2 an argument or a setting is wrong.";

void add_server_options(CLI::App& serve, ServeSettings& settings) {
    const std::string group = "Server";
    serve.add_option("--address", settings.address, "IP address to listen on")
        ->envname("OCTOSPIRA_ADDRESS")
        ->capture_default_str()
        ->group(group);
    serve.add_option("--port", settings.port, "Port to listen on; 0: any free one")
        ->envname("OCTOSPIRA_PORT")
        ->capture_default_str()
        ->group(group);
    serve.add_option("--journal", settings.journal, "SQLite file that keeps what came in")
        ->envname("OCTOSPIRA_JOURNAL")
        ->capture_default_str()
        ->group(group);
    serve.add_option("--log-format", settings.log_format, "json or text, on standard error")
        ->envname("OCTOSPIRA_LOG_FORMAT")
        ->check(CLI::IsMember({"json", "text"}))
        ->capture_default_str()
        ->group(group);
}

void add_spira_options(CLI::App& serve, ServeSettings& settings) {
    const std::string group = "Spira (where results are recorded)";
    serve.add_option("--spira-url", settings.spira_url, "Spira's address, as typed in the browser")
        ->envname("OCTOSPIRA_SPIRA_URL")
        ->required()
        ->group(group);
    serve.add_option("--spira-user", settings.spira_user, "User name of the recorder's account")
        ->envname("OCTOSPIRA_SPIRA_USER")
        ->required()
        ->group(group);
    serve
        .add_option("--spira-key-file", settings.spira_key.file,
                    "File with the account's API key (RSS token); or set OCTOSPIRA_SPIRA_KEY")
        ->envname("OCTOSPIRA_SPIRA_KEY_FILE")
        ->group(group);
    serve
        .add_option("--release", settings.release,
                    "Release id for results whose launch names none; 0: no release")
        ->envname("OCTOSPIRA_RELEASE")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str()
        ->group(group);
    serve
        .add_flag("--caution-on-warnings", settings.caution,
                  "Record a passed test with warning alarms as Caution")
        ->envname("OCTOSPIRA_CAUTION_ON_WARNINGS")
        ->group(group);
    serve
        .add_option("--workers", settings.workers, "Deliveries to Spira at the same time, 1 to 10")
        ->envname("OCTOSPIRA_WORKERS")
        ->check(CLI::Range(1, recorder::kMaxWorkers))
        ->capture_default_str()
        ->group(group);
}

void add_door_options(CLI::App& serve, ServeSettings& settings) {
    const std::string group = "Who may post";
    serve
        .add_option("--secret-file", settings.secret.file,
                    "File with the secret of the header X-OctoSpira-Secret, two lines while you "
                    "change it; or set OCTOSPIRA_SECRET")
        ->envname("OCTOSPIRA_SECRET_FILE")
        ->group(group);
    serve
        .add_option("--webhook-user", settings.webhook_user,
                    "username accepted in the address; default: the Spira user")
        ->envname("OCTOSPIRA_WEBHOOK_USER")
        ->group(group);
    serve
        .add_option("--webhook-key-file", settings.webhook_key.file,
                    "File with the api-key accepted in the address, two lines while you change "
                    "it; default: the Spira key; or set OCTOSPIRA_WEBHOOK_KEY")
        ->envname("OCTOSPIRA_WEBHOOK_KEY_FILE")
        ->group(group);
    serve
        .add_flag("--header-only", settings.header_only,
                  "Accept the secret header only, no account in the address")
        ->envname("OCTOSPIRA_HEADER_ONLY")
        ->group(group);
}

void add_octoperf_options(CLI::App& serve, ServeSettings& settings) {
    const std::string group = "OctoPerf (optional: more figures in the results)";
    serve.add_option("--octoperf-url", settings.octoperf_url, "OctoPerf's address")
        ->envname("OCTOSPIRA_OCTOPERF_URL")
        ->capture_default_str()
        ->group(group);
    serve
        .add_option("--octoperf-key-file", settings.octoperf_key.file,
                    "File with an OctoPerf API key; or set OCTOSPIRA_OCTOPERF_KEY")
        ->envname("OCTOSPIRA_OCTOPERF_KEY_FILE")
        ->group(group);
}

void add_network_options(CLI::App& serve, ServeSettings& settings) {
    const std::string group = "Outgoing connections";
    serve.add_option("--ca-file", settings.ca_file, "PEM file of private certificate authorities")
        ->envname("OCTOSPIRA_CA_FILE")
        ->check(CLI::ExistingFile)
        ->group(group);
    serve.add_option("--proxy", settings.proxy, "Proxy, e.g. http://proxy:3128")
        ->envname("OCTOSPIRA_PROXY")
        ->group(group);
    serve.add_option("--connect-timeout", settings.connect_timeout_ms, "To connect, e.g. 10s")
        ->envname("OCTOSPIRA_CONNECT_TIMEOUT")
        ->transform(duration())
        ->default_str("10s")
        ->group(group);
    serve.add_option("--timeout", settings.timeout_ms, "For a whole call, e.g. 60s")
        ->envname("OCTOSPIRA_TIMEOUT")
        ->transform(duration())
        ->default_str("60s")
        ->group(group);
}

Result<recorder::Doors> doors_of(const ServeSettings& settings, const std::string& spira_key) {
    auto secrets = read_secrets(settings.secret);
    if (!secrets) return tl::unexpected(secrets.error());
    for (const std::string& secret : *secrets) {
        if (secret.size() >= kShortestSecret) continue;
        return failure(ErrorKind::invalid_input, "The webhook secret has fewer than 16 characters.",
                       "Make a longer one, e.g. with: openssl rand -hex 24");
    }
    recorder::Doors doors{std::move(*secrets), {}};
    if (settings.header_only) return doors;
    auto keys = read_secrets(settings.webhook_key);
    if (!keys) return tl::unexpected(keys.error());
    if (keys->empty()) keys->push_back(spira_key);
    const std::string& user =
        settings.webhook_user.empty() ? settings.spira_user : settings.webhook_user;
    for (std::string& key : *keys) doors.accounts.push_back({user, std::move(key)});
    return doors;
}

Result<recorder::RecorderOptions> options_of(const ServeSettings& settings) {
    const auto spira_key = read_secret(settings.spira_key);
    if (!spira_key) return tl::unexpected(spira_key.error());
    if (spira_key->empty()) {
        return failure(ErrorKind::not_configured, "The key of the Spira account is missing.",
                       "Give --spira-key-file FILE, or set OCTOSPIRA_SPIRA_KEY.");
    }
    auto doors = doors_of(settings, *spira_key);
    if (!doors) return tl::unexpected(doors.error());
    const auto octoperf_key = read_secret(settings.octoperf_key);
    if (!octoperf_key) return tl::unexpected(octoperf_key.error());

    recorder::RecorderOptions options;
    options.address = settings.address;
    options.port = settings.port;
    options.journal = settings.journal;
    options.spira = {settings.spira_url, settings.spira_user, *spira_key};
    if (!octoperf_key->empty()) options.octoperf = {settings.octoperf_url, *octoperf_key};
    options.doors = std::move(*doors);
    options.workers = settings.workers;
    options.products.others.caution_on_warnings = settings.caution;
    if (settings.release > 0) {
        const auto release = ReleaseId::from(settings.release);
        if (!release) return tl::unexpected(release.error());
        options.products.others.release = *release;
    }
    options.client.ca_file = settings.ca_file;
    options.client.proxy = settings.proxy;
    options.client.connect_timeout = std::chrono::milliseconds(settings.connect_timeout_ms);
    options.client.total_timeout = std::chrono::milliseconds(settings.timeout_ms);
    options.log_format =
        settings.log_format == "text" ? recorder::LogFormat::text : recorder::LogFormat::json;
    return options;
}

int serve(const ServeSettings& settings) {
    hold_stop_signals();
    auto options = options_of(settings);
    if (!options) return report(options.error());
    auto recorder = recorder::Recorder::create(std::move(*options));
    if (!recorder) return report(recorder.error());
    const StopSignals signals([&recorder] {
        tell_service_manager("STOPPING=1");
        (*recorder)->stop();
    });
    // Whoever connects from now on is answered as soon as run() serves.
    tell_service_manager("READY=1");
    (*recorder)->run();
    return kDone;
}

}  // namespace

void add_serve(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<ServeSettings>();
    CLI::App* const command = program.add_subcommand("serve", kAbout);
    command->footer(kMore);
    add_spira_options(*command, *settings);
    add_door_options(*command, *settings);
    add_server_options(*command, *settings);
    add_octoperf_options(*command, *settings);
    add_network_options(*command, *settings);
    command->callback([settings, &exit_code] { exit_code = serve(*settings); });
}

}  // namespace octospira::cli
