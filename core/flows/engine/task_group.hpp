#pragma once

#include <map>
#include <vector>

#include "core/base/function.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/step.hpp"

namespace octospira::flows {

/// Several conversations that go on side by side inside one: each has a lane, and whichever gets
/// its reply first goes on first. Made by make().
class TaskGroup : public Counted {
  public:
    /// Gives a conversation a lane; it begins with the next turn. `finished` hears how it ended and
    /// may add another.
    void add(Step first, Function<void(const Done&)> finished);

    /// Goes on until `over` says so or every lane is empty, then continues with `next`; what is
    /// still going on is left alone, and nobody hears of it any more.
    [[nodiscard]] Step run(Function<bool()> over, Next next);

    [[nodiscard]] std::size_t busy() const { return lanes_.size(); }

  private:
    struct Lane {
        Function<Step(Reply)> next;
        Function<void(const Done&)> finished;
    };
    [[nodiscard]] Step turn();
    [[nodiscard]] Step end();
    void go_on(const Completed& came);
    void place(int id, Step step, Function<void(const Done&)> finished);

    std::map<int, Lane> lanes_;
    std::vector<Started> begun_;  ///< to be begun with the next turn
    int last_id_ = 0;
    Function<bool()> over_;
    Next next_;
};

}  // namespace octospira::flows
