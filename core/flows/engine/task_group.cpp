#include "core/flows/engine/task_group.hpp"

#include <utility>

namespace octospira::flows {

void TaskGroup::add(Step first, Function<void(const Done&)> finished) {
    place(++last_id_, std::move(first), std::move(finished));
}

void TaskGroup::place(int id, Step step, Function<void(const Done&)> finished) {
    if (const auto* end = std::get_if<Done>(&step.command)) return finished(*end);
    lanes_[id] = {std::move(step.next), std::move(finished)};
    begun_.push_back({id, std::move(step.command)});
}

Step TaskGroup::run(Function<bool()> over, Next next) {
    over_ = std::move(over);
    next_ = std::move(next);
    return turn();
}

Step TaskGroup::turn() {
    if (lanes_.empty() || over_()) return end();
    return {StartAll{std::exchange(begun_, {})},
            [self = Handle<TaskGroup>(this)](const Reply& reply) {
                const auto* came = std::get_if<Completed>(&reply);
                // A host that cannot do several things at once would only be asked in vain again.
                if (came == nullptr) return self->end();
                self->go_on(*came);
                return self->turn();
            }};
}

/// Forgets everything first: what waits here holds the conversation that holds these lanes.
Step TaskGroup::end() {
    const Next next = std::exchange(next_, nullptr);
    over_ = nullptr;
    lanes_.clear();
    begun_.clear();
    return next();
}

void TaskGroup::go_on(const Completed& came) {
    const auto found = lanes_.find(came.id);
    if (found == lanes_.end()) return;
    Lane lane = std::move(found->second);
    lanes_.erase(found);
    place(came.id, lane.next(came.reply->reply), std::move(lane.finished));
}

}  // namespace octospira::flows
