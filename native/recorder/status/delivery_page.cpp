#include "native/recorder/status/pages.hpp"
#include "native/recorder/status/words.hpp"

namespace octospira::recorder::status {

namespace {

void fact(Html& html, Literal name, const Html& value) {
    if (!value.empty()) html << "<div><dt>" << name << "</dt><dd>" << value << "</dd></div>";
}

Html code(const std::string& words) {
    Html html;
    return words.empty() ? html : html << "<code>" << words << "</code>";
}

Html siblings_of(const Story& story) {
    Html html;
    for (const std::int64_t id : story.siblings) {
        if (!html.empty()) html << ", ";
        html << "<a href=\"/deliveries/" << id << "\">#" << id << "</a>";
    }
    return html;
}

Html launch_of(const Story& story) {
    Html html;
    if (!story.launch) return html;
    return html << "started from test case TC:" << story.launch->test_case.value() << " "
                << time_of(story.launch->started);
}

Html facts(const Story& story, const Report& report, const Surface& on) {
    const Row& row = story.row;
    Html html;
    html << "<dl class=\"facts\">";
    if (row.state == State::recorded) fact(html, "Verdict", verdict_badge(row.execution_status));
    fact(html, "Test case", test_case_link(on.sites, row));
    fact(html, "Test run", test_run_link(on.sites, row));
    if (!report.url.empty()) {
        fact(html, "Report", outside_link(report.url, text("Open in OctoPerf")));
    }
    fact(html, "Event", code(on.clear(row.event)));
    fact(html, "Bench result", code(on.clear(row.bench_result)));
    fact(html, "Received", time_of(row.received));
    fact(html, "Changed", time_of(row.changed));
    if (row.state == State::recorded)
        fact(html, "Delivery took", text(length_of(row.changed - row.received)));
    if (row.state == State::pending) {
        fact(html, "Next attempt",
             row.next_attempt <= on.now ? text("now") : time_of(row.next_attempt, Clock::until));
    }
    fact(html, "Failed attempts", text(std::to_string(row.attempts)));
    if (row.build) fact(html, "Way", text("BuildService: with a build of the release"));
    if (row.reconciled)
        fact(html, "Origin", text("OctoPerf was asked; its notification had not come"));
    fact(html, "Launch", launch_of(story));
    fact(html, "Same run", siblings_of(story));
    return html << "</dl>";
}

/// What a person should know first.
Html reason(const Row& row, const Surface& on) {
    Html html;
    if (row.note.empty()) return html;
    Literal title = "Why";
    if (row.state == State::dead) title = "Why it was given up";
    if (row.state == State::pending) title = "Why it waits";
    if (row.state == State::ignored) title = "Why it was ignored";
    if (row.state == State::conflict) title = "What is in conflict";
    return html << "<div class=\"reason state-" << std::string(to_string(row.state)) << "\"><h2>"
                << title << "</h2><p>" << on.clear(row.note) << "</p></div>";
}

Html attempts(const Story& story, const Surface& on) {
    Html html;
    html << "<section id=\"attempts\" data-live class=\"card\" aria-labelledby=\"attempts-title\">"
            "<h2 id=\"attempts-title\">Attempts</h2>";
    if (story.attempts.empty())
        return html << "<p class=\"nothing\">None was made yet.</p></section>";
    html << "<ol class=\"attempts\">";
    for (const Attempt& attempt : story.attempts) {
        html << "<li><p class=\"line\"><span class=\"badge state-"
             << std::string(to_string(attempt.state)) << "\">"
             << (attempt.state == State::pending ? text("Put off") : text(name_of(attempt.state)))
             << "</span> " << time_of(attempt.at) << " <span class=\"faint\">took "
             << length_of(attempt.milliseconds) << "</span></p>";
        if (!attempt.note.empty()) html << "<p>" << on.clear(attempt.note) << "</p>";
        if (!attempt.answer.empty()) {
            html << "<details data-key=\"answer-" << attempt.number
                 << "\"><summary>What was answered</summary><pre tabindex=\"0\" role=\"region\" "
                    "aria-label=\"Answer to attempt "
                 << attempt.number << "\">" << on.clear(attempt.answer) << "</pre></details>";
        }
        html << "</li>";
    }
    return html << "</ol></section>";
}

Html notification(const Story& story, const Surface& on) {
    const auto json = parse_json(story.body);
    Html html;
    return html << "<section id=\"notification\" class=\"card\" "
                   "aria-labelledby=\"notification-title\"><h2 id=\"notification-title\">The "
                   "notification</h2><p class=\"faint\">As OctoPerf sent it, without the account's "
                   "e-mail.</p><pre tabindex=\"0\" role=\"region\" "
                   "aria-label=\"Text of the notification\">"
                << (json ? to_pretty_text(cleared(*json, on.clear)) : on.clear(story.body))
                << "</pre></section>";
}

}  // namespace

Html delivery_page(const Story& story, const Surface& on) {
    const Row& row = story.row;
    const Report report = report_of(on.sites, story.body);
    const bool may_replay = row.state == State::dead || row.state == State::conflict;
    Html html;
    html
        << "<p class=\"crumbs\"><a href=\"/deliveries\">Deliveries</a></p><section id=\"delivery\" "
           "data-live class=\"card\" aria-labelledby=\"delivery-title\"><div class=\"head\">"
           "<h1 id=\"delivery-title\">"
        << (report.name.empty() ? text("Delivery") : text(on.clear(report.name)))
        << " <span class=\"faint\">#" << row.id << "</span></h1>" << badge(row.state);
    if (may_replay) html << replay_form(row.id, 1, on);
    html << "</div>" << reason(row, on) << facts(story, report, on) << "</section>"
         << attempts(story, on) << notification(story, on);
    return html;
}

}  // namespace octospira::recorder::status
