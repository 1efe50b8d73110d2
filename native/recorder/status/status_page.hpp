#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.hpp"
#include "core/base/time.hpp"
#include "native/recorder/journal/journal.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/status/health.hpp"

namespace octospira::recorder {

inline constexpr std::uint16_t kDefaultStatusPort = 8803;
inline constexpr std::size_t kShortestStatusToken = 16;

struct StatusOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = kDefaultStatusPort;  ///< 0: any free one
    std::vector<std::string> tokens = {};     ///< one, or two while it is being changed
    /// Additional accepted host names, besides this machine's own: behind a proxy.
    std::vector<std::string> hosts = {};
    std::string spira_url = {};     ///< base URL, for links
    std::string octoperf_url = {};  ///< base URL: reports may be linked there without TLS
    /// Shown to the operator, without secrets: {"Spira account", "recorder"}.
    std::vector<std::pair<std::string, std::string>> settings = {};
    std::chrono::milliseconds refresh = std::chrono::seconds(3);  ///< how often a page looks
    std::chrono::milliseconds session = std::chrono::hours(12);   ///< then the token again
};

struct StatusSources {
    std::unique_ptr<Journal> journal;  ///< a connection of the page's own
    Log& log;
    std::function<status::Health()> health = {};  ///< from the page's thread
    std::function<void()> wake = {};              ///< called when something was made due again
    std::function<EpochMs()> clock;
};

/// The operator's page: waiting, recorded and failed deliveries with reasons, expected results, and
/// actions. One JSON API, and a static page that reads it; every address of the API but the login
/// needs the token.
class StatusPage {
  public:
    virtual ~StatusPage() = default;

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Serves on this thread until stop().
    virtual void run() = 0;
    /// From any thread.
    virtual void stop() = 0;
};

/// Listens at once. Errors: not_configured (no token), invalid_input (address, or a token of fewer
/// than 16 characters), unavailable (port).
[[nodiscard]] Result<std::unique_ptr<StatusPage>> create_status_page(StatusOptions options,
                                                                     StatusSources sources);

}  // namespace octospira::recorder
