#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/record/intent.hpp"
#include "core/flows/record/post_run.hpp"
#include "core/flows/record/record.hpp"
#include "core/flows/record/run_search.hpp"
#include "core/flows/record/test_result.hpp"

namespace octospira::flows {

namespace {

/// Between the click and the post figures settle, and no clock is there to ask (enrich.hpp).
constexpr EpochMs kSettlingMs = 90'000;
/// The pauses between looks for a run that may be stored late: each twice as long as the last.
constexpr EpochMs kFirstLookMs = 2'500;
constexpr EpochMs kLongestLookMs = 20'000;

class RecordingInPage : public Conversation<RecordingInPage> {
  public:
    RecordingInPage(RecordRequest request, const spira::TestCase& test_case,
                    const Enrichment& found, Language language)
        : Conversation(language), result_(std::move(request)), test_case_(test_case) {
        result_.add(found);
        run_ = result_.run(test_case_);
    }

    Step begin() { return recall(Memory::hint, key(), then(&RecordingInPage::use_intent)); }

  private:
    Step use_intent(const std::optional<std::string>& entry) {
        under_way_until_ = plausible_until(intent_until(entry).value_or(0), now(), window());
        return look_for_run(place(), {}, then(&RecordingInPage::looked));
    }

    Step looked(const Result<RunSearch>& search) {
        if (!search) return failed(search.error());
        if (under_way_until_ > now() && !holds_run_of(*search, *run_))
            return watch(post_under_way(), under_way_until_ - now());
        if (!search->found.empty()) return use_found(*search);
        others_ = search->others;
        return remember(Memory::hint, key(), intent_text(now() + kSettlingMs + window()),
                        then(&RecordingInPage::post));
    }

    Step post(bool /*kept*/) { return post_run(place(), *run_, then(&RecordingInPage::posted)); }

    Step posted(const PostedRun& posted) {
        if (posted.error) {
            error_ = *posted.error;
            if (!posted.over) return watch(error_, window());
            return forget();
        }
        if (!posted.over) return watch(post_under_way(), window());
        runs_ = {*posted.run};
        already_ = posted.found;
        others_.push_back(posted.run->id);
        return look_for_run(place(), others_, then(&RecordingInPage::looked_again));
    }

    /// Who posts between this page's look and its post is seen now.
    Step looked_again(const Result<RunSearch>& search) {
        if (!search) return finish();
        for (const spira::StoredRun& run : search->found) {
            if (run.id != runs_.front().id) runs_.push_back(run);
        }
        return finish();
    }

    /// Nothing is stored, and a next click may post at once.
    Step forget() {
        return remember(Memory::hint, key(), std::nullopt, then(&RecordingInPage::not_recorded));
    }
    Step not_recorded(bool /*kept*/) { return failed(error_, kNotRecorded); }

    // A POST may still be stored, even if another program's run is there. Only this page would
    // notice the second run.

    Step watch(const Error& why, EpochMs time) {
        left_ = time;
        const Error told{why.kind, phrase(texts::record_watched, {why.message}),
                         texts::record_watched_advice, why.origin};
        return notify(Severity::warning, message_of(told, language()),
                      then(&RecordingInPage::wait));
    }

    Step wait() {
        const EpochMs pause = std::min(left_, pause_);
        left_ -= pause;
        pause_ = std::min(2 * pause_, kLongestLookMs);
        // The host's jitter may make it a fifth shorter.
        return sleep(static_cast<int>(pause + pause / 4), then(&RecordingInPage::look_again));
    }

    Step look_again() { return look_for_run(place(), others_, then(&RecordingInPage::watched)); }

    Step watched(const Result<RunSearch>& search) {
        const bool over = left_ <= 0;
        if (search) {
            if (holds_run_of(*search, *run_) || (over && !search->found.empty()))
                return use_found(*search);
            others_ = search->others;
        }
        if (!over) return wait();
        if (!search) return failed(search.error());
        error_ = {ErrorKind::unavailable, texts::run_not_stored, texts::run_not_stored_advice,
                  "Spira"};
        return forget();
    }

    Step use_found(const RunSearch& search) {
        runs_ = search.found;
        already_ = true;
        return finish();
    }

    Step finish() {
        int& status = runs_.front().execution_status;
        if (status == 0) status = result_.verdict().execution_status;
        return done(already_ ? "already_recorded" : "recorded", details_of(place(), runs_));
    }

    [[nodiscard]] RunPlace place() const {
        const Launch& launch = *result_.request.launch;
        return {launch.product, test_case_.id(), *result_.request.notification.bench_result,
                launch.started};
    }
    /// The click, or the test's end where that was later.
    [[nodiscard]] EpochMs now() const { return result_.request.received; }
    [[nodiscard]] EpochMs window() const {
        const EpochMs asked = result_.request.post_window_ms;
        return asked > 0 ? asked : kPostWindowMs;
    }
    [[nodiscard]] std::string key() const {
        return concat({"posting/", place().bench_result.text(), "/", test_case_.id().text()});
    }

    TestResult result_;
    spira::TestCase test_case_;
    std::optional<spira::AutomatedRun> run_;  ///< as it is sent
    std::vector<spira::StoredRun> runs_;      ///< of this result, the one that stands first
    std::vector<TestRunId> others_;           ///< runs that are none of this result
    EpochMs under_way_until_ = 0;             ///< of a POST by an earlier click
    EpochMs pause_ = kFirstLookMs;
    EpochMs left_ = 0;  ///< to go on looking
    Error error_;
    bool already_ = false;
};

}  // namespace

Step record_in_page(RecordRequest request, const spira::TestCase& test_case,
                    const Enrichment& found, Language language) {
    return make<RecordingInPage>(std::move(request), test_case, found, language)->begin();
}

}  // namespace octospira::flows
