#include "core/flows/record/verdict.hpp"

#include "core/base/text.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

using octoperf::Event;
using octoperf::State;

namespace {

std::string counted(std::size_t number, std::string_view noun) {
    return std::to_string(number) + " " + std::string(noun) + (number == 1 ? "" : "s");
}

}  // namespace

std::size_t count_severity(const std::vector<std::string>& severities, std::string_view severity) {
    std::size_t number = 0;
    for (const std::string& candidate : severities) {
        if (equals_ignoring_case(candidate, severity)) ++number;
    }
    return number;
}

std::optional<Verdict> verdict_of(const octoperf::Notification& notification, std::size_t warnings,
                                  bool caution_on_warnings) {
    if (notification.event == Event::started || notification.event == Event::unknown)
        return std::nullopt;
    if (notification.end_state == State::aborted) {
        return Verdict{
            spira::kBlocked,
            "Blocked: the test was stopped early, by a user, another program or OctoPerf."};
    }
    if (notification.event == Event::error || notification.end_state == State::error) {
        return Verdict{spira::kBlocked, "Blocked: OctoPerf could not start the test."};
    }
    switch (notification.event) {
        case Event::failed:
            return Verdict{
                spira::kFailed,
                "Failed: the test completed, and an alarm or a service level was violated."};
        case Event::passed:
            if (caution_on_warnings && warnings > 0) {
                return Verdict{spira::kCaution, "Caution: the test passed, with " +
                                                    counted(warnings, "warning alarm") + "."};
            }
            return Verdict{spira::kPassed,
                           "Passed: the test completed, and no critical alarm was raised."};
        default:
            return std::nullopt;
    }
}

std::string why_ignored(const octoperf::Notification& notification) {
    switch (notification.event) {
        case Event::started:
            return "A test that has only started has no verdict yet.";
        case Event::ended:
            return "The verdict of a test that ended comes in a separate notification.";
        default:
            return "The event is not one of TEST_PASSED, TEST_FAILED, TEST_ERROR.";
    }
}

}  // namespace octospira::flows
