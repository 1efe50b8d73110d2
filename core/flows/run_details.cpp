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

std::string line(std::string_view label, std::string_view value) {
    return std::string(label) + ": " + std::string(value) + "\n";
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
    if (!facts.state.empty()) text += line("State", collapse_blanks(cut_utf8(facts.state, 40)));
    if (facts.duration_ms) text += line("Duration", format_duration(*facts.duration_ms));
    for (const Metric& metric : facts.metrics) {
        const std::string value = metric.value
                                      ? with_unit(format_number(*metric.value, kDecimals), metric)
                                      : "no samples";
        text += line(collapse_blanks(metric.name), value);
    }
    text += line("Alarms", alarms_line(facts.alarms));
    text += delta_lines(facts.metrics, facts.previous);
    if (!facts.release_note.empty()) text += facts.release_note + "\n";
    text += run_message(facts.notification) + "\n";
    text += spira::marker(*facts.notification.bench_result) + "\n\n";
    return text + "Notification:\n" + facts.notification.without_account + "\n";
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
