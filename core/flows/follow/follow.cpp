#include "core/flows/follow/follow.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/follow/live_figures.hpp"
#include "core/flows/follow/report.hpp"
#include "core/flows/follow/run_outcome.hpp"
#include "core/flows/follow/stop_call.hpp"
#include "core/flows/record/enrich.hpp"
#include "core/octoperf/requests.hpp"

namespace octospira::flows {

namespace {

using octoperf::State;

constexpr std::int64_t kMinute = 60'000;

class Following : public Conversation<Following> {
  public:
    Following(LastRunPtr run, FollowHow how, Function<Step(Followed)> next)
        : Conversation(run->event.language),
          run_(std::move(run)),
          how_(how),
          next_(std::move(next)),
          figures_(run_->event.language) {}

    /// The run's state has just been read.
    Step look() {
        if (how_.stopping || !(run_->ended() || run_->result.state == State::running))
            return find_ending();
        return ask(octoperf::get_progress(*run_->id), &Following::use_progress);
    }

  private:
    Step ask(Request request, Step (Following::*method)(const Answer&)) {
        return octoperf(std::move(request), run_->form, then(method));
    }

    Step refresh() {
        failures_ = trouble_.empty() ? 0 : failures_ + 1;
        trouble_.clear();
        return ask(octoperf::get_bench_result(*run_->id), &Following::use_result);
    }

    Step use_result(const Answer& answer) {
        auto result = octoperf::read_bench_result(answer);
        if (!result) {
            const ErrorKind kind = result.error().kind;
            const bool for_good = kind == ErrorKind::unauthorized || kind == ErrorKind::forbidden ||
                                  kind == ErrorKind::not_found;
            if (for_good) return refuse(result.error());
            note(result.error());
            return draw();
        }
        run_->result = std::move(*result);
        return look();
    }

    Step use_progress(const Answer& answer) {
        const auto value = octoperf::read_progress(answer);
        if (value)
            figures_.take_progress(*value, *run_, elapsed());
        else
            note(value.error());
        return ask(octoperf::summarise(*run_->id), &Following::use_figures);
    }

    Step use_figures(const Answer& answer) {
        const auto summary = octoperf::read_summary(answer);
        if (summary)
            figures_.take_summary(*summary, elapsed());
        else
            note(summary.error());
        return ask(octoperf::get_global_metrics(*run_->id), &Following::use_throughput);
    }

    Step use_throughput(const Answer& answer) {
        const auto metrics = octoperf::read_global_metrics(answer);
        if (metrics)
            figures_.take_throughput(*metrics);
        else
            note(metrics.error());
        return find_ending();
    }

    /// Figures are welcome, not needed: what is not there (404) is no trouble.
    void note(const Error& error) {
        if (error.kind != ErrorKind::not_found)
            trouble_ = say(texts::trying_again, {error.message.in(language())});
    }

    Step find_ending() {
        if (run_->result.state == State::finished)
            return ask(octoperf::find_threshold_alarms(*run_->id), &Following::use_alarms);
        return draw();
    }

    Step use_alarms(const Answer& answer) {
        alarms_ = octoperf::read_alarm_severities(answer);
        return draw();
    }

    Step draw() {
        if (!how_.dialog) return how_.stopping ? wait() : tell();
        return show(view(), then(&Following::drawn));
    }

    Step drawn(bool shown) {
        if (shown) {
            drawn_ = true;
            return wait();
        }
        if (drawn_) return next_(Followed::detached);
        how_.dialog = false;
        return draw();
    }

    Step tell() {
        std::string text = concat({one_line(run_->scenario), ". ", ending().sentence});
        for (const Json& row : figures_.rows(*run_, elapsed())) {
            text += concat({" ",
                            say(texts::fact, {row.front().get_ref<const std::string&>(),
                                              row.back().get_ref<const std::string&>()}),
                            "."});
        }
        if (how_.message_note != nullptr && !run_->ended())
            text += concat({" ", say(*how_.message_note)});
        return notify(Severity::success, say(texts::prefix, {text}), then(&Following::told));
    }

    Step told() { return next_(run_->ended() ? Followed::ended : Followed::detached); }

    Step wait() {
        if (run_->ended()) return next_(Followed::ended);
        if (given_up()) return next_(Followed::timed_out);
        if (!how_.dialog) return sleep(pause(), then(&Following::slept));
        return listen(pause(), then(&Following::heard));
    }

    Step slept() { return heard({DialogEvent::What::elapsed}); }

    Step heard(const DialogEvent& heard) {
        if (heard.what == DialogEvent::What::closed) return next_(Followed::detached);
        if (heard.now > run_->event.now)
            watched_ = heard.now - run_->event.now;
        else if (heard.what == DialogEvent::What::elapsed)
            watched_ += pause();
        const bool stop = may_stop() && heard.button == "stop";
        const bool now = asking_ && heard.button == "now";
        asking_ = stop || (asking_ && heard.what == DialogEvent::What::elapsed);
        if (stop || heard.button == "keep") return draw();
        if (!now) return refresh();
        return stop_run(run_, then(&Following::stopped));
    }

    Step stopped(const Result<void>& stopped) {
        hurried_ = stopped.has_value();
        note_ = stopped ? say(texts::stop_asked)
                        : sentence(within(texts::stop_refused, stopped.error()), language());
        return refresh();
    }

    [[nodiscard]] Ending ending() const { return ending_of(run_->result, &alarms_, language()); }

    [[nodiscard]] View view() const {
        const Ending ending = this->ending();
        const bool over = run_->ended() || given_up();
        View view(say(texts::prefix, {one_line(run_->scenario)}));
        const auto line = [&view](const std::string& text, Tone tone = Tone::warn) {
            if (!text.empty()) view.text(text, tone);
        };
        if (over || figures_.percent(*run_))
            line(ending.sentence, ending.tone);
        else
            view.progress(std::nullopt, ending.sentence);
        if (how_.note != nullptr && !over) line(say(*how_.note), Tone::plain);
        line(note_, Tone::plain);
        line(trouble_);
        if (over && !run_->ended()) line(say(texts::given_up));
        figures_.add_progress(view, *run_);
        view.facts(figures_.rows(*run_, elapsed()));
        figures_.add_chart(view);
        if (is_of_our_octoperf(run_->event, run_->report_url()))
            view.link(say(texts::open_report), run_->report_url());
        if (!over && !how_.stopping) {
            if (asking_) line(say(texts::ask_stop, {in_quotes(run_->scenario).in(language())}));
            if (may_stop()) {
                view.button(asking_ ? "now" : "stop",
                            say(asking_ ? texts::stop_now : texts::stop_test), ButtonKind::danger);
            }
            view.button(asking_ ? "keep" : "refresh",
                        say(asking_ ? texts::keep_running : texts::refresh_now));
        }
        view.button(kCloseButton, say(texts::close));
        return view;
    }

    /// The right that starting needs. A page that cannot tell leaves it to the person.
    [[nodiscard]] bool may_stop() const { return run_->event.may_modify_test_case != false; }

    /// Since the run was made. The engine has no clock: the moment of the click, and what the page
    /// said since, or else the pauses.
    [[nodiscard]] std::int64_t elapsed() const {
        const std::int64_t now = run_->event.now + watched_;
        const std::int64_t end = run_->ended() ? run_->result.last_modified.value_or(now) : now;
        return std::max<std::int64_t>(end - run_->result.created.value_or(run_->event.now), 0);
    }

    [[nodiscard]] int pause() const {
        const std::int64_t planned = run_->plan.duration_ms;
        std::int64_t base =
            planned > 0 ? std::clamp<std::int64_t>(planned / 10, 3000, kMinute) : 10'000;
        if (run_->result.state != State::running)
            base = std::min(base, std::clamp<std::int64_t>(watched_ / 10, 10'000, kMinute));
        if (how_.stopping || hurried_) base = 3000;
        if (!trouble_.empty()) base <<= std::min(failures_ + 1, 5);
        return static_cast<int>(std::min(base, kMinute));
    }

    [[nodiscard]] bool given_up() const {
        std::int64_t limit = 12 * 60 * kMinute;
        if (run_->plan.duration_ms > 0)
            limit = std::min(limit, run_->plan.duration_ms + 30 * kMinute);
        return watched_ >= (how_.stopping ? 2 * kMinute : limit);
    }

    LastRunPtr run_;
    FollowHow how_;
    Function<Step(Followed)> next_;
    LiveFigures figures_;
    Alarms alarms_;        ///< of a test that has finished
    std::string trouble_;  ///< what could not be read at the last look
    std::string note_;
    std::int64_t watched_ = 0;
    int failures_ = 0;  ///< in a row, before the last look
    bool drawn_ = false;
    bool asking_ = false;
    bool hurried_ = false;
};

class ShowingProgress : public Conversation<ShowingProgress> {
  public:
    Step begin(const PageEvent& event) {
        return find_last_run(event, true, then(&ShowingProgress::use_run));
    }

  private:
    Step use_run(const LastRunPtr& run) {
        run_ = run;
        return follow(run, {run->event.dialogs}, then(&ShowingProgress::end));
    }

    Step end(Followed how) { return end_of(*run_, how); }

    LastRunPtr run_;
};

}  // namespace

Step follow(LastRunPtr run, FollowHow how, Function<Step(Followed)> next) {
    return make<Following>(std::move(run), how, std::move(next))->look();
}

Step end_of(const LastRun& run, Followed how) {
    if (how != Followed::ended) return done(how == Followed::detached ? "detached" : "timed_out");
    return done("ended", object({{"state", run.result.state_text}}));
}

Result<Step> open_progress(const PageEvent& event) {
    return make<ShowingProgress>()->begin(event);
}

}  // namespace octospira::flows
