#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/flows/follow/last_run.hpp"
#include "core/flows/follow/run_outcome.hpp"
#include "native/cli/commands/operator_host.hpp"

namespace octospira::cli {

/// A test's state at one poll.
struct Look {
    std::string scenario = {};
    std::string state = {};     ///< as OctoPerf writes it
    std::string sentence = {};  ///< the same for people
    std::string trouble = {};   ///< what could not be read, and is retried
    std::optional<double> percent = std::nullopt;
    std::int64_t elapsed_ms = 0;
    std::int64_t users = 0;  ///< planned; 0: not known
    octoperf::Summary figures = {};
    bool ended = false;
    std::optional<flows::Alarms> alarms = std::nullopt;  ///< of a test that ran to its planned end
};

/// {"state":"RUNNING","percent":42,"elapsedSeconds":12,"hits":…,"errorsPercent":…,
/// "responseTimeSeconds":…}; null: not known.
[[nodiscard]] Json to_json(const Look& look);
/// "hits 1204, errors 0.37 %, response time 0.45 s": those that are known.
[[nodiscard]] std::string figures_text(const Look& look);

struct WatchHow {
    bool once = false;                                              ///< one look, and no waiting
    std::optional<std::chrono::milliseconds> every = std::nullopt;  ///< instead of the usual pauses
    std::function<void(const Look&)> looked = {};
    std::function<void(const Look&)> waiting = {};      ///< every now and then between two looks
    std::function<void(const std::string&)> told = {};  ///< a message, after which it continues
};

/// A host for conversations that follow a run: their views become polls, and their listening
/// becomes waiting.
class Watch : public host::Host {
  public:
    Watch(OperatorHost& host, flows::LastRunPtr run, WatchHow how);

    [[nodiscard]] Result<flows::Reply> perform(const flows::Command& command) override;
    [[nodiscard]] const Look& look() const { return look_; }

  private:
    [[nodiscard]] Result<flows::Reply> ask(const flows::OctoPerfCall& call);
    void take(const Json& view);
    [[nodiscard]] Result<flows::Reply> wait(std::optional<int> milliseconds);
    [[nodiscard]] std::int64_t elapsed() const;
    void tell();

    OperatorHost& host_;
    flows::LastRunPtr run_;
    WatchHow how_;
    Look look_;
    std::optional<int> first_pause_;
    bool told_ = false;
};

/// The time of this machine.
[[nodiscard]] EpochMs now_ms();

}  // namespace octospira::cli
