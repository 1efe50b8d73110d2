#include "core/flows/record/enrich.hpp"

#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "core/octoperf/requests.hpp"

namespace octospira::flows {

namespace {

constexpr int kBetweenReadsMs = 5000;
constexpr int kReads = 13;  // twelve pauses are a minute

class Enriching : public Conversation<Enriching> {
  public:
    Enriching(BenchResultId bench_result, EnrichHow how, Function<Step(const Enrichment&)> next)
        : bench_result_(std::move(bench_result)), how_(how), next_(std::move(next)) {}

    Step begin() {
        return ask_octoperf(octoperf::get_bench_result(bench_result_), &Enriching::use_result);
    }

  private:
    Step ask_octoperf(Request request, Step (Enriching::*method)(const Answer&)) {
        return octoperf(std::move(request), how_.form, then(method));
    }

    Step use_result(const Answer& answer) {
        if (auto result = octoperf::read_bench_result(answer)) found_.result = std::move(*result);
        return read_metrics();
    }

    Step read_metrics() {
        return ask_octoperf(octoperf::get_global_metrics(bench_result_), &Enriching::use_metrics);
    }

    Step use_metrics(const Answer& answer) {
        auto metrics = octoperf::read_global_metrics(answer);
        const bool changed = metrics && (reads_ == 0 || *metrics != found_.metrics);
        if (metrics) found_.metrics = std::move(*metrics);
        if (how_.settle && changed && ++reads_ < kReads)
            return sleep(kBetweenReadsMs, then(&Enriching::read_metrics));
        return ask_octoperf(octoperf::summarise(bench_result_), &Enriching::use_summary);
    }

    Step use_summary(const Answer& answer) {
        if (const auto summary = octoperf::read_summary(answer))
            found_.figures = {(*summary)[0], (*summary)[1], (*summary)[2]};
        return ask_octoperf(octoperf::find_threshold_alarms(bench_result_), &Enriching::use_alarms);
    }

    Step use_alarms(const Answer& answer) {
        found_.alarms = answer;
        return next_(found_);
    }

    BenchResultId bench_result_;
    EnrichHow how_;
    Function<Step(const Enrichment&)> next_;
    Enrichment found_;
    int reads_ = 0;
};

}  // namespace

Step enrich(BenchResultId bench_result, EnrichHow how, Function<Step(const Enrichment&)> next) {
    return make<Enriching>(std::move(bench_result), how, std::move(next))->begin();
}

}  // namespace octospira::flows
