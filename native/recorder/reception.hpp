#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.hpp"
#include "core/octoperf/notification.hpp"
#include "native/http/message.hpp"
#include "native/recorder/doors.hpp"
#include "native/recorder/inbox.hpp"
#include "native/recorder/log.hpp"
#include "native/recorder/points.hpp"

namespace octospira::recorder {

/// What has come in since the start.
struct Counts {
    std::int64_t accepted = 0;
    std::int64_t duplicates = 0;
    std::int64_t ignored = 0;
    std::int64_t conflicts = 0;
    std::int64_t launches = 0;
    std::map<int, std::int64_t> refused = {};  ///< by status
};

/// Answers the recorder's addresses: who is let in, what is understood, what goes to the journal.
/// The order is always the same: address, method, credentials (all three before the body is read),
/// content, journal, and only then 200. Everything runs on the server's thread.
class Reception {
  public:
    struct Surroundings {
        Journal& journal;
        Inbox& inbox;
        Log& log;
        std::function<EpochMs()> clock;
        std::function<Json()> readiness;  ///< what say_ready adds: who works, does Spira answer
        AtPoint at = {};
    };

    Reception(Doors doors, Surroundings surroundings);

    /// Of a request whose body has not been read yet: empty when it may go on.
    [[nodiscard]] std::optional<http::ServerResponse> admit(const http::RequestView& head);
    void handle(const http::RequestView& request, const http::Respond& respond);
    /// The server refused a request by itself.
    void refused(int status, std::string_view peer, std::string_view reason);

    /// An arrival that handle() gave to the inbox.
    void kept(const Arrival& arrival, const Result<Kept>& kept, const http::Respond& respond);
    /// The answers of a group have been given.
    void flushed();

    [[nodiscard]] const Counts& counts() const { return counts_; }

  private:
    struct Route;
    static const Route kRoutes[];

    void take_test(const http::RequestView& request, const http::Respond& respond);
    void take_build(const http::RequestView& request, const http::Respond& respond);
    void take_notification(const http::RequestView& request, const http::Respond& respond,
                           bool build);
    void submit(const octoperf::Notification& notification, std::string body, bool build,
                const http::Respond& respond);
    void take_launch(const http::RequestView& request, const http::Respond& respond);
    void kept_notification(const NewNotification& notification, const Kept& kept,
                           const http::Respond& respond);
    void kept_launch(const flows::Launch& launch, const Kept& kept, const http::Respond& respond);
    void say_accepted(const http::RequestView& request, const http::Respond& respond);
    void say_alive(const http::RequestView& request, const http::Respond& respond);
    void say_ready(const http::RequestView& request, const http::Respond& respond);

    [[nodiscard]] http::ServerResponse refusal(const http::RequestView& request, int status,
                                               std::string_view sentence,
                                               http::Fields headers = {});
    void come_back(const http::Respond& respond, std::string_view sentence);

    const Doors doors_;
    Surroundings with_;
    Counts counts_;
    std::string lines_;  ///< of the log, about the group that is being answered
};

}  // namespace octospira::recorder
