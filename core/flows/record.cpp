#include "core/flows/record.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "core/flows/conversation.hpp"
#include "core/flows/correlate.hpp"
#include "core/flows/enrich.hpp"
#include "core/flows/run_details.hpp"
#include "core/flows/verdict.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/requests.hpp"
#include "core/spira/test_run.hpp"
#include "core/spira/tokens.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kIntent = "intent";
constexpr std::string_view kRecorded = "recorded:";
/// How long Spira gets to finish what it may be doing before the marker is looked for.
constexpr int kSettleMs = 1000;
constexpr int kMaxMarkerPages = 10;

/// One recording, its methods in the order in which they happen. In a page much of it is left out
/// when it is compiled, because the page pays for code by the byte.
template <bool kInPage>
class Recording : public Conversation<Recording<kInPage>> {
  public:
    explicit Recording(RecordRequest request) : request_(std::move(request)) {
        alarms_ = request_.notification.alarms;
        metrics_ = request_.notification.metrics;
        state_ = request_.notification.end_state_text;
        start_ = end_ = request_.received;
    }

    Step begin() {
        if (!verdict_of(request_.notification, 0, false)) {
            return done("ignored", object({{"reason", why_ignored(request_.notification)}}));
        }
        if (!request_.launch) {
            return find_test_case(request_.notification.report_name, bench_result(),
                                  request_.now - request_.received,
                                  this->then(&Recording::use_correlated));
        }
        start_ = request_.launch->started;
        return spira(spira::get_test_case(request_.launch->product, request_.launch->test_case),
                     this->then(&Recording::use_launched));
    }

    Step begin_in_page(const spira::TestCase& test_case, const Enrichment& found) {
        product_ = request_.launch->product;
        test_case_ = test_case;
        start_ = request_.launch->started;
        enrich_with(found);
        return look_for_marker();
    }

  private:
    Step use_correlated(Result<Correlated> found) {
        return found ? check_ledger(found->product, std::move(found->test_case))
                     : failed(found.error());
    }

    Step use_launched(const Answer& answer) {
        auto test_case = spira::TestCase::read(answer);
        return test_case ? check_ledger(request_.launch->product, std::move(*test_case))
                         : failed(test_case.error());
    }

    Step check_ledger(ProductId product, spira::TestCase test_case) {
        product_ = product;
        test_case_ = std::move(test_case);
        return recall(Memory::ledger, ledger_key(), this->then(&Recording::use_ledger));
    }

    Step use_ledger(const std::optional<std::string>& entry) {
        if (!entry) return ask_octoperf();
        if (entry->starts_with(kRecorded)) {
            run_id_ = parse_positive(entry->substr(kRecorded.size()));
            outcome_ = "already_recorded";
            return finish(true);
        }
        // An attempt before this one did not learn how it ended.
        return look_for_marker();
    }

    /// Goes through the test case's runs, newest first.
    Step look_for_marker() {
        const int start = marker_page_ * spira::kPageSize + 1;
        return spira(spira::search_runs(*product_, test_case_->id(), start),
                     this->then(&Recording::use_runs));
    }

    Step use_runs(const Answer& answer) {
        const auto search = spira::find_marker(answer, test_case_->id(), bench_result());
        if (!search) return failed(unclear_ ? *unclear_ : search.error());
        if (search->found) {
            run_id_ = search->found->value();
            return write_recorded("already_recorded");
        }
        const bool full = search->rows >= static_cast<std::size_t>(spira::kPageSize);
        if (full && ++marker_page_ < kMaxMarkerPages) return look_for_marker();
        if (unclear_) return failed(*unclear_);
        if constexpr (kInPage)
            return post();
        else
            return ask_octoperf();
    }

    Step ask_octoperf() {
        if (!request_.enrich) return read_previous_figures();
        return enrich(bench_result(), {}, this->then(&Recording::use_enrichment));
    }

    Step use_enrichment(const Enrichment& found) {
        enrich_with(found);
        return read_previous_figures();
    }

    void enrich_with(const Enrichment& found) {
        if (found.result) take(*found.result);
        if (found.alarms && !found.alarms->empty()) alarms_ = *found.alarms;
        figures_ = found.figures;
        // The final figures first, then what only the notification tells, such as % Errors.
        std::vector<octoperf::Metric> metrics = found.metrics;
        for (octoperf::Metric& told : metrics_) {
            const auto same = [&told](const auto& metric) { return metric.name == told.name; };
            if (std::none_of(metrics.begin(), metrics.end(), same))
                metrics.push_back(std::move(told));
        }
        metrics_ = std::move(metrics);
    }

    void take(const octoperf::BenchResult& result) {
        if (octoperf::terminal(result.state)) state_ = result.state_text;
        if (!result.created || *result.created > request_.received) return;
        start_ = *result.created;
        end_ =
            std::clamp(result.last_modified.value_or(request_.received), start_, request_.received);
        measured_ = true;
    }

    Step read_previous_figures() {
        return recall(Memory::hint, figures_key(), this->then(&Recording::write_intent));
    }

    /// From here on this result counts as perhaps recorded, until the ledger says more.
    Step write_intent(const std::optional<std::string>& figures) {
        if (figures) previous_ = figures_from_text(*figures);
        return remember(Memory::ledger, ledger_key(), std::string(kIntent),
                        this->then(&Recording::find_build));
    }

    Step find_build(bool intent_kept) {
        if (!intent_kept) {
            return failed({ErrorKind::unavailable,
                           "The journal could not be written, so nothing was sent to Spira.",
                           "Look at the disk of the machine the recorder runs on.", "journal"});
        }
        if (!request_.build || !release()) return post();
        return spira(spira::list_builds(*product_, *release()), this->then(&Recording::use_builds));
    }

    Step use_builds(const Answer& answer) {
        const auto rows = spira::json_of(answer, "Spira GET projects/{p}/releases/{r}/builds");
        if (!rows || !rows->is_array()) return post();
        for (const Json& row : *rows) {
            if (text_at(row, "Name") == build_name()) return use_build(row);
        }
        return spira(spira::create_build(*product_, *release(), new_build()),
                     this->then(&Recording::use_new_build));
    }

    [[nodiscard]] Json new_build() const {
        const int status = verdict().execution_status;
        const bool passed = status == spira::kPassed || status == spira::kCaution;
        return object({{"BuildId", nullptr},
                       {"BuildStatusId", passed ? 2 : 1},
                       {"ProjectId", product_->value()},
                       {"ReleaseId", release()->value()},
                       {"Name", build_name()},
                       {"Description", ""},
                       {"CreationDate", format_utc(end_)},
                       {"Revisions", Json::array()}});
    }

    Step use_new_build(const Answer& answer) {
        const auto row = spira::json_of(answer, "Spira POST projects/{p}/releases/{r}/builds");
        return row ? use_build(*row) : post();
    }

    Step use_build(const Json& row) {
        if (const auto id = BuildId::from(integer_at(row, "BuildId").value_or(0))) build_ = *id;
        return post();
    }

    Step post() {
        return spira(spira::record_run(*product_, spira::to_json(run())),
                     this->then(&Recording::posted));
    }

    Step posted(const Answer& answer) {
        const auto recorded = spira::read_recorded(answer);
        if (recorded) {
            if (*recorded) run_id_ = (*recorded)->value();
            return write_recorded("recorded");
        }
        const Error& error = recorded.error();
        if (release() && contains_ignoring_case(error.message.english, "release") &&
            !retryable(error.kind)) {
            without_release_ = true;
            return post();
        }
        if (!retryable(error.kind) || !answer.may_have_arrived) return failed(error);
        unclear_ = error;
        marker_page_ = 0;
        return sleep(kSettleMs, this->then(&Recording::look_for_marker));
    }

    Step write_recorded(const char* outcome) {
        outcome_ = outcome;
        if constexpr (kInPage) return finish(true);
        const std::string id = run_id_ ? std::to_string(*run_id_) : "unknown";
        return remember(Memory::ledger, ledger_key(), concat({kRecorded, id}),
                        this->then(&Recording::write_figures));
    }

    Step write_figures(bool /*kept*/) {
        return remember(Memory::hint, figures_key(), figures_to_text(metrics_),
                        this->then(&Recording::finish));
    }

    Step finish(bool /*kept*/) {
        return done(outcome_, object({{"productId", product_->value()},
                                      {"testCaseId", test_case_->id().value()},
                                      {"testRunId", run_id_ ? Json(*run_id_) : Json(nullptr)},
                                      {"executionStatusId", verdict().execution_status}}));
    }

    [[nodiscard]] spira::AutomatedRun run() const {
        const std::string name = collapse_blanks(request_.notification.report_name);
        const auto breaches =
            count_severity(alarms_, "CRITICAL") + count_severity(alarms_, "WARNING");
        spira::AutomatedRun run{test_case_->id(),
                                verdict().execution_status,
                                test_case_->name(),
                                name.empty() ? "OctoPerf test" : name,
                                run_message(request_.notification),
                                details(),
                                start_,
                                end_};
        if (breaches > 0) run.assert_count = static_cast<int>(breaches);
        if (request_.launch) run.test_set = request_.launch->test_set;
        run.release = release();
        if (release()) run.build = build_;
        return run;
    }

    [[nodiscard]] std::string details() const {
        std::optional<std::int64_t> duration;
        if (measured_) duration = end_ - start_;
        return run_details(
            {request_.notification, verdict().sentence, state_, duration, metrics_, figures(),
             alarms_, previous_,
             without_release_
                 ? "Recorded without a release: Spira refused the release it was meant for."
                 : ""});
    }

    /// OctoPerf's own, then what the notification told.
    [[nodiscard]] Figures figures() const {
        if constexpr (kInPage) return figures_;
        Figures known = read_figures(request_.notification.without_account);
        if (figures_.hits) known.hits = figures_.hits;
        if (figures_.errors_percent) known.errors_percent = figures_.errors_percent;
        if (figures_.response_time_s) known.response_time_s = figures_.response_time_s;
        return known;
    }

    [[nodiscard]] Verdict verdict() const {
        return *verdict_of(request_.notification, count_severity(alarms_, "WARNING"),
                           request_.caution_on_warnings);
    }

    [[nodiscard]] std::optional<ReleaseId> release() const {
        if (without_release_) return std::nullopt;
        return request_.launch && request_.launch->release ? request_.launch->release
                                                           : request_.release;
    }

    [[nodiscard]] const BenchResultId& bench_result() const {
        return *request_.notification.bench_result;
    }
    [[nodiscard]] std::string build_name() const { return "OctoPerf " + bench_result().text(); }
    [[nodiscard]] std::string ledger_key() const {
        return "run/" + bench_result().text() + "/" + test_case_->id().text();
    }
    [[nodiscard]] std::string figures_key() const {
        return "figures/" + product_->text() + "/" + test_case_->id().text();
    }

    RecordRequest request_;
    std::optional<ProductId> product_;
    std::optional<spira::TestCase> test_case_;
    std::vector<octoperf::Metric> metrics_;
    std::vector<octoperf::Metric> previous_;
    Figures figures_;  ///< as far as OctoPerf was asked
    std::vector<std::string> alarms_;
    std::string state_;
    EpochMs start_ = 0;
    EpochMs end_ = 0;
    bool measured_ = false;
    bool without_release_ = false;
    std::optional<BuildId> build_;
    std::optional<std::int32_t> run_id_;
    std::string outcome_;
    int marker_page_ = 0;
    std::optional<Error> unclear_;  ///< of a post that may have been stored
};

}  // namespace

std::optional<ProductId> product_of(const octoperf::Notification& notification,
                                    const std::optional<Launch>& launch) {
    if (launch) return launch->product;
    return spira::find_product_token(notification.report_name);
}

Step record(RecordRequest request) {
    return make<Recording<false>>(std::move(request))->begin();
}

Step record_in_page(RecordRequest request, const spira::TestCase& test_case,
                    const Enrichment& found) {
    return make<Recording<true>>(std::move(request))->begin_in_page(test_case, found);
}

}  // namespace octospira::flows
