#include "core/flows/follow/last_run.hpp"

#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "core/flows/launch/start_scenario.hpp"
#include "core/flows/setup/properties.hpp"
#include "core/flows/setup/token_form.hpp"
#include "core/octoperf/requests.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

class Finding : public Conversation<Finding> {
  public:
    Finding(const PageEvent& event, bool ask_octoperf, Function<Step(const LastRunPtr&)> next)
        : Conversation(event.language),
          run_(make<LastRun>(event)),
          ask_octoperf_(ask_octoperf),
          next_(std::move(next)) {}

    Step begin() {
        const auto id = run_->event.test_case();
        if (!id) return refuse(id.error());
        return spira(spira::get_test_case(run_->event.product, *id), then(&Finding::find_property));
    }

  private:
    Step find_property(const Answer& answer) {
        auto test_case = spira::TestCase::read(answer);
        if (!test_case) return refuse(test_case.error());
        run_->test_case = std::move(*test_case);
        return read_test_case_properties(*run_->test_case, run_->event,
                                         then(&Finding::use_property));
    }

    Step use_property(Result<TestCaseProperties> properties) {
        if (!properties) return refuse(properties.error());
        auto id = BenchResultId::parse(run_->test_case->text(properties->bench_result.number));
        if (id) run_->id = std::move(*id);
        return recall(Memory::hint, launch_hint_key(run_->event.product, run_->test_case->id()),
                      then(&Finding::use_hint));
    }

    Step use_hint(const std::optional<std::string>& hint) {
        run_->hint = parse_json(hint.value_or("")).value_or(nullptr);
        const std::string launched = text_at(run_->hint, "benchResultId");
        // A test whose id Spira did not store is known to this browser only.
        if (auto id = BenchResultId::parse(launched); id && !run_->id) run_->id = std::move(*id);
        if (!run_->id)
            return refuse({ErrorKind::not_found, texts::no_run, texts::no_run_advice, ""});
        if (launched != run_->id->text()) run_->hint = nullptr;
        if (!ask_octoperf_) return next_(run_);
        return probe_key(octoperf::get_bench_result(*run_->id), then(&Finding::use_result));
    }

    Step use_result(const Answer& answer, TokenForm form) {
        auto result = octoperf::read_bench_result(answer);
        if (!result && result.error().kind == ErrorKind::not_found)
            return refuse({ErrorKind::not_found, texts::run_gone, texts::run_gone_advice, ""});
        if (!result) return refuse(result.error());
        run_->form = form;
        run_->result = std::move(*result);
        const auto scenario = ScenarioId::parse(run_->result.scenario_id);
        if (!scenario) return use_scenario({});
        return octoperf(octoperf::get_scenario(*scenario), form, then(&Finding::use_scenario));
    }

    /// Only for its name and what it plans; a test whose scenario is gone can be followed all the
    /// same.
    Step use_scenario(const Answer& answer) {
        const auto scenario = octoperf::read_scenario(answer);
        run_->scenario = scenario ? scenario->name : run_->test_case->name();
        run_->plan = octoperf::read_plan(answer);
        return next_(run_);
    }

    LastRunPtr run_;
    bool ask_octoperf_;
    Function<Step(const LastRunPtr&)> next_;
};

}  // namespace

Step find_last_run(const PageEvent& event, bool ask_octoperf,
                   Function<Step(const LastRunPtr&)> next) {
    return make<Finding>(event, ask_octoperf, std::move(next))->begin();
}

Step tell_end(const PageEvent& event, Severity severity, std::string_view text, std::string outcome,
              Json details, std::optional<Link> link) {
    return notify(
        severity, fill(texts::prefix, event.language, {text}),
        [outcome = std::move(outcome), details = std::move(details)] {
            return done(outcome, details);
        },
        std::move(link));
}

}  // namespace octospira::flows
