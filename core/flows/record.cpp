#include "core/flows/record.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/base/text.hpp"
#include "core/flows/conversation.hpp"
#include "core/flows/correlate.hpp"
#include "core/flows/run_details.hpp"
#include "core/flows/verdict.hpp"
#include "core/octoperf/requests.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/requests.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kIntent = "intent";
constexpr std::string_view kRecorded = "recorded:";
/// How long Spira gets to finish what it may be doing before the marker is looked for.
constexpr int kSettleMs = 1000;
constexpr int kMaxMarkerPages = 10;

/// One recording, its methods in the order in which they happen.
class Recording : public std::enable_shared_from_this<Recording> {
  public:
    explicit Recording(RecordRequest request) : request_(std::move(request)) {
        alarms_ = request_.notification.alarms;
        metrics_ = request_.notification.metrics;
        state_ = request_.notification.end_state_text;
        start_ = end_ = request_.received;
    }

    Step begin() {
        if (!verdict_of(request_.notification, 0, false)) {
            return done("ignored", Json{{"reason", why_ignored(request_.notification)}});
        }
        if (!request_.launch) {
            const EpochMs age = request_.now - request_.received;
            return find_test_case(request_.notification.report_name,
                                  *request_.notification.bench_result, age,
                                  [self = shared_from_this()](const Result<Correlated>& found) {
                                      if (!found) return failed(found.error());
                                      return self->check_ledger(found->product, found->test_case);
                                  });
        }
        start_ = request_.launch->started;
        return spira(spira::get_test_case(request_.launch->product, request_.launch->test_case),
                     [self = shared_from_this()](const Answer& answer) {
                         const auto test_case = spira::TestCase::read(answer);
                         if (!test_case) return failed(test_case.error());
                         return self->check_ledger(self->request_.launch->product, *test_case);
                     });
    }

  private:
    Step check_ledger(ProductId product, const spira::TestCase& test_case) {
        product_ = product;
        test_case_ = test_case;
        return recall(Memory::ledger, ledger_key(), [self = shared_from_this()](const auto& entry) {
            if (!entry) return self->enrich();
            if (entry->starts_with(kRecorded)) {
                self->run_id_ = parse_positive(entry->substr(kRecorded.size()));
                return self->finish("already_recorded");
            }
            // An attempt before this one did not learn how it ended.
            return self->look_for_marker(1, [self] { return self->enrich(); });
        });
    }

    /// Goes through the test case's runs, newest first; `absent` is what to do when none is ours.
    Step look_for_marker(int page, Next absent) {
        return spira(
            spira::search_runs(*product_, test_case_->id(), (page - 1) * spira::kPageSize + 1),
            [self = shared_from_this(), page, absent = std::move(absent)](const Answer& answer) {
                const auto search =
                    spira::find_marker(answer, self->test_case_->id(), self->bench_result());
                if (!search) return failed(search.error());
                if (search->found) {
                    self->run_id_ = search->found->value();
                    return self->write_recorded("already_recorded");
                }
                const bool full = search->rows >= static_cast<std::size_t>(spira::kPageSize);
                return full && page < kMaxMarkerPages ? self->look_for_marker(page + 1, absent)
                                                      : absent();
            });
    }

    // Enrichment: each answer is welcome and none is needed.
    Step enrich() {
        if (!request_.enrich) return read_previous_figures();
        return octoperf(octoperf::get_bench_result(bench_result()), TokenForm::dollar,
                        [self = shared_from_this()](const Answer& answer) {
                            if (const auto result = octoperf::read_bench_result(answer))
                                self->take(*result);
                            return self->ask_metrics();
                        });
    }

    void take(const octoperf::BenchResult& result) {
        if (octoperf::terminal(result.state)) state_ = result.state_text;
        if (!result.created || *result.created > request_.received) return;
        start_ = *result.created;
        end_ =
            std::clamp(result.last_modified.value_or(request_.received), start_, request_.received);
        measured_ = true;
    }

    Step ask_metrics() {
        return octoperf(octoperf::get_global_metrics(bench_result()), TokenForm::dollar,
                        [self = shared_from_this()](const Answer& answer) {
                            auto metrics = octoperf::read_global_metrics(answer);
                            if (metrics && !metrics->empty()) self->metrics_ = std::move(*metrics);
                            return self->ask_alarms();
                        });
    }

    Step ask_alarms() {
        return octoperf(octoperf::find_threshold_alarms(bench_result()), TokenForm::dollar,
                        [self = shared_from_this()](const Answer& answer) {
                            auto alarms = octoperf::read_alarm_severities(answer);
                            if (alarms && !alarms->empty()) self->alarms_ = std::move(*alarms);
                            return self->read_previous_figures();
                        });
    }

    Step read_previous_figures() {
        return recall(Memory::hint, figures_key(), [self = shared_from_this()](const auto& text) {
            if (text) self->previous_ = figures_from_text(*text);
            return self->write_intent();
        });
    }

    /// From here on this result counts as perhaps recorded, until the ledger says more.
    Step write_intent() {
        return remember(
            Memory::ledger, ledger_key(), std::string(kIntent),
            [self = shared_from_this()](bool kept) {
                if (!kept) {
                    return failed(
                        {ErrorKind::unavailable,
                         "The journal could not be written, so nothing was sent to Spira.",
                         "Look at the disk of the machine the recorder runs on.", "journal"});
                }
                return self->find_build();
            });
    }

    Step find_build() {
        if (!request_.build || !release()) return post();
        return spira(spira::list_builds(*product_, *release()),
                     [self = shared_from_this()](const Answer& answer) {
                         const auto rows =
                             spira::json_of(answer, "Spira GET projects/{p}/releases/{r}/builds");
                         if (!rows || !rows->is_array()) return self->post();
                         for (const Json& row : *rows) {
                             if (text_at(row, "Name") == self->build_name())
                                 return self->use_build(row);
                         }
                         return self->create_build();
                     });
    }

    Step create_build() {
        const bool passed = verdict().execution_status == spira::kPassed ||
                            verdict().execution_status == spira::kCaution;
        const Json build{{"BuildId", nullptr},
                         {"BuildStatusId", passed ? 2 : 1},
                         {"ProjectId", product_->value()},
                         {"ReleaseId", release()->value()},
                         {"Name", build_name()},
                         {"Description", ""},
                         {"CreationDate", format_utc(end_)},
                         {"Revisions", Json::array()}};
        return spira(spira::create_build(*product_, *release(), build),
                     [self = shared_from_this()](const Answer& answer) {
                         const auto row =
                             spira::json_of(answer, "Spira POST projects/{p}/releases/{r}/builds");
                         return row ? self->use_build(*row) : self->post();
                     });
    }

    Step use_build(const Json& row) {
        if (const auto id = BuildId::from(integer_at(row, "BuildId").value_or(0))) build_ = *id;
        return post();
    }

    Step post() {
        return spira(
            spira::record_run(*product_, spira::to_json(run())),
            [self = shared_from_this()](const Answer& answer) { return self->posted(answer); });
    }

    Step posted(const Answer& answer) {
        const auto recorded = spira::read_recorded(answer);
        if (recorded) {
            if (*recorded) run_id_ = (*recorded)->value();
            return write_recorded("recorded");
        }
        const Error error = recorded.error();
        if (release() && contains_ignoring_case(error.message, "release") &&
            !retryable(error.kind)) {
            without_release_ = true;
            return post();
        }
        if (!retryable(error.kind) || !answer.may_have_arrived) return failed(error);
        return sleep(kSettleMs, [self = shared_from_this(), error] {
            return self->look_for_marker(1, [error] { return failed(error); });
        });
    }

    Step write_recorded(const std::string& outcome) {
        const std::string id = run_id_ ? std::to_string(*run_id_) : "unknown";
        return remember(
            Memory::ledger, ledger_key(), std::string(kRecorded) + id,
            [self = shared_from_this(), outcome](bool) { return self->write_figures(outcome); });
    }

    Step write_figures(const std::string& outcome) {
        return remember(
            Memory::hint, figures_key(), figures_to_text(metrics_),
            [self = shared_from_this(), outcome](bool) { return self->finish(outcome); });
    }

    Step finish(const std::string& outcome) {
        return done(outcome, Json{{"productId", product_->value()},
                                  {"testCaseId", test_case_->id().value()},
                                  {"testRunId", run_id_ ? Json(*run_id_) : Json(nullptr)},
                                  {"executionStatusId", verdict().execution_status}});
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
            {request_.notification, verdict().sentence, state_, duration, metrics_, alarms_,
             previous_,
             without_release_
                 ? "Recorded without a release: Spira refused the release it was meant for."
                 : ""});
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
    std::vector<std::string> alarms_;
    std::string state_;
    EpochMs start_ = 0;
    EpochMs end_ = 0;
    bool measured_ = false;
    bool without_release_ = false;
    std::optional<BuildId> build_;
    std::optional<std::int32_t> run_id_;
};

}  // namespace

Step record(RecordRequest request) {
    return std::make_shared<Recording>(std::move(request))->begin();
}

}  // namespace octospira::flows
