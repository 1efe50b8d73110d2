#include "core/flows/engine/task_group.hpp"

#include <utility>

namespace octospira::flows {

void TaskGroup::add(Step first, Function<void(const Done&)> finished) {
    advance(++last_id_, std::move(first), std::move(finished));
}

void TaskGroup::advance(int id, Step step, Function<void(const Done&)> finished) {
    if (const auto* end = std::get_if<Done>(&step.command)) return finished(*end);
    tasks_[id] = {std::move(step.next), std::move(finished)};
    begun_.push_back({id, std::move(step.command)});
}

Step TaskGroup::run(Function<bool()> over, Next next) {
    over_ = std::move(over);
    next_ = std::move(next);
    return turn();
}

Step TaskGroup::turn() {
    if (tasks_.empty() || over_()) return end();
    return {StartAll{std::exchange(begun_, {})},
            [self = Handle<TaskGroup>(this)](const Reply& reply) {
                const auto* completed = std::get_if<Completed>(&reply);
                // A host that cannot do several things at once would only be asked in vain again.
                if (completed == nullptr) return self->end();
                self->go_on(*completed);
                return self->turn();
            }};
}

/// Forgets everything first: what waits here holds the conversation that holds these tasks.
Step TaskGroup::end() {
    const Next next = std::exchange(next_, nullptr);
    over_ = nullptr;
    tasks_.clear();
    begun_.clear();
    return next();
}

void TaskGroup::go_on(const Completed& completed) {
    const auto found = tasks_.find(completed.id);
    if (found == tasks_.end()) return;
    Task task = std::move(found->second);
    tasks_.erase(found);
    advance(completed.id, task.next(completed.reply->reply), std::move(task.finished));
}

}  // namespace octospira::flows
