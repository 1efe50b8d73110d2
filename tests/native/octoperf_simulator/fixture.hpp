#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/http.hpp"
#include "core/base/json.hpp"
#include "native/http/client.hpp"
#include "native/http/server.hpp"
#include "native/simulators/octoperf/simulator.hpp"

namespace octospira::simulators::octoperf {

inline constexpr const char* kKey = "0f0e0d0c-1111-4222-8333-444455556666";
inline constexpr const char* kViewerKey = "0f0e0d0c-1111-4222-8333-777788889999";
inline constexpr const char* kFinWhale = "aKpHtoYBUDjbSvwJg3Vu";    ///< passes
inline constexpr const char* kSpermWhale = "bKpHtoYBUDjbSvwJg3Vv";  ///< fails
inline constexpr const char* kHumpback = "cKpHtoYBUDjbSvwJg3Vw";    ///< never runs
inline constexpr const char* kMinkeWhale = "dKpHtoYBUDjbSvwJg3Vx";  ///< passes with WARNING
inline constexpr const char* kSeiWhale = "hKpHtoYBUDjbSvwJg3V1";    ///< runs long
inline constexpr const char* kUnknown = "zzzztoYBUDjbSvwJg3Vu";

/// Calls `condition` until it is true; false when that takes longer than the deadline.
bool becomes_true(const std::function<bool()>& condition,
                  std::chrono::milliseconds deadline = std::chrono::seconds(20));

/// A receiver of notifications on a thread of its own.
class Receiver {
  public:
    Receiver();
    ~Receiver();
    [[nodiscard]] std::string url() const;
    [[nodiscard]] std::vector<http::ServerRequest> received() const;
    /// The types of what came about one run, in order.
    [[nodiscard]] std::vector<std::string> types(const std::string& bench_result) const;
    /// The first of that type; null when there is none.
    [[nodiscard]] Json first(const std::string& type) const;

  private:
    mutable std::mutex mutex_;
    std::vector<http::ServerRequest> received_;
    std::unique_ptr<http::Server> server_;
    std::thread thread_;
};

/// A running simulator and a client of it. All five events go to `receiver`.
struct Simulated {
    Simulated();
    ~Simulated();

    [[nodiscard]] Answer send(const std::string& method, const std::string& path,
                              const http::Fields& headers, const std::string& body = "");
    /// With the key of the demonstration's user; a body is sent as JSON.
    [[nodiscard]] Answer call(const std::string& method, const std::string& path,
                              const std::string& body = "", const std::string& key = kKey);
    /// The JSON of a call that must succeed.
    [[nodiscard]] Json json(const std::string& method, const std::string& path,
                            const std::string& body = "");
    void set(const std::string& name, const std::string& reading);

    /// Starts a scenario; the bench result's id.
    [[nodiscard]] std::string start(const std::string& scenario, const std::string& query = "");
    [[nodiscard]] std::string state(const std::string& bench_result);
    /// True when the run reaches that state in time.
    bool reaches(const std::string& bench_result, const std::string& wanted);
    /// The run's row of /_simulator/state; null when there is none.
    [[nodiscard]] Json row(const std::string& bench_result);
    /// True when the receivers have been told `event` about the run, and have answered.
    bool told(const std::string& bench_result, const std::string& event);
    [[nodiscard]] std::size_t run_count();

    Receiver receiver;
    std::unique_ptr<OctoPerf> simulator;
    std::unique_ptr<http::Client> client;

  private:
    std::thread thread_;
};

}  // namespace octospira::simulators::octoperf
