#include "native/recorder/delivery/recogniser.hpp"

#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "core/flows/record/verdict.hpp"
#include "core/octoperf/notification.hpp"
#include "native/host/run_for.hpp"

namespace octospira::recorder {

namespace {

constexpr int kAtOnce = 10;

/// The place where the run of this notification would be; empty where that is not known.
std::optional<flows::RunPlace> place_of(const DeliveryDetail& story) {
    const auto bench_result = BenchResultId::parse(story.row.bench_result);
    auto product = ProductId::from(story.row.product.value_or(0));
    auto test_case = TestCaseId::from(story.row.test_case.value_or(0));
    if (story.launch) {
        product = story.launch->product;
        test_case = story.launch->test_case;
    }
    if (!bench_result || !product || !test_case) return std::nullopt;
    flows::RunPlace place{*product, *test_case, *bench_result};
    if (story.launch) place.begun = story.launch->started;
    if (story.row.state != State::conflict && !story.row.second_verdict) return place;
    // Another run of the same result stands in Spira: this verdict's own is meant.
    const auto told = octoperf::parse_notification(story.body);
    const auto verdict = told ? flows::verdict_of(*told, 0, false) : std::nullopt;
    if (!verdict) return std::nullopt;
    place.second_verdict = verdict->execution_status;
    return place;
}

}  // namespace

Recogniser::Recogniser(const host::HttpHostOptions& options, Dependencies with)
    : with_(std::move(with)),
      thread_([this] { return turn(); },
              [this](const std::string& what) { internal_error(with_.log, what); }) {
    host::HttpHostOptions own;
    own.spira = options.spira;
    own.client = options.client;
    own.client.cancelled = [this] { return stopping_.load(); };
    own.sleep = [this](std::chrono::milliseconds delay) { return thread_.sleep(delay); };
    own.random = options.random;
    host_ = std::make_unique<host::HttpHost>(std::move(own), memory_);
}

void Recogniser::stop() {
    stopping_ = true;
    thread_.stop();
}

std::chrono::milliseconds Recogniser::turn() {
    for (Pass& pass : passes_) {
        if (with_.reachable()) look_through(pass);
    }
    return with_.pause;
}

/// The next few of one state; from the newest on again after the oldest.
void Recogniser::look_through(Pass& pass) {
    ListQuery query;
    query.state = pass.state;
    query.before = pass.before;
    query.limit = kAtOnce;
    const auto rows = with_.journal->list(query);
    if (!rows) return journal_failed(with_.log, rows.error());
    for (const DeliverySummary& row : *rows) {
        if (stopping_) return;
        look_for(row);
    }
    pass.before = rows->size() < static_cast<std::size_t>(kAtOnce) ? 0 : rows->back().id;
}

void Recogniser::look_for(const DeliverySummary& row) {
    const auto story = with_.journal->find(row.id);
    if (!story) return journal_failed(with_.log, story.error());
    const auto place = *story ? place_of(**story) : std::nullopt;
    if (!place) return;
    const auto search = host::run_for<Result<flows::RunSearch>>(
        [&place](auto next) { return flows::look_for_run(*place, {}, next); }, *host_);
    if (search && *search && !(*search)->found.empty())
        recognise(row, *place, (*search)->found.front());
}

void Recogniser::recognise(const DeliverySummary& row, const flows::RunPlace& place,
                           const spira::StoredRun& run) {
    Recognised recognised{run.id.value()};
    recognised.product = place.product.value();
    recognised.test_case = place.test_case.value();
    if (run.execution_status > 0) recognised.execution_status = run.execution_status;
    recognised.details = to_text(Json{{"productId", place.product.value()},
                                      {"testCaseId", place.test_case.value()},
                                      {"testRunId", run.id.value()},
                                      {"executionStatusId", run.execution_status},
                                      {kAlreadyRecorded, true}});
    const auto kept = with_.journal->recognise(row.id, recognised, with_.clock());
    if (!kept) return journal_failed(with_.log, kept.error());
    if (!*kept) return;
    with_.log.write(LogLevel::info, "recognised",
                    Json{{"delivery", row.id},
                         {"benchResult", row.bench_result},
                         {"testCase", place.test_case.value()},
                         {"testRun", run.id.value()}});
}

}  // namespace octospira::recorder
