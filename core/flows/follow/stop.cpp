#include "core/flows/follow/stop.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/follow/follow.hpp"
#include "core/flows/follow/run_outcome.hpp"
#include "core/flows/follow/stop_call.hpp"

namespace octospira::flows {

namespace {

class StoppingTest : public Conversation<StoppingTest> {
  public:
    explicit StoppingTest(Language language) : Conversation(language) {}

    /// OctoPerf sees the app's API key and not the person, so nobody else asks for their right.
    Step begin(const PageEvent& event) {
        if (event.may_modify_test_case == false) {
            return refuse(
                {ErrorKind::forbidden, texts::may_not_stop, texts::may_not_modify_advice, ""});
        }
        return find_last_run(event, true, then(&StoppingTest::use_run));
    }

    Step use_run(const LastRunPtr& run) {
        run_ = run;
        if (run->ended()) return tell_ended("");
        return ask(
            say(texts::prefix, {say(texts::ask_stop, {in_quotes(run->scenario).in(language())})}),
            &StoppingTest::stop);
    }

  private:
    Step stop() { return stop_run(run_, then(&StoppingTest::called)); }

    Step called(const Result<void>& stopped) {
        if (!stopped) return refuse(within(texts::stop_refused, stopped.error()));
        return follow(run_, {run_->event.dialogs, true, &texts::stop_asked},
                      then(&StoppingTest::watched));
    }

    Step watched(Followed how) {
        if (how == Followed::detached) return done("stopping");
        if (how == Followed::ended) return tell_ended("ABORTED");
        return tell_end(run_->event, Severity::warning,
                        concat({say(texts::stop_asked), " ", say(texts::stop_slow)}), "stopping");
    }

    /// Whether a test that ran to its end has passed is not what was asked here.
    Step tell_ended(std::string_view stopped_state) {
        const std::string& state = run_->result.state_text;
        const std::string how = ending_of(run_->result, nullptr, language()).sentence;
        const bool stopped = state == stopped_state;
        return tell_end(run_->event, Severity::success,
                        stopped ? how : say(texts::stop_nothing, {how}),
                        stopped ? "stopped" : "ended", object({{"state", state}}));
    }

    LastRunPtr run_;
};

}  // namespace

Result<Step> open_stop(const PageEvent& event) {
    return make<StoppingTest>(event.language)->begin(event);
}

Step stop_found(const LastRunPtr& run) {
    return make<StoppingTest>(run->event.language)->use_run(run);
}

}  // namespace octospira::flows
