#include "native/recorder/journal/journal_rules.hpp"

#include "core/base/text.hpp"

namespace octospira::recorder {

Classified classify(const NewNotification& notification, const std::optional<FirstVerdict>& first) {
    if (!notification.verdict) return {State::ignored, notification.note};
    if (!first) return {State::pending, notification.note};
    const bool same = first->verdict == *notification.verdict;
    return {same ? State::ignored : State::conflict,
            concat({same ? "The same verdict" : "Another verdict on this run",
                    " came before it, with notification ", std::to_string(first->id), "."})};
}

Stored launched_before(const NewLaunch& launch, TestCaseId there) {
    return {0, true, there == launch.launch.test_case ? State::pending : State::conflict};
}

Finished as_decided(Finished finished, EpochMs changed, bool launch_came) {
    const bool assigned = finished.changed && *finished.changed != changed;
    const bool failed = finished.state == State::pending || finished.state == State::dead;
    if (assigned && finished.state == State::recorded) {
        finished.note = kAssignedTooLate;
    } else if (assigned || (launch_came && failed && !finished.test_case)) {
        finished.state = State::pending;
        finished.attempts = 0;
        finished.next_attempt = finished.now;
        finished.product.reset();
        finished.test_case.reset();
    }
    return finished;
}

Error claim_lost(std::int64_t id) {
    return {ErrorKind::conflict,
            "Another recorder, or an operator, has decided on notification " + std::to_string(id) +
                " before this attempt ended.",
            "Nothing is lost; check whether this recorder was stopped for a while.", "journal"};
}

}  // namespace octospira::recorder
