#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <thread>

#include "core/base/text.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/demo_parts.hpp"
#include "native/cli/output.hpp"
#include "native/cli/pacer.hpp"
#include "native/recorder/recorder.hpp"
#include "native/simulators/octoperf/ids.hpp"

namespace octospira::cli {

namespace {

struct BenchSettings {
    std::string folder = ".";
    std::size_t count = 50'000;
    double rate = 0;
    std::size_t connections = 64;
    std::string output;
};

constexpr const char* kAbout =
    "Measure how fast this machine and this disk take notifications: a recorder with a journal of\n"
    "its own, which is deleted afterwards, and no Spira.";

constexpr const char* kMore =
    "Every notification is on the disk before it is answered, so the figures are the disk's as\n"
    "much as the program's. With --rate the latencies count from the time at which a notification\n"
    "was meant to be sent.\n\n"
    "Examples:\n"
    "  octospira bench --folder /var/lib/octospira --rate 1000 --count 10000";

/// A journal's folder below `parent`, gone at the end.
class Scratch {
  public:
    [[nodiscard]] static Result<std::unique_ptr<Scratch>> make(const std::string& parent) {
        std::string name = (std::filesystem::path(parent) / "octospira-bench-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) {
            return failure(ErrorKind::invalid_input, "A folder cannot be made in " + parent + ".",
                           "Give --folder a folder that you may write to.");
        }
        return std::make_unique<Scratch>(std::move(name));
    }
    explicit Scratch(std::string path) : path_(std::move(path)) {}
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::string journal() const { return path_ + "/journal.db"; }

  private:
    std::string path_;
};

// A notification as OctoPerf's, with its run's id after the first and the second part.
constexpr std::string_view kBegin =
    R"({"endState":"FINISHED","username":"first.last@example.com","benchResultId":")";
constexpr std::string_view kMiddle =
    R"(","type":"TEST_PASSED","reportUrl":"https://api.octoperf.com/ui/workspace/)"
    R"(0r5ifn4BrW7hkFYMIu1j/project/1L5ifn4BrW7hkFYMIu19/analysis/report/)";
constexpr std::string_view kEnd =
    R"(","reportName":"Benchmark [PR:1]","percentErrors":{"HITS_TOTAL":null,)"
    R"("ERRORS_PERCENT":{"name":"% Errors","unit":"%","value":0.371747226}},"alarms":[]})";

std::vector<std::string> notifications(std::size_t count) {
    simulators::octoperf::IdMaker ids;
    std::vector<std::string> bodies;
    bodies.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const std::string id =
            ids.next(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
        bodies.push_back(concat({kBegin, id, kMiddle, id, kEnd}));
    }
    return bodies;
}

std::string milliseconds(std::int64_t microseconds) {
    return format_number(static_cast<double>(microseconds) / 1000, 2) + " ms";
}

void print_result(const BenchSettings& settings, const Paced& paced) {
    const double per_second = static_cast<double>(paced.good) / paced.seconds;
    if (is_json(settings.output)) {
        return print_json(Json{{"accepted", paced.good},
                               {"seconds", paced.seconds},
                               {"perSecond", per_second},
                               {"p50Microseconds", paced.p50},
                               {"p99Microseconds", paced.p99},
                               {"maxMicroseconds", paced.max}});
    }
    print(std::to_string(paced.good) + " notifications on the disk in " +
          format_number(paced.seconds, 2) + " s: " + format_number(per_second, 0) +
          " per second, " + std::to_string(settings.connections) + " connections");
    print("answered within " + milliseconds(paced.p50) + " (median), " + milliseconds(paced.p99) +
          " (99 of 100), " + milliseconds(paced.max) + " (all)");
}

/// The recorder on a thread of its own, stopped at the end whatever happens in between.
class Running {
  public:
    explicit Running(recorder::Recorder& recorder)
        : recorder_(recorder), thread_([&recorder] { recorder.run(); }) {}
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    ~Running() {
        recorder_.stop();
        thread_.join();
    }

  private:
    recorder::Recorder& recorder_;
    std::thread thread_;
};

Result<Paced> measure(const BenchSettings& settings) {
    auto scratch = Scratch::make(settings.folder);
    if (!scratch) return tl::unexpected(scratch.error());
    const std::string secret = random_key();
    std::ofstream nowhere("/dev/null");
    recorder::RecorderOptions options;
    options.port = 0;
    options.journal = (*scratch)->journal();
    options.spira = {"http://127.0.0.1:9", "nobody", random_key()};  // nobody listens there
    options.doors.secrets = {secret};
    options.workers = 1;
    options.max_connections = settings.connections + 8;
    options.grace = std::chrono::milliseconds(0);
    options.log = recorder::create_log({recorder::LogFormat::json, &nowhere, {}});
    auto recorder = recorder::Recorder::create(std::move(options));
    if (!recorder) return tl::unexpected(recorder.error());
    std::optional<Running> running(std::in_place, **recorder);
    auto paced = post_all({(*recorder)->port(), "/Services/Webhooks/TestService.svc/OctoPerf",
                           secret, settings.rate, settings.connections},
                          notifications(settings.count));
    running.reset();
    if (paced && paced->good != settings.count) {
        return failure(
            ErrorKind::unavailable,
            std::to_string(settings.count - paced->good) + " notifications were not taken.",
            "Check the disk's free space.");
    }
    return paced;
}

}  // namespace

void add_bench(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<BenchSettings>();
    CLI::App* const command = program.add_subcommand("bench", kAbout);
    command->footer(kMore);
    command
        ->add_option("--folder", settings->folder, "Folder on the disk that is to keep the journal")
        ->check(CLI::ExistingDirectory)
        ->capture_default_str();
    command->add_option("--count", settings->count, "How many notifications")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--rate", settings->rate, "How many per second; 0: as many as are taken")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--connections", settings->connections, "Concurrent connections")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    add_output_option(*command, settings->output);
    command->callback([settings, &exit_code] {
        const auto paced = measure(*settings);
        exit_code = paced ? kDone : report(paced.error());
        if (paced) print_result(*settings, *paced);
    });
}

}  // namespace octospira::cli
