#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.hpp"
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
/// The order is always the same: address, method, credentials, content, journal, and only then 200.
/// (A body over the limit is refused by the HTTP server before it comes here.) Everything runs on
/// the server's thread.
class Reception {
  public:
    struct Surroundings {
        Journal& journal;
        Inbox& inbox;
        Log& log;
        std::function<EpochMs()> clock;
        std::function<Json()> readiness;  ///< what say_ready adds: who works, and does Spira answer
        AtPoint at = {};
    };

    Reception(Doors doors, Surroundings surroundings);

    void handle(http::ServerRequest request, http::Respond respond);

    /// The answers of a group have been given. On the server's thread.
    void flushed();

    [[nodiscard]] const Counts& counts() const { return counts_; }

  private:
    struct Route;
    static const Route kRoutes[];

    void take_test(const http::ServerRequest& request, const http::Respond& respond);
    void take_build(const http::ServerRequest& request, const http::Respond& respond);
    void take_notification(const http::ServerRequest& request, const http::Respond& respond,
                           bool build);
    [[nodiscard]] std::string_view count(const Kept& kept);
    void take_launch(const http::ServerRequest& request, const http::Respond& respond);
    void say_accepted(const http::ServerRequest& request, const http::Respond& respond);
    void say_alive(const http::ServerRequest& request, const http::Respond& respond);
    void say_ready(const http::ServerRequest& request, const http::Respond& respond);

    void refuse(const http::ServerRequest& request, const http::Respond& respond, int status,
                std::string_view sentence, http::Fields headers = {});
    void journal_failed(const http::Respond& respond, const Error& error);
    void come_back(const http::Respond& respond, std::string_view sentence);

    const Doors doors_;
    Surroundings with_;
    Counts counts_;
    std::string lines_;  ///< of the group that is being answered
};

}  // namespace octospira::recorder
