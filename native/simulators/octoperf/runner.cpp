#include "native/simulators/octoperf/runner.hpp"

#include <algorithm>

#include "native/simulators/octoperf/world.hpp"

namespace octospira::simulators::octoperf {

namespace {

/// Milliseconds between the ids of a run and its report in the one real example.
constexpr EpochMs kReportLater = 49;

State after(const Run& run) {
    switch (run.state) {
        case State::created:
            return State::pending;
        case State::pending:
            return State::scaling;
        case State::scaling:
            return State::preparing;
        case State::preparing:
            return State::initializing;
        case State::initializing:
            return run.behaviour.verdict == Verdict::error ? State::error : State::running;
        default:
            return run.behaviour.verdict == Verdict::aborted ? State::aborted : State::finished;
    }
}

std::chrono::milliseconds stay(const Run& run) {
    double time = static_cast<double>(run.run_time.count()) * share(run.state);
    // A long test takes no longer to start than a short one.
    if (run.state != State::running) time /= run.behaviour.run_factor;
    // A run that the platform aborts loses its generators half way.
    if (run.state == State::running && run.behaviour.verdict == Verdict::aborted) time /= 2;
    return std::chrono::milliseconds(static_cast<std::int64_t>(time) + 1);
}

bool has_alarm(const Run& run, std::string_view severity) {
    const auto& alarms = run.behaviour.alarms;
    return std::find(alarms.begin(), alarms.end(), severity) != alarms.end();
}

/// The one event of PASSED, FAILED and ERROR; empty when the run gets none of them.
std::string verdict_event(const Switches& switches, const Run& run) {
    if (run.state == State::error) return "TEST_ERROR";
    if (run.state == State::aborted) {
        if (switches.aborted_run == "onlyEnded") return "";
        return switches.aborted_run == "failed" ? "TEST_FAILED" : "TEST_PASSED";
    }
    if (run.behaviour.verdict == Verdict::failed) return "TEST_FAILED";
    if (switches.warning_only == "failed" && has_alarm(run, "WARNING")) return "TEST_FAILED";
    return "TEST_PASSED";
}

}  // namespace

Run& Runner::start(const Scenario& scenario, const User& user, const std::string& name) {
    const EpochMs now = world_.now();
    const Project* project = world_.store.project(scenario.project_id);
    Run run;
    run.id = world_.ids.next(now);
    run.report_id = world_.ids.next(now + kReportLater);
    run.batch_id = world_.ids.next(now);
    run.scenario_id = scenario.id;
    run.design_project_id = scenario.project_id;
    if (project != nullptr) {
        run.workspace_id = project->workspace_id;
        const Project* results = world_.store.result_project(project->workspace_id);
        if (results != nullptr) run.result_project_id = results->id;
    }
    run.user_id = user.id;
    run.username = user.username;
    run.name = name.empty() ? scenario.name : name;
    run.created = now;
    run.behaviour = scenario.behaviour;
    run.run_time =
        scenario.behaviour.run_time.value_or(world_.run_time * scenario.behaviour.run_factor);
    Run& kept = world_.store.runs.emplace_back(std::move(run));
    enter(kept, State::created);
    if (kept.behaviour.verdict == Verdict::error &&
        world_.switches.error_timing == "beforeAnswer") {
        while (!terminal(kept.state)) advance(kept);
    } else {
        schedule_next(kept);
    }
    return kept;
}

void Runner::stop(Run& run) {
    if (!terminal(run.state)) end(run, State::aborted);
}

void Runner::schedule_next(const Run& run) {
    world_.server->after(stay(run), [this, id = run.id, from = run.state] {
        Run* found = world_.store.run(id);
        // Stopped, or forgotten by a reset, in the meantime.
        if (found == nullptr || found->state != from) return;
        advance(*found);
        if (!terminal(found->state)) schedule_next(*found);
    });
}

void Runner::advance(Run& run) {
    const State next = after(run);
    if (terminal(next)) return end(run, next);
    enter(run, next);
    if (next == State::pending) world_.notifier.fire(run, "TEST_STARTED");
    if (next == State::running) run.running_since = run.last_modified;
}

void Runner::enter(Run& run, State state) {
    run.state = state;
    run.last_modified = world_.now();
    run.history.emplace_back(state, run.last_modified);
}

void Runner::end(Run& run, State state) {
    enter(run, state);
    run.ended = run.last_modified;
    // A test that could not be launched has not stopped either: no TEST_ENDED.
    if (state != State::error) world_.notifier.fire(run, "TEST_ENDED");
    const std::string event = verdict_event(world_.switches, run);
    if (!event.empty()) world_.notifier.fire(run, event);
}

}  // namespace octospira::simulators::octoperf
