#include "core/flows/post_run.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/conversation.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

/// How long Spira gets to finish what it may be doing before the marker is looked for.
constexpr int kSettleMs = 1000;
constexpr int kMaxMarkerPages = 10;

class Looking : public Conversation<Looking> {
  public:
    Looking(RunPlace place, Function<Step(const Result<spira::MarkerSearch>&)> next)
        : place_(std::move(place)), next_(std::move(next)) {}

    Step search() {
        return spira(
            spira::search_runs(place_.product, place_.test_case, page_ * spira::kPageSize + 1),
            then(&Looking::use_runs));
    }

  private:
    Step use_runs(const Answer& answer) {
        const auto page = spira::find_marker(answer, place_.test_case, place_.bench_result);
        if (!page) return next_(tl::unexpected(page.error()));
        if (page_ == 0) found_.latest = page->latest;
        found_.found = page->found;
        found_.rows += page->rows;
        const bool full = page->rows >= static_cast<std::size_t>(spira::kPageSize);
        if (!page->found && full && ++page_ < kMaxMarkerPages) return search();
        return next_(found_);
    }

    RunPlace place_;
    Function<Step(const Result<spira::MarkerSearch>&)> next_;
    spira::MarkerSearch found_;
    int page_ = 0;
};

class Posting : public Conversation<Posting> {
  public:
    Posting(RunPlace place, spira::AutomatedRun run, Function<Step(const Result<PostedRun>&)> next)
        : place_(std::move(place)), run_(std::move(run)), next_(std::move(next)) {}

    Step post() {
        return spira(spira::record_run(place_.product, spira::to_json(run_)),
                     then(&Posting::posted));
    }

  private:
    Step posted(const Answer& answer) {
        const auto recorded = spira::read_recorded(answer);
        if (recorded) {
            posted_.id = *recorded;
            return next_(posted_);
        }
        const Error& error = recorded.error();
        if (run_.release && contains_ignoring_case(error.message.english, "release") &&
            !retryable(error.kind)) {
            leave_out_release();
            return post();
        }
        if (!retryable(error.kind) || !answer.may_have_arrived) {
            return next_(tl::unexpected(error));
        }
        unclear_ = error;
        return sleep(kSettleMs, then(&Posting::look));
    }

    void leave_out_release() {
        posted_.without_release = true;
        run_.release.reset();
        run_.build.reset();
        // Beside the verdict, which is the details' first line.
        run_.details.insert(run_.details.find('\n') + 1,
                            "Recorded without a release: Spira refused the release it was meant "
                            "for.\n");
    }

    Step look() { return look_for_run(place_, then(&Posting::looked)); }

    Step looked(const Result<spira::MarkerSearch>& search) {
        if (!search || !search->found) return next_(tl::unexpected(unclear_));
        posted_.id = search->found;
        posted_.found = true;
        return next_(posted_);
    }

    RunPlace place_;
    spira::AutomatedRun run_;
    Function<Step(const Result<PostedRun>&)> next_;
    PostedRun posted_;
    Error unclear_;
};

}  // namespace

Step look_for_run(RunPlace place, Function<Step(const Result<spira::MarkerSearch>&)> next) {
    return make<Looking>(std::move(place), std::move(next))->search();
}

Step post_run(RunPlace place, spira::AutomatedRun run,
              Function<Step(const Result<PostedRun>&)> next) {
    return make<Posting>(std::move(place), std::move(run), std::move(next))->post();
}

}  // namespace octospira::flows
