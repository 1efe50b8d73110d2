#include "native/cli/commands/launching.hpp"

#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "core/flows/follow/follow.hpp"
#include "core/flows/follow/stop_call.hpp"
#include "core/flows/launch/start_scenario.hpp"
#include "native/cli/commands/recording.hpp"
#include "native/cli/exit_codes.hpp"
#include "native/cli/settings/operator.hpp"
#include "native/cli/text/operator_words.hpp"
#include "native/cli/text/progress.hpp"
#include "native/cli/text/verdict.hpp"
#include "native/host/run_for.hpp"

namespace octospira::cli {

namespace {

using flows::Done;
using flows::LastRunPtr;
using flows::NotStarted;
using flows::StartedTest;

/// One launch, its methods in the order in which they happen.
class Launching {
  public:
    Launching(const LaunchSettings& settings, Session& session, NamedTestCase test_case,
              std::optional<ReleaseId> release)
        : settings_(settings),
          session_(session),
          test_case_(test_case),
          event_(session.event(test_case.product)),
          json_(is_json(settings.output)),
          progress_(json_) {
        event_.release = release;
        event_.caution_on_warnings = settings.caution;
    }

    int run() {
        flows::StartRequest request{test_case_.id};
        request.scenario = settings_.scenario;
        const auto ended = host::run_for<tl::expected<StartedTest, NotStarted>>(
            [&](auto next) { return flows::start_scenario(event_, request, next); }, session_.host);
        if (!ended) return tell_not_started(ended.error().error, std::nullopt);
        if (!*ended) return tell_not_started(std::nullopt, ended->error());
        test_ = **ended;
        session_.interruption.set_last_words("octospira: exited immediately. The test " + id() +
                                             " may still be running; octospira stop " + id() +
                                             " stops it.\n");
        tell_started();
        if (settings_.detach) return kDone;
        session_.host.let_go();
        return wait();
    }

  private:
    [[nodiscard]] const std::string& id() const { return test_->bench_result.text(); }

    int tell_not_started(const std::optional<Error>& trouble,
                         const std::optional<NotStarted>& why) {
        const bool interrupted = session_.interruption.raised();
        const bool unclear = why && why->how == NotStarted::How::unclear;
        const bool asked = !session_.host.unanswered().empty();
        const bool cancelled = why && why->how == NotStarted::How::cancelled && !asked;
        Error error = trouble.value_or(Error());
        if (why && why->how == NotStarted::How::refused) error = why->error;
        if (unclear) error = why->error;
        if (asked) error = session_.unanswered();
        error = for_operator(naming(test_case_, std::move(error)));
        const char* reason = interrupted && !unclear ? "interrupted"
                             : unclear               ? "unclear"
                             : cancelled             ? "cancelled"
                                                     : "refused";
        if (json_) {
            Json line = event("not_started");
            line["reason"] = reason;
            if (!error.message.empty()) line["error"] = to_json(error);
            print_json(line);
        }
        if (interrupted && !unclear) {
            progress_.say("interrupted before a test was started.");
            return session_.interruption.exit_code();
        }
        if (!error.message.empty()) progress_.say(sentence(error));
        return unclear ? kUnclear : kFailed;
    }

    void tell_started() {
        const Json recorder = session_.access.recorder ? Json(test_->recorder_why.empty()) : Json();
        if (json_) {
            Json line = event("started");
            line.update(object({{"scenarioId", test_->scenario_id.text()},
                                {"scenario", test_->scenario},
                                {"productId", test_case_.product->value()},
                                {"testCaseId", test_case_.id.value()},
                                {"reportUrl", or_null(test_->report_url)},
                                {"stored", !test_->not_stored},
                                {"registered", recorder}}));
            print_json(line);
        } else {
            print("Started " + in_quotes(test_->scenario) + " for TC:" + test_case_.id.text() +
                  " as " + id() + ".");
            if (!test_->report_url.empty()) print("Live report: " + test_->report_url);
        }
        if (test_->not_stored) {
            progress_.say("The test's id could not be stored in the test case. " +
                          sentence(*test_->not_stored));
        }
        if (!test_->recorder_why.empty()) {
            progress_.say("The launch was not registered with the recorder: " + recorder_why() +
                          " octospira check says more.");
        }
        if (test_->other_host) {
            progress_.say(
                "The scenario's address is on another OctoPerf server than --octoperf-url.");
        }
        if (settings_.detach && !session_.access.recorder) {
            progress_.say(
                "Still running. If you don't use a recorder, record the result later with: "
                "octospira record TC:" +
                test_case_.id.text());
        }
    }

    [[nodiscard]] std::string recorder_why() const {
        return replace_all(test_->recorder_why.english, " from Spira", " from here");
    }

    int wait() {
        if (!read_run()) {
            if (session_.interruption.raised()) return stop();
            progress_.say("The test " + id() + " is running but cannot be followed. " +
                          sentence(for_operator(error_)));
            return kUnclear;
        }
        Watch watch(session_.host, run_, progress_.how(every()));
        const auto followed = host::run_for<flows::Followed>(
            [&](auto next) { return flows::follow(run_, {}, next); }, watch);
        progress_.erase();
        if (session_.interruption.raised() && !run_->ended()) return stop();
        if (followed != flows::Followed::ended) {
            const Error error = error_of(
                followed,
                {ErrorKind::unavailable, "It is running for longer than expected.", "", ""});
            progress_.say("The test " + id() + " is no longer followed. " +
                          sentence(for_operator(error)));
            return kUnclear;
        }
        look_ = watch.look();
        return tell_end();
    }

    static Error error_of(const tl::expected<flows::Followed, Done>& followed, Error otherwise) {
        return followed ? otherwise : followed.error().error.value_or(std::move(otherwise));
    }

    /// A test has just been started: what goes wrong once is tried again.
    bool read_run() {
        static constexpr int kTries = 10;
        const auto note = session_.notes.recall(
            flows::Memory::hint, flows::launch_hint_key(event_.product, test_case_.id));
        Json hint = note && *note ? parse_json(**note).value_or(nullptr) : Json(nullptr);
        for (int i = 0; i < kTries; ++i) {
            if (i > 0 && !session_.host.pause(std::chrono::seconds(2))) return false;
            FoundRun found = find_run(session_, event_, test_->bench_result, hint);
            if (found) run_ = *found;
            if (found) return true;
            error_ = found.error().error.value_or(Error());
            if (session_.interruption.raised() || !retryable(error_)) return false;
        }
        return false;
    }

    int tell_end() {
        if (!read_alarms_again(session_, run_, look_)) return session_.interruption.exit_code();
        const bool unknown = judge(*run_, look_, settings_.caution).verdict == Verdict::unknown;
        const bool recorder = session_.access.recorder.has_value();
        if (settings_.no_record || (unknown && !recorder)) return tell_verdict();
        if (recorder) {
            (void)settle(session_, run_, look_);
            const int code = tell_verdict();
            if (json_) print_json(event("left_to_recorder"));
            if (!json_) print("The recorder records it in Spira.");
            return code;
        }
        return record();
    }

    /// What is told is what Spira has: the figures of the recorded run, not those of the last look.
    int record() {
        const Recorded recorded = record_result(session_, run_, test_case_.id, progress_, {});
        if (recorded.figures) look_.figures = *recorded.figures;
        if (recorded.alarms && *recorded.alarms) look_.alarms = recorded.alarms;
        if (recorded.before) (void)settle(session_, run_, look_);
        const int code = tell_verdict();
        if (json_) {
            Json line = event(recorded.error ? "not_recorded" : "recorded");
            line.update(to_json(recorded));
            print_json(line);
        } else if (!recorded.error) {
            print(text_of(recorded));
        }
        if (!recorded.error) return code;
        if (session_.interruption.raised()) {
            progress_.say("interrupted before the result was recorded.");
            return session_.interruption.exit_code();
        }
        progress_.say("The result was not recorded. " + sentence(*recorded.error));
        return code == kDone || code == kTestCaution ? kNotRecorded : code;
    }

    /// The exit code that the verdict stands for.
    int tell_verdict() {
        const Judgement judgement = judge(*run_, look_, settings_.caution);
        if (json_) {
            Json line = event("ended");
            line["verdict"] = to_string(judgement.verdict);
            line.update(to_json(look_));
            print_json(line);
        } else {
            print_painted(summary(run_->scenario, judgement, look_));
        }
        return exit_code_of(judgement.verdict);
    }

    /// Interrupted: the test is stopped, whatever comes.
    int stop() {
        session_.host.hold();
        progress_.say("stopping the test. Interrupt again to leave it running.");
        if (!run_) {
            run_ = make<flows::LastRun>(event_);
            run_->id = test_->bench_result;
            run_->scenario = test_->scenario;
        }
        Result<void> asked;
        for (int i = 0; i < 5; ++i) {
            if (i > 0) (void)session_.host.pause(std::chrono::seconds(2));
            const auto answered = host::run_for<Result<void>>(
                [&](auto next) { return flows::stop_run(run_, next); }, session_.host);
            if (answered) asked = *answered;
            if (asked || !retryable(asked.error())) break;
        }
        if (!asked) return tell_stop_failed(asked.error());
        Watch watch(session_.host, run_, progress_.how(every().value_or(kStopLooks)));
        const auto followed = host::run_for<flows::Followed>(
            [&](auto next) {
                return flows::follow(run_, {true, true}, next);
            },
            watch);
        progress_.erase();
        if (!run_->ended()) {
            return tell_stop_failed(error_of(
                followed, {ErrorKind::unavailable,
                           "OctoPerf was asked to stop it, but it has not ended yet.", "", ""}));
        }
        if (json_) {
            Json line = event("stopped");
            line["state"] = run_->result.state_text;
            print_json(line);
        }
        progress_.say("interrupted; the test has ended (" + run_->result.state_text + ").");
        return session_.interruption.exit_code();
    }

    int tell_stop_failed(const Error& error) {
        if (json_) {
            Json line = event("not_stopped");
            line["error"] = to_json(for_operator(error));
            print_json(line);
        }
        progress_.say("The test " + id() + " may still be running. " +
                      sentence(for_operator(error)) + " Stop it with: octospira stop " + id());
        return kUnclear;
    }

    [[nodiscard]] Json event(const char* name) const {
        Json line = object({{"event", name}, {"time", format_utc(now_ms())}});
        if (test_) line["benchResultId"] = id();
        return line;
    }

    [[nodiscard]] std::optional<std::chrono::milliseconds> every() const {
        if (settings_.every_ms <= 0) return std::nullopt;
        return std::chrono::milliseconds(settings_.every_ms);
    }

    static constexpr std::chrono::milliseconds kStopLooks{1000};

    const LaunchSettings& settings_;
    Session& session_;
    NamedTestCase test_case_;
    flows::PageEvent event_;
    bool json_;
    Progress progress_;
    std::optional<StartedTest> test_;
    LastRunPtr run_;
    Look look_;
    Error error_;
};

}  // namespace

int run_launch(const LaunchSettings& settings, Session& session, NamedTestCase test_case,
               std::optional<ReleaseId> release) {
    return Launching(settings, session, test_case, release).run();
}

}  // namespace octospira::cli
