#include "core/flows/record/record_now.hpp"

#include <algorithm>
#include <utility>

#include "core/base/optional_id.hpp"
#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/follow/follow.hpp"
#include "core/flows/follow/run_outcome.hpp"
#include "core/flows/launch/recorder_answer.hpp"
#include "core/flows/launch/start_scenario.hpp"
#include "core/flows/record/record.hpp"
#include "core/flows/record/run_search.hpp"
#include "core/spira/product_token.hpp"

namespace octospira::flows {

namespace {

using octoperf::Event;

/// So long after a test's end its result is the recorder's, where there is one: it waits for the
/// figures to settle (enrich.hpp).
constexpr EpochMs kRecorderMs = 60'000;

/// The conversation `step` begins, with its end replaced by what `next` makes of it.
Step and_then(Step step, Function<Step(const Done&)> next) {
    if (const auto* end = std::get_if<Done>(&step.command)) return next(*end);
    return {std::move(step.command),
            [inner = std::move(step.next), next = std::move(next)](Reply reply) {
                return and_then(inner(std::move(reply)), next);
            }};
}

class RecordingNow : public Conversation<RecordingNow> {
  public:
    explicit RecordingNow(Language language) : Conversation(language) {}

    Step begin(const PageEvent& event) {
        if (event.may_create_test_run == false) {
            return refuse(
                {ErrorKind::forbidden, texts::may_not_record, texts::may_not_record_advice, ""});
        }
        in_page_ = true;
        return find_last_run(event, true, then(&RecordingNow::use_run));
    }

    Step use_run(const LastRunPtr& run) {
        run_ = run;
        if (run->ended()) return ended();
        return follow(run, {run->event.dialogs, false, &texts::record_waits, &texts::record_later},
                      then(&RecordingNow::waited));
    }

  private:
    Step waited(Followed how) {
        waited_ = true;
        return how == Followed::ended ? ended() : end_of(*run_, how);
    }

    Step ended() {
        const EpochMs age = run_->event.now - run_->result.last_modified.value_or(0);
        const bool recorders = waited_ || age < kRecorderMs;
        if (!in_page_ || !recorders || !run_->event.may_have_recorder()) return collect();
        return look_for_run(
            {run_->event.product, run_->test_case->id(), *run_->id, launch().started}, {},
            then(&RecordingNow::looked));
    }

    Step looked(const Result<RunSearch>& search) {
        if (search && !search->found.empty()) {
            const RunPlace place{run_->event.product, run_->test_case->id(), *run_->id};
            return tell({"already_recorded", std::nullopt, details_of(place, search->found)});
        }
        if (run_->event.has_recorder()) return leave_to_recorder();
        return recorder({Method::get, "launches"}, run_->form, then(&RecordingNow::asked_recorder));
    }

    /// Where this page does not see the settings, only an answer shows that there is a recorder.
    Step asked_recorder(const Answer& answer) {
        return is_recorder(answer) ? leave_to_recorder() : collect();
    }

    Step leave_to_recorder() {
        return tell_end(run_->event, Severity::success, say(texts::recorder_records),
                        "left_to_recorder");
    }

    Step collect() { return enrich(*run_->id, {run_->form, true}, then(&RecordingNow::record)); }

    Step record(const Enrichment& found) {
        const PageEvent& event = run_->event;
        const octoperf::BenchResult& result = run_->result;
        const Alarms alarms = octoperf::read_alarm_severities(found.alarms);
        const Ending ending = ending_of(result, &alarms, language());
        if (ending.event == Event::unknown) {
            return refuse(alarms ? Error() : within(texts::alarms_unread, alarms.error()));
        }
        sentence_ = ending.sentence;

        RecordRequest request{{ending.event, std::string(octoperf::type_of(ending.event)), run_->id,
                               result.state, result.state_text}};
        request.notification.report_name = spira::with_product_token(run_->scenario, event.product);
        request.notification.report_url = run_->report_url();
        // The moment of the click may be long ago, and this computer's clock may be wrong.
        request.received =
            std::max({event.now, result.created.value_or(0), result.last_modified.value_or(0)});
        request.launch = launch();
        request.caution_on_warnings = event.caution_on_warnings;
        return and_then(record_in_page(std::move(request), *run_->test_case, found, language()),
                        then(&RecordingNow::tell));
    }

    /// What this browser remembers of it; for a test that was started elsewhere, what stands in the
    /// page.
    [[nodiscard]] Launch launch() const {
        const std::int64_t started = run_->result.created.value_or(run_->event.now);
        Launch launch{*run_->id, run_->event.product, run_->test_case->id()};
        launch.started = integer_at(run_->hint, "started").value_or(started);
        launch.release = release_for(run_->event, *run_->test_case);
        if (run_->hint.is_null()) return launch;
        launch.release = id_at<ReleaseId>(run_->hint, "releaseId");
        launch.test_set = id_at<TestSetId>(run_->hint, "testSetId");
        return launch;
    }

    Step tell(const Done& end) {
        if (end.error) {
            const bool unclear = retryable(end.error->kind) && end.outcome != kNotRecorded;
            return refuse(
                within(unclear ? texts::not_recorded : texts::record_refused, *end.error));
        }
        const std::string name = in_quotes(run_->scenario).in(language());
        std::optional<Link> link;
        const auto id = id_at<TestRunId>(end.details, "testRunId");
        if (id) link = Link{say(texts::open_test_run), test_run_url(run_->event, *id)};
        std::string text = end.outcome == "recorded" ? say(texts::recorded, {name, sentence_})
                                                     : say(texts::recorded_already, {name});
        const std::string others = other_runs_in(end.details);
        if (!others.empty())
            text += concat({" ", say(texts::two_runs, {concat({"TR:", id->text()}), others})});
        return tell_end(run_->event, others.empty() ? Severity::success : Severity::warning, text,
                        end.outcome, end.details, std::move(link));
    }

    LastRunPtr run_;
    std::string sentence_;  ///< how the test ended
    bool in_page_ = false;
    bool waited_ = false;  ///< for its end, in a dialog
};

}  // namespace

Result<Step> open_record(const PageEvent& event) {
    return make<RecordingNow>(event.language)->begin(event);
}

Step record_now(const LastRunPtr& run) {
    return make<RecordingNow>(run->event.language)->use_run(run);
}

}  // namespace octospira::flows
