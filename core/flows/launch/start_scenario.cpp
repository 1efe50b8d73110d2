#include "core/flows/launch/start_scenario.hpp"

#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/engine/store_text.hpp"
#include "core/flows/launch/recorder_answer.hpp"
#include "core/flows/launch/registered_launch.hpp"
#include "core/flows/launch/start_note.hpp"
#include "core/flows/setup/properties.hpp"
#include "core/flows/setup/token_form.hpp"
#include "core/octoperf/answers.hpp"
#include "core/octoperf/links.hpp"
#include "core/octoperf/requests.hpp"
#include "core/spira/product_token.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

using Ended = tl::expected<StartedTest, NotStarted>;
using How = NotStarted::How;

/// One start, its methods in the order in which they happen.
class Starting : public Conversation<Starting> {
  public:
    Starting(const PageEvent& event, StartRequest request, Function<Step(const Ended&)> next)
        : Conversation(event.language),
          event_(event),
          request_(std::move(request)),
          note_(start_note(event.product, request_.test_case, event.now)),
          next_(std::move(next)) {}

    Step begin() { return recall(Memory::hint, note_.key, then(&Starting::check_last_start)); }

  private:
    Step check_last_start(const std::optional<std::string>& found) {
        note_.found = found;
        if (!found) return read_test_case();
        return question(say(texts::ask_unclear_start, {time_of_last_start()}),
                        texts::left_out_unclear, &Starting::read_test_case);
    }

    [[nodiscard]] std::string time_of_last_start() const {
        const auto age = age_of(*note_.found, event_.now);
        if (!age) return {};
        return concat({" ", say(texts::time_ago, {age_text(*age, language())})});
    }

    Step read_test_case() {
        return spira(spira::get_test_case(event_.product, request_.test_case),
                     then(&Starting::find_properties));
    }

    Step find_properties(const Answer& answer) {
        auto test_case = spira::TestCase::read(answer);
        if (!test_case) return refused(test_case.error());
        test_case_ = std::move(*test_case);
        return read_test_case_properties(*test_case_, event_, then(&Starting::use_properties));
    }

    Step use_properties(Result<TestCaseProperties> properties) {
        if (!properties) return refused(properties.error());
        bench_result_property_ = std::move(properties->bench_result);

        auto link = octoperf::parse_scenario(request_.scenario.empty()
                                                 ? test_case_->text(properties->scenario.number)
                                                 : request_.scenario);
        if (!link) return refused(link.error());
        other_host_ = !link->host.empty() && !event_.octoperf_url.empty() &&
                      !octoperf::same_octoperf(link->host, octoperf::host_of(event_.octoperf_url));
        scenario_id_ = std::move(link->id);
        return probe_key(octoperf::get_scenario(*scenario_id_), then(&Starting::use_scenario));
    }

    Step use_scenario(const Answer& answer, TokenForm form) {
        form_ = form;
        if (octoperf::error_of(answer, "").kind == ErrorKind::not_found)
            return octoperf(octoperf::list_workspaces(), form_, then(&Starting::not_found));
        auto scenario = octoperf::read_scenario(answer);
        if (!scenario) return refused(scenario.error());
        scenario_ = std::move(*scenario);
        return find_previous();
    }

    /// Nothing is found where no OctoPerf is, either.
    Step not_found(const Answer& workspaces) {
        if (const auto error = octoperf::no_octoperf_there(workspaces)) return refused(*error);
        return refused(
            {ErrorKind::not_found, texts::unknown_scenario, texts::unknown_scenario_advice, ""});
    }

    Step find_previous() {
        const auto previous = BenchResultId::parse(test_case_->text(bench_result_property_.number));
        knows_launch_ = false;
        if (!previous) return recall_launch();
        return octoperf(octoperf::get_bench_result(*previous), form_,
                        then(&Starting::check_previous));
    }

    Step check_previous(const Answer& answer) {
        const auto result = octoperf::read_bench_result(answer);
        // Gone, or not for us: results are kept for a while only.
        if (!result && (result.error().kind == ErrorKind::not_found ||
                        result.error().kind == ErrorKind::forbidden))
            return recall_launch();
        if (!result) return refused(within(texts::previous_unknown, result.error()));
        if (octoperf::terminal(result->state)) return recall_launch();
        asked_ = true;
        return question(say(texts::ask_still_running,
                            {redact(cut_utf8(result->state_text, 40)), quoted_scenario()}),
                        texts::left_out_running, &Starting::announce);
    }

    /// A test whose id Spira did not store is known to this browser only.
    Step recall_launch() {
        if (knows_launch_) return check_asked();
        return recall(Memory::hint, launch_hint_key(event_.product, request_.test_case),
                      then(&Starting::check_launch));
    }

    Step check_launch(const std::optional<std::string>& hint) {
        knows_launch_ = true;
        const auto launch = parse_json(hint.value_or(""));
        const auto id = BenchResultId::parse(launch ? text_at(*launch, "benchResultId") : "");
        if (!id || id->text() == test_case_->text(bench_result_property_.number))
            return check_asked();
        return octoperf(octoperf::get_bench_result(*id), form_, then(&Starting::check_previous));
    }

    Step check_asked() {
        if (!event_.ask_before_start || !request_.interactive || asked_) return announce();
        return question(say(texts::ask_start, {quoted_scenario()}), texts::left_out_running,
                        &Starting::announce);
    }

    /// Since the first reading another page or person may have started this test case.
    Step announce() { return claim_start(note_, then(&Starting::use_claim)); }

    Step use_claim(Claim claim, const std::optional<std::string>& found) {
        if (claim == Claim::changed) return check_last_start(found);
        if (claim == Claim::ours)
            return spira(spira::get_test_case(event_.product, request_.test_case),
                         then(&Starting::compare_run));
        return end(request_.interactive ? How::refused : How::left_out,
                   {ErrorKind::conflict, texts::start_elsewhere, texts::start_elsewhere_advice});
    }

    Step compare_run(const Answer& answer) {
        auto test_case = spira::TestCase::read(answer);
        if (!test_case) return end_claim(test_case.error());
        const int number = bench_result_property_.number;
        const bool same = test_case->text(number) == test_case_->text(number);
        test_case_ = std::move(*test_case);
        return same ? start() : end_start(note_, StartEnd::not_started, then(&Starting::ask_again));
    }

    Step ask_again() {
        asked_ = false;
        return find_previous();
    }

    Step start() {
        const std::string name = spira::with_product_token(scenario_.name, event_.product);
        return octoperf(octoperf::run_scenario(*scenario_id_, name == scenario_.name ? "" : name),
                        form_, then(&Starting::started));
    }

    Step started(const Answer& answer) {
        const auto report = octoperf::read_bench_report(answer);
        if (report) return store(*report);
        error_ = report.error();
        if (!surely_not_started(answer)) return look_up(octoperf::find_traces(answer.body));
        return end_claim(within(texts::start_refused, error_));
    }

    /// Refused by OctoPerf itself, or before anything could reach it. Whatever else answers (a
    /// gateway that may have passed it on, what is no HTTP) leaves it open.
    static bool surely_not_started(const Answer& answer) {
        if (answer.status == 0) return !answer.may_have_arrived;
        // A proxy that wants to be told an account first has passed nothing on.
        return answer.status == 407 || octoperf::refuses(answer);
    }

    Step end_claim(const Error& error) {
        return end_start(note_, StartEnd::not_started,
                         [self = self(), error] { return self->refused(error); });
    }

    /// The answer was lost, late or garbled: what is left of it may still name the run.
    Step look_up(const octoperf::Traces& traces) {
        if (traces.bench_result) {
            report_ = octoperf::BenchReport{*traces.bench_result, std::nullopt, "", ""};
            return octoperf(octoperf::get_bench_result(*traces.bench_result), form_,
                            then(&Starting::confirm_run));
        }
        if (!traces.report) return unclear();
        return octoperf(octoperf::get_bench_report(*traces.report), form_,
                        then(&Starting::confirm_report));
    }

    Step confirm_run(const Answer& answer) {
        const auto result = octoperf::read_bench_result(answer);
        const bool ours = result && result->scenario_id == scenario_id_->text();
        return ours ? store(octoperf::BenchReport(*report_)) : unclear();
    }

    Step confirm_report(const Answer& answer) {
        const auto report = octoperf::read_bench_report(answer);
        return report ? store(*report) : unclear();
    }

    Step unclear() {
        const Error error{error_.kind,
                          phrase(texts::start_unclear, {in_quotes(scenario_.name), error_.message}),
                          texts::start_unclear_advice, error_.origin};
        return end_start(note_, StartEnd::unclear,
                         [self = self(), error] { return self->end(How::unclear, error); });
    }

    Step store(const octoperf::BenchReport& report) {
        report_ = report;
        return store_text(event_.product, *test_case_, bench_result_property_,
                          report.bench_result.text(), then(&Starting::register_launch));
    }

    [[nodiscard]] Launch launch() const {
        return {report_->bench_result,
                event_.product,
                request_.test_case,
                request_.release ? request_.release : release_for(event_, *test_case_),
                request_.test_set,
                event_.now};
    }

    Step register_launch(Result<void> stored) {
        if (!stored) not_stored_ = stored.error();
        if (!event_.may_have_recorder()) return forget_note();
        Json body = to_json(launch());
        if (event_.user) body["userId"] = *event_.user;
        return recorder({Method::post, "launches", std::move(body)}, form_,
                        then(&Starting::registered));
    }

    Step registered(const Answer& answer) {
        // Where nobody can see whether there is a recorder, only one that refuses is known to be
        // there.
        const bool there = event_.has_recorder() || answer.status == 401 || answer.status == 409;
        const std::string says = recorder_says(answer);
        const bool kept = says == "accepted" || says == "duplicate";
        if (!kept && there)
            recorder_why_ =
                answer.ok() ? texts::setup_recorder_other : recorder_problem(answer.status);
        return forget_note();
    }

    Step forget_note() {
        return end_start(note_, StartEnd::known, then(&Starting::find_workspace));
    }

    /// Only for the link to the report; whatever goes wrong here is no matter.
    Step find_workspace() {
        if (event_.octoperf_url.empty() || !report_->id || scenario_.project_id.empty())
            return remember_launch({});
        return octoperf(octoperf::get_project(scenario_.project_id), form_,
                        then(&Starting::remember_launch));
    }

    Step remember_launch(const Answer& project_answer) {
        const std::string workspace = octoperf::read_workspace_of(project_answer);
        Json hint = to_json(launch());
        if (!workspace.empty()) {
            const std::string& project_id =
                report_->project_id.empty() ? scenario_.project_id : report_->project_id;
            url_ = octoperf::report_url(event_.octoperf_url, workspace, project_id, *report_->id);
            hint["reportUrl"] = url_;
        }
        return remember(Memory::hint, launch_hint_key(event_.product, request_.test_case),
                        to_text(hint), then(&Starting::succeed));
    }

    Step succeed(bool /*kept*/) {
        return next_(StartedTest{scenario_.name, report_->bench_result, *scenario_id_, url_,
                                 not_stored_, recorder_why_, other_host_});
    }

    /// Asks where somebody is there to answer; otherwise this start is left out.
    Step question(std::string text, const Text& left_out, Step (Starting::*yes)()) {
        if (!request_.interactive) {
            return end(How::left_out, {ErrorKind::conflict, left_out, "", ""});
        }
        return confirm(std::move(text), say(texts::yes_go_on), [self = self(), yes](bool go_on) {
            return go_on ? (self.get()->*yes)() : self->end(How::cancelled, {});
        });
    }

    Step refused(const Error& error) { return end(How::refused, error); }

    Step end(How how, const Error& error) {
        return next_(tl::unexpected(NotStarted{how, scenario_.name, error}));
    }

    [[nodiscard]] std::string quoted_scenario() const {
        return in_quotes(scenario_.name).in(language());
    }

    PageEvent event_;
    StartRequest request_;
    StartNote note_;
    Function<Step(const Ended&)> next_;
    std::optional<spira::TestCase> test_case_;
    spira::PropertyDefinition bench_result_property_;
    std::optional<ScenarioId> scenario_id_;
    octoperf::Scenario scenario_;
    TokenForm form_ = TokenForm::dollar;
    std::optional<octoperf::BenchReport> report_;
    Error error_;      ///< of a start that got no clear answer
    std::string url_;  ///< of the live report
    std::optional<Error> not_stored_;
    Phrase recorder_why_;
    bool other_host_ = false;
    bool knows_launch_ = false;  ///< this browser's last one has been looked at, too
    bool asked_ = false;
};

}  // namespace

Step start_scenario(const PageEvent& event, StartRequest request,
                    Function<Step(const Ended&)> next) {
    return make<Starting>(event, std::move(request), std::move(next))->begin();
}

std::optional<ReleaseId> release_for(const PageEvent& event, const spira::TestCase& test_case) {
    if (event.release) return event.release;
    if (const auto named = test_case.release(event.release_property)) return named;
    return event.default_release;
}

std::string launch_hint_key(ProductId product, TestCaseId test_case) {
    return concat({"launch/", product.text(), "/", test_case.text()});
}

}  // namespace octospira::flows
