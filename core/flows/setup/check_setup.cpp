#include "core/flows/setup/check_setup.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/launch/recorder_answer.hpp"
#include "core/flows/setup/template_properties.hpp"
#include "core/flows/setup/token_form.hpp"
#include "core/octoperf/answers.hpp"
#include "core/octoperf/requests.hpp"
#include "core/spira/custom_property.hpp"
#include "core/spira/product_token.hpp"
#include "core/spira/system.hpp"

namespace octospira::flows {

namespace {

constexpr std::int64_t kMostSkewMs = 5 * 60'000;
constexpr std::size_t kMostWorkspaces = 5;
constexpr std::size_t kMostProjects = 10;

class CheckSetup : public Conversation<CheckSetup> {
  public:
    explicit CheckSetup(const PageEvent& event) : Conversation(event.language), event_(event) {}

    Step begin() {
        return event_.dialogs ? show(view(), then(&CheckSetup::shown_first)) : ask_version();
    }

  private:
    using Part = Step (CheckSetup::*)();

    /// A page that cannot show its dialog after all is one without dialogs.
    Step shown_first(bool shown) {
        event_.dialogs = shown;
        return ask_version();
    }

    // Spira first: its clock is compared with the time of the click.

    Step ask_version() {
        return spira(spira::get_product_version(), then(&CheckSetup::check_version));
    }

    Step check_version(const Answer& answer) {
        const auto version = spira::read_product_version(answer);
        if (!version) return bad(version.error(), &CheckSetup::ask_time);
        std::string advice;
        if (version->number < 814) add_to(advice, texts::setup_no_confirmation);
        if (version->number < 902) add_to(advice, texts::setup_no_dialogs);
        if (version->number < 903) add_to(advice, texts::setup_no_url_list);
        const Tone tone = advice.empty() ? Tone::good : Tone::warn;
        add(tone, say(texts::setup_version, {one_line(version->text)}), std::move(advice));
        return go_on(&CheckSetup::ask_time);
    }

    void add_to(std::string& text, const Text& sentence) const {
        text += concat({text.empty() ? "" : " ", say(sentence)});
    }

    Step ask_time() { return spira(spira::get_server_time(), then(&CheckSetup::check_time)); }

    Step check_time(const Answer& answer) {
        const auto time = spira::read_server_time(answer);
        if (!time) return bad(time.error(), &CheckSetup::check_rights);
        const std::int64_t skew = std::max(*time - event_.now, event_.now - *time);
        if (skew > kMostSkewMs) {
            add(Tone::warn, say(texts::setup_clock_off, {duration_text(skew, language())}),
                say(texts::setup_clock_advice));
        } else {
            add(Tone::good, say(texts::setup_clock));
        }
        return go_on(&CheckSetup::check_rights);
    }

    Step check_rights() {
        if (!event_.may_modify_test_case && !event_.may_create_test_run) {
            add(Tone::plain, say(texts::setup_right_unknown));
        }
        check_right(event_.may_modify_test_case, texts::setup_may_modify,
                    texts::setup_may_not_modify);
        check_right(event_.may_create_test_run, texts::setup_may_record,
                    texts::setup_may_not_record);
        return go_on(&CheckSetup::ask_properties);
    }

    void check_right(std::optional<bool> right, const Text& yes, const Text& no) {
        if (!right) return;
        add(*right ? Tone::good : Tone::bad, say(*right ? yes : no),
            *right ? "" : say(texts::setup_right_advice));
    }

    Step ask_properties() {
        if (!event_.default_release && !event_.default_release_text.empty()) {
            add(Tone::bad,
                say(texts::setup_release, {in_quotes(event_.default_release_text).in(language())}),
                say(texts::setup_release_advice));
        }
        return read_template_properties(event_, then(&CheckSetup::check_properties));
    }

    Step check_properties(const Result<TemplateProperties>& properties) {
        if (!properties) return bad(properties.error(), &CheckSetup::try_key);
        for (const std::string_view name :
             {spira::kScenarioProperty, spira::kBenchResultProperty}) {
            if (const auto problem = property_problem(properties->table, name)) {
                add_error(*problem);
            } else {
                add(Tone::good, say(texts::setup_property, {name}),
                    say(texts::setup_property_plain));
            }
        }
        return go_on(&CheckSetup::try_key);
    }

    // OctoPerf.

    /// Spira's server puts the setting before each path as it is, and allows what begins like it.
    void check_url() {
        std::string_view wrong = event_.octoperf_url_text;
        if (to_lower(wrong).starts_with(to_lower(event_.octoperf_url)))
            wrong.remove_prefix(event_.octoperf_url.size());
        if (wrong.empty()) return;
        add(Tone::warn, say(texts::setup_url, {in_quotes(wrong).in(language())}),
            say(texts::setup_url_advice, {event_.octoperf_url}));
    }

    Step try_key() {
        check_url();
        return probe_key(octoperf::list_workspaces(), then(&CheckSetup::check_key));
    }

    Step check_key(const Answer& answer, TokenForm form) {
        form_ = form;
        auto workspaces = octoperf::read_workspaces(answer);
        if (!workspaces) return bad(workspaces.error(), &CheckSetup::try_recorder);
        form_proven_ = true;
        if (workspaces->empty()) {
            add(Tone::warn, say(texts::setup_key_sees_nothing), say(texts::setup_key_advice));
            return go_on(&CheckSetup::try_recorder);
        }
        add(Tone::good, say(texts::setup_key, {std::to_string(workspaces->size())}));
        add(Tone::plain, say(texts::setup_role));
        workspaces_ = std::move(*workspaces);
        return go_on(&CheckSetup::next_workspace);
    }

    /// Looks for one scenario of this product, in the first workspaces' first projects.
    Step next_workspace() {
        if (workspace_ == std::min(workspaces_.size(), kMostWorkspaces)) return end_search();
        return octoperf(octoperf::list_projects(workspaces_[workspace_++].id), form_,
                        then(&CheckSetup::use_projects));
    }

    Step use_projects(const Answer& answer) {
        auto projects = octoperf::read_list(answer);
        if (!projects) {
            error_ = projects.error();
            return next_workspace();
        }
        projects_ = std::move(*projects);
        project_ = 0;
        return next_project();
    }

    Step next_project() {
        if (project_ == std::min(projects_.size(), kMostProjects)) return next_workspace();
        return octoperf(octoperf::list_scenarios(projects_[project_++].id), form_,
                        then(&CheckSetup::use_scenarios));
    }

    Step use_scenarios(const Answer& answer) {
        const auto scenarios = octoperf::read_list(answer);
        if (!scenarios) {
            error_ = scenarios.error();
            return next_project();
        }
        for (const octoperf::Named& scenario : *scenarios) {
            ++scenarios_;
            if (spira::find_product_token(scenario.name) != event_.product) continue;
            add(Tone::good, say(texts::setup_scenario, {in_quotes(scenario.name).in(language())}));
            return go_on(&CheckSetup::try_recorder);
        }
        return next_project();
    }

    Step end_search() {
        if (error_) {
            add_error(*error_);
        } else if (scenarios_ == 0) {
            add(Tone::warn, say(texts::setup_scenario_nowhere),
                say(texts::setup_scenario_nowhere_advice));
        } else {
            add(Tone::warn,
                say(texts::setup_scenario_none,
                    {std::to_string(scenarios_), spira::with_product_token("", event_.product)}),
                say(texts::setup_scenario_none_advice));
        }
        return go_on(&CheckSetup::try_recorder);
    }

    // The recorder.

    Step try_recorder() {
        if (event_.settings_hidden) add(Tone::plain, say(texts::setup_hidden));
        if (event_.may_have_recorder())
            return recorder({Method::get, "healthz"}, form_, then(&CheckSetup::try_secret));
        add(Tone::plain, say(texts::setup_recorder_none));
        return end();
    }

    Step try_secret(const Answer& answer) {
        if (!answer.ok() && !event_.has_recorder()) {
            add(Tone::plain, say(texts::setup_recorder_silent));
            return end();
        }
        // Health needs no secret: another server answered.
        if (!answer.ok() && answer.status != 0) return recorder_bad(texts::setup_recorder_other);
        if (!answer.ok()) return recorder_bad(recorder_problem(answer.status));
        return recorder({Method::get, "launches"}, form_, then(&CheckSetup::check_recorder));
    }

    Step check_recorder(const Answer& answer) {
        // A key that OctoPerf refused has proven no form, so the secret is tried in both.
        if (answer.status == 401 && !form_proven_) {
            form_proven_ = true;
            form_ = form_ == TokenForm::plain ? TokenForm::dollar : TokenForm::plain;
            return recorder({Method::get, "launches"}, form_, then(&CheckSetup::check_recorder));
        }
        if (!answer.ok()) return recorder_bad(recorder_problem(answer.status));
        if (recorder_says(answer) != "accepted") return recorder_bad(texts::setup_recorder_other);
        add(Tone::good, say(texts::setup_recorder));
        return end();
    }

    Step recorder_bad(const Phrase& why) {
        add_error({ErrorKind::unavailable, phrase(texts::setup_recorder_problem, {why}),
                   texts::setup_recorder_advice, ""});
        return end();
    }

    Step end() {
        over_ = true;
        return event_.dialogs ? show(view(), then(&CheckSetup::end_shown)) : end_shown(false);
    }

    Step end_shown(bool shown) {
        details_ = object({{"problems", count(Tone::bad)}, {"attention", count(Tone::warn)}});
        if (shown) return done("checked", details_);
        std::string text = say(texts::prefix, {summary()});
        for (const Check& row : rows_) {
            if (row.tone == Tone::bad || row.tone == Tone::warn)
                text += concat({" ", row.state, ": ", row.text, " ", row.advice});
        }
        const Severity severity = count(Tone::bad) > 0    ? Severity::error
                                  : count(Tone::warn) > 0 ? Severity::warning
                                                          : Severity::success;
        return notify(severity, std::move(text), then(&CheckSetup::close));
    }

    Step close() { return done("checked", details_); }

    // Lines.

    void add(Tone tone, std::string text, std::string advice = {}) {
        static constexpr const Text* kStates[] = {&texts::setup_note, &texts::setup_ok,
                                                  &texts::setup_attention, &texts::setup_problem};
        rows_.push_back(
            {tone, say(*kStates[static_cast<int>(tone)]), std::move(text), std::move(advice)});
    }

    void add_error(const Error& error) {
        add(Tone::bad, error.message.in(language()), error.advice.in(language()));
    }

    Step bad(const Error& error, Part next) {
        add_error(error);
        return go_on(next);
    }

    /// Shows what is known by now, then goes on, unless nobody looks any more.
    Step go_on(Part next) {
        if (!event_.dialogs) return (this->*next)();
        next_ = next;
        return show(view(), then(&CheckSetup::shown));
    }

    Step shown(bool shown) { return shown ? (this->*next_)() : done("closed"); }

    [[nodiscard]] View view() const {
        View view(say(texts::setup_title));
        if (!rows_.empty()) view.checks(rows_);
        if (over_)
            view.text(summary()).button(kCloseButton, say(texts::close));
        else
            view.progress(std::nullopt, say(texts::setup_checking));
        return view;
    }

    [[nodiscard]] std::string summary() const {
        const auto number = [this](Tone tone) { return std::to_string(count(tone)); };
        if (count(Tone::warn) + count(Tone::bad) == 0)
            return say(texts::setup_all_good, {number(Tone::good)});
        return say(texts::setup_summary,
                   {number(Tone::good), number(Tone::warn), number(Tone::bad)});
    }

    [[nodiscard]] std::size_t count(Tone tone) const {
        std::size_t number = 0;
        for (const Check& row : rows_) number += row.tone == tone ? 1U : 0U;
        return number;
    }

    PageEvent event_;
    std::vector<Check> rows_;
    Part next_ = nullptr;
    TokenForm form_ = TokenForm::dollar;
    bool form_proven_ = false;
    std::vector<octoperf::Named> workspaces_;
    std::size_t workspace_ = 0;
    std::vector<octoperf::Named> projects_;
    std::size_t project_ = 0;
    std::size_t scenarios_ = 0;   ///< looked at
    std::optional<Error> error_;  ///< of a list that could not be read
    Json details_;
    bool over_ = false;
};

}  // namespace

Result<Step> open_check_setup(const PageEvent& event) {
    return make<CheckSetup>(event)->begin();
}

}  // namespace octospira::flows
