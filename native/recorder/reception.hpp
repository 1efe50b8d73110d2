#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "core/base/time.hpp"
#include "native/http/message.hpp"
#include "native/recorder/door_keeper.hpp"
#include "native/recorder/inbox.hpp"
#include "native/recorder/log.hpp"

namespace octospira::recorder {

/// What has come in since the start.
struct Counts {
    std::int64_t accepted = 0;
    std::int64_t duplicates = 0;
    std::int64_t ignored = 0;
    std::int64_t launches = 0;
    std::int64_t refused = 0;
};

/// Answers the recorder's addresses: who is let in, what is understood, what goes to the journal.
/// The order is always the same: who asks (network, patience), address, method, credentials, then
/// the body with its size and content, the journal, and only then 200. Everything runs on the
/// server's thread.
class Reception {
  public:
    struct Surroundings {
        Journal& journal;
        Inbox& inbox;
        Log& log;
        std::function<EpochMs()> clock;
        std::function<bool()> delivering;  ///< the workers are running
    };

    Reception(DoorKeeper& keeper, Surroundings surroundings);

    /// Looks at the head of a request before its body is read; an answer refuses it.
    [[nodiscard]] std::optional<http::ServerResponse> admit(const http::RequestView& request);

    /// Only what admit() has let through.
    void handle(const http::RequestView& request, const http::Respond& respond);

    /// Counts and logs what was refused, here or by the HTTP server itself.
    void note_refusal(int status, std::string_view peer, std::string_view reason,
                      Json line = Json::object());

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
    void take_launch(const http::RequestView& request, const http::Respond& respond);
    void say_accepted(const http::RequestView& request, const http::Respond& respond);
    void say_alive(const http::RequestView& request, const http::Respond& respond);
    void say_ready(const http::RequestView& request, const http::Respond& respond);

    [[nodiscard]] http::ServerResponse refusal(const http::RequestView& request, TurnedAway why);
    void refuse(const http::RequestView& request, const http::Respond& respond,
                std::string_view sentence);
    void journal_failed(const http::Respond& respond, const Error& error);

    DoorKeeper& keeper_;
    Surroundings with_;
    Counts counts_;
};

}  // namespace octospira::recorder
