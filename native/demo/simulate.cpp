#include <chrono>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "core/base/json.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/commands/stop_signals.hpp"
#include "native/cli/settings/duration.hpp"
#include "native/cli/settings/secrets.hpp"
#include "native/cli/text/output.hpp"
#include "native/demo/commands.hpp"
#include "native/simulators/octoperf/simulator.hpp"
#include "native/simulators/spira/simulator.hpp"

namespace octospira::demo {

using namespace cli;

namespace {

/// The key of the simulated OctoPerf when nobody gives another: there is nothing to protect.
constexpr const char* kSimulatedKey = "0c70be2f-0001-4000-8000-00005ca1ab1e";

struct SimulateSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    std::vector<std::string> switches;
    std::string version = "9.4.0.0";
    std::string path_prefix;
    std::int64_t run_time_ms = 20'000;
    std::string notify;
    SecretSource notify_secret{"", "OCTOSPIRA_SECRET"};
    SecretSource key{"", "OCTOSPIRA_OCTOPERF_KEY"};
    std::string output;
};

void add_common(CLI::App& command, SimulateSettings& settings, std::uint16_t port) {
    settings.port = port;
    command.add_option("--address", settings.address, "IP address to listen on")
        ->type_name("IP")
        ->capture_default_str();
    command.add_option("--port", settings.port, "Port to listen on; 0: any free one")
        ->type_name("PORT")
        ->capture_default_str();
    command
        .add_option("--switch", settings.switches,
                    "Which of two documented behaviours to simulate; may be repeated. "
                    "/_simulator/switches shows them all. frontEnd=maintenance503 and the like "
                    "put something in front of it that answers in its place")
        ->type_name("NAME=VALUE");
    add_output_option(command, settings.output);
}

/// {"name": value} of NAME=VALUE texts; a value that is JSON (true, 30000) is taken as such.
Json changes_of(const std::vector<std::string>& switches) {
    Json changes = Json::object();
    for (const std::string& text : switches) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos) {
            throw CLI::ValidationError("--switch", text + " is not NAME=VALUE");
        }
        const std::string value = text.substr(equals + 1);
        changes[text.substr(0, equals)] = parse_json(value).value_or(Json(value));
    }
    return changes;
}

template <class Simulator>
int serve(Simulator& simulator, const std::string& name, const SimulateSettings& settings,
          Json document) {
    if (is_json(settings.output)) {
        document["url"] = simulator.base_url();
        print_json(document);
    } else {
        print(name + " " + simulator.base_url() + " (Ctrl+C ends it)");
    }
    const StopSignals signals([&simulator] { simulator.stop(); });
    simulator.run();
    return kDone;
}

int simulate_spira(const SimulateSettings& settings) {
    namespace spira = simulators::spira;
    hold_signals();
    spira::SpiraOptions options;
    options.address = settings.address;
    options.port = settings.port;
    options.version = settings.version;
    options.path_prefix = settings.path_prefix;
    auto switches = spira::changed(options.switches, changes_of(settings.switches));
    if (!switches) return report(switches.error());
    options.switches = std::move(*switches);
    auto simulator = spira::Spira::create(std::move(options));
    if (!simulator) return report(simulator.error());
    return serve(**simulator, "A simulated Spira listens on", settings, Json::object());
}

int simulate_octoperf(const SimulateSettings& settings) {
    namespace octoperf = simulators::octoperf;
    hold_signals();
    octoperf::OctoPerfOptions options;
    options.address = settings.address;
    options.port = settings.port;
    options.run_time = std::chrono::milliseconds(settings.run_time_ms);
    const auto key = read_secret(settings.key);
    if (!key) return report(key.error());
    options.api_key = key->empty() ? kSimulatedKey : *key;
    Json document = Json::object();
    if (key->empty()) {
        document["apiKey"] = kSimulatedKey;
        if (!is_json(settings.output)) print(std::string("Its API key is ") + kSimulatedKey);
    }
    if (auto set = octoperf::change(options.switches, changes_of(settings.switches)); !set) {
        return report(set.error());
    }
    if (!settings.notify.empty()) {
        const auto secret = read_secret(settings.notify_secret);
        if (!secret) return report(secret.error());
        octoperf::NotificationTarget target;
        target.url = settings.notify;
        if (!secret->empty()) target.headers.emplace_back("X-OctoSpira-Secret", *secret);
        options.notifications.push_back(std::move(target));
    }
    auto simulator = octoperf::OctoPerf::create(std::move(options));
    if (!simulator) return report(simulator.error());
    return serve(**simulator, "A simulated OctoPerf listens on", settings, std::move(document));
}

}  // namespace

void add_simulate(CLI::App& program, int& exit_code) {
    CLI::App* const command =
        program.add_subcommand("simulate", "Run a simulated Spira or OctoPerf, to try things out.");
    command->footer(
        "Examples:\n"
        "  octospira-demo simulate octoperf --port 8801 --run-time 5s");
    command->require_subcommand(1);
    command->fallthrough();

    auto spira = std::make_shared<SimulateSettings>();
    CLI::App* const spira_command =
        command->add_subcommand("spira", "A Spira with demo data: REST and pages.");
    add_common(*spira_command, *spira, 8800);
    spira_command->footer(
        "Examples:\n"
        "  octospira-demo simulate spira --port 8800 --spira-version 8.14.0.0");
    spira_command->add_option("--spira-version", spira->version, "The version it reports")
        ->type_name("VERSION")
        ->capture_default_str();
    spira_command
        ->add_option("--path-prefix", spira->path_prefix, "A virtual directory, e.g. /Spira")
        ->type_name("PATH");
    spira_command->callback([spira, &exit_code] { exit_code = simulate_spira(*spira); });

    auto octoperf = std::make_shared<SimulateSettings>();
    CLI::App* const octoperf_command = command->add_subcommand(
        "octoperf", "An OctoPerf that simulates load tests: REST, pages and notifications.");
    add_common(*octoperf_command, *octoperf, 8801);
    octoperf_command->add_option("--run-time", octoperf->run_time_ms, "How long a load test takes")
        ->transform(duration(0, kOneDayMs))
        ->type_name("DURATION")
        ->default_str("20s");
    octoperf_command->add_option("--key-file", octoperf->key.file,
                                 "File with its API key, a UUID; or set OCTOSPIRA_OCTOPERF_KEY");
    octoperf_command->add_option("--notify", octoperf->notify, "Where its notifications go")
        ->type_name("URL");
    octoperf_command->add_option("--notify-secret-file", octoperf->notify_secret.file,
                                 "File with the secret for their header; or set OCTOSPIRA_SECRET");
    octoperf_command->callback(
        [octoperf, &exit_code] { exit_code = simulate_octoperf(*octoperf); });
}

}  // namespace octospira::demo
