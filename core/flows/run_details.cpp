#include "core/flows/run_details.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/flows/verdict.hpp"
#include "core/octoperf/links.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

using octoperf::Metric;

namespace {

constexpr int kDecimals = 3;

/// "% Errors" has its unit in its name already; "Hits" has none.
std::string with_unit(const std::string& number, const Metric& metric) {
    return metric.unit.empty() ? number : number + " " + metric.unit;
}

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

const Metric* find_metric(const std::vector<Metric>& metrics, std::string_view name) {
    for (const Metric& metric : metrics) {
        if (metric.name == name && metric.value) return &metric;
    }
    return nullptr;
}

std::string delta_lines(const std::vector<Metric>& now, const std::vector<Metric>& before) {
    std::string text;
    for (const Metric& metric : now) {
        const Metric* old = find_metric(before, metric.name);
        if (!metric.value || old == nullptr) continue;
        const double delta = *metric.value - *old->value;
        text += "  " + collapse_blanks(metric.name) + ": " + format_number(*old->value, kDecimals) +
                " → " + with_unit(format_number(*metric.value, kDecimals), metric) + " (" +
                (delta > 0 ? "+" : "") + format_number(delta, kDecimals) + ")\n";
    }
    return text.empty() ? text : "Compared with the previous run:\n" + text;
}

}  // namespace

std::string run_details(const RunFacts& facts) {
    std::string text = facts.verdict + "\n\n";
    const auto add = [&text](std::string_view label, std::string_view value) {
        text += concat({label, ": ", value, "\n"});
    };
    if (!facts.state.empty()) add("State", collapse_blanks(cut_utf8(facts.state, 40)));
    if (facts.duration_ms) add("Duration", format_duration(*facts.duration_ms));
    for (const Metric& metric : facts.metrics) {
        add(collapse_blanks(metric.name),
            metric.value ? with_unit(format_number(*metric.value, kDecimals), metric)
                         : "no samples");
    }
    add("Alarms", alarms_line(facts.alarms));
    if (!facts.previous.empty()) text += delta_lines(facts.metrics, facts.previous);
    const std::string figures = figures_line(facts.figures);
    const std::string& told = facts.notification.without_account;
    text += concat({facts.release_note, facts.release_note.empty() ? "" : "\n",
                    run_message(facts.notification), "\n", figures, figures.empty() ? "" : "\n",
                    spira::marker(*facts.notification.bench_result), "\n"});
    if (!told.empty()) text += concat({"\nNotification:\n", told, "\n"});
    return text;
}

std::string run_message(const octoperf::Notification& notification) {
    const std::string url = collapse_blanks(notification.report_url);
    if (octoperf::host_of(url).empty()) return "Full Report: OctoPerf gave no address";
    return "Full Report: " + url;
}

std::string figures_to_text(const std::vector<Metric>& metrics) {
    Json rows = Json::array();
    for (const Metric& metric : metrics) {
        if (metric.value)
            rows.push_back(
                {{"name", metric.name}, {"value", *metric.value}, {"unit", metric.unit}});
    }
    return to_text(rows);
}

std::vector<Metric> figures_from_text(std::string_view text) {
    std::vector<Metric> metrics;
    const auto rows = parse_json(text);
    if (!rows || !rows->is_array()) return metrics;
    for (const Json& row : *rows) {
        const Json* value = find(row, "value");
        if (value != nullptr)
            metrics.push_back({text_at(row, "name"), number_of(*value), text_at(row, "unit")});
    }
    return metrics;
}

}  // namespace octospira::flows
