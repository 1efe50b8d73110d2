#include "core/flows/record/run_search.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

/// Clocks are asked to agree so far. Source: Spira REST §15 (16).
constexpr EpochMs kClockSkewMs = 5 * 60 * 1000;
/// Calls of one search; who has more runs since the test began than they bring is not searched on.
constexpr int kMostCalls = 40;
/// So many runs are read one by one; where there are more, the other search is cheaper.
constexpr std::size_t kReadOneByOne = 3;
constexpr int kAutomated = 2;

/// Whether Spira refuses the search of one test case's runs in a way that says nothing about the
/// other one: an older Spira without it, or a proxy that knows the path as little.
bool asks_for_the_other_search(const Answer& answer) {
    switch (answer.status) {
        case 401:
        case 403:
        case 408:
        case 425:
        case 429:
            return false;
        default:
            return (answer.status >= 400 && answer.status < 500) || answer.status == 501;
    }
}

/// A run larger than what a host reads is none of ours: their details have a limit.
bool is_too_large(const Answer& answer) {
    return answer.oversized || answer.status == 413;
}

class Looking : public Conversation<Looking> {
  public:
    Looking(RunPlace place, std::vector<TestRunId> others,
            Function<Step(const Result<RunSearch>&)> next)
        : place_(std::move(place)), next_(std::move(next)) {
        found_.others = std::move(others);
    }

    Step search() {
        --calls_;
        return spira(of_product_ ? spira::search_runs(place_.product, place_.test_case, page_)
                                 : spira::search_runs_of(place_.product, place_.test_case, page_),
                     then(&Looking::use_rows));
    }

  private:
    Step use_rows(const Answer& answer) {
        const auto rows = spira::read_runs(answer);
        if (!rows) return no_rows(answer, rows.error());
        for (const Json& row : *rows) take(row);
        if (unread_.size() > kReadOneByOne && !of_product_) return search_product();
        more_ = !past_ && rows->size() >= static_cast<std::size_t>(page_.rows);
        page_.start += static_cast<int>(rows->size());
        if (page_.rows == spira::kFewRows) page_.rows = widest_;
        return read_next();
    }

    Step no_rows(const Answer& answer, const Error& error) {
        if (!of_product_ && asks_for_the_other_search(answer)) return search_product();
        if (calls_ <= 0 || !may_be_too_large(answer)) return next_(tl::unexpected(error));
        if (page_.rows > 1) {
            page_.rows = page_.rows > spira::kFewRows ? spira::kFewRows : 1;
            widest_ = page_.rows;
            return search();
        }
        if (!is_too_large(answer)) {
            const bool other = !of_product_ && answer.status != 0;
            return other ? search_product() : next_(tl::unexpected(error));
        }
        ++page_.start;
        return search();
    }

    Step search_product() {
        of_product_ = true;
        unread_.clear();
        past_ = false;
        page_ = {1, spira::kFewRows};
        widest_ = spira::kPageSize;
        return search();
    }

    void take(const Json& row) {
        const auto run = spira::stored_run(row);
        const auto test_case = integer_at(row, "TestCaseId");
        if (!run || (test_case && *test_case != place_.test_case.value())) return;
        const auto end = parse_utc(text_at(row, "EndDate"));
        if (end && *end + kClockSkewMs < place_.begun) past_ = true;
        if (of_product_ || string_at(row, "RunnerStackTrace")) return judge(*run, row);
        const auto type = integer_at(row, "TestRunTypeId");
        const bool seen = std::count(found_.others.begin(), found_.others.end(), run->id) > 0;
        if (!past_ && !seen && counts(*run) && type.value_or(kAutomated) == kAutomated)
            unread_.push_back(run->id);
    }

    Step read_next() {
        if (!unread_.empty() && calls_ > 0) {
            const TestRunId id = unread_.back();
            unread_.pop_back();
            --calls_;
            return spira(spira::get_run(place_.product, id), then(&Looking::use_run));
        }
        if (more_ && calls_ > 0) return search();
        return next_(found_);
    }

    Step use_run(const Answer& answer) {
        const auto json = spira::json_of(answer, "Spira GET projects/{p}/test-runs/{id}/automated");
        if (!json) {
            const bool gone = !retryable(json.error().kind) && answer.status == 404;
            if (gone || is_too_large(answer)) return read_next();
            return next_(tl::unexpected(json.error()));
        }
        if (const auto run = spira::stored_run(*json)) judge(*run, *json);
        return read_next();
    }

    void judge(const spira::StoredRun& run, const Json& row) {
        const std::string details = text_at(row, "RunnerStackTrace");
        const spira::RunOf of = spira::run_of(details, place_.bench_result);
        const bool second = of == spira::RunOf::second_verdict;
        const bool ours = of != spira::RunOf::another && (!second || place_.second_verdict);
        if (!ours || !counts(run)) return found_.others.push_back(run.id);
        const auto same = [&run](const auto& other) { return other.id == run.id; };
        if (std::none_of(found_.found.begin(), found_.found.end(), same))
            found_.found.push_back(run);
    }

    [[nodiscard]] bool counts(const spira::StoredRun& run) const {
        return !place_.second_verdict || run.execution_status == *place_.second_verdict;
    }

    RunPlace place_;
    Function<Step(const Result<RunSearch>&)> next_;
    RunSearch found_;
    std::vector<TestRunId> unread_;  ///< their details decide
    spira::Page page_ = {1, spira::kFewRows};
    int widest_ = spira::kPageSize;  ///< the next page's rows
    int calls_ = kMostCalls;
    bool of_product_ = false;  ///< the other search
    bool past_ = false;        ///< came to runs that ended before the test began
    bool more_ = false;
};

}  // namespace

bool may_be_too_large(const Answer& answer) {
    if (answer.ok()) return true;  // cut off on the way
    if (answer.status == 0)
        return answer.may_have_arrived && !contains_ignoring_case(answer.body, "in time");
    return answer.status == 413 || answer.status == 500 || answer.status == 502;
}

Step look_for_run(RunPlace place, std::vector<TestRunId> others,
                  Function<Step(const Result<RunSearch>&)> next) {
    return make<Looking>(std::move(place), std::move(others), std::move(next))->search();
}

Json details_of(const RunPlace& place, const std::vector<spira::StoredRun>& runs) {
    Json details = object({{"productId", place.product.value()},
                           {"testCaseId", place.test_case.value()},
                           {"testRunId", runs.front().id.value()},
                           {"executionStatusId", runs.front().execution_status}});
    Json others = Json::array();
    for (std::size_t i = 1; i < runs.size(); ++i) others.push_back(runs[i].id.value());
    if (!others.empty()) details["otherTestRunIds"] = std::move(others);
    return details;
}

std::string other_runs_in(const Json& details) {
    std::string others;
    const Json* ids = array_at(details, "otherTestRunIds");
    if (ids == nullptr) return others;
    for (const Json& id : *ids) others += concat({others.empty() ? "TR:" : ", TR:", to_text(id)});
    return others;
}

}  // namespace octospira::flows
