#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/http.hpp"
#include "core/base/json.hpp"
#include "native/simulators/front_end/workers.hpp"
#include "native/simulators/octoperf/model.hpp"
#include "native/simulators/octoperf/simulator.hpp"

namespace octospira::simulators::octoperf {

struct World;

/// Tells every target that is ticked for an event, and keeps a log of what the receivers said.
/// Lives on the server's thread; only the sending itself happens elsewhere.
class Notifier {
  public:
    explicit Notifier(World& world) : world_(world) {}

    std::vector<NotificationTarget> targets;

    void fire(Run& run, std::string_view event);
    /// The dummy of OctoPerf's "Test notification": ids that resolve to nothing, to one target.
    void fire_dummy(std::size_t target);

    /// Runs `then` once nothing is being sent any more; at once when nothing is.
    void when_idle(std::function<void()> then);

    void clear_log();
    [[nodiscard]] Json log() const;           ///< newest last, at most 500
    [[nodiscard]] Json targets_json() const;  ///< URLs redacted, header values hidden
    /// Replaces the targets. One with "keep" (an index of the present list) takes over what it does
    /// not name itself, and the values of headers it only names: URLs and header values cannot be
    /// read back, as in OctoPerf. Errors: invalid_input.
    [[nodiscard]] Result<void> set_targets(const Json& list);

  private:
    void send(const NotificationTarget& target, const Json& payload);
    void send_now(const NotificationTarget& target, const Json& payload);
    void deliver(std::size_t number, const NotificationTarget& target, const std::string& body);
    void on_delivered(std::size_t number, const Answer& answer);

    World& world_;
    std::vector<Json> log_;
    std::size_t first_number_ = 0;  ///< of log_'s first row
    std::size_t pending_ = 0;
    std::vector<std::function<void()>> waiting_;
    Workers courier_{1};  ///< one after another, and nothing twice: no source says OctoPerf does
};

}  // namespace octospira::simulators::octoperf
