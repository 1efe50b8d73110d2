#include "core/flows/record/reconcile.hpp"

#include <algorithm>
#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "core/flows/follow/run_outcome.hpp"
#include "core/octoperf/links.hpp"
#include "core/octoperf/notification.hpp"
#include "core/octoperf/requests.hpp"
#include "core/spira/product_token.hpp"

namespace octospira::flows {

using octoperf::Event;

namespace {

// OctoPerf's own guidance is a tenth of the expected duration; without it, what its plug-ins do.
// Source: OctoPerf API §3.5.
constexpr std::int64_t kShortestPollMs = 3'000;
constexpr std::int64_t kLongestPollMs = 60'000;
constexpr std::int64_t kUnknownPollMs = 10'000;
/// From the planned end: the platform's stall abort comes after 20 min; start-up is "up to a few
/// minutes". Source: OctoPerf API §3.5.
constexpr std::int64_t kOverdueMs = 30 * 60'000;

std::int64_t poll_in(std::int64_t expected_ms) {
    if (expected_ms <= 0) return kUnknownPollMs;
    return std::clamp(expected_ms / 10, kShortestPollMs, kLongestPollMs);
}

class Reconciling : public Conversation<Reconciling> {
  public:
    explicit Reconciling(ReconcileRequest request) : request_(std::move(request)) {}

    Step begin() {
        return ask(octoperf::get_bench_result(request_.bench_result), &Reconciling::use_result);
    }

  private:
    Step ask(Request request, Step (Reconciling::*method)(const Answer&)) {
        return octoperf(std::move(request), TokenForm::dollar, then(method));
    }

    Step use_result(const Answer& answer) {
        if (octoperf::says_gone(answer)) return done("gone");
        auto result = octoperf::read_bench_result(answer);
        if (!result) return failed(result.error());
        result_ = std::move(*result);
        if (octoperf::terminal(result_.state)) {
            return ask(octoperf::find_threshold_alarms(request_.bench_result),
                       &Reconciling::use_alarms);
        }
        if (request_.expected_ms) return running();
        return read_scenario(&Reconciling::use_plan);
    }

    /// A test whose scenario is not named, or gone, is followed anyway.
    Step read_scenario(Step (Reconciling::*method)(const Answer&)) {
        const auto scenario = ScenarioId::parse(result_.scenario_id);
        if (!scenario) return (this->*method)({404, ""});
        return ask(octoperf::get_scenario(*scenario), method);
    }

    Step use_plan(const Answer& answer) {
        if (answer.ok() || !retryable(octoperf::error_of(answer, "")))
            request_.expected_ms = octoperf::read_plan(answer).duration_ms;
        return running();
    }

    Step running() {
        const auto& expected = request_.expected_ms;
        const std::int64_t age = request_.now - request_.started;
        const bool overdue = expected && *expected > 0 && age > *expected + kOverdueMs;
        return done("running", object({{"state", result_.state_text},
                                       {"expectedMs", expected ? Json(*expected) : Json(nullptr)},
                                       {"pollInMs", poll_in(expected.value_or(0))},
                                       {"overdue", overdue}}));
    }

    Step use_alarms(const Answer& answer) {
        const Alarms alarms = octoperf::read_alarm_severities(answer);
        event_ = ending_of(result_, &alarms, Language::english).event;
        if (event_ == Event::unknown) return failed(alarms.error());
        // How OctoPerf would tell of it is not known; its end state is what decides.
        if (event_ == Event::ended) event_ = Event::error;
        if (alarms) {
            for (const std::string& severity : *alarms) {
                // A declared good band is no breach.
                if (severity != "PASSED") alarms_.push_back(severity);
            }
        }
        return ask(octoperf::summarise(request_.bench_result), &Reconciling::use_summary);
    }

    /// Welcome, and not needed: a test that never ran has no samples.
    Step use_summary(const Answer& answer) {
        if (const auto summary = octoperf::read_summary(answer)) errors_percent_ = (*summary)[1];
        return read_scenario(&Reconciling::use_name);
    }

    Step use_name(const Answer& answer) {
        if (const auto scenario = octoperf::read_scenario(answer)) name_ = scenario->name;
        if (!name_.empty() && request_.product)
            name_ = spira::with_product_token(name_, *request_.product);
        return done("ended", object({{"type", std::string(octoperf::type_of(event_))},
                                     {"endState", result_.state_text},
                                     {"body", to_text(notification())}}));
    }

    /// In the order of the one that is known. Source: OctoPerf API §4.3.
    [[nodiscard]] Json notification() const {
        Json json = object({{"endState", result_.state_text},
                            {"benchResultId", request_.bench_result.text()},
                            {"type", std::string(octoperf::type_of(event_))}});
        if (!octoperf::host_of(request_.report_url).empty())
            json["reportUrl"] = request_.report_url;
        if (!name_.empty()) json["reportName"] = name_;
        Json percent = nullptr;
        if (errors_percent_) {
            percent = object({{"name", "% Errors"}, {"unit", "%"}, {"value", *errors_percent_}});
        }
        json["percentErrors"] = object({{"HITS_TOTAL", nullptr},
                                        {"ERRORS_TOTAL", nullptr},
                                        {"ERRORS_PERCENT", percent},
                                        {"RESPONSE_TIME_AVG", nullptr},
                                        {"THROUGHPUT_TOTAL", nullptr}});
        json["alarms"] = alarms_;
        return json;
    }

    ReconcileRequest request_;
    octoperf::BenchResult result_;
    Event event_ = Event::unknown;
    Json alarms_ = Json::array();
    std::optional<double> errors_percent_;
    std::string name_;  ///< of the report, as far as known
};

}  // namespace

Step reconcile(ReconcileRequest request) {
    return make<Reconciling>(std::move(request))->begin();
}

}  // namespace octospira::flows
