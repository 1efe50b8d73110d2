#include "core/flows/run_details.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/flows/verdict.hpp"
#include "core/octoperf/links.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

using octoperf::Metric;

namespace {

std::string alarms_line(const std::vector<std::string>& alarms) {
    std::string text;
    std::size_t known = 0;
    for (const std::string_view severity : {"CRITICAL", "WARNING", "PASSED"}) {
        const std::size_t number = count_severity(alarms, severity);
        known += number;
        // PASSED entries are declared good bands, not breaches (OctoPerf API §3.9).
        if (number == 0 || severity == "PASSED") continue;
        if (!text.empty()) text += ", ";
        text += std::to_string(number) + " " + std::string(severity);
    }
    if (alarms.size() > known) {
        if (!text.empty()) text += ", ";
        text += std::to_string(alarms.size() - known) + " other";
    }
    return text.empty() ? "none" : text;
}

}  // namespace

std::string figure_text(const Metric& metric) {
    if (!metric.value) return "no samples";
    const std::string number = format_number(*metric.value, kFigureDecimals);
    return metric.unit.empty() ? number : concat({number, " ", metric.unit});
}

std::string run_details(const RunFacts& facts) {
    std::string text = facts.verdict + "\n\n";
    const auto add = [&text](std::string_view label, std::string_view value) {
        text += concat({label, ": ", value, "\n"});
    };
    if (!facts.state.empty()) add("State", collapse_blanks(cut_utf8(facts.state, 40)));
    if (facts.duration_ms) add("Duration", format_duration(*facts.duration_ms));
    for (const Metric& metric : facts.metrics) {
        add(collapse_blanks(metric.name), figure_text(metric));
    }
    add("Alarms", alarms_line(facts.alarms));
    const std::string figures = figures_line(facts.figures);
    const std::string& told = facts.notification.without_account;
    text += concat({facts.notes, run_message(facts.notification), "\n", figures,
                    figures.empty() ? "" : "\n", spira::marker(*facts.notification.bench_result),
                    "\n"});
    if (!told.empty()) text += concat({"\nNotification:\n", told, "\n"});
    return text;
}

std::string run_message(const octoperf::Notification& notification) {
    const std::string url = collapse_blanks(notification.report_url);
    if (octoperf::host_of(url).empty()) return "Full Report: OctoPerf gave no address";
    return "Full Report: " + url;
}

}  // namespace octospira::flows
