#include "core/flows/launch/launch.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/launch/before_write.hpp"
#include "core/flows/launch/start_scenario.hpp"

namespace octospira::flows {

namespace {

class Launching : public Conversation<Launching> {
  public:
    Launching(const PageEvent& event, TestCaseId test_case)
        : Conversation(event.language), event_(event), test_case_(test_case) {}

    Step begin() { return before_changing(event_, then(&Launching::start)); }

  private:
    Step start() { return start_scenario(event_, {test_case_}, then(&Launching::tell)); }

    Step tell(const tl::expected<StartedTest, NotStarted>& ended) {
        if (ended) return tell_started(*ended);
        const NotStarted& not_started = ended.error();
        if (not_started.how == NotStarted::How::cancelled) return done("cancelled");
        const bool unclear = not_started.how == NotStarted::How::unclear;
        return refuse(not_started.error, unclear ? "unclear" : "refused");
    }

    Step tell_started(const StartedTest& test) {
        const bool stored = !test.not_stored;
        reload_ = stored && may_reload(event_);
        std::string text = say(texts::started, {in_quotes(test.scenario).in(language())});
        add(text, stored ? say(texts::started_stored)
                         : say(texts::started_not_stored,
                               {sentence(*test.not_stored, language()), test.bench_result.text()}));
        if (!test.recorder_why.empty())
            add(text, say(texts::started_recorder, {test.recorder_why.in(language())}));
        if (test.other_host) add(text, say(texts::started_other_host));
        if (stored && !reload_) add(text, say(texts::started_reload));

        details_ = object({{"benchResultId", test.bench_result.text()},
                           {"scenarioId", test.scenario_id.text()},
                           {"stored", stored}});
        const bool fine = stored && test.recorder_why.empty() && !test.other_host;
        std::optional<Link> link;
        if (!test.report_url.empty()) link = Link{say(texts::open_live_report), test.report_url};
        return notify(fine ? Severity::success : Severity::warning, std::move(text),
                      then(&Launching::reload), std::move(link));
    }

    static void add(std::string& text, const std::string& more) { text += concat({" ", more}); }

    Step reload() { return reload_ ? reload_form(then(&Launching::end)) : end(); }

    Step end() { return done("started", details_); }

    PageEvent event_;
    TestCaseId test_case_;
    Json details_;
    bool reload_ = false;
};

}  // namespace

Result<Step> open_launch(const PageEvent& event) {
    const auto test_case = event.test_case();
    if (!test_case) return tl::unexpected(test_case.error());
    return make<Launching>(event, *test_case)->begin();
}

}  // namespace octospira::flows
