#include <utility>

#include "core/flows/conversation.hpp"
#include "core/flows/post_run.hpp"
#include "core/flows/record.hpp"
#include "core/flows/test_result.hpp"

namespace octospira::flows {

namespace {

class RecordingInPage : public Conversation<RecordingInPage> {
  public:
    RecordingInPage(RecordRequest request, const spira::TestCase& test_case,
                    const Enrichment& found)
        : result_(std::move(request)), test_case_(test_case) {
        result_.add(found);
    }

    Step begin() { return look_for_run(place(), then(&RecordingInPage::looked)); }

  private:
    Step looked(const Result<spira::MarkerSearch>& search) {
        if (!search) return failed(search.error());
        if (search->found) return finish("already_recorded", search->found);
        return post_run(place(), result_.run(test_case_), then(&RecordingInPage::posted));
    }

    Step posted(const Result<PostedRun>& posted) {
        if (!posted) return failed(posted.error());
        return finish(posted->found ? "already_recorded" : "recorded", posted->id);
    }

    Step finish(const char* outcome, const std::optional<TestRunId>& run) {
        return done(outcome, object({{"productId", place().product.value()},
                                     {"testCaseId", test_case_.id().value()},
                                     {"testRunId", run ? Json(run->value()) : Json(nullptr)},
                                     {"executionStatusId", result_.verdict().execution_status}}));
    }

    [[nodiscard]] RunPlace place() const {
        return {result_.request.launch->product, test_case_.id(),
                *result_.request.notification.bench_result};
    }

    TestResult result_;
    spira::TestCase test_case_;
};

}  // namespace

Step record_in_page(RecordRequest request, const spira::TestCase& test_case,
                    const Enrichment& found) {
    return make<RecordingInPage>(std::move(request), test_case, found)->begin();
}

}  // namespace octospira::flows
