#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace octospira::bench {

/// Where and how notifications are posted.
struct Pace {
    std::uint16_t port = 0;  ///< of 127.0.0.1
    std::string path;
    std::string secret;
    /// Requests per second; 0: each connection posts as fast as it is answered.
    double rate = 0;
    std::size_t connections = 64;
};

/// What became of them; latencies in microseconds.
struct Paced {
    std::size_t good = 0;  ///< 2xx
    std::size_t bad = 0;
    std::size_t unanswered = 0;
    double seconds = 0;
    std::int64_t p50 = 0;
    std::int64_t p90 = 0;
    std::int64_t p99 = 0;
    std::int64_t p999 = 0;
    std::int64_t max = 0;
};

/// Posts each of the bodies once, over a few connections that are kept. With a rate the time of
/// every request is fixed before the first is sent, and its latency counts from that time, however
/// late a connection was free for it: a server that stands still is charged for all who would have
/// come meanwhile (no coordinated omission). Errors: unavailable (nobody listens there).
[[nodiscard]] Result<Paced> post_all(const Pace& pace, std::vector<std::string> bodies);

}  // namespace octospira::bench
