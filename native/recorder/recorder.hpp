#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/ids.hpp"
#include "core/base/result.hpp"
#include "core/base/time.hpp"
#include "native/host/http_host.hpp"
#include "native/http/server.hpp"
#include "native/recorder/delivery/breaker.hpp"
#include "native/recorder/delivery/octoperf_watch.hpp"
#include "native/recorder/delivery/product_options.hpp"
#include "native/recorder/delivery/schedule.hpp"
#include "native/recorder/failpoints.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/status/status_page.hpp"
#include "native/recorder/webhook/auth_throttle.hpp"
#include "native/recorder/webhook/credentials.hpp"

namespace octospira::recorder {

inline constexpr std::uint16_t kDefaultPort = 8802;
inline constexpr int kMaxWorkers = 10;  ///< beyond, Spira's database deadlocks (Spira REST §9.5)

struct RecorderOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = kDefaultPort;      ///< 0: any free one
    std::string journal;                    ///< path of an SQLite file, or a postgresql:// URL
    std::string journal_password = {};      ///< of a PostgreSQL user that needs one
    std::chrono::hours retention{90 * 24};  ///< of what was delivered
    host::SpiraAccess spira;
    std::optional<host::OctoPerfAccess> octoperf = std::nullopt;  ///< to enrich with
    Credentials credentials = {};
    http::Networks allowed_networks = {};  ///< networks that may post; empty: all
    http::Networks trusted_proxies = {};   ///< whose X-Forwarded-For is believed
    AuthThrottleRules failures = {};
    std::optional<http::TlsFiles> tls = std::nullopt;
    bool public_plain_http = false;  ///< without TLS, listen on more than this machine
    std::chrono::milliseconds keep_alive{75'000};  ///< of a connection between two requests
    std::size_t max_connections = 256;             ///< bodies have at most 1 MiB each
    int workers = 3;
    Schedule schedule = default_schedule();
    ProductTable products = {};
    BreakerOptions breaker = {};
    FiguresPauses figures = {};
    StatusOptions status = {};  ///< without a token there is no status page
    http::ClientOptions client = {};
    /// How long a posted run may still be stored after its caller has given up: ASP.NET lets a
    /// request run for 110 s, and a margin. At least the client's time-out.
    std::chrono::milliseconds post_window = std::chrono::seconds(115);
    /// How many times faster than usual a delivery waits for figures to settle and for what Spira
    /// may be storing; for simulations, whose tests last seconds.
    double pace = 1;
    /// How often Spira is searched for dead letters and conflicts.
    std::chrono::milliseconds look_again = std::chrono::minutes(5);
    /// How long run() lets running deliveries finish after stop().
    std::chrono::milliseconds grace = std::chrono::seconds(5);
    std::function<EpochMs()> clock = {};  ///< empty: the system's
    std::function<double()> random = {};  ///< in [0, 1), any thread; empty: the system's
    LogFormat log_format = LogFormat::json;
    std::shared_ptr<Log> log = {};  ///< empty: log_format on standard error
    Failpoints at = {};
};

/// The webhook server: accepts OctoPerf's notifications into a journal and records them in Spira.
class Recorder {
  public:
    virtual ~Recorder() = default;

    /// Opens the journal and listens. Errors: invalid_input (a setting that cannot be used, a
    /// journal of another program or version), unavailable (port or file), conflict (another
    /// recorder uses the journal).
    [[nodiscard]] static Result<std::unique_ptr<Recorder>> create(RecorderOptions options);

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Of the status page; 0: there is none.
    [[nodiscard]] virtual std::uint16_t status_port() const = 0;

    /// Serves and delivers on this thread and the workers' until stop(). Throws what the start of a
    /// thread throws; then everything is stopped.
    virtual void run() = 0;

    /// From any thread: replaces the secrets and accounts, and reads the TLS files again.
    /// Errors: invalid_input where the TLS files cannot be used or no sender could post; then
    /// nothing changes. Both are logged.
    virtual Result<void> reload(Credentials credentials) = 0;

    /// Logs that the reload failed because of this.
    virtual void reload_failed(const Error& error) = 0;

    /// From any thread: stops accepting, finishes running requests and deliveries, then run()
    /// returns.
    virtual void stop() = 0;
};

}  // namespace octospira::recorder
