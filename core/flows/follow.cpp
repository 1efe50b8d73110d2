#include "core/flows/follow.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/text.hpp"
#include "core/flows/conversation.hpp"
#include "core/flows/ending.hpp"
#include "core/flows/enrich.hpp"
#include "core/flows/messages.hpp"
#include "core/flows/report.hpp"
#include "core/flows/stop_call.hpp"
#include "core/octoperf/requests.hpp"

namespace octospira::flows {

namespace {

using octoperf::State;

constexpr std::int64_t kMinute = 60'000;
constexpr std::size_t kMaxPoints = 120;

class Following : public Conversation<Following> {
  public:
    Following(LastRunPtr run, FollowHow how, Function<Step(Followed)> next)
        : Conversation(run->event.language),
          run_(std::move(run)),
          how_(how),
          next_(std::move(next)) {}

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
        if (value) {
            progress_ = *value;
            find_scale();
        } else {
            note(value.error());
        }
        return ask(octoperf::summarise(*run_->id), &Following::use_figures);
    }

    Step use_figures(const Answer& answer) {
        const auto summary = octoperf::read_summary(answer);
        if (summary) {
            summary_ = *summary;
            add_point();
        } else {
            note(summary.error());
        }
        return ask(octoperf::get_global_metrics(*run_->id), &Following::use_throughput);
    }

    /// The unit of THROUGHPUT_TOTAL is documented nowhere, so it is taken with its unit from here.
    Step use_throughput(const Answer& answer) {
        const auto metrics = octoperf::read_global_metrics(answer);
        if (!metrics) {
            note(metrics.error());
            return find_ending();
        }
        for (const octoperf::Metric& metric : *metrics) {
            if (contains_ignoring_case(metric.name, "throughput"))
                throughput_ = value_text(metric.value, one_line(metric.unit));
        }
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
        if (drawn_) return next_(Followed::left);
        how_.dialog = false;
        return draw();
    }

    Step tell() {
        std::string text = concat({one_line(run_->scenario), ". ", ending().sentence});
        for (const Json& row : rows()) {
            text += concat({" ",
                            say(texts::fact, {row.front().get_ref<const std::string&>(),
                                              row.back().get_ref<const std::string&>()}),
                            "."});
        }
        if (how_.message_note != nullptr && !run_->ended())
            text += concat({" ", say(*how_.message_note)});
        return notify(Severity::success, say(texts::prefix, {text}), then(&Following::told));
    }

    Step told() { return next_(run_->ended() ? Followed::ended : Followed::left); }

    Step wait() {
        if (run_->ended()) return next_(Followed::ended);
        if (given_up()) return next_(Followed::patient);
        if (!how_.dialog) return sleep(pause(), then(&Following::slept));
        return listen(pause(), then(&Following::heard));
    }

    Step slept() { return heard({Heard::What::elapsed}); }

    Step heard(const Heard& heard) {
        if (heard.what == Heard::What::closed) return next_(Followed::left);
        if (heard.now > run_->event.now)
            watched_ = heard.now - run_->event.now;
        else if (heard.what == Heard::What::elapsed)
            watched_ += pause();
        asking_ = heard.button == "stop" || (asking_ && heard.what == Heard::What::elapsed);
        if (heard.button == "stop" || heard.button == "keep") return draw();
        if (heard.button != "now") return refresh();
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
        line(ending.sentence, ending.tone);
        if (how_.note != nullptr && !over) line(say(*how_.note), Tone::plain);
        line(note_, Tone::plain);
        line(trouble_);
        if (over && !run_->ended()) line(say(texts::given_up));
        const auto percent = this->percent();
        if (percent || !over) {
            view.progress(percent, percent ? value_text(percent, "%", 0) : ending.sentence);
        }
        view.facts(rows());
        if (points_[0].size() > 1) {
            view.chart(chart_words());
            view.series(say(texts::fact_response_time), "s", points_[0]);
            view.series(say(texts::fact_errors), "%", points_[1]);
        }
        if (is_of_our_octoperf(run_->event, run_->report_url()))
            view.link(say(texts::open_report), run_->report_url());
        if (!over && !how_.stopping) {
            if (asking_) line(say(texts::ask_stop, {in_quotes(run_->scenario).in(language())}));
            view.button(asking_ ? "now" : "stop", say(asking_ ? texts::stop_now : texts::stop_test),
                        ButtonKind::danger);
            view.button(asking_ ? "keep" : "refresh",
                        say(asking_ ? texts::keep_running : texts::refresh_now));
        }
        view.button(kCloseButton, say(texts::close));
        return view;
    }

    [[nodiscard]] std::string chart_words() const {
        return say(texts::chart_words,
                   {value_text(summary_[2], "s"), value_text(summary_[1], "%")});
    }

    /// Pairs of a name and its value.
    [[nodiscard]] Json rows() const {
        Json rows = Json::array();
        const auto add = [&](const Text& name, std::string value) {
            if (!value.empty()) rows.push_back(pair_of(say(name), std::move(value)));
        };
        add(texts::fact_elapsed, duration_text(elapsed(), language()));
        if (run_->plan.users > 0) add(texts::fact_users, std::to_string(run_->plan.users));
        if (!points_[0].empty()) {
            add(texts::fact_hits, value_text(summary_[0], ""));
            add(texts::fact_errors, value_text(summary_[1], "%"));
            add(texts::fact_response_time, value_text(summary_[2], "s"));
        }
        add(texts::fact_throughput, throughput_);
        return rows;
    }

    [[nodiscard]] std::string value_text(std::optional<double> value, std::string_view unit,
                                         int decimals = 2) const {
        if (!value) return say(texts::no_samples);
        return concat(
            {number_text(*value, decimals, language()), unit.empty() ? "" : "\u00a0", unit});
    }

    /// Progress is a percentage by most readings, a fraction of 1 by another (§3.6). Once it was
    /// above 1 it is a percentage. Below, whichever is nearer to what the clock says, once that is
    /// more than 3 % of what was planned. Only shown, never decided on.
    void find_scale() {
        percentage_ = percentage_ || (progress_ && *progress_ > 1);
        fraction_ = false;
        if (run_->result.state != State::running) before_running_ = elapsed();
        if (percentage_ || !progress_ || run_->plan.duration_ms <= 0) return;
        const double expected =
            std::min(100.0, 100.0 * static_cast<double>(elapsed() - before_running_) /
                                static_cast<double>(run_->plan.duration_ms));
        fraction_ =
            expected > 3 && std::abs(100 * *progress_ - expected) < std::abs(*progress_ - expected);
    }

    [[nodiscard]] std::optional<double> percent() const {
        if (run_->result.state == State::finished) return 100;
        if (!progress_) return std::nullopt;
        return std::clamp(*progress_ * (fraction_ ? 100 : 1), 0.0, 100.0);
    }

    void add_point() {
        // To the hundredth of a minute; every second point goes when there are many.
        // Never back, whatever OctoPerf's clock says in the end.
        const auto hundredths = elapsed() / (kMinute / 100);
        minute_ = std::max(minute_, static_cast<double>(hundredths) / 100);
        for (std::size_t i = 0; i < 2; ++i) {
            if (points_[i].size() >= kMaxPoints) thin(points_[i]);
            points_[i].push_back(pair_of(minute_, number_or_null(summary_[2 - i])));
        }
    }

    static void thin(Json& points) {
        Json kept = Json::array();
        for (std::size_t k = 0; k < points.size(); k += 2) kept.push_back(points[k]);
        points = std::move(kept);
    }

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
    Alarms alarms_;        ///< of a test that has finished
    std::string trouble_;  ///< what could not be read at the last look
    std::string note_;
    std::optional<double> progress_;
    bool percentage_ = false;
    bool fraction_ = false;
    std::int64_t before_running_ = 0;
    octoperf::Summary summary_;  ///< once there are points
    std::string throughput_;
    Json points_[2] = {Json::array(), Json::array()};  ///< response time, errors: pairs of x and y
    double minute_ = 0;                                ///< of the last point
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
    if (how != Followed::ended) return done(how == Followed::left ? "left" : "patient");
    return done("ended", object({{"state", run.result.state_text}}));
}

Result<Step> open_progress(const PageEvent& event) {
    return make<ShowingProgress>()->begin(event);
}

}  // namespace octospira::flows
