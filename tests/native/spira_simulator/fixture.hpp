#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "core/base/json.hpp"
#include "native/http/client.hpp"
#include "native/simulators/spira/simulator.hpp"

namespace octospira::tests {

inline constexpr std::string_view kTester = "{A0000002-0C70-4002-8002-5B1CA0000002}";

/// A simulated Spira on a free port, ended with the test, and a client that says who it is in
/// headers, as REST §0 recommends.
class SpiraFixture {
  public:
    explicit SpiraFixture(simulators::spira::SpiraOptions options = {});
    ~SpiraFixture();

    /// As `tester`; `path` follows RestService.svc/. An empty body is sent as none.
    Answer rest(const std::string& method, const std::string& path, const std::string& body = "");
    Answer rest(const std::string& method, const std::string& path, const char* body);
    Answer rest(const std::string& method, const std::string& path, const Json& body);
    Answer rest_as(const std::string& login, const std::string& method, const std::string& path,
                   const std::string& body = "");
    /// By a client of its own, usable beside the others, that waits so long and then closes.
    Answer rest_within(std::chrono::milliseconds patience, const std::string& method,
                       const std::string& path, const Json& body);
    Answer send(const std::string& method, const std::string& path, const http::Fields& headers,
                const std::string& body = "");

    /// Sets switches, e.g. R"({"silentPut":true})"; fails the test when they are refused.
    void set(const std::string& switches);
    void set_faults(const std::string& faults);
    Json state();
    /// Reads the state until it holds that many runs; fails the test after ten seconds.
    void wait_for_runs(std::size_t number);
    std::size_t stored_runs();

    Json test_case(int id, int product_id = 1);
    /// What PUT answers to the test case with that bench result id, everything else as read.
    Answer put_bench_result(const std::string& id);
    std::string bench_result();  ///< of test case 1, as read

    static http::Fields headers(const std::string& login, const std::string& key);
    /// A run of test case 1 with every documented member that is needed.
    static Json run();

  private:
    std::unique_ptr<simulators::spira::Spira> spira_;
    std::thread thread_;
    std::unique_ptr<http::Client> client_;
};

/// The answer's body as JSON; null when it is none, so that a check after it fails.
Json json_of(const Answer& answer);
/// The entry of CustomProperties with that number, or nullptr.
Json* property(Json& artifact, int number);

}  // namespace octospira::tests
