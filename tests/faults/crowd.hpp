#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "native/recorder/recorder.hpp"
#include "tests/faults/event_log.hpp"
#include "tests/faults/gate.hpp"
#include "tests/faults/report.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::faults {

using recorder::RecorderOptions;
using recorder::test::SpiraSide;

inline constexpr const char* kKind = "Network faults";

/// A recorder on a thread of its own that gives up waiting soon and never gives up trying. Asked
/// and judged from outside only: its door and its log.
class ImpatientRecorder {
  public:
    explicit ImpatientRecorder(const std::string& spira_url,
                               const std::function<void(RecorderOptions&)>& change = {});
    ImpatientRecorder(const ImpatientRecorder&) = delete;
    ImpatientRecorder& operator=(const ImpatientRecorder&) = delete;
    ~ImpatientRecorder();

    [[nodiscard]] std::uint16_t port() const { return recorder_->port(); }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
    /// Posts to the door, past any gate before it.
    [[nodiscard]] Answer post(const std::string& path, const std::string& body);

    /// The log says that each of them is recorded.
    [[nodiscard]] bool recorded(const std::vector<std::string>& bench_results) const;
    [[nodiscard]] const EventLog& log() const { return *log_; }

  private:
    recorder::test::Folder folder_;
    std::shared_ptr<EventLog> log_ = std::make_shared<EventLog>();
    std::unique_ptr<recorder::Recorder> recorder_;
    std::thread thread_;
    std::unique_ptr<http::Client> client_;
};

/// A fault as it is tried, with times and sizes that suit an ImpatientRecorder.
struct Trial {
    std::string what;
    Plan plan;  ///< for every connection
    [[nodiscard]] Plan only(int skip, int times) const;
};
/// Every fault, some of them in several ways.
[[nodiscard]] std::vector<Trial> all_trials();

/// The port in "http://127.0.0.1:4711".
[[nodiscard]] std::uint16_t port_of(const std::string& url);

/// Bench results for the test cases 1, 2, 3, 1, … of the simulated Spira's first product, all with
/// numbers of their own.
class Crowd {
  public:
    explicit Crowd(SpiraSide& spira) : spira_(spira) {}

    /// One whose id stands in its test case's property, as a page leaves it at a launch.
    [[nodiscard]] std::string one();
    /// So many whose launches a recorder is told of.
    [[nodiscard]] std::vector<std::string> many(int count, ImpatientRecorder& recorder);
    /// How often each is found among Spira's test runs.
    [[nodiscard]] std::vector<int> times_recorded(const std::vector<std::string>& bench_results);

  private:
    [[nodiscard]] std::string next();
    [[nodiscard]] int test_case() const { return made_ % 3 + 1; }

    SpiraSide& spira_;
    int made_ = 0;
};

/// Posts the notification of each; returns those that were answered 200.
std::vector<std::string> post_each(const std::vector<std::string>& bench_results,
                                   const std::function<Answer(const std::string& body)>& post);

/// Reports the case, and checks that it was survived.
void conclude(const Case& tried);

}  // namespace octospira::faults
