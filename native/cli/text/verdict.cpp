#include "native/cli/text/verdict.hpp"

#include "core/flows/engine/conversation.hpp"
#include "core/flows/record/enrich.hpp"
#include "core/flows/record/verdict.hpp"
#include "core/octoperf/requests.hpp"
#include "native/cli/exit_codes.hpp"
#include "native/host/run_for.hpp"

namespace octospira::cli {

namespace {

constexpr int kTries = 5;
constexpr std::chrono::milliseconds kBetween{2000};

struct Words {
    std::string_view name;
    std::string_view word;
    int exit_code;
};
constexpr Words kWords[] = {
    {"passed", "Passed", kDone},       {"caution", "Caution", kTestCaution},
    {"failed", "Failed", kTestFailed}, {"aborted", "Aborted", kTestBlocked},
    {"error", "Error", kTestBlocked},  {"unknown", "Not known", kUnclear},
};
const Words& words_of(Verdict verdict) {
    return kWords[static_cast<int>(verdict)];
}

}  // namespace

std::string_view to_string(Verdict verdict) {
    return words_of(verdict).name;
}
std::string_view word_for(Verdict verdict) {
    return words_of(verdict).word;
}
int exit_code_of(Verdict verdict) {
    return words_of(verdict).exit_code;
}

Judgement judge(const flows::LastRun& run, const Look& look, bool caution) {
    using octoperf::State;
    const flows::Alarms* alarms = look.alarms ? &*look.alarms : nullptr;
    const flows::Ending ending = flows::ending_of(run.result, alarms, Language::english);
    Judgement judgement{Verdict::unknown, ending.sentence};
    if (run.result.state == State::aborted) judgement.verdict = Verdict::aborted;
    if (run.result.state == State::error) judgement.verdict = Verdict::error;
    if (ending.event == octoperf::Event::failed) judgement.verdict = Verdict::failed;
    if (ending.event == octoperf::Event::passed) {
        const bool warned = flows::count_severity(**alarms, "WARNING") > 0;
        judgement.verdict = caution && warned ? Verdict::caution : Verdict::passed;
    }
    return judgement;
}

bool settle(Session& session, const flows::LastRunPtr& run, Look& look) {
    flows::EnrichHow how;
    how.form = run->form;
    how.settle = true;
    const auto found = host::run_for<flows::Enrichment>(
        [&](auto next) { return flows::enrich(*run->id, how, next); }, session.host);
    if (found) {
        const octoperf::Summary figures = {found->figures.hits, found->figures.errors_percent,
                                           found->figures.response_time_s};
        if (figures != octoperf::Summary()) look.figures = figures;
        if (auto alarms = octoperf::read_alarm_severities(found->alarms)) look.alarms = alarms;
    }
    return !session.interruption.raised();
}

bool read_alarms_again(Session& session, const flows::LastRunPtr& run, Look& look) {
    const auto missing = [&] { return !look.alarms || !*look.alarms; };
    for (int i = 0; run->result.state == octoperf::State::finished && missing() && i < kTries;
         ++i) {
        if (i > 0 && !session.host.pause(kBetween)) return false;
        const auto answer = host::run_for<Answer>(
            [&run](auto next) {
                return flows::octoperf(octoperf::find_threshold_alarms(*run->id), run->form, next);
            },
            session.host);
        if (answer) look.alarms = octoperf::read_alarm_severities(*answer);
    }
    return !session.interruption.raised();
}

}  // namespace octospira::cli
