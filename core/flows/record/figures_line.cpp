#include "core/flows/record/figures_line.hpp"

#include <cmath>
#include <cstdint>

#include "core/base/json.hpp"
#include "core/base/text.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kLabel = "OctoPerf figures: ";

/// The JSON text that begins at `at`, to the end of its line or, for a notification that somebody
/// wrapped, to its last brace.
Json json_from(std::string_view text, std::size_t at, char end) {
    if (at == std::string_view::npos) return nullptr;
    text.remove_prefix(at);
    text = end == '}' ? text.substr(0, text.rfind(end) + 1) : text.substr(0, text.find(end));
    return parse_json(text).value_or(nullptr);
}

std::optional<double> number_at(const Json& object, std::string_view name) {
    const Json* value = find(object, name);
    return value == nullptr ? std::nullopt : number_of(*value);
}

/// One of a notification's metrics: {"name":…,"unit":…,"value":…} or null.
std::optional<double> metric_at(const Json& metrics, std::string_view name) {
    const Json* metric = find(metrics, name);
    if (metric == nullptr) return std::nullopt;
    const auto value = number_at(*metric, "value");
    return value && text_at(*metric, "unit") == "ms" ? *value / 1000 : value;
}

}  // namespace

std::string figures_line(const Figures& figures) {
    Json known = Json::object();
    const auto add = [&known](const char* name, const std::optional<double>& value) {
        if (!value) return;
        // As people read it: three decimals at most, and whole numbers without any.
        const double rounded = std::round(*value * 1000) / 1000;
        const bool whole = std::floor(rounded) == rounded && std::abs(rounded) < 1e15;
        known[name] = whole ? Json(static_cast<std::int64_t>(rounded)) : Json(rounded);
    };
    add("hits", figures.hits);
    add("errorsPercent", figures.errors_percent);
    add("responseTimeAvg", figures.response_time_s);
    return known.empty() ? std::string() : concat({kLabel, to_text(known)});
}

Figures read_figures(std::string_view details) {
    const std::size_t line = details.find(kLabel);
    if (line != std::string_view::npos) {
        const Json known = json_from(details, line + kLabel.size(), '\n');
        return {number_at(known, "hits"), number_at(known, "errorsPercent"),
                number_at(known, "responseTimeAvg")};
    }
    const std::size_t ours = details.find("\nNotification:\n");
    const std::size_t from = ours == std::string_view::npos ? 0 : ours;
    const Json notification = json_from(details, details.find('{', from), '}');
    const Json* metrics = find(notification, "percentErrors");
    if (metrics == nullptr) return {};
    return {metric_at(*metrics, "HITS_TOTAL"), metric_at(*metrics, "ERRORS_PERCENT"),
            metric_at(*metrics, "RESPONSE_TIME_AVG")};
}

}  // namespace octospira::flows
