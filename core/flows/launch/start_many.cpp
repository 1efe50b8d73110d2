#include "core/flows/launch/start_many.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/engine/task_group.hpp"
#include "core/flows/launch/bulk_rows.hpp"
#include "core/flows/launch/start_scenario.hpp"
#include "core/flows/setup/properties.hpp"
#include "core/flows/setup/token_form.hpp"
#include "core/octoperf/answers.hpp"
#include "core/octoperf/links.hpp"
#include "core/octoperf/requests.hpp"
#include "core/spira/requests.hpp"
#include "core/spira/test_set.hpp"

namespace octospira::flows {

namespace {

constexpr std::size_t kMost = 50;
constexpr int kAtOnce = 3;

constexpr std::string_view kStartButton = "start";
constexpr std::string_view kStopButton = "stop";

class StartMany : public Conversation<StartMany> {
  public:
    explicit StartMany(const PageEvent& event)
        : Conversation(event.language),
          event_(event),
          tasks_(make<TaskGroup>()),
          rows_(event.language) {}

    Step begin_selected() {
        for (const std::int32_t id : event_.selected) rows_.add(*TestCaseId::from(id));
        if (rows_.size() > 0) return check();
        const Text& what = event_.selected_folders > 0 ? texts::bulk_folders : texts::bulk_nothing;
        return refuse({ErrorKind::invalid_input, what, texts::bulk_select, ""});
    }

    Step begin_set(TestSetId test_set) {
        test_set_ = test_set;
        return spira(spira::get_test_set(event_.product, test_set), then(&StartMany::use_test_set));
    }

  private:
    using Row = BulkRow;
    using State = BulkRow::State;
    using Phase = BulkRows::Phase;

    Step use_test_set(const Answer& answer) {
        const auto release = spira::read_test_set_release(answer);
        if (!release) return refuse(release.error());
        release_ = *release;
        return spira(spira::get_test_set_test_cases(event_.product, *test_set_),
                     then(&StartMany::use_test_cases));
    }

    Step use_test_cases(const Answer& answer) {
        const auto test_cases = spira::read_test_set_test_cases(answer);
        if (!test_cases) return refuse(test_cases.error());
        for (const TestCaseId id : *test_cases) rows_.add(id);
        if (rows_.size() > 0) return check();
        return refuse({ErrorKind::not_configured, texts::bulk_set_empty, texts::bulk_set_fill, ""});
    }

    Step check() {
        if (event_.may_modify_test_case == false) {
            return refuse(
                {ErrorKind::forbidden, texts::may_not_modify, texts::may_not_modify_advice, ""});
        }
        if (rows_.size() > kMost) {
            return refuse({ErrorKind::invalid_input,
                           phrase(texts::bulk_too_many, {std::to_string(rows_.size())}),
                           texts::bulk_in_parts, ""});
        }
        return read_properties(event_.product, event_.product_template,
                               then(&StartMany::use_definitions));
    }

    Step use_definitions(Definitions definitions) {
        if (!definitions) return refuse(definitions.error());
        for (const std::string_view name :
             {spira::kBenchResultProperty, spira::kScenarioProperty}) {
            const auto property = usable_property(*definitions, name);
            if (!property) return refuse(property.error());
            (name == spira::kScenarioProperty ? scenario_property_ : bench_result_property_) =
                property->number;
        }
        // The form of the key is found out here, once, and not by several starts at a time.
        return probe_key(octoperf::list_workspaces(), then(&StartMany::check_key));
    }

    Step check_key(const Answer& answer, TokenForm form) {
        form_ = form;
        const auto workspaces = octoperf::read_workspaces(answer);
        if (!workspaces) return refuse(workspaces.error());
        if (!event_.dialogs) return read_all(true);
        View view(say(texts::bulk_title));
        view.progress(std::nullopt, say(texts::bulk_reading, {number(rows_.size())}));
        return show(view, then(&StartMany::read_all));
    }

    /// A page that cannot show its dialog after all is one without dialogs.
    Step read_all(bool shown) {
        if (!shown) event_.dialogs = false;
        return side_by_side(State::unread, &StartMany::read, &StartMany::plan);
    }

    Step read(Row& row) {
        return spira(spira::get_test_case(event_.product, row.id),
                     [self = self(), &row](const Answer& answer) {
                         return self->take_test_case(row, answer);
                     });
    }

    Step take_test_case(Row& row, const Answer& answer) {
        row.state = State::left_out;
        const auto test_case = spira::TestCase::read(answer);
        if (!test_case) return noted(row, test_case.error());
        row.name = one_line(test_case->name());
        const auto link = octoperf::parse_scenario(test_case->text(scenario_property_));
        if (!link) return noted(row, link.error());
        row.state = State::waiting;
        row.scenario = link->id.text();
        const auto last = BenchResultId::parse(test_case->text(bench_result_property_));
        return last ? read_last_test(row, *last) : done("");
    }

    Step noted(Row& row, const Error& error) {
        rows_.note(row, error);
        return done("");
    }

    /// For the plan only: the start looks again, and says what could not be read.
    Step read_last_test(Row& row, const BenchResultId& last) {
        return octoperf(octoperf::get_bench_result(last), form_,
                        [self = self(), &row](const Answer& answer) {
                            const auto result = octoperf::read_bench_result(answer);
                            if (result && !octoperf::terminal(result->state))
                                self->leave_out_running(row);
                            return done("");
                        });
    }

    void leave_out_running(Row& row) const {
        row.state = State::left_out;
        row.note = say(texts::left_out_running);
    }

    Step plan() {
        rows_.settle(State::unread, State::left_out, texts::page_unreadable);
        rows_.note_same_scenarios();
        const std::size_t ready = count(State::waiting);
        if (ready == 0) return tell(say(texts::bulk_none), Severity::error, "nothing");
        if (!event_.dialogs) return ask(rows_.question(), &StartMany::start_all);
        View view(say(texts::bulk_title));
        add_table(view, say(texts::bulk_plan, {number(ready), number(count(State::left_out))}));
        view.button(
            kStartButton,
            ready == 1 ? say(texts::bulk_start_one) : say(texts::bulk_start_many, {number(ready)}),
            ButtonKind::primary);
        view.button(kCloseButton, say(texts::cancel));
        return show(view, then(&StartMany::listen_to_plan));
    }

    Step listen_to_plan(bool /*shown*/) {
        return listen(std::nullopt, then(&StartMany::answer_plan));
    }

    Step answer_plan(const DialogEvent& heard) {
        return heard.button == kStartButton ? start_all() : done("cancelled");
    }

    Step start_all() {
        phase_ = Phase::running;
        if (event_.dialogs) tasks_->add(listen_to_stop(), nothing());
        total_ = count(State::waiting);
        return side_by_side(State::waiting, &StartMany::start, &StartMany::tell_end);
    }

    Step start(Row& row) {
        row.state = State::starting;
        draw();
        return start_scenario(
            event_, {row.id, test_set_, release_, false},
            [self = self(), &row](const tl::expected<StartedTest, NotStarted>& ended) {
                self->take_start(row, ended);
                return done("");
            });
    }

    void take_start(Row& row, const tl::expected<StartedTest, NotStarted>& ended) {
        row.note.clear();
        if (ended) {
            row.state = State::started;
            take_started(row, *ended);
        } else {
            const bool left_out = ended.error().how == NotStarted::How::left_out;
            row.state = left_out ? State::left_out : State::failed;
            rows_.note(row, ended.error().error);
        }
        draw();
    }

    void take_started(Row& row, const StartedTest& test) {
        row.url = test.report_url;
        if (test.not_stored) {
            row.note = say(texts::started_not_stored,
                           {sentence(*test.not_stored, language()), test.bench_result.text()});
        } else if (!test.recorder_why.empty()) {
            row.note = say(texts::started_recorder, {test.recorder_why.in(language())});
        } else if (test.other_host) {
            row.note = say(texts::started_other_host);
        }
    }

    // What the person sees and does meanwhile.

    /// One picture at a time; what changes while one is being drawn is in the next.
    void draw() {
        if (!event_.dialogs) return;
        changed_ = true;
        if (!drawing_) tasks_->add(draw_now(), nothing());
    }

    Step draw_now() {
        drawing_ = std::exchange(changed_, false);
        return drawing_ ? show(running_view(), then(&StartMany::drawn)) : done("");
    }

    Step drawn(bool shown) {
        if (!shown) stop(true);
        return draw_now();
    }

    Step listen_to_stop() { return listen(std::nullopt, then(&StartMany::heard)); }

    Step heard(const DialogEvent& heard) {
        stop(heard.what == DialogEvent::What::closed);
        return event_.dialogs ? listen_to_stop() : done("");
    }

    /// Closing the dialog calls off the rest, too, and from then on there is none.
    void stop(bool closed) {
        stopping_ = true;
        if (closed) event_.dialogs = false;
        draw();
    }

    View running_view() {
        const std::size_t over = total_ - count(State::waiting) - count(State::starting);
        View view(say(texts::bulk_title));
        view.progress(100.0 * static_cast<double>(over) / static_cast<double>(total_),
                      say(texts::bulk_progress, {number(over), number(total_)}));
        if (stopping_)
            view.text(say(texts::bulk_stopping), Tone::warn);
        else
            view.button(kStopButton, say(texts::bulk_stop), ButtonKind::danger);
        return add_table(view, say(texts::bulk_title));
    }

    Step tell_end() {
        phase_ = Phase::over;
        rows_.settle(State::starting, State::failed, texts::left_out_unclear);
        const std::size_t left_out = count(State::left_out);
        const std::size_t failed = count(State::failed);
        details_ =
            object({{"started", count(State::started)}, {"leftOut", left_out}, {"failed", failed}});
        std::string text = say(texts::bulk_summary,
                               {number(count(State::started)), number(left_out), number(failed)});
        if (const std::size_t rest = count(State::waiting))
            text += concat({" ", say(texts::bulk_rest, {number(rest)})});
        return tell(std::move(text), left_out + failed == 0 ? Severity::success : Severity::warning,
                    "started");
    }

    /// The end: in the dialog, or in a message that names whatever there is to say about some.
    Step tell(std::string text, Severity severity, std::string outcome) {
        if (!event_.dialogs) return tell_in_message(std::move(text), severity, std::move(outcome));
        View view(say(texts::bulk_title));
        add_table(view, text).button(kCloseButton, say(texts::close));
        return show(view, [self = self(), text, severity, outcome](bool shown) {
            return shown ? done(outcome, self->details_)
                         : self->tell_in_message(text, severity, outcome);
        });
    }

    Step tell_in_message(std::string text, Severity severity, std::string outcome) {
        return notify(
            severity, rows_.message(say(texts::prefix, {text})),
            [outcome = std::move(outcome), details = details_] { return done(outcome, details); });
    }

    View& add_table(View& view, std::string_view caption) const {
        return rows_.add_table(view, caption, phase_, event_);
    }

    // Several rows side by side.

    using Work = Step (StartMany::*)(Row&);

    /// Does it with every row in that state, three at a time, then goes on.
    Step side_by_side(State state, Work work, Step (StartMany::*next)()) {
        wanted_ = state;
        work_ = work;
        next_ = 0;
        fill();
        return tasks_->run([self = self()] { return self->busy_ == 0; }, then(next));
    }

    void fill() {
        while (busy_ < kAtOnce && next_ < rows_.size() && !stopping_) {
            Row& row = rows_[next_++];
            if (row.state != wanted_) continue;
            ++busy_;
            tasks_->add((this->*work_)(row), [self = self()](const Done&) {
                --self->busy_;
                self->fill();
            });
        }
    }

    static Function<void(const Done&)> nothing() {
        return [](const Done&) {};
    }

    [[nodiscard]] std::size_t count(State state) const { return rows_.count(state); }

    static std::string number(std::size_t value) { return std::to_string(value); }

    PageEvent event_;
    Handle<TaskGroup> tasks_;
    std::optional<TestSetId> test_set_;
    std::optional<ReleaseId> release_;
    BulkRows rows_;  ///< complete before any task holds one of them
    int scenario_property_ = 0;
    int bench_result_property_ = 0;
    TokenForm form_ = TokenForm::dollar;
    Json details_ = Json::object();
    Phase phase_ = Phase::plan;
    std::size_t total_ = 0;
    State wanted_ = State::unread;
    Work work_ = nullptr;
    std::size_t next_ = 0;
    int busy_ = 0;
    bool stopping_ = false;
    bool drawing_ = false;
    bool changed_ = false;
};

}  // namespace

Result<Step> open_launch_selected(const PageEvent& event) {
    return make<StartMany>(event)->begin_selected();
}

Result<Step> open_launch_set(const PageEvent& event) {
    const auto test_set = TestSetId::from(event.artifact.value_or(0));
    if (!test_set) {
        return failure(ErrorKind::invalid_input, texts::page_lost, texts::page_reload, "engine");
    }
    return make<StartMany>(event)->begin_set(*test_set);
}

}  // namespace octospira::flows
