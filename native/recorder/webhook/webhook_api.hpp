#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.hpp"
#include "core/octoperf/notification.hpp"
#include "native/http/message.hpp"
#include "native/recorder/failpoints.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/log_rate_limiter.hpp"
#include "native/recorder/metrics.hpp"
#include "native/recorder/webhook/access_control.hpp"
#include "native/recorder/webhook/group_commit.hpp"

namespace octospira::recorder {

/// Whether notifications can be accepted and delivered, with a text about each part.
struct Readiness {
    bool ready = false;
    Json parts = Json::object();
};

/// What was received since the start.
struct Counts {
    std::int64_t accepted = 0;
    std::int64_t duplicates = 0;
    std::int64_t ignored = 0;
    std::int64_t conflicts = 0;
    std::int64_t launches = 0;
    std::int64_t refused = 0;
};

/// Answers the recorder's addresses: checks the sender, reads the body, stores it in the journal.
/// The order is always the same: who asks (network, patience), address, method, credentials, then
/// the body with its size and content, the journal, and only then 200. Everything runs on the
/// server's thread.
class WebhookApi {
  public:
    struct Dependencies {
        GroupCommit& group_commit;
        Metrics& metrics;
        Log& log;
        std::function<EpochMs()> clock;
        std::function<Readiness()> readiness;
        std::function<std::string()> metrics_text;
        Failpoints at = {};
    };

    WebhookApi(AccessControl& access, Dependencies dependencies);

    /// Checks the head of a request before its body is read; an answer refuses it.
    [[nodiscard]] std::optional<http::ServerResponse> admit(const http::RequestView& request);

    /// Only requests that admit() accepted.
    void handle(const http::RequestView& request, const http::Respond& respond);

    /// Counts refused requests, here or by the HTTP server itself, and logs a limited number of
    /// them.
    void note_refusal(int status, std::string_view peer, std::string_view reason,
                      const Json& line = Json::object());

    /// An arrival that handle() submitted; `respond` may be empty, see GroupCommit.
    void kept(const Incoming& arrival, const Result<Stored>& kept, const http::Respond& respond);
    /// The sender has waited too long for the journal.
    void late(const http::Respond& respond);

    [[nodiscard]] const Counts& counts() const { return counts_; }

  private:
    struct Route;
    struct Found;
    [[nodiscard]] static Found find(const http::RequestView& request);
    static const Route kRoutes[];

    void take_test(const http::RequestView& request, const http::Respond& respond);
    void take_build(const http::RequestView& request, const http::Respond& respond);
    void take_notification(const http::RequestView& request, const http::Respond& respond,
                           bool build);
    void submit(const octoperf::Notification& notification, std::string body, bool build,
                const http::Respond& respond);
    void take_launch(const http::RequestView& request, const http::Respond& respond);
    void kept_notification(const NewNotification& notification, const Stored& kept,
                           const http::Respond& respond);
    void kept_launch(const flows::Launch& launch, const Stored& kept, const http::Respond& respond);
    void say_accepted(const http::RequestView& request, const http::Respond& respond);
    void say_alive(const http::RequestView& request, const http::Respond& respond);
    void say_ready(const http::RequestView& request, const http::Respond& respond);
    void say_metrics(const http::RequestView& request, const http::Respond& respond);

    [[nodiscard]] http::ServerResponse refusal(const http::RequestView& request, Rejection why);
    void refuse(const http::RequestView& request, const http::Respond& respond,
                std::string_view sentence);
    void note_proxy(const http::RequestView& request);
    void note_corrections(std::string_view bench_result,
                          const std::vector<std::string>& corrections);
    void note_journal_failure(const Error& error);
    void come_back(const http::Respond& respond, std::string_view sentence);

    AccessControl& access_;
    Dependencies with_;
    Counts counts_;
    LogRateLimiter refusals_;          ///< of the log
    LogRateLimiter journal_failures_;  ///< of the log
    LogRateLimiter corrected_;         ///< of the log
    bool proxy_noted_ = false;
};

}  // namespace octospira::recorder
