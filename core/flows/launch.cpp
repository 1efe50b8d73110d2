#include "core/flows/launch.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/flows/conversation.hpp"
#include "core/flows/messages.hpp"
#include "core/flows/octoperf_key.hpp"
#include "core/flows/properties.hpp"
#include "core/flows/registered_launch.hpp"
#include "core/flows/store_text.hpp"
#include "core/octoperf/answers.hpp"
#include "core/octoperf/links.hpp"
#include "core/octoperf/requests.hpp"
#include "core/spira/requests.hpp"
#include "core/spira/test_case.hpp"
#include "core/spira/tokens.hpp"

namespace octospira::flows {

namespace {

/// Two hosts of the same OctoPerf: the cloud's page and its API have different names.
bool same_octoperf(std::string_view a, std::string_view b) {
    const auto cloud = [](std::string_view host) {
        return host == "octoperf.com" || host.ends_with(".octoperf.com");
    };
    return a == b || (cloud(a) && cloud(b));
}

/// One launch, its methods in the order in which they happen.
class Launching : public Conversation<Launching> {
  public:
    explicit Launching(LaunchRequest request) : request_(std::move(request)) {}

    Step check_permission() {
        if (!request_.may_modify_test_case) return refuse(messages::may_not_modify());
        if (request_.unsaved_changes != true) return recall_last_start();
        return ask(messages::ask_unsaved(), &Launching::recall_last_start);
    }

  private:
    Step recall_last_start() {
        return recall(Memory::hint, unclear_key(), then(&Launching::check_last_start));
    }

    Step check_last_start(const std::optional<std::string>& since) {
        if (!since) return read_test_case();
        const std::int64_t start = parse_positive(*since).value_or(0);
        return ask(messages::ask_unclear_start(std::max<std::int64_t>(minutes_now() - start, 0)),
                   &Launching::read_test_case);
    }

    Step read_test_case() {
        return spira(spira::get_test_case(request_.product, request_.test_case),
                     then(&Launching::find_properties));
    }

    Step find_properties(const Answer& answer) {
        auto test_case = spira::TestCase::read(answer);
        if (!test_case) return refuse(test_case.error());
        test_case_ = std::move(*test_case);
        std::vector<spira::PropertyDefinition> carried;
        for (const std::string_view name :
             {spira::kScenarioProperty, spira::kBenchResultProperty}) {
            if (auto definition = test_case_->definition(name))
                carried.push_back(std::move(*definition));
        }
        if (carried.size() == 2) return use_properties(std::move(carried));
        return read_properties(request_.product, request_.product_template,
                               then(&Launching::use_properties));
    }

    Step use_properties(Definitions definitions) {
        if (!definitions) return refuse(definitions.error());
        const auto scenario = usable_property(*definitions, spira::kScenarioProperty);
        if (!scenario) return refuse(scenario.error());
        auto bench_result = usable_property(*definitions, spira::kBenchResultProperty);
        if (!bench_result) return refuse(bench_result.error());
        bench_result_property_ = std::move(*bench_result);

        auto link = octoperf::parse_scenario(test_case_->text(scenario->number));
        if (!link) return refuse(link.error());
        other_host_ = !link->host.empty() && !request_.octoperf_url.empty() &&
                      !same_octoperf(link->host, octoperf::host_of(request_.octoperf_url));
        scenario_id_ = std::move(link->id);
        return probe_key(octoperf::get_scenario(*scenario_id_), then(&Launching::use_scenario));
    }

    Step use_scenario(const Answer& answer, TokenForm form) {
        form_ = form;
        if (answer.status == 404) return refuse(messages::unknown_scenario());
        auto scenario = octoperf::read_scenario(answer);
        if (!scenario) return refuse(scenario.error());
        scenario_ = std::move(*scenario);
        const auto previous = BenchResultId::parse(test_case_->text(bench_result_property_.number));
        if (!previous) return announce();
        return octoperf(octoperf::get_bench_result(*previous), form_,
                        then(&Launching::check_previous));
    }

    Step check_previous(const Answer& answer) {
        // Gone, or not for us: results are kept for a while only.
        if (answer.status == 404 || answer.status == 403) return announce();
        const auto result = octoperf::read_bench_result(answer);
        if (!result) return refuse(messages::previous_unknown(result.error()));
        if (octoperf::terminal(result->state)) return announce();
        return ask(messages::ask_still_running(scenario_.name, result->state_text),
                   &Launching::announce);
    }

    /// Leaves a note before the call that costs money, so that a page that dies during it does not
    /// lead to a second test.
    Step announce() {
        return remember(Memory::hint, unclear_key(), std::to_string(minutes_now()),
                        then(&Launching::start));
    }

    Step start(bool /*kept*/) {
        const std::string name = spira::with_product_token(scenario_.name, request_.product);
        return octoperf(octoperf::run_scenario(*scenario_id_, name == scenario_.name ? "" : name),
                        form_, then(&Launching::started));
    }

    Step started(const Answer& answer) {
        const auto report = octoperf::read_bench_report(answer);
        if (report) return store(*report);
        error_ = report.error();
        const bool surely_not =
            (answer.status >= 400 && answer.status < 500 && answer.status != 408) ||
            (answer.status == 0 && !answer.may_have_arrived);
        if (!surely_not) return look_up(octoperf::find_traces(answer.body));
        return remember(Memory::hint, unclear_key(), std::nullopt, then(&Launching::not_started));
    }

    Step not_started(bool /*forgotten*/) { return refuse(messages::start_refused(error_)); }

    /// The answer was lost, late or garbled: what is left of it may still name the run.
    Step look_up(const octoperf::Traces& traces) {
        if (traces.bench_result) {
            report_ = octoperf::BenchReport{*traces.bench_result, std::nullopt, "", ""};
            return octoperf(octoperf::get_bench_result(*traces.bench_result), form_,
                            then(&Launching::confirm_run));
        }
        if (!traces.report) return unclear();
        return octoperf(octoperf::get_bench_report(*traces.report), form_,
                        then(&Launching::confirm_report));
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
        return tell_error(messages::start_unclear(scenario_.name, error_), "unclear");
    }

    Step store(const octoperf::BenchReport& report) {
        report_ = report;
        return store_text(request_.product, *test_case_, bench_result_property_,
                          report.bench_result.text(), then(&Launching::register_launch));
    }

    Step register_launch(Result<void> stored) {
        if (!stored) not_stored_ = sentence(stored.error());
        if (!request_.recorder) return forget_note();
        Json launch = to_json(Launch{report_->bench_result, request_.product, request_.test_case,
                                     request_.release, std::nullopt, request_.now});
        if (request_.user) launch["userId"] = *request_.user;
        return recorder({Method::post, "launches", std::move(launch)}, form_,
                        then(&Launching::registered));
    }

    Step registered(const Answer& answer) {
        if (!answer.ok()) recorder_why_ = messages::recorder_problem(answer.status);
        return forget_note();
    }

    Step forget_note() {
        return remember(Memory::hint, unclear_key(), std::nullopt,
                        then(&Launching::find_workspace));
    }

    /// Only for the link in the message; whatever goes wrong here is no matter.
    Step find_workspace(bool /*forgotten*/) {
        if (request_.octoperf_url.empty() || !report_->id || scenario_.project_id.empty())
            return tell({});
        return octoperf(octoperf::get_project(scenario_.project_id), form_, then(&Launching::tell));
    }

    Step tell(const Answer& project_answer) {
        const auto project = octoperf::json_of(project_answer, "OctoPerf GET design/projects/{id}");
        const std::string workspace = project ? text_at(*project, "workspaceId") : "";
        std::optional<Link> link;
        if (!workspace.empty()) {
            const std::string& project_id =
                report_->project_id.empty() ? scenario_.project_id : report_->project_id;
            link = Link{
                "Open the live report",
                octoperf::report_url(request_.octoperf_url, workspace, project_id, *report_->id)};
        }
        const bool stored = not_stored_.empty();
        reload_ = stored && request_.unsaved_changes == false;
        const bool fine = stored && recorder_why_.empty() && !other_host_;
        const std::string text =
            messages::started({scenario_.name, report_->bench_result.text(), stored, not_stored_,
                               recorder_why_, other_host_, stored && !reload_});
        return notify(fine ? Severity::success : Severity::warning, text, then(&Launching::reload),
                      std::move(link));
    }

    Step reload() { return reload_ ? reload_form(then(&Launching::end)) : end(); }

    Step end() {
        return done("started", object({{"benchResultId", report_->bench_result.text()},
                                       {"scenarioId", scenario_id_->text()},
                                       {"stored", not_stored_.empty()}}));
    }

    Step refuse(const Error& error) { return tell_error(error, "refused"); }

    static Step tell_error(const Error& error, const char* outcome) {
        return notify(Severity::error, message_of(error),
                      [error, outcome] { return failed(error, outcome); });
    }

    /// Since 1970: what the note says, because that is what the question tells.
    [[nodiscard]] std::int64_t minutes_now() const { return request_.now / 60'000; }

    [[nodiscard]] std::string unclear_key() const {
        return concat({"unclear-start/", request_.product.text(), "/", request_.test_case.text()});
    }

    LaunchRequest request_;
    std::optional<spira::TestCase> test_case_;
    spira::PropertyDefinition bench_result_property_;
    std::optional<ScenarioId> scenario_id_;
    octoperf::Scenario scenario_;
    TokenForm form_ = TokenForm::dollar;
    std::optional<octoperf::BenchReport> report_;
    Error error_;  ///< of a start that got no clear answer
    std::string not_stored_;
    std::string recorder_why_;
    bool other_host_ = false;
    bool reload_ = false;
};

}  // namespace

Step launch(LaunchRequest request) {
    return std::make_shared<Launching>(std::move(request))->check_permission();
}

}  // namespace octospira::flows
