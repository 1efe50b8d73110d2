#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/json.hpp"
#include "native/http/client.hpp"
#include "native/recorder/recorder.hpp"
#include "native/simulators/spira/simulator.hpp"
#include "tests/native/support.hpp"

namespace octospira::recorder::test {

// The simulated Spira's account for recorders (its demo data), and what the recorder asks for.
inline const std::string kUser = "octoperf-recorder";
inline const std::string kKey = "{A0000004-0C70-4004-8004-5B1CA0000004}";
inline const std::string kSecret = "a-secret-of-the-tests-0001";
inline const std::string kNextSecret = "a-secret-of-the-tests-0002";
inline const std::string kTestPath = "/Services/Webhooks/TestService.svc/OctoPerf";
inline const std::string kBuildPath = "/Services/Webhooks/BuildService.svc/OctoPerf";
/// Of the fixture's notification.
inline const std::string kBenchResult = "lUig7oEBrZGjujUFtpV_";

/// tests/fixtures/notification-test-passed.json
[[nodiscard]] std::string real_notification();
/// The same of another type or bench result, the account's e-mail included.
[[nodiscard]] std::string notification(const std::string& type, const std::string& bench_result);

using octospira::test::soon;

using octospira::test::Folder;

/// A simulated Spira on a thread of its own.
class SpiraSide {
  public:
    SpiraSide();
    SpiraSide(const SpiraSide&) = delete;
    SpiraSide& operator=(const SpiraSide&) = delete;
    ~SpiraSide();

    [[nodiscard]] std::string url() const { return spira_->base_url(); }
    /// Writes the id into the test case's octoperf-benchresult-id, as the page does at a launch.
    void store_bench_result(int test_case, const std::string& bench_result);
    /// Stores a run of that result, as another program records it.
    void store_run(int test_case, const std::string& bench_result);
    void set_faults(const Json& faults);
    /// How many calls the faults that were set still hit.
    [[nodiscard]] int faults_left();
    [[nodiscard]] Json runs();
    [[nodiscard]] Json state();
    /// The REST calls that came, as "POST projects/1/…", the oldest first.
    [[nodiscard]] std::vector<std::string> requests();
    /// How many REST calls came whose path contains `part`.
    [[nodiscard]] int calls(const std::string& part);

  private:
    [[nodiscard]] Json ask(const std::string& method, const std::string& path,
                           const Json& body = nullptr);

    std::unique_ptr<simulators::spira::Spira> spira_;
    std::thread thread_;
    std::unique_ptr<http::Client> client_;
};

/// A recorder on a thread of its own, before a simulated Spira. Its retries come at once.
class RecorderSide {
  public:
    explicit RecorderSide(const std::string& spira_url,
                          const std::function<void(RecorderOptions&)>& change = {});
    RecorderSide(const RecorderSide&) = delete;
    RecorderSide& operator=(const RecorderSide&) = delete;
    ~RecorderSide();

    void start();
    void stop();
    [[nodiscard]] Result<void> reload(Credentials credentials) {
        return recorder_->reload(std::move(credentials));
    }

    /// Posts with the secret header.
    [[nodiscard]] Answer post(const std::string& path, const std::string& body);
    [[nodiscard]] Answer send(const std::string& method, const std::string& target,
                              const http::Fields& headers, const std::string& body);

    [[nodiscard]] std::uint16_t port() const { return recorder_->port(); }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
    [[nodiscard]] std::string journal() const { return folder_.file("journal.sqlite"); }
    /// One value of the journal's file, read on a connection of its own; "" when there is none.
    [[nodiscard]] std::string query(const std::string& sql) const;
    [[nodiscard]] std::string state_of(const std::string& bench_result) const;
    void execute(const std::string& sql) const;
    [[nodiscard]] std::string log() const { return log_.str(); }

  private:
    Folder folder_;
    std::ostringstream log_;  ///< read only when the recorder has stopped
    RecorderOptions options_;
    std::unique_ptr<Recorder> recorder_;
    std::thread thread_;
    std::unique_ptr<http::Client> client_;
};

}  // namespace octospira::recorder::test
