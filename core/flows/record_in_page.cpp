#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/flows/conversation.hpp"
#include "core/flows/intent.hpp"
#include "core/flows/post_run.hpp"
#include "core/flows/record.hpp"
#include "core/flows/run_search.hpp"
#include "core/flows/test_result.hpp"

namespace octospira::flows {

namespace {

/// Between the click and the post figures settle, and no clock is there to ask (enrich.hpp).
constexpr EpochMs kSettlingMs = 90'000;

class RecordingInPage : public Conversation<RecordingInPage> {
  public:
    RecordingInPage(RecordRequest request, const spira::TestCase& test_case,
                    const Enrichment& found)
        : result_(std::move(request)), test_case_(test_case) {
        result_.add(found);
    }

    Step begin() { return recall(Memory::hint, key(), then(&RecordingInPage::use_intent)); }

  private:
    Step use_intent(const std::optional<std::string>& entry) {
        under_way_until_ = plausible_until(intent_until(entry).value_or(0), now(), window());
        return look_for_run(place(), {}, then(&RecordingInPage::looked));
    }

    Step looked(const Result<RunSearch>& search) {
        if (!search) return failed(search.error());
        if (!search->found.empty()) {
            run_ = search->found.front();
            return finish(true, search->found);
        }
        others_ = search->others;
        if (under_way_until_ > now()) return failed(post_under_way());
        return remember(Memory::hint, key(), intent_text(now() + kSettlingMs + window()),
                        then(&RecordingInPage::post));
    }

    Step post(bool /*kept*/) {
        return post_run(place(), result_.run(test_case_), then(&RecordingInPage::posted));
    }

    Step posted(const PostedRun& posted) {
        if (posted.error) {
            error_ = *posted.error;
            if (!posted.over) return failed(error_);
            return remember(Memory::hint, key(), std::nullopt, then(&RecordingInPage::refused));
        }
        if (!posted.over) return failed(post_under_way());
        run_ = posted.run;
        found_ = posted.found;
        others_.push_back(run_->id);
        return look_for_run(place(), others_, then(&RecordingInPage::looked_again));
    }

    Step refused(bool /*kept*/) { return failed(error_); }

    /// Who posts between this page's look and its post is seen now.
    Step looked_again(const Result<RunSearch>& search) {
        return finish(found_, search ? search->found : std::vector<spira::StoredRun>());
    }

    Step finish(bool already, const std::vector<spira::StoredRun>& runs) {
        int status = result_.verdict().execution_status;
        if (run_->execution_status > 0) status = run_->execution_status;
        Json others = Json::array();
        for (const spira::StoredRun& run : runs) {
            if (run.id != run_->id) others.push_back(run.id.value());
        }
        Json details = object({{"productId", place().product.value()},
                               {"testCaseId", test_case_.id().value()},
                               {"testRunId", run_->id.value()},
                               {"executionStatusId", status}});
        if (!others.empty()) details["otherTestRunIds"] = others;
        return done(already ? "already_recorded" : "recorded", std::move(details));
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
    std::optional<spira::StoredRun> run_;
    std::vector<TestRunId> others_;  ///< runs that are none of this result
    EpochMs under_way_until_ = 0;    ///< of a POST by an earlier click
    Error error_;
    bool found_ = false;
};

}  // namespace

Step record_in_page(RecordRequest request, const spira::TestCase& test_case,
                    const Enrichment& found) {
    return make<RecordingInPage>(std::move(request), test_case, found)->begin();
}

}  // namespace octospira::flows
