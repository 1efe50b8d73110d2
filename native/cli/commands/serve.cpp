#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "native/cli/commands.hpp"
#include "native/cli/commands/core_dumps.hpp"
#include "native/cli/commands/service_manager.hpp"
#include "native/cli/commands/stop_signals.hpp"
#include "native/cli/settings/serve_settings.hpp"
#include "native/cli/settings/settings_file.hpp"

namespace octospira::cli {

namespace {

constexpr const char* kAbout =
    "Run the recorder: accept OctoPerf's notifications and record them in Spira as test runs.";

constexpr const char* kMore =
    "The notification in OctoPerf (type Http; events test passed, failed and error) goes to\n"
    "  http://ADDRESS:PORT/Services/Webhooks/TestService.svc/OctoPerf\n"
    "with the header X-OctoSpira-Secret, or with ?username=…&api-key=… in the address.\n\n"
    "Examples:\n"
    "  export OCTOSPIRA_SPIRA_KEY_FILE=/etc/octospira/spira.key\n"
    "  export OCTOSPIRA_SECRET_FILE=/etc/octospira/secret\n"
    "  octospira serve --spira-url https://mysite.spiraservice.net \\\n"
    "      --spira-user octoperf\n\n"
    "Stops at SIGINT or SIGTERM, within ten seconds; what is not delivered yet stays in the\n"
    "journal. At SIGHUP it reads certificate, key and the files of who may post again; where one\n"
    "of them cannot be used, all stays as it was. SIGUSR1 and SIGUSR2 are ignored. Exit codes:\n"
    "0 stopped, 1 failed, 2 an argument or a setting is wrong.";

/// On the signals' thread; what became of it is in the log.
void reload(recorder::Recorder& recorder, const CredentialSettings& settings,
            const host::SpiraAccess& spira) {
    try {
        auto credentials = settings.read(spira);
        if (!credentials) return recorder.reload_failed(credentials.error());
        (void)recorder.reload(std::move(*credentials));
    } catch (const std::exception& error) {
        // Of a library; e.g. memory was short for a moment.
        recorder.reload_failed({ErrorKind::unavailable,
                                std::string("The files could not be read: ") + error.what() + ".",
                                "Try again.", ""});
    }
}

int serve(const ServeSettings& settings, const std::vector<std::string>& problems) {
    keep_out_of_core_dumps();
    hold_signals(Hangup::reloads);
    auto options = settings.options(problems);
    if (!options) return report(options.error());
    const host::SpiraAccess spira = options->spira;
    auto recorder = recorder::Recorder::create(std::move(*options));
    if (!recorder) return report(recorder.error());
    const StopSignals signals(
        [&recorder] {
            tell_service_manager("STOPPING=1");
            (*recorder)->stop();
        },
        [&] { reload(**recorder, settings.credentials, spira); });
    // Whoever connects from now on is answered as soon as run() serves.
    tell_service_manager("READY=1");
    (*recorder)->run();
    return kDone;
}

}  // namespace

void ServeSettings::add_to(CLI::App& command) {
    spira.add_to(command);
    credentials.add_to(command);
    server.add_to(command);
    journal.add_to(command);
    status.add_to(command);
    outgoing.add_to(command);
}

Result<recorder::RecorderOptions> ServeSettings::options(
    const std::vector<std::string>& problems) const {
    recorder::RecorderOptions options;
    Complaints complaints(problems);
    spira.apply_to(options, complaints);
    credentials.apply_to(options, complaints);
    server.apply_to(options, complaints);
    journal.apply_to(options, complaints);
    status.apply_to(options, complaints);
    outgoing.apply_to(options, complaints);
    auto read = credentials.read(options.spira);
    if (complaints.holds(read)) options.credentials = std::move(*read);
    if (auto fine = complaints.end(); !fine) return tl::unexpected(fine.error());
    return options;
}

void add_serve(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<ServeSettings>();
    CLI::App* const command = program.add_subcommand("serve", kAbout);
    command->footer(kMore);
    settings->add_to(*command);
    SettingsFile& file = settings_file_of(*command);
    command->callback(
        [settings, &file, &exit_code] { exit_code = serve(*settings, file.problems()); });
    file.set_reporter("serve", [settings](const std::vector<std::string>& problems) {
        return sentence(settings->options(problems).error());
    });
}

}  // namespace octospira::cli
