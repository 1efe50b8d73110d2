#include "core/base/text.hpp"
#include "native/recorder/status/pages.hpp"
#include "native/recorder/status/words.hpp"

namespace octospira::recorder::status {

namespace {

/// The roles say again what the elements are, because the style sheet makes cards of the rows where
/// there is little room, and browsers then forget that it was a table.
Html cell(Literal label, const Html& content) {
    Html html;
    html << "<td role=\"cell\" data-label=\"" << label << "\""
         << (content.empty() ? text(" class=empty") : Html()) << ">";
    if (content.empty()) {
        html << "<span class=\"faint\">–</span>";
    } else {
        html << content;
    }
    return html << "</td>";
}

std::vector<Literal> heads_of(Columns columns) {
    switch (columns) {
        case Columns::waiting:
            return {"Test", "Received", "Next attempt", "Failed attempts", "Why it waits"};
        case Columns::recorded:
            return {"Test", "Verdict", "In Spira", "In OctoPerf", "Received", "Took"};
        case Columns::trouble:
            return {"Test", "Received", "In Spira", "Why", "What to do"};
        case Columns::all:
            return {"Test", "State", "Received", "In Spira", "Why"};
    }
    return {};
}

Html test_cell(const Item& item, const Surface& on) {
    Html html;
    html << "<a class=\"test\" data-key=\"open-" << item.row.id << "\" href=\"/deliveries/"
         << item.row.id << "\">";
    if (item.report.name.empty()) {
        html << "Delivery " << item.row.id;
    } else {
        html << on.clear(item.report.name);
    }
    html << "</a><span class=\"faint small\">#" << item.row.id << " " << on.clear(item.row.event);
    if (item.row.reconciled) html << ", asked for";
    if (item.row.build) html << ", with a build";
    return html << "</span>";
}

Html spira_cell(const Row& row, const Surface& on) {
    Html html;
    html << test_case_link(on.sites, row);
    const Html run = test_run_link(on.sites, row);
    if (!html.empty() && !run.empty()) html << " ";
    return html << run;
}

Html report_cell(const Item& item) {
    if (item.report.url.empty()) return {};
    return outside_link(item.report.url, text("Report"));
}

Html why(const Row& row, const Surface& on) {
    if (!row.note.empty()) return text(on.clear(row.note));
    if (row.state == State::pending) return text("It is about to be delivered.");
    return {};
}

Html next_attempt(const Row& row, const Surface& on) {
    if (row.next_attempt <= on.now) return text("now");
    return time_of(row.next_attempt, Clock::until);
}

Html attempts_cell(const Row& row) {
    Html html;
    return html << row.attempts;
}

Html row_of(const Item& item, Columns columns, const Surface& on) {
    const Row& row = item.row;
    Html html;
    html << "<tr role=\"row\">" << cell("Test", test_cell(item, on));
    switch (columns) {
        case Columns::waiting:
            html << cell("Received", time_of(row.received))
                 << cell("Next attempt", next_attempt(row, on))
                 << cell("Failed attempts", attempts_cell(row))
                 << cell("Why it waits", why(row, on));
            break;
        case Columns::recorded:
            html << cell("Verdict", verdict_badge(row.execution_status))
                 << cell("In Spira", spira_cell(row, on)) << cell("In OctoPerf", report_cell(item))
                 << cell("Received", time_of(row.received))
                 << cell("Took", text(length_of(row.changed - row.received)));
            break;
        case Columns::trouble:
            html << cell("Received", time_of(row.received)) << cell("In Spira", spira_cell(row, on))
                 << cell("Why", why(row, on)) << cell("What to do", replay_form(row.id, 1, on));
            break;
        case Columns::all: {
            Html state;
            state << badge(row.state);
            if (row.state == State::recorded) state << " " << verdict_badge(row.execution_status);
            html << cell("State", state) << cell("Received", time_of(row.received))
                 << cell("In Spira", spira_cell(row, on)) << cell("Why", why(row, on));
            break;
        }
    }
    return html << "</tr>";
}

}  // namespace

Html delivery_table(const std::string& caption, const std::vector<Item>& items, Columns columns,
                    const Surface& on) {
    Html html;
    html << "<table role=\"table\" class=\"cards\"><caption class=\"unseen\">" << caption
         << "</caption><thead role=\"rowgroup\"><tr role=\"row\">";
    for (const Literal head : heads_of(columns)) {
        html << "<th role=\"columnheader\" scope=\"col\">" << head << "</th>";
    }
    html << "</tr></thead><tbody role=\"rowgroup\">";
    for (const Item& item : items) html << row_of(item, columns, on);
    return html << "</tbody></table>";
}

Html replay_form(std::optional<std::int64_t> id, std::int64_t count, const Surface& on) {
    Html key;
    Html action;
    Html question;
    Html words;
    if (id) {
        key << "replay-" << *id;
        action << "/deliveries/" << *id << "/replay";
        question << "Deliver it to Spira again?";
        words << "Deliver again<span class=\"unseen\"> delivery " << *id << "</span>";
    } else {
        key << "replay-all";
        action << "/deliveries/replay";
        question << "Deliver all " << count << " that were given up again?";
        words << "Deliver all again";
    }
    Html html;
    html << "<details class=\"ask\" data-key=\"" << key << "\"><summary>" << words
         << "</summary><form method=\"post\" action=\"" << action
         << "\"><input type=\"hidden\" name=\"csrf\" value=\"" << on.csrf
         << "\"><input type=\"hidden\" name=\"back\" value=\"" << on.here << "\"><p>" << question
         << "</p><button data-key=\"" << key << "-yes\">"
         << (id ? text("Yes, deliver it again") : text("Yes, deliver all again"))
         << "</button></form></details>";
    return html;
}

std::string list_address(const ListQuery& query) {
    std::string fields;
    const auto add = [&fields](std::string_view name, const std::string& value) {
        fields += concat({fields.empty() ? "?" : "&", name, "=", value});
    };
    if (query.state) add("state", to_string(*query.state));
    if (!query.bench_result.empty()) add("run", percent_encode(query.bench_result));
    if (query.before > 0) add("before", std::to_string(query.before));
    return "/deliveries" + fields;
}

}  // namespace octospira::recorder::status
