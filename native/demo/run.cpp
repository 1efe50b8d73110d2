#include <cstdint>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/json.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/commands/stop_signals.hpp"
#include "native/cli/settings/duration.hpp"
#include "native/cli/settings/text_file.hpp"
#include "native/cli/text/output.hpp"
#include "native/demo/commands.hpp"
#include "native/demo/parts.hpp"
#include "native/recorder/recorder.hpp"
#include "native/simulators/octoperf/ids.hpp"
#include "native/simulators/octoperf/simulator.hpp"
#include "native/simulators/spira/simulator.hpp"

namespace octospira::demo {

using namespace cli;

namespace {

/// The account that the simulated Spira's demo data has for recorders.
constexpr const char* kSpiraUser = "octoperf-recorder";
constexpr const char* kSpiraKey = "{A0000004-0C70-4004-8004-5B1CA0000004}";

/// A load test takes seconds here.
constexpr double kPace = 50;

constexpr std::size_t kLongestPackage = std::size_t{64} * 1024 * 1024;

struct DemoSettings {
    std::string package;
    int port_base = 8800;
    std::int64_t run_time_ms = 20'000;
    std::string journal;
    std::string output;
};

constexpr const char* kMore =
    "Everything listens on this machine only. Ports are the base and the two after it: Spira,\n"
    "OctoPerf, recorder.\n\n"
    "Examples:\n"
    "  octospira-demo run --package octospira-0.1-spira-9.3.spiraapp --run-time 10s";

/// A folder for the journal when nobody names one; gone with the demonstration.
class ScratchFolder {
  public:
    [[nodiscard]] Result<std::string> make() {
        std::error_code failed;
        std::string name =
            (std::filesystem::temp_directory_path(failed) / "octospira-XXXXXX").string();
        if (failed || ::mkdtemp(name.data()) == nullptr) {
            return failure(ErrorKind::unavailable, "No folder can be created for the journal.",
                           "Give a file with --journal.");
        }
        path_ = name;
        return name;
    }
    ScratchFolder() = default;
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }

  private:
    std::string path_;
};

/// The two simulators and the recorder, each on a thread of its own.
class Demo {
  public:
    Demo() = default;
    Demo(const Demo&) = delete;
    Demo& operator=(const Demo&) = delete;
    ~Demo() {
        stop();
        wait();
    }

    [[nodiscard]] Result<void> start(const DemoSettings& settings) {
        const std::string secret = simulators::octoperf::random_uuid();
        if (auto started = start_spira(settings); !started) return started;
        if (auto started = start_octoperf(settings); !started) return started;
        if (auto started = start_recorder(settings, secret); !started) return started;
        const DemoSetUp set_up{spira_->base_url(), octoperf_->base_url(), octoperf_url(),
                               octoperf_key_,      recorder_public_url(), secret};
        if (auto set = set_notification(set_up); !set) return set;
        const auto package = read_file(settings.package, kLongestPackage);
        if (!package) return tl::unexpected(package.error());
        return install_app(set_up, *package);
    }

    void stop() {
        if (recorder_) recorder_->stop();
        if (octoperf_) octoperf_->stop();
        if (spira_) spira_->stop();
    }

    void wait() {
        for (std::thread& thread : threads_) thread.join();
        threads_.clear();
    }

    [[nodiscard]] std::string test_cases_url() const {
        return spira_->base_url() + "/1/TestCase/List.aspx";
    }
    [[nodiscard]] std::string octoperf_url() const {
        return "http://octoperf.localhost:" + std::to_string(octoperf_->port());
    }
    [[nodiscard]] std::string recorder_url() const {
        return "http://127.0.0.1:" + std::to_string(recorder_->port());
    }
    /// By a name, because Spira refuses IP addresses in a SpiraApp's URL settings.
    [[nodiscard]] std::string recorder_public_url() const {
        return "http://recorder.localhost:" + std::to_string(recorder_->port());
    }
    [[nodiscard]] Json addresses() const {
        return Json{{"spira", spira_->base_url()},
                    {"testCases", test_cases_url()},
                    {"octoperf", octoperf_url()},
                    {"recorder", recorder_url()},
                    {"journal", journal_}};
    }

  private:
    static std::uint16_t port(const DemoSettings& settings, int offset) {
        return settings.port_base == 0 ? std::uint16_t{0}
                                       : static_cast<std::uint16_t>(settings.port_base + offset);
    }

    /// Keeps the part that was created, and runs it on a thread of its own.
    template <class Part>
    [[nodiscard]] Result<void> serve(Result<std::unique_ptr<Part>> created,
                                     std::unique_ptr<Part>& kept) {
        if (!created) return tl::unexpected(created.error());
        kept = *std::move(created);
        threads_.emplace_back([part = kept.get()] {
            try {
                part->run();
            } catch (const std::exception& error) {
                std::cerr << "octospira-demo: a part of the demonstration has ended: "
                          << error.what() << std::endl;
            }
        });
        return {};
    }

    [[nodiscard]] Result<void> start_spira(const DemoSettings& settings) {
        simulators::spira::SpiraOptions options;
        options.port = port(settings, 0);
        return serve(simulators::spira::Spira::create(std::move(options)), spira_);
    }

    [[nodiscard]] Result<void> start_octoperf(const DemoSettings& settings) {
        octoperf_key_ = simulators::octoperf::random_uuid();
        simulators::octoperf::OctoPerfOptions options;
        options.port = port(settings, 1);
        options.api_key = octoperf_key_;
        options.run_time = std::chrono::milliseconds(settings.run_time_ms);
        return serve(simulators::octoperf::OctoPerf::create(std::move(options)), octoperf_);
    }

    [[nodiscard]] Result<void> start_recorder(const DemoSettings& settings,
                                              const std::string& secret) {
        journal_ = settings.journal;
        if (journal_.empty()) {
            const auto folder = folder_.make();
            if (!folder) return tl::unexpected(folder.error());
            journal_ = *folder + "/journal.db";
        }
        recorder::RecorderOptions options;
        options.port = port(settings, 2);
        options.journal = journal_;
        options.spira = {spira_->base_url(), kSpiraUser, kSpiraKey};
        options.octoperf = {octoperf_->base_url(), octoperf_key_};
        options.credentials.secrets = {secret};
        options.log_format = recorder::LogFormat::text;
        options.pace = kPace;
        return serve(recorder::Recorder::create(std::move(options)), recorder_);
    }

    ScratchFolder folder_;
    std::string journal_;
    std::string octoperf_key_;
    std::unique_ptr<simulators::spira::Spira> spira_;
    std::unique_ptr<simulators::octoperf::OctoPerf> octoperf_;
    std::unique_ptr<recorder::Recorder> recorder_;
    std::vector<std::thread> threads_;
};

void welcome(const Demo& demo) {
    std::cout << "\nOctoSpira's demonstration is running, on this machine only.\n\n"
              << "  Spira (simulated)     " << demo.test_cases_url() << "\n"
              << "  OctoPerf (simulated)  " << demo.octoperf_url() << "/\n"
              << "  Recorder              " << demo.recorder_url() << "/readyz\n\n"
              << "What to do:\n"
              << "  1. Open the Spira address, and there the test case \"Fin Whale checkout\".\n"
              << "  2. In its toolbar, click OctoPerf, then Start Test Scenario.\n"
              << "  3. Watch the load test on the OctoPerf page, if you like.\n"
              << "  4. When it has ended, reload the test case: it has a new test run, Passed,\n"
              << "     with the report's link and the figures in its Console Output.\n"
              << "  5. \"Sperm Whale search\" ends Failed, \"Humpback login\" ends Blocked.\n\n"
              << "Press Ctrl+C to stop everything.\n"
              << std::endl;
}

int run_demo(const DemoSettings& settings) {
    hold_signals();
    Demo demo;
    if (auto started = demo.start(settings); !started) return report(started.error());
    const StopSignals signals([&demo] { demo.stop(); });
    if (is_json(settings.output)) {
        print_json(demo.addresses());
    } else {
        welcome(demo);
    }
    demo.wait();
    return kDone;
}

}  // namespace

void add_run(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<DemoSettings>();
    CLI::App* const command = program.add_subcommand(
        "run", "Run a simulated Spira, a simulated OctoPerf and the recorder, ready to try.");
    command->footer(kMore);
    command->add_option("--package", settings->package, "The SpiraApp to install, a .spiraapp file")
        ->required()
        ->check(CLI::ExistingFile);
    command
        ->add_option("--port-base", settings->port_base, "First of three ports; 0: any free ones")
        ->check(CLI::Range(0, 65'533))
        ->capture_default_str();
    command->add_option("--run-time", settings->run_time_ms, "How long a load test takes")
        ->transform(duration(0, kOneDayMs))
        ->type_name("DURATION")
        ->default_str("20s");
    command->add_option("--journal", settings->journal,
                        "Keep the recorder's journal in this file; default: a temporary one");
    add_output_option(*command, settings->output);
    command->callback([settings, &exit_code] { exit_code = run_demo(*settings); });
}

}  // namespace octospira::demo
