#include "core/flows/record/post_run.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/record/intent.hpp"
#include "core/flows/record/optional_parts.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

/// How long Spira gets to finish what it may be doing before the marker is looked for.
constexpr int kSettleMs = 1000;
constexpr std::string_view kOrigin = "Spira POST projects/{p}/test-runs/record";

/// The text without blanks around it and without carriage returns, which a server may add.
std::string without_returns(std::string_view text) {
    return replace_all(std::string(trim(text)), "\r", "");
}

class Posting : public Conversation<Posting> {
  public:
    Posting(RunPlace place, spira::AutomatedRun run, Function<Step(const PostedRun&)> next)
        : place_(std::move(place)), run_(std::move(run)), next_(std::move(next)) {}

    Step post() {
        return spira(spira::record_run(place_.product, spira::to_json(run_)),
                     then(&Posting::posted));
    }

  private:
    Step posted(const Answer& answer) {
        const auto stored = spira::read_run(answer, kOrigin);
        if (stored) return end_with(*stored);
        const Error& error = stored.error();
        if (is_refusal(answer, error) && leave_out_parts(run_, error, posted_.without)) {
            posted_.why = error.message.english;
            return look_for_run(place_, {}, then(&Posting::looked_after_refusal));
        }
        posted_.error = error;
        posted_.over = is_refusal(answer, error) || post_is_over(answer);
        if (!retryable(error.kind) || !answer.may_have_arrived) return next_(posted_);
        return sleep(kSettleMs, then(&Posting::look));
    }

    /// A refusal may come after the run was stored; what cannot be looked for is posted.
    Step looked_after_refusal(const Result<RunSearch>& search) {
        if (!search || search->found.empty()) return post();
        posted_.without.clear();
        posted_.found = true;
        return end_with(search->found.front());
    }

    Step look() { return look_for_run(place_, {}, then(&Posting::looked)); }

    Step looked(const Result<RunSearch>& search) {
        if (!search || search->found.empty()) return next_(posted_);
        posted_.found = true;
        for (const spira::StoredRun& run : search->found) {
            if (is_run_of(run, run_)) return end_with(run);
        }
        posted_.run = search->found.front();
        posted_.error.reset();
        return next_(posted_);
    }

    Step end_with(spira::StoredRun stored) {
        posted_.run = stored;
        posted_.over = true;
        posted_.error.reset();
        return next_(posted_);
    }

    RunPlace place_;
    spira::AutomatedRun run_;
    Function<Step(const PostedRun&)> next_;
    PostedRun posted_;
};

}  // namespace

bool is_run_of(const spira::StoredRun& stored, const spira::AutomatedRun& run) {
    const Json sent = spira::to_json(run);
    return without_returns(stored.details) == without_returns(text_at(sent, "RunnerStackTrace"));
}

bool holds_run_of(const RunSearch& search, const spira::AutomatedRun& run) {
    return std::any_of(search.found.begin(), search.found.end(),
                       [&run](const spira::StoredRun& stored) { return is_run_of(stored, run); });
}

Step post_run(RunPlace place, spira::AutomatedRun run, Function<Step(const PostedRun&)> next) {
    return make<Posting>(std::move(place), std::move(run), std::move(next))->post();
}

}  // namespace octospira::flows
