#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace octospira::faults {

/// What a network does to a connection. Times and sizes are those of the Plan.
enum class Fault {
    none,
    no_accept,         ///< never accepted; the listen queue fills up
    no_read,           ///< accepted, never read
    no_answer,         ///< the request goes through, its answer never comes back
    close,             ///< accepted and closed at once
    close_on_data,     ///< reset at the first byte of a request, which goes nowhere
    close_mid_answer,  ///< the request goes through, its answer is cut after `bytes` and reset
    corrupt,           ///< a bit of every 16th byte of the answer is turned over, from `bytes` on
    delay,             ///< the answer waits for `time`
    throttle,          ///< `bytes` a second, both ways
    close_on_timeout,  ///< held for `time`, then closed; the request goes nowhere
    sliced,            ///< one byte a segment, both ways
    front_end,         ///< answered by the gate with `answer`; the request goes nowhere
    replaced,          ///< the request goes through, and `answer` comes instead of its answer
};
/// Those of a network. What front ends answer: front_ends.hpp.
inline constexpr std::array kFaults = {
    Fault::no_accept,     Fault::no_read,          Fault::no_answer, Fault::close,
    Fault::close_on_data, Fault::close_mid_answer, Fault::corrupt,   Fault::delay,
    Fault::throttle,      Fault::close_on_timeout, Fault::sliced,
};
/// "no accept", as in docs/reliability.md.
[[nodiscard]] std::string_view name_of(Fault fault);
inline std::ostream& operator<<(std::ostream& out, Fault fault) {
    return out << name_of(fault);
}

/// Which connections meet which fault.
struct Plan {
    Fault fault = Fault::none;
    int skip = 0;    ///< so many connections go through first
    int times = -1;  ///< so many meet it, the others go through; -1: all. Not for no_accept: all
    std::chrono::milliseconds time{100};
    std::size_t bytes = 0;
    std::string answer = {};  ///< raw bytes; the connection ends with them
};

struct Counts {
    int connections = 0;            ///< accepted
    int faulted = 0;                ///< of which met a fault; no_accept: 1 once somebody waits
    std::size_t request_bytes = 0;  ///< sent on to the server
    std::size_t answer_bytes = 0;   ///< sent back to the client
};

/// A TCP proxy on the loopback, on a thread of its own, that stands before a server and behaves
/// like a bad network. What it holds back is never sent on later: lift() closes those connections,
/// and drops what still waits to be accepted.
class Gate {
  public:
    /// To 127.0.0.1:`target`. Listens on a free port; throws what Asio throws.
    explicit Gate(std::uint16_t target);
    Gate(const Gate&) = delete;
    Gate& operator=(const Gate&) = delete;
    ~Gate();

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }

    /// For every connection accepted from now on; the plan is in force when this returns.
    void set(const Plan& plan);
    /// From now on everything goes through, at full speed.
    void lift();
    [[nodiscard]] Counts counts() const;

  private:
    class Works;
    std::unique_ptr<Works> works_;
};

}  // namespace octospira::faults
