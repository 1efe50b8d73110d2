#include "core/flows/record/record.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/launch/launched_test_case.hpp"
#include "core/flows/record/attach_report.hpp"
#include "core/flows/record/correlate.hpp"
#include "core/flows/record/enrich.hpp"
#include "core/flows/record/failure_streak.hpp"
#include "core/flows/record/incident_of.hpp"
#include "core/flows/record/intent.hpp"
#include "core/flows/record/may_be_recorded.hpp"
#include "core/flows/record/post_run.hpp"
#include "core/flows/record/release_build.hpp"
#include "core/flows/record/run_comparison.hpp"
#include "core/flows/record/run_search.hpp"
#include "core/flows/record/test_result.hpp"
#include "core/octoperf/alarms.hpp"
#include "core/octoperf/links.hpp"
#include "core/spira/product_token.hpp"
#include "core/spira/requests.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kRecorded = "recorded:";
/// So long after its end a result is new: its figures may still change, and nobody waits behind it.
constexpr EpochMs kNewMs = 60'000;
/// How far back a test may have begun of which only the end is known.
constexpr EpochMs kLongestTestMs = 24 * 60 * 60 * 1000;

/// One recording, its methods in the order in which they happen.
class Recording : public Conversation<Recording> {
  public:
    explicit Recording(RecordRequest request) : result_(std::move(request)) {
        result_.figures = read_figures(told().without_account);
        if (octoperf::link_of(told().report_url).empty() && asked().launch)
            result_.request.notification.report_url = asked().launch->report_url;
    }

    Step begin() {
        if (!verdict_of(told(), 0, false))
            return done("ignored", object({{"reason", why_ignored(told())}}));
        if (asked().launch) {
            return find_launched(*asked().launch, told().report_name,
                                 then(&Recording::use_test_case));
        }
        return find_test_case(told().report_name, bench_result(), asked().now - asked().received,
                              then(&Recording::use_test_case));
    }

  private:
    Step use_test_case(Result<Correlated> found) {
        if (!found) return failed(found.error());
        product_ = found->product;
        test_case_ = std::move(found->test_case);
        if (asked().launch && asked().launch->product != *product_) {
            warn(concat({"The test was started for [PR:", asked().launch->product.text(),
                         "], but its test case belongs to [PR:", product_->text(),
                         "], where it is recorded."}));
        }
        return recall(Memory::ledger, ledger_key(), then(&Recording::use_ledger));
    }

    Step use_ledger(const std::optional<std::string>& entry) {
        if (entry && entry->starts_with(kRecorded)) {
            const auto number = parse_positive(entry->substr(kRecorded.size()));
            if (const auto id = TestRunId::from(number.value_or(0))) stored_ = {*id};
            in_ledger_ = already_ = true;
            return see_to_incident();
        }
        const auto until = intent_until(entry);
        if (!until) return recall_figures();
        // An attempt before this one did not learn how it ended.
        under_way_until_ = plausible_until(*until, now(), window());
        if (under_way_until_ == *until) return look_after_intent(true);
        return remember(Memory::ledger, ledger_key(), intent_text(*under_way_until_),
                        then(&Recording::look_after_intent));
    }

    Step look_after_intent(bool /*kept*/) {
        return look_for_run(place(), {}, then(&Recording::looked_after_intent));
    }

    Step looked_after_intent(const Result<RunSearch>& search) {
        if (!search) return failed(search.error());
        if (!search->found.empty() && !is_under_way()) return use_found(*search);
        others_ = search->others;
        found_ = search->found;
        if (found_.empty() && is_under_way())
            return wait_until(post_under_way(), *under_way_until_);
        // Whether what was found is the run that was sent shows once that is put together again.
        return recall_figures();
    }

    Step recall_figures() {
        return recall(Memory::hint, hint_key("figures"), then(&Recording::use_previous));
    }

    Step use_previous(const std::optional<std::string>& figures) {
        if (figures) previous_ = figures_from_text(*figures);
        // Once after a start of this program; not where others wait.
        if (figures || !was_executed(*test_case_) || !is_new()) return ask_octoperf();
        return spira(spira::search_runs(*product_, test_case_->id(), {1, spira::kFewRows}),
                     then(&Recording::use_run_before));
    }

    /// Welcome, and not needed.
    Step use_run_before(const Answer& answer) {
        if (const auto rows = spira::read_runs(answer)) {
            for (const Json& row : *rows) {
                if (integer_at(row, "TestCaseId") != test_case_->id().value()) continue;
                if (trim(text_at(row, "RunnerName")) != spira::kRunnerName) continue;
                if (is_found(integer_at(row, "TestRunId"))) continue;
                previous_figures_ = read_figures(text_at(row, "RunnerStackTrace"));
                break;
            }
        }
        return ask_octoperf();
    }

    Step ask_octoperf() {
        if (!asked().enrich) return find_build();
        return enrich(bench_result(), {TokenForm::dollar, is_new()},
                      then(&Recording::use_enrichment));
    }

    Step use_enrichment(const Enrichment& found) {
        result_.add(found);
        result_.notes = octoperf::alarm_lines(found.alarms);
        return find_build();
    }

    Step find_build() {
        run_ = result_with_comparison().run(*test_case_);
        if (!asked().build || !run_->release) return look();
        const int status = run_->execution_status;
        const bool passed = status == spira::kPassed || status == spira::kCaution;
        return record_build(
            {*product_, *run_->release, bench_result(), passed, result_.end, now(), window()},
            then(&Recording::use_build));
    }

    Step use_build(const Result<BuildId>& build) {
        if (build)
            run_->build = *build;
        else
            warn(concat({"The build could not be recorded. ", sentence(build.error())}));
        return look();
    }

    /// Directly before the post: while figures settled, a person may have recorded the result.
    Step look() { return look_for_run(place(), others_, then(&Recording::looked)); }

    Step looked(const Result<RunSearch>& search) {
        if (search) {
            // Another program's run: what was sent may still be stored as well, and the attempt
            // after that sees both.
            if (is_under_way() && !holds_run_of(*search, *run_))
                return wait_until(post_under_way(), *under_way_until_);
            if (!search->found.empty()) return use_found(*search);
            others_ = search->others;
        } else if (under_way_until_ || retryable(search.error().kind) ||
                   search.error().kind == ErrorKind::unauthorized ||
                   search.error().kind == ErrorKind::forbidden) {
            return failed(search.error());
        } else {
            warn(concat({"Could not check whether the result was already recorded. ",
                         sentence(search.error())}));
        }
        return write_intent();
    }

    /// From here on this result counts as perhaps recorded, until the ledger says more.
    Step write_intent() {
        under_way_until_ = now() + window();
        return remember(Memory::ledger, ledger_key(), intent_text(*under_way_until_),
                        then(&Recording::post));
    }

    Step post(bool intent_kept) {
        if (!intent_kept) {
            return failed({ErrorKind::unavailable,
                           "The journal could not be written, so nothing was sent to Spira.",
                           "Check the disk of the recorder's machine.", "journal"});
        }
        return post_run(place(), *run_, then(&Recording::posted));
    }

    Step posted(const PostedRun& posted) {
        if (posted.error) {
            error_ = *posted.error;
            if (!posted.over) return wait_until(error_, *under_way_until_);
            return remember(Memory::ledger, ledger_key(), std::nullopt, then(&Recording::refused));
        }
        // The next attempt, after the window, sees both runs.
        if (!posted.over) return wait_until(post_under_way(), *under_way_until_);
        if (!posted.without.empty()) {
            if (posted.without.find("release") != std::string::npos) run_->release.reset();
            if (posted.without.find("build") != std::string::npos) run_->build.reset();
            warn(concat({"The run was recorded without its ", posted.without, ". ", posted.why}));
        }
        stored_ = posted.run;
        already_ = posted.found;
        others_.push_back(stored_->id);
        return look_for_run(place(), others_, then(&Recording::looked_again));
    }

    /// Its intent is over: the next attempt need not wait.
    Step refused(bool /*kept*/) { return failed(error_); }

    /// Who posts between this program's look and its post is seen now.
    Step looked_again(const Result<RunSearch>& search) {
        if (search) tell_of_others(search->found);
        return see_to_incident();
    }

    Step use_found(const RunSearch& search) {
        stored_ = search.found.front();
        for (const spira::StoredRun& run : search.found) {
            if (run.execution_status == result_.verdict().execution_status) stored_ = run;
        }
        already_ = true;
        tell_of_others(search.found);
        const int verdict = result_.verdict().execution_status;
        if (stored_->execution_status > 0 && stored_->execution_status != verdict) {
            warn(concat({"TR:", stored_->id.text(), " was already recorded as ",
                         spira::status_name(stored_->execution_status),
                         " and was not changed; this notification says ",
                         spira::status_name(verdict), "."}));
        }
        return see_to_incident();
    }

    /// More than one run of this result.
    void tell_of_others(const std::vector<spira::StoredRun>& runs) {
        std::string others;
        for (const spira::StoredRun& run : runs) {
            if (run.id == stored_->id) continue;
            others += concat({others.empty() ? "TR:" : ", TR:", run.id.text()});
            more_runs_.push_back(run.id.value());
        }
        if (others.empty()) return;
        const std::string stands = concat({"TR:", stored_->id.text()});
        warn(fill(texts::two_runs, Language::english, {stands, others}));
    }

    // What is asked for beside the run comes before the ledger says "recorded": an attempt that is
    // cut in between is made again, finds the run by its marker, and looks before it adds.

    Step see_to_incident() {
        const int status = result_.verdict().execution_status;
        if (status == spira::kFailed && asked().incident_on_failure) {
            return open_incident({*product_, test_case_->id(), bench_result(), incident(), stored_,
                                  in_ledger_, now(), window()},
                                 then(&Recording::use_incident));
        }
        const bool passed = status == spira::kPassed || status == spira::kCaution;
        if (passed && !in_ledger_)
            return end_streak(*product_, test_case_->id(), then(&Recording::see_to_report));
        return see_to_report();
    }

    Step use_incident(const StreakIncident& incident) {
        incident_ = incident.id;
        if (!incident.warning.empty()) warn(incident.warning);
        return see_to_report();
    }

    Step see_to_report() {
        if (!asked().attach_report || report_url().empty()) return write_recorded();
        if (!stored_) {
            return report_seen_to(
                "Spira did not return the run's number. Find the run and attach the report "
                "manually.");
        }
        return attach_report(
            {*product_, stored_->id, bench_result(), report_url(), already_, now(), window()},
            then(&Recording::report_seen_to));
    }

    Step report_seen_to(const std::string& why_not) {
        if (!why_not.empty())
            warn(concat({"The report could not be attached to the run. ", why_not}));
        return write_recorded();
    }

    Step write_recorded() {
        if (in_ledger_) return finish(true);
        const std::string id = stored_ ? stored_->id.text() : "unknown";
        return remember(Memory::ledger, ledger_key(), concat({kRecorded, id}),
                        then(&Recording::write_figures));
    }

    Step write_figures(bool /*kept*/) {
        return remember(Memory::hint, hint_key("figures"), figures_to_text(result_.metrics),
                        then(&Recording::finish));
    }

    Step finish(bool /*kept*/) {
        const std::string url = report_url();
        int status = result_.verdict().execution_status;
        if (stored_ && stored_->execution_status > 0) status = stored_->execution_status;
        Json details = object({{"productId", product_->value()},
                               {"testCaseId", test_case_->id().value()},
                               {"testRunId", stored_ ? Json(stored_->id.value()) : Json(nullptr)},
                               {"executionStatusId", status},
                               {"reportUrl", url.empty() ? Json(nullptr) : Json(url)},
                               {"incidentId", incident_ ? Json(incident_->value()) : Json(nullptr)},
                               {"warnings", warnings_}});
        if (!more_runs_.empty()) details["otherTestRunIds"] = more_runs_;
        return done(already_ ? "already_recorded" : "recorded", std::move(details));
    }

    /// Failed, and nothing is to be sent before that moment.
    static Step wait_until(Error error, EpochMs until) {
        return {Done{"failed", std::move(error), object({{"notBefore", until}})}, nullptr};
    }

    [[nodiscard]] const TestResult& result_with_comparison() {
        result_.notes += previous_.empty() ? comparison(result_.figures, previous_figures_)
                                           : comparison(result_.metrics, previous_);
        return result_;
    }

    [[nodiscard]] spira::NewIncident incident() const {
        spira::NewIncident incident =
            incident_of({test_case_->name(), test_case_->id(), result_.verdict().sentence,
                         stored_ ? std::optional(stored_->id) : std::nullopt, told().report_name,
                         report_url(), bench_result()});
        if (run_) {
            incident.release = run_->release;
            incident.build = run_->build;
        }
        return incident;
    }

    /// A POST of an earlier attempt may still be stored.
    [[nodiscard]] bool is_under_way() const { return under_way_until_.value_or(0) > now(); }

    [[nodiscard]] bool is_found(std::optional<std::int64_t> id) const {
        return std::any_of(found_.begin(), found_.end(), [id](const spira::StoredRun& run) {
            return run.id.value() == id.value_or(0);
        });
    }

    void warn(std::string sentence) { warnings_.push_back(std::move(sentence)); }

    [[nodiscard]] bool is_new() const { return asked().now - asked().received < kNewMs; }

    [[nodiscard]] const RecordRequest& asked() const { return result_.request; }
    [[nodiscard]] const octoperf::Notification& told() const { return asked().notification; }
    [[nodiscard]] const BenchResultId& bench_result() const { return *told().bench_result; }
    [[nodiscard]] RunPlace place() const {
        RunPlace place{*product_, test_case_->id(), bench_result()};
        place.begun = asked().launch ? asked().launch->started : asked().received - kLongestTestMs;
        if (asked().second_verdict) place.second_verdict = result_.verdict().execution_status;
        return place;
    }
    [[nodiscard]] EpochMs now() const { return asked().clock ? asked().clock() : asked().now; }
    [[nodiscard]] EpochMs window() const {
        return asked().post_window_ms > 0 ? asked().post_window_ms : kPostWindowMs;
    }
    /// "" where there is none that can be opened.
    [[nodiscard]] std::string report_url() const { return octoperf::link_of(told().report_url); }
    [[nodiscard]] std::string ledger_key() const {
        std::string key = concat({"run/", bench_result().text(), "/", test_case_->id().text()});
        if (asked().second_verdict) key += concat({"/", octoperf::type_of(told().event)});
        return key;
    }
    [[nodiscard]] std::string hint_key(std::string_view of) const {
        return concat({of, "/", product_->text(), "/", test_case_->id().text()});
    }

    TestResult result_;
    std::optional<ProductId> product_;
    std::optional<spira::TestCase> test_case_;
    std::vector<octoperf::Metric> previous_;  ///< figures of the run before, as hinted
    Figures previous_figures_;                ///< the same, as its details in Spira tell them
    std::optional<spira::AutomatedRun> run_;
    std::optional<spira::StoredRun> stored_;  ///< the run that stands for this result
    std::vector<spira::StoredRun> found_;     ///< runs of this result, perhaps none that was sent
    std::vector<TestRunId> others_;           ///< runs that are none of this result
    Json more_runs_ = Json::array();          ///< more runs of this result
    std::optional<EpochMs> under_way_until_;  ///< until when a POST may be under way
    std::optional<IncidentId> incident_;
    Error error_;
    Json warnings_ = Json::array();
    bool in_ledger_ = false;  ///< it is recorded, all of it
    bool already_ = false;    ///< it was there before this attempt, or before its answer
};

}  // namespace

std::optional<ProductId> product_of(const octoperf::Notification& notification,
                                    const std::optional<Launch>& launch) {
    if (launch) return launch->product;
    return spira::find_product_token(notification.report_name);
}

Step record(RecordRequest request) {
    return make<Recording>(std::move(request))->begin();
}

}  // namespace octospira::flows
