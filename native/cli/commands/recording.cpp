#include "native/cli/commands/recording.hpp"

#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "core/flows/record/correlate.hpp"
#include "core/flows/record/record_now.hpp"
#include "core/flows/record/run_search.hpp"
#include "core/spira/product_token.hpp"
#include "core/texts/texts.hpp"
#include "native/cli/settings/operator.hpp"
#include "native/cli/text/operator_words.hpp"

namespace octospira::cli {

namespace {

using flows::Done;
using flows::Step;

/// The way a notification finds its test case, for a result that was named by its own id.
Done find_its_test_case(Session& session, const flows::LastRunPtr& run) {
    std::string name = run->scenario;
    if (session.access.product) name = spira::with_product_token(name, *session.access.product);
    return session.converse(flows::find_test_case(name, *run->id, flows::kLaunchGraceMs,
                                                  [run](Result<flows::Correlated> found) -> Step {
                                                      if (!found)
                                                          return flows::failed(found.error());
                                                      run->event.product = found->product;
                                                      run->test_case = std::move(found->test_case);
                                                      return flows::done("read");
                                                  }));
}

Recorded failed(const Done& end) {
    Recorded recorded;
    recorded.error =
        for_operator(end.error.value_or(Error{ErrorKind::conflict, "The test is still running.",
                                              "Wait for its end, or give --wait.", ""}));
    return recorded;
}

/// "" without one.
std::string warning_of(const Recorded& recorded) {
    if (recorded.other_runs.empty() || !recorded.test_run) return "";
    return fill(texts::two_runs, Language::english,
                {concat({"TR:", recorded.test_run->text()}), recorded.other_runs});
}

}  // namespace

Json to_json(const Recorded& recorded) {
    if (recorded.error) return object({{"error", to_json(*recorded.error)}});
    Json json =
        object({{"alreadyRecorded", recorded.before},
                {"testRunId", recorded.test_run ? Json(recorded.test_run->value()) : Json(nullptr)},
                {"testRunUrl", or_null(recorded.url)}});
    if (const std::string warning = warning_of(recorded); !warning.empty())
        json["warning"] = warning;
    return json;
}

std::string text_of(const Recorded& recorded) {
    const std::string what =
        recorded.before ? "The result was already recorded" : "The result is recorded";
    if (!recorded.test_run) return what + ".";
    const std::string where =
        concat({what, " as TR:", recorded.test_run->text(), ": ", recorded.url});
    const std::string warning = warning_of(recorded);
    return warning.empty() ? where : concat({where, "\n", warning});
}

Recorded record_result(Session& session, const flows::LastRunPtr& run,
                       std::optional<TestCaseId> test_case, Progress& progress,
                       std::optional<std::chrono::milliseconds> every) {
    if (!run->test_case) {
        const Done end = test_case ? read_test_case_of(session, run, *test_case)
                                   : find_its_test_case(session, run);
        if (end.error) return failed(end);
    }
    if (run->ended()) progress.doing("Recording the result in Spira…");
    WatchHow how = progress.how(every);
    how.told = [&progress](const std::string& message) { progress.say(message); };
    Watch watch(session.host, run, std::move(how));
    const Done end = host::run(flows::record_now(run), watch);
    progress.erase();
    Recorded recorded;
    recorded.before = end.outcome == "already_recorded";
    if (!recorded.before && end.outcome != "recorded") return failed(end);
    if (!recorded.before && watch.look().figures != octoperf::Summary())
        recorded.figures = watch.look().figures;
    if (!recorded.before) recorded.alarms = watch.look().alarms;
    recorded.other_runs = flows::other_runs_in(end.details);
    const auto id = TestRunId::from(integer_at(end.details, "testRunId").value_or(0));
    if (id) {
        recorded.test_run = *id;
        recorded.url = flows::test_run_url(run->event, *id);
    }
    return recorded;
}

}  // namespace octospira::cli
