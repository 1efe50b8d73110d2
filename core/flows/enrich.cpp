#include "core/flows/enrich.hpp"

#include <memory>
#include <utility>

#include "core/flows/conversation.hpp"
#include "core/octoperf/requests.hpp"

namespace octospira::flows {

namespace {

class Enriching : public Conversation<Enriching> {
  public:
    Enriching(BenchResultId bench_result, Function<Step(const Enrichment&)> next)
        : bench_result_(std::move(bench_result)), next_(std::move(next)) {}

    Step begin() {
        return ask_octoperf(octoperf::get_bench_result(bench_result_), &Enriching::use_result);
    }

  private:
    Step ask_octoperf(Request request, Step (Enriching::*method)(const Answer&)) {
        // The key is put in by a host that has it, so its form does not matter.
        return octoperf(std::move(request), TokenForm::dollar, then(method));
    }

    Step use_result(const Answer& answer) {
        if (auto result = octoperf::read_bench_result(answer)) found_.result = std::move(*result);
        return ask_octoperf(octoperf::get_global_metrics(bench_result_), &Enriching::use_metrics);
    }

    Step use_metrics(const Answer& answer) {
        if (auto metrics = octoperf::read_global_metrics(answer))
            found_.metrics = std::move(*metrics);
        return ask_octoperf(octoperf::find_threshold_alarms(bench_result_), &Enriching::use_alarms);
    }

    Step use_alarms(const Answer& answer) {
        if (auto alarms = octoperf::read_alarm_severities(answer))
            found_.alarms = std::move(*alarms);
        return next_(found_);
    }

    BenchResultId bench_result_;
    Function<Step(const Enrichment&)> next_;
    Enrichment found_;
};

}  // namespace

Step enrich(BenchResultId bench_result, Function<Step(const Enrichment&)> next) {
    return std::make_shared<Enriching>(std::move(bench_result), std::move(next))->begin();
}

}  // namespace octospira::flows
