#include "core/flows/engine/view.hpp"

#include <utility>

namespace octospira::flows {

namespace {

Json text_of(std::string_view text) {
    return std::string(text);
}

Json name_of(Tone tone) {
    static constexpr std::string_view kNames[] = {"plain", "good", "warn", "bad"};
    return text_of(kNames[static_cast<int>(tone)]);
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json trend_of(const Cell& cell) {
    if (cell.trend.empty()) return nullptr;
    Json points = Json::array();
    for (const auto& value : cell.trend) points.push_back(number_or_null(value));
    return object({{"points", std::move(points)}, {"text", cell.trend_text}});
}

Json cell_of(const Cell& cell) {
    const bool only_text = cell.tone == Tone::plain && cell.url.empty() && cell.trend.empty();
    if (only_text) return cell.text;
    return object({{"text", cell.text},
                   {"tone", name_of(cell.tone)},
                   {"url", text_or_null(cell.url)},
                   {"trend", trend_of(cell)}});
}

}  // namespace

Json pair_of(Json first, Json second) {
    Json pair = Json::array();
    pair.push_back(std::move(first));
    pair.push_back(std::move(second));
    return pair;
}

Json number_or_null(const std::optional<double>& number) {
    return number ? Json(*number) : Json(nullptr);
}

View::View(std::string_view title)
    : json_(object(
          {{"title", text_of(title)}, {"blocks", Json::array()}, {"buttons", Json::array()}})) {}

View& View::block(std::initializer_list<Member> members) {
    json_["blocks"].push_back(object(members));
    return *this;
}

View& View::text(std::string_view text, Tone tone) {
    return block({{"type", "text"}, {"text", text_of(text)}, {"tone", name_of(tone)}});
}

View& View::progress(std::optional<double> percent, std::string_view text) {
    return block(
        {{"type", "progress"}, {"percent", number_or_null(percent)}, {"text", text_of(text)}});
}

View& View::facts(Json rows) {
    return block({{"type", "facts"}, {"rows", std::move(rows)}});
}

View& View::chart(std::string_view text) {
    return block({{"type", "chart"}, {"text", text_of(text)}, {"series", Json::array()}});
}

View& View::series(std::string_view name, std::string_view unit, Json points) {
    json_["blocks"].back()["series"].push_back(
        object({{"name", text_of(name)}, {"unit", text_of(unit)}, {"points", std::move(points)}}));
    return *this;
}

View& View::table(std::string_view caption, const std::vector<std::string>& head,
                  const std::vector<std::vector<Cell>>& rows) {
    Json names = Json::array();
    for (const std::string& name : head) names.push_back(name);
    Json lines = Json::array();
    for (const auto& row : rows) {
        Json cells = Json::array();
        for (const Cell& cell : row) cells.push_back(cell_of(cell));
        lines.push_back(std::move(cells));
    }
    return block({{"type", "table"},
                  {"caption", text_of(caption)},
                  {"head", std::move(names)},
                  {"rows", std::move(lines)}});
}

View& View::checks(const std::vector<Check>& rows) {
    Json lines = Json::array();
    for (const Check& row : rows) {
        lines.push_back(object({{"tone", name_of(row.tone)},
                                {"state", row.state},
                                {"text", row.text},
                                {"advice", row.advice}}));
    }
    return block({{"type", "checks"}, {"rows", std::move(lines)}});
}

View& View::copy(std::string_view label, std::string_view value, std::string_view button,
                 std::string_view done) {
    return block({{"type", "copy"},
                  {"label", text_of(label)},
                  {"value", text_of(value)},
                  {"button", text_of(button)},
                  {"done", text_of(done)}});
}

View& View::link(std::string_view text, std::string_view url) {
    return block({{"type", "link"}, {"text", text_of(text)}, {"url", text_of(url)}});
}

View& View::button(std::string_view id, std::string_view text, ButtonKind kind) {
    static constexpr std::string_view kKinds[] = {"plain", "primary", "danger"};
    json_["buttons"].push_back(object({{"id", text_of(id)},
                                       {"text", text_of(text)},
                                       {"kind", text_of(kKinds[static_cast<int>(kind)])}}));
    return *this;
}

}  // namespace octospira::flows
