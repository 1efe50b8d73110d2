#include "core/flows/launch.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/flows/conversation.hpp"
#include "core/flows/messages.hpp"
#include "core/flows/octoperf_key.hpp"
#include "core/flows/properties.hpp"
#include "core/flows/record.hpp"
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
class Launching : public std::enable_shared_from_this<Launching> {
  public:
    explicit Launching(LaunchRequest request) : request_(std::move(request)) {}

    Step check_permission() {
        if (!request_.may_modify_test_case) return refuse(messages::may_not_modify());
        if (request_.unsaved_changes != true) return check_last_start();
        return confirm(messages::ask_unsaved(), [self = shared_from_this()](bool yes) {
            return yes ? self->check_last_start() : done("cancelled");
        });
    }

  private:
    Step check_last_start() {
        return recall(Memory::hint, unclear_key(), [self = shared_from_this()](const auto& since) {
            if (!since) return self->read_test_case();
            const EpochMs then = parse_utc(*since).value_or(self->request_.now);
            const auto minutes = std::max<EpochMs>(self->request_.now - then, 0) / 60'000;
            return confirm(messages::ask_unclear_start(minutes), [self](bool yes) {
                return yes ? self->read_test_case() : done("cancelled");
            });
        });
    }

    Step read_test_case() {
        return spira(spira::get_test_case(request_.product, request_.test_case),
                     [self = shared_from_this()](const Answer& answer) {
                         auto test_case = spira::TestCase::read(answer);
                         if (!test_case) return self->refuse(test_case.error());
                         self->test_case_ = std::move(*test_case);
                         return self->find_properties();
                     });
    }

    Step find_properties() {
        std::vector<spira::PropertyDefinition> carried;
        for (const std::string_view name :
             {spira::kScenarioProperty, spira::kBenchResultProperty}) {
            if (auto definition = test_case_->definition(name))
                carried.push_back(std::move(*definition));
        }
        if (carried.size() == 2) return use_properties(carried);
        return read_properties(request_.product, request_.product_template,
                               [self = shared_from_this()](const auto& definitions) {
                                   return definitions ? self->use_properties(*definitions)
                                                      : self->refuse(definitions.error());
                               });
    }

    Step use_properties(const std::vector<spira::PropertyDefinition>& definitions) {
        const auto scenario = usable_property(definitions, spira::kScenarioProperty);
        if (!scenario) return refuse(scenario.error());
        auto bench_result = usable_property(definitions, spira::kBenchResultProperty);
        if (!bench_result) return refuse(bench_result.error());
        bench_result_property_ = std::move(*bench_result);

        auto link = octoperf::parse_scenario(test_case_->text(scenario->number));
        if (!link) return refuse(link.error());
        other_host_ = !link->host.empty() && !request_.octoperf_url.empty() &&
                      !same_octoperf(link->host, octoperf::host_of(request_.octoperf_url));
        scenario_id_ = std::move(link->id);
        return read_scenario();
    }

    Step read_scenario() {
        return probe_key(octoperf::get_scenario(*scenario_id_),
                         [self = shared_from_this()](const Answer& answer, TokenForm form) {
                             self->form_ = form;
                             auto scenario = octoperf::read_scenario(answer);
                             if (answer.status == 404)
                                 return self->refuse(messages::unknown_scenario());
                             if (!scenario) return self->refuse(scenario.error());
                             self->scenario_ = std::move(*scenario);
                             return self->check_previous();
                         });
    }

    Step check_previous() {
        const auto previous = BenchResultId::parse(test_case_->text(bench_result_property_.number));
        if (!previous) return announce();
        return octoperf(octoperf::get_bench_result(*previous), form_,
                        [self = shared_from_this()](const Answer& answer) {
                            // Gone, or not for us: results are kept for a while only.
                            if (answer.status == 404 || answer.status == 403)
                                return self->announce();
                            const auto result = octoperf::read_bench_result(answer);
                            if (!result)
                                return self->refuse(messages::previous_unknown(result.error()));
                            if (octoperf::terminal(result->state)) return self->announce();
                            return self->ask_for_second(*result);
                        });
    }

    Step ask_for_second(const octoperf::BenchResult& previous) {
        return confirm(messages::ask_still_running(scenario_.name, previous.state_text),
                       [self = shared_from_this()](bool yes) {
                           return yes ? self->announce() : done("cancelled");
                       });
    }

    /// Leaves a note before the call that costs money, so that a page that dies during it does not
    /// lead to a second test.
    Step announce() {
        return remember(Memory::hint, unclear_key(), format_utc(request_.now),
                        [self = shared_from_this()](bool) { return self->start(); });
    }

    Step start() {
        const std::string name = spira::with_product_token(scenario_.name, request_.product);
        return octoperf(
            octoperf::run_scenario(*scenario_id_, name == scenario_.name ? "" : name), form_,
            [self = shared_from_this()](const Answer& answer) { return self->started(answer); });
    }

    Step started(const Answer& answer) {
        if (const auto report = octoperf::read_bench_report(answer)) return store(*report);
        const Error error = octoperf::read_bench_report(answer).error();
        const bool surely_not =
            (answer.status >= 400 && answer.status < 500 && answer.status != 408) ||
            (answer.status == 0 && !answer.may_have_arrived);
        if (surely_not) {
            return remember(Memory::hint, unclear_key(), std::nullopt,
                            [self = shared_from_this(), error](bool) {
                                return self->refuse(messages::start_refused(error));
                            });
        }
        return look_up(octoperf::find_traces(answer.body), error);
    }

    /// The answer was lost, late or garbled: what is left of it may still name the run.
    Step look_up(const octoperf::Traces& traces, const Error& error) {
        if (traces.bench_result) {
            return octoperf(octoperf::get_bench_result(*traces.bench_result), form_,
                            [self = shared_from_this(), id = *traces.bench_result,
                             error](const Answer& answer) {
                                const auto result = octoperf::read_bench_result(answer);
                                const bool ours =
                                    result && result->scenario_id == self->scenario_id_->text();
                                if (!ours) return self->unclear(error);
                                return self->store({id, std::nullopt, "", ""});
                            });
        }
        if (!traces.report) return unclear(error);
        return octoperf(octoperf::get_bench_report(*traces.report), form_,
                        [self = shared_from_this(), error](const Answer& answer) {
                            const auto report = octoperf::read_bench_report(answer);
                            return report ? self->store(*report) : self->unclear(error);
                        });
    }

    Step unclear(const Error& cause) {
        const Error error = messages::start_unclear(scenario_.name, cause);
        return notify(Severity::error, message_of(error), [error] {
            Step end = failed(error);
            std::get<Done>(end.command).outcome = "unclear";
            return end;
        });
    }

    Step store(const octoperf::BenchReport& report) {
        report_ = report;
        return store_text(request_.product, *test_case_, bench_result_property_,
                          report.bench_result.text(),
                          [self = shared_from_this()](const Result<void>& stored) {
                              if (!stored) self->not_stored_ = sentence(stored.error());
                              return self->register_launch();
                          });
    }

    Step register_launch() {
        if (!request_.recorder) return forget_note();
        Json launch = to_json(Launch{report_->bench_result, request_.product, request_.test_case,
                                     request_.release, std::nullopt, request_.now});
        if (request_.user) launch["userId"] = *request_.user;
        return recorder({Method::post, "launches", std::move(launch)}, form_,
                        [self = shared_from_this()](const Answer& answer) {
                            if (!answer.ok()) self->recorder_why_ = recorder_problem(answer);
                            return self->forget_note();
                        });
    }

    static std::string recorder_problem(const Answer& answer) {
        if (answer.status == 401) return "it does not accept the secret in the settings.";
        if (answer.status == 0) return "it cannot be reached from Spira.";
        return "it answered with HTTP " + std::to_string(answer.status) + ".";
    }

    Step forget_note() {
        return remember(Memory::hint, unclear_key(), std::nullopt,
                        [self = shared_from_this()](bool) { return self->find_workspace(); });
    }

    /// Only for the link in the message; whatever goes wrong here is no matter.
    Step find_workspace() {
        if (request_.octoperf_url.empty() || !report_->id || scenario_.project_id.empty())
            return tell("");
        return octoperf(octoperf::get_project(scenario_.project_id), form_,
                        [self = shared_from_this()](const Answer& answer) {
                            const auto project =
                                octoperf::json_of(answer, "OctoPerf GET design/projects/{id}");
                            return self->tell(project ? text_at(*project, "workspaceId") : "");
                        });
    }

    Step tell(const std::string& workspace) {
        std::optional<Link> link;
        if (!workspace.empty()) {
            const std::string& project =
                report_->project_id.empty() ? scenario_.project_id : report_->project_id;
            link =
                Link{"Open the live report",
                     octoperf::report_url(request_.octoperf_url, workspace, project, *report_->id)};
        }
        const bool clean = request_.unsaved_changes == false;
        const bool stored = not_stored_.empty();
        const bool fine = stored && recorder_why_.empty() && !other_host_;
        const std::string text =
            messages::started({scenario_.name, report_->bench_result.text(), stored, not_stored_,
                               recorder_why_, other_host_, stored && !clean});
        return notify(
            fine ? Severity::success : Severity::warning, text,
            [self = shared_from_this(), reload = clean && stored] {
                return reload ? reload_form([self] { return self->end(); }) : self->end();
            },
            std::move(link));
    }

    Step end() {
        return done("started", Json{{"benchResultId", report_->bench_result.text()},
                                    {"scenarioId", scenario_id_->text()},
                                    {"stored", not_stored_.empty()}});
    }

    Step refuse(const Error& error) {
        return notify(Severity::error, message_of(error), [error] {
            Step end = failed(error);
            std::get<Done>(end.command).outcome = "refused";
            return end;
        });
    }

    [[nodiscard]] std::string unclear_key() const {
        return "unclear-start/" + request_.product.text() + "/" + request_.test_case.text();
    }

    LaunchRequest request_;
    std::optional<spira::TestCase> test_case_;
    spira::PropertyDefinition bench_result_property_;
    std::optional<ScenarioId> scenario_id_;
    octoperf::Scenario scenario_;
    TokenForm form_ = TokenForm::dollar;
    std::optional<octoperf::BenchReport> report_;
    std::string not_stored_;
    std::string recorder_why_;
    bool other_host_ = false;
};

}  // namespace

Step launch(LaunchRequest request) {
    return std::make_shared<Launching>(std::move(request))->check_permission();
}

}  // namespace octospira::flows
