#include "core/flows/record.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/attach_report.hpp"
#include "core/flows/conversation.hpp"
#include "core/flows/correlate.hpp"
#include "core/flows/enrich.hpp"
#include "core/flows/executed.hpp"
#include "core/flows/failure_streak.hpp"
#include "core/flows/post_run.hpp"
#include "core/flows/release_build.hpp"
#include "core/flows/run_comparison.hpp"
#include "core/flows/test_result.hpp"
#include "core/octoperf/alarms.hpp"
#include "core/octoperf/links.hpp"
#include "core/spira/requests.hpp"
#include "core/spira/tokens.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kIntent = "intent";
constexpr std::string_view kRecorded = "recorded:";
/// So long after its end a result is new: its figures may still change, and nobody waits behind it.
constexpr EpochMs kNewMs = 60'000;

/// One recording, its methods in the order in which they happen.
class Recording : public Conversation<Recording> {
  public:
    explicit Recording(RecordRequest request) : result_(std::move(request)) {
        result_.figures = read_figures(told().without_account);
        if (octoperf::host_of(told().report_url).empty() && asked().launch)
            result_.request.notification.report_url = asked().launch->report_url;
    }

    Step begin() {
        if (!verdict_of(told(), 0, false))
            return done("ignored", object({{"reason", why_ignored(told())}}));
        if (!asked().launch) {
            return find_test_case(told().report_name, bench_result(),
                                  asked().now - asked().received, then(&Recording::use_correlated));
        }
        return spira(spira::get_test_case(asked().launch->product, asked().launch->test_case),
                     then(&Recording::use_launched));
    }

  private:
    Step use_correlated(Result<Correlated> found) {
        return found ? check_ledger(found->product, std::move(found->test_case))
                     : failed(found.error());
    }

    Step use_launched(const Answer& answer) {
        auto test_case = spira::TestCase::read(answer);
        return test_case ? check_ledger(asked().launch->product, std::move(*test_case))
                         : failed(test_case.error());
    }

    Step check_ledger(ProductId product, spira::TestCase test_case) {
        product_ = product;
        test_case_ = std::move(test_case);
        return recall(Memory::ledger, ledger_key(), then(&Recording::use_ledger));
    }

    Step use_ledger(const std::optional<std::string>& entry) {
        if (entry && entry->starts_with(kRecorded)) {
            const auto number = parse_positive(entry->substr(kRecorded.size()));
            if (const auto id = TestRunId::from(number.value_or(0))) run_id_ = *id;
            in_ledger_ = already_ = true;
            return see_to_incident();
        }
        // An attempt before this one did not learn how it ended.
        look_ = entry.has_value();
        return recall(Memory::hint, hint_key("last"), then(&Recording::use_last));
    }

    Step use_last(const std::optional<std::string>& last) {
        look_ = look_ || may_be_recorded(*test_case_, asked(), last);
        return recall(Memory::hint, hint_key("figures"), then(&Recording::use_previous));
    }

    Step use_previous(const std::optional<std::string>& figures) {
        if (figures) previous_ = figures_from_text(*figures);
        // Once after a start of this program; not where others wait.
        if (look_ || (!figures && was_executed(*test_case_) && is_new()))
            return look_for_run(place(), then(&Recording::looked));
        return ask_octoperf();
    }

    Step looked(const Result<spira::MarkerSearch>& search) {
        if (!search) return look_ ? failed(search.error()) : ask_octoperf();
        if (search->found) return use_run(search->found, true);
        if (previous_.empty()) previous_figures_ = read_figures(search->latest);
        return ask_octoperf();
    }

    Step ask_octoperf() {
        if (!asked().enrich) return write_intent();
        return enrich(bench_result(), {TokenForm::dollar, is_new()},
                      then(&Recording::use_enrichment));
    }

    Step use_enrichment(const Enrichment& found) {
        result_.add(found);
        result_.notes = octoperf::alarm_lines(found.alarms);
        return write_intent();
    }

    /// From here on this result counts as perhaps recorded, until the ledger says more.
    Step write_intent() {
        return remember(Memory::ledger, ledger_key(), std::string(kIntent),
                        then(&Recording::find_build));
    }

    Step find_build(bool intent_kept) {
        if (!intent_kept) {
            return failed({ErrorKind::unavailable,
                           "The journal could not be written, so nothing was sent to Spira.",
                           "Look at the disk of the machine the recorder runs on.", "journal"});
        }
        run_ = result_with_comparison().run(*test_case_);
        if (!asked().build || !run_->release) return post();
        const int status = run_->execution_status;
        const bool passed = status == spira::kPassed || status == spira::kCaution;
        return record_build({*product_, *run_->release, bench_result(), passed, result_.end},
                            then(&Recording::use_build));
    }

    Step use_build(const Result<BuildId>& build) {
        if (build)
            run_->build = *build;
        else
            warn(concat({"The build could not be recorded. ", sentence(build.error())}));
        return post();
    }

    Step post() { return post_run(place(), *run_, then(&Recording::posted)); }

    Step posted(const Result<PostedRun>& posted) {
        if (!posted) return failed(posted.error());
        if (posted->without_release) {
            run_->release.reset();
            run_->build.reset();
            warn(
                "The run was recorded without a release: Spira refused the release it was meant "
                "for.");
        }
        ours_ = true;
        return use_run(posted->id, posted->found);
    }

    Step use_run(std::optional<TestRunId> id, bool already) {
        run_id_ = id;
        already_ = already;
        return see_to_incident();
    }

    // What is asked for beside the run comes before the ledger says "recorded": an attempt that is
    // cut in between is made again, finds the run by its marker, and looks before it adds.

    Step see_to_incident() {
        const int status = result_.verdict().execution_status;
        if (status == spira::kFailed && asked().incident_on_failure) {
            return open_incident(
                {*product_, test_case_->id(), bench_result(), incident(), in_ledger_},
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
        if (!run_id_) {
            return report_seen_to(
                "Spira did not tell the number of the run. Look the run up and attach it by hand.");
        }
        return attach_report({*product_, *run_id_, report_url(), already_},
                             then(&Recording::report_seen_to));
    }

    Step report_seen_to(const std::string& why_not) {
        if (!why_not.empty())
            warn(concat({"The report could not be attached to the run. ", why_not}));
        return write_recorded();
    }

    Step write_recorded() {
        if (in_ledger_) return finish(true);
        const std::string id = run_id_ ? run_id_->text() : "unknown";
        return remember(Memory::ledger, ledger_key(), concat({kRecorded, id}),
                        then(&Recording::write_figures));
    }

    Step write_figures(bool /*kept*/) {
        return remember(Memory::hint, hint_key("figures"), figures_to_text(result_.metrics),
                        then(&Recording::write_last));
    }

    Step write_last(bool /*kept*/) {
        if (!ours_) return finish(true);
        return remember(Memory::hint, hint_key("last"), format_utc(result_.end),
                        then(&Recording::finish));
    }

    Step finish(bool /*kept*/) {
        const std::string url = report_url();
        return done(already_ ? "already_recorded" : "recorded",
                    object({{"productId", product_->value()},
                            {"testCaseId", test_case_->id().value()},
                            {"testRunId", run_id_ ? Json(run_id_->value()) : Json(nullptr)},
                            {"executionStatusId", result_.verdict().execution_status},
                            {"reportUrl", url.empty() ? Json(nullptr) : Json(url)},
                            {"incidentId", incident_ ? Json(incident_->value()) : Json(nullptr)},
                            {"warnings", warnings_}}));
    }

    [[nodiscard]] const TestResult& result_with_comparison() {
        result_.notes += previous_.empty() ? comparison(result_.figures, previous_figures_)
                                           : comparison(result_.metrics, previous_);
        return result_;
    }

    /// HTML, so everything in it is escaped. The tokens become links in Spira.
    [[nodiscard]] spira::NewIncident incident() const {
        const std::string url = report_url();
        const std::string link =
            url.empty() ? std::string()
                        : concat({"<p><a href=\"", escape_markup(url), "\">Full report</a></p>"});
        spira::NewIncident incident{
            concat({"Load test failed: ", test_case_->name()}),
            concat({"<p>", escape_markup(result_.verdict().sentence), "</p><p>Test case [TC:",
                    test_case_->id().text(), "]", run_id_ ? ", test run [TR:" : "",
                    run_id_ ? run_id_->text() : "", run_id_ ? "]" : "", ", OctoPerf test “",
                    escape_markup(collapse_blanks(told().report_name)), "”.</p>", link, "<p>",
                    escape_markup(spira::marker(bench_result())), "</p>"})};
        if (run_) {
            incident.release = run_->release;
            incident.build = run_->build;
        }
        return incident;
    }

    void warn(std::string sentence) { warnings_.push_back(std::move(sentence)); }

    [[nodiscard]] bool is_new() const { return asked().now - asked().received < kNewMs; }

    [[nodiscard]] const RecordRequest& asked() const { return result_.request; }
    [[nodiscard]] const octoperf::Notification& told() const { return asked().notification; }
    [[nodiscard]] const BenchResultId& bench_result() const { return *told().bench_result; }
    [[nodiscard]] RunPlace place() const { return {*product_, test_case_->id(), bench_result()}; }
    /// "" where there is none that can be opened.
    [[nodiscard]] std::string report_url() const {
        const std::string url = collapse_blanks(told().report_url);
        return octoperf::host_of(url).empty() ? std::string() : url;
    }
    [[nodiscard]] std::string ledger_key() const {
        return concat({"run/", bench_result().text(), "/", test_case_->id().text()});
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
    std::optional<TestRunId> run_id_;
    std::optional<IncidentId> incident_;
    Json warnings_ = Json::array();
    bool look_ = false;       ///< the run may be there already
    bool in_ledger_ = false;  ///< it is recorded, all of it
    bool already_ = false;    ///< it was there before this attempt, or before its answer
    bool ours_ = false;       ///< this attempt has posted it
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
