#include <iostream>
#include <memory>
#include <utility>

#include "core/flows/conversation.hpp"
#include "core/flows/follow.hpp"
#include "core/flows/registered_launch.hpp"
#include "core/flows/start_scenario.hpp"
#include "core/flows/stop_call.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/operator.hpp"
#include "native/cli/operator_words.hpp"
#include "native/cli/progress.hpp"
#include "native/cli/recording.hpp"
#include "native/cli/session.hpp"
#include "native/cli/verdict.hpp"

namespace octospira::cli {

namespace {

using flows::Done;
using flows::LastRunPtr;
using flows::NotStarted;
using flows::StartedTest;
using flows::Step;

struct LaunchSettings {
    AccessSettings access;
    std::string scenario;
    std::string test_case;
    std::string release;
    bool wait = false;
    bool detach = false;
    bool no_record = false;
    bool caution = false;
    bool yes = false;
    std::int64_t every_ms = 0;
    std::string output;
};

constexpr const char* kAbout =
    "Start a load test from a test case, follow it to its end and record its result.";

constexpr const char* kMore =
    "Without --detach it waits: a progress bar on a terminal, JSON lines elsewhere, an exit code "
    "by\nverdict. Interrupted (Ctrl+C), it stops the test before it ends. With --recorder-url the\n"
    "recorder is told of the launch and records the result; without, this command does.\n\n"
    "A start costs credits and is never repeated. When it got no clear answer, the exit code is 6\n"
    "and the next launch asks first.\n\n"
    "Examples:\n"
    "  octospira launch --test-case TC:42 --product PR:1\n"
    "  octospira launch --scenario aKpHtoYBUDjbSvwJg3Vu --test-case TC:42 --release RL:3 --wait\n"
    "  octospira launch --test-case https://mysite.spiraservice.net/1/TestCase/42.aspx --detach\n\n"
    "Exit codes: 0 passed (or started, with --detach), 1 not started, 2 a setting is wrong,\n"
    "3 failed, 4 aborted or could not be run, 5 caution, 6 not known, 7 passed but not recorded,\n"
    "130 interrupted and stopped.";

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
        std::optional<NotStarted> not_started;
        flows::StartRequest request{test_case_.id};
        request.scenario = settings_.scenario;
        const Done end = session_.converse(
            flows::start_scenario(event_, std::move(request),
                                  [&](const tl::expected<StartedTest, NotStarted>& ended) -> Step {
                                      if (ended) {
                                          test_ = *ended;
                                      } else {
                                          not_started = ended.error();
                                      }
                                      return flows::done("over");
                                  }));
        if (!test_) return tell_not_started(end, not_started);
        session_.interruption.set_last_words("octospira: ended at once. The test " + id() +
                                             " may still be running; octospira stop " + id() +
                                             " stops it.\n");
        tell_started();
        if (settings_.detach) return kDone;
        session_.host.let_go();
        return wait();
    }

  private:
    [[nodiscard]] const std::string& id() const { return test_->bench_result.text(); }

    int tell_not_started(const Done& end, const std::optional<NotStarted>& why) {
        const bool interrupted = session_.interruption.raised();
        const bool unclear = why && why->how == NotStarted::How::unclear;
        const bool asked = !session_.host.unanswered().empty();
        const bool cancelled = why && why->how == NotStarted::How::cancelled && !asked;
        Error error = end.error.value_or(Error());
        if (why && why->how == NotStarted::How::refused) error = why->error;
        if (unclear) error = why->error;
        if (asked) error = session_.unanswered();
        error = for_operator(std::move(error));
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
            progress_.say("The recorder was not told of the launch: " + recorder_why() +
                          " octospira check says more.");
        }
        if (test_->other_host) {
            progress_.say("The scenario's address is of another OctoPerf than --octoperf-url.");
        }
        if (settings_.detach && !session_.access.recorder) {
            progress_.say(
                "It runs on. If no recorder does it, record its result with: octospira "
                "record TC:" +
                test_case_.id.text());
        }
    }

    [[nodiscard]] std::string recorder_why() const {
        return replace_all(test_->recorder_why.english, " from Spira", " from here");
    }

    int wait() {
        if (!read_run()) {
            if (session_.interruption.raised()) return stop();
            progress_.say("The test " + id() + " runs and cannot be followed. " +
                          sentence(for_operator(error_)));
            return kUnclear;
        }
        Watch watch(session_.host, run_, progress_.how(every()));
        flows::Followed followed = flows::Followed::left;
        const Done end = host::run(flows::follow(run_, {},
                                                 [&](flows::Followed how) -> Step {
                                                     followed = how;
                                                     return flows::done("over");
                                                 }),
                                   watch);
        progress_.erase();
        if (session_.interruption.raised() && !run_->ended()) return stop();
        if (end.error || followed != flows::Followed::ended) {
            const Error error = end.error.value_or(
                Error{ErrorKind::unavailable, "It still goes on after all this time.", "", ""});
            progress_.say("The test " + id() + " is no longer followed. " +
                          sentence(for_operator(error)));
            return kUnclear;
        }
        look_ = watch.look();
        return tell_end();
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
            run_ = found.run;
            if (run_) return true;
            error_ = found.end.error.value_or(Error());
            if (session_.interruption.raised() || !retryable(error_.kind)) return false;
        }
        return false;
    }

    int tell_end() {
        if (!read_alarms_again(session_, run_, look_)) return session_.interruption.exit_code();
        const Judgement judgement = judge(*run_, look_, settings_.caution);
        if (json_) {
            Json line = event("ended");
            line["verdict"] = to_string(judgement.verdict);
            line.update(to_json(look_));
            print_json(line);
        } else {
            print(summary(run_->scenario, judgement, look_));
        }
        const int code = exit_code_of(judgement.verdict);
        if (settings_.no_record) return code;
        if (session_.access.recorder) {
            if (json_) print_json(event("left_to_recorder"));
            if (!json_) print("The recorder records it in Spira.");
            return code;
        }
        if (judgement.verdict == Verdict::unknown) return code;
        return record(code);
    }

    int record(int code) {
        const Recorded recorded = record_result(session_, run_, test_case_.id, progress_, {});
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
        progress_.say("The result is not recorded. " + sentence(*recorded.error));
        return code == kDone || code == kTestCaution ? kNotRecorded : code;
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
            (void)session_.converse(flows::stop_run(run_, [&](const Result<void>& done) -> Step {
                asked = done;
                return flows::done("asked");
            }));
            if (asked || !retryable(asked.error().kind)) break;
        }
        if (!asked) return tell_stop_failed(asked.error());
        Watch watch(session_.host, run_, progress_.how(every().value_or(kStopLooks)));
        const Done end =
            host::run(flows::follow(run_, {true, true},
                                    [](flows::Followed) -> Step { return flows::done("over"); }),
                      watch);
        progress_.erase();
        if (!run_->ended()) {
            return tell_stop_failed(end.error.value_or(Error{
                ErrorKind::unavailable, "OctoPerf was asked, and it has not ended yet.", "", ""}));
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

int launch(const LaunchSettings& settings) {
    auto access = read_access(settings.access);
    if (!access) return report(access.error());
    if (const auto ready = need_octoperf(*access); !ready) return report(ready.error());
    const auto test_case = read_test_case(settings.test_case, *access);
    if (!test_case) return report(test_case.error());
    std::optional<ReleaseId> release;
    if (!settings.release.empty() && settings.release != "0") {
        const auto id = parse_artifact<ReleaseId>("RL", settings.release);
        if (!id) return report(id.error());
        release = *id;
    }
    Session session(std::move(*access), settings.yes);
    return Launching(settings, session, *test_case, release).run();
}

}  // namespace

void add_launch(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<LaunchSettings>();
    CLI::App* const command = program.add_subcommand("launch", kAbout);
    command->footer(kMore);
    command
        ->add_option("--test-case", settings->test_case,
                     "Test case: TC:42, its number, or its address in Spira")
        ->required()
        ->type_name("TC:N");
    command
        ->add_option("--scenario", settings->scenario,
                     "OctoPerf scenario, its id or address; default: the one that the test case "
                     "names")
        ->type_name("ID|URL");
    command
        ->add_option("--release", settings->release,
                     "Release to record the result against, e.g. RL:3; 0: none")
        ->envname("OCTOSPIRA_RELEASE")
        ->type_name("RL:N");
    CLI::Option* const wait =
        command->add_flag("--wait", settings->wait, "Follow the test to its end (the default)");
    command->add_flag("--detach", settings->detach, "Start it and leave it running")
        ->excludes(wait);
    command->add_flag("--no-record", settings->no_record, "Do not record the result in Spira");
    command
        ->add_flag("--caution-on-warnings", settings->caution,
                   "A passed test with warning alarms is Caution")
        ->envname("OCTOSPIRA_CAUTION_ON_WARNINGS");
    command->add_flag("-y,--yes", settings->yes,
                      "Go on where a person would be asked, e.g. while its last test still runs");
    add_every_option(*command, settings->every_ms);
    add_output_option(*command, settings->output, true);
    add_access_options(*command, settings->access);
    command->callback([settings, &exit_code] { exit_code = launch(*settings); });
}

}  // namespace octospira::cli
