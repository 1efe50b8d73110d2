#include "core/flows/record/run_comparison.hpp"

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/flows/record/run_details.hpp"

namespace octospira::flows {

using octoperf::Metric;

namespace {

const Metric* find_metric(const std::vector<Metric>& metrics, std::string_view name) {
    for (const Metric& metric : metrics) {
        if (metric.name == name && metric.value) return &metric;
    }
    return nullptr;
}

std::vector<Metric> metrics_of(const Figures& figures) {
    return {{"Hits", figures.hits, ""},
            {"% Errors", figures.errors_percent, "%"},
            {"Average response time", figures.response_time_s, "s"}};
}

}  // namespace

std::string comparison(const std::vector<Metric>& now, const std::vector<Metric>& before) {
    std::string text;
    for (const Metric& metric : now) {
        const Metric* old = find_metric(before, metric.name);
        if (!metric.value || old == nullptr) continue;
        const double delta = *metric.value - *old->value;
        text += concat({"  ", collapse_blanks(metric.name), ": ",
                        format_number(*old->value, kFigureDecimals), " → ", figure_text(metric),
                        " (", delta > 0 ? "+" : "", format_number(delta, kFigureDecimals), ")\n"});
    }
    return text.empty() ? text : "Compared with the previous run:\n" + text;
}

std::string comparison(const Figures& now, const Figures& before) {
    return comparison(metrics_of(now), metrics_of(before));
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
