#include "core/flows/record/test_result.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "core/flows/record/run_details.hpp"

namespace octospira::flows {

TestResult::TestResult(RecordRequest its_request)
    : request(std::move(its_request)),
      metrics(request.notification.metrics),
      alarms(request.notification.alarms),
      state(request.notification.end_state_text),
      start(request.launch ? request.launch->started : request.received),
      end(request.received) {}

void TestResult::add(const Enrichment& found) {
    if (found.result) {
        if (octoperf::terminal(found.result->state)) state = found.result->state_text;
        const auto& created = found.result->created;
        if (created && *created <= request.received) {
            start = *created;
            end = std::clamp(found.result->last_modified.value_or(request.received), start,
                             request.received);
            measured = true;
        }
    }
    const auto severities = octoperf::read_alarm_severities(found.alarms);
    if (severities && !severities->empty()) alarms = *severities;
    if (found.figures.hits) figures.hits = found.figures.hits;
    if (found.figures.errors_percent) figures.errors_percent = found.figures.errors_percent;
    if (found.figures.response_time_s) figures.response_time_s = found.figures.response_time_s;
    // The final figures first, then what only the notification tells, such as % Errors.
    std::vector<octoperf::Metric> all = found.metrics;
    for (octoperf::Metric& told : metrics) {
        const auto same = [&told](const auto& metric) { return metric.name == told.name; };
        if (std::none_of(all.begin(), all.end(), same)) all.push_back(std::move(told));
    }
    metrics = std::move(all);
}

Verdict TestResult::verdict() const {
    return *verdict_of(request.notification, count_severity(alarms, "WARNING"),
                       request.caution_on_warnings);
}

spira::AutomatedRun TestResult::run(const spira::TestCase& test_case) const {
    const Verdict judged = verdict();
    const std::string name = collapse_blanks(request.notification.report_name);
    std::optional<std::int64_t> duration;
    if (measured) duration = end - start;
    spira::AutomatedRun run{test_case.id(),
                            judged.execution_status,
                            test_case.name(),
                            name.empty() ? "OctoPerf test" : name,
                            run_message(request.notification),
                            run_details({request.notification, judged.sentence, state, duration,
                                         metrics, figures, alarms, notes, request.second_verdict}),
                            start,
                            end};
    const auto breaches = count_severity(alarms, "CRITICAL") + count_severity(alarms, "WARNING");
    if (breaches > 0) run.assert_count = static_cast<int>(breaches);
    if (request.launch) {
        run.test_set = request.launch->test_set;
        run.release = request.launch->release;
    }
    if (!run.release) run.release = request.release;
    run.step = judged.sentence;
    return run;
}

}  // namespace octospira::flows
