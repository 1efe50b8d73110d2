#include "native/recorder/status/chart.hpp"
#include "native/recorder/status/pages.hpp"
#include "native/recorder/status/words.hpp"

namespace octospira::recorder::status {

namespace {

/// What to say first: how the recorder is, or else that something waits for a person.
Html health_line(const Health& health, const Tally& tally) {
    bool good = true;
    for (const Part& part : health.parts) good = good && part.good;
    Literal state = "good";
    Literal words = "All is well";
    if (!good) {
        state = "bad";
        words = "Something needs a look";
    } else if (tally.dead > 0) {
        state = "fair";
        words = "It works, but results were given up";
    }
    Html html;
    html << "<section id=\"health\" data-live aria-labelledby=\"health-title\" class=\"health "
         << state << "\"><h2 id=\"health-title\">" << words << "</h2><ul>";
    for (const Part& part : health.parts) {
        html << "<li class=\"" << (part.good ? text("good") : text("bad")) << "\"><b>" << part.name
             << "</b> " << part.words;
        if (part.until) html << " " << time_of(*part.until, Clock::until);
        html << "</li>";
    }
    html << "<li><b>Version</b> " << std::string(OCTOSPIRA_VERSION) << "</li>";
    if (health.started > 0) {
        html << "<li><b>Started</b> " << time_of(health.started, Clock::since) << "</li>";
    }
    return html << "</ul></section>";
}

Html tile(Literal state, std::string_view name, std::int64_t count, const Html& more) {
    Html html;
    html << "<li><a class=\"tile state-" << state << (count > 0 ? text("") : text(" none"))
         << "\" href=\"/deliveries?state=" << state << "\" data-key=\"tile-" << state
         << "\"><span class=\"count\">" << count << "</span> <span class=\"name\">" << name
         << "</span><span class=\"more\">" << more << "</span></a></li>";
    return html;
}

Html waiting_words(const Overview& overview) {
    Html html;
    if (!overview.tally.oldest_pending) return html << "nothing waits";
    return html << "the oldest came " << time_of(*overview.tally.oldest_pending);
}

Html tiles(const Overview& overview) {
    const Tally& tally = overview.tally;
    Html html;
    html << "<section id=\"counts\" data-live aria-label=\"Counts\" data-summary=\""
         << count_of(tally.pending, "waiting", "waiting") << ", "
         << count_of(tally.recorded, "recorded", "recorded") << ", "
         << count_of(tally.dead, "given up", "given up") << ", "
         << count_of(tally.conflict, "in conflict", "in conflict") << ".\"><ul class=\"tiles\">";
    html << tile("pending", name_of(State::pending), tally.pending, waiting_words(overview))
         << tile("recorded", name_of(State::recorded), tally.recorded, text("test runs in Spira"))
         << tile("dead", name_of(State::dead), tally.dead, text("kept until you decide"))
         << tile("conflict", name_of(State::conflict), tally.conflict,
                 text("two verdicts on one run"))
         << tile("ignored", name_of(State::ignored), tally.ignored, text("carried no verdict"));
    return html << "</ul></section>";
}

/// "All 37" where a section shows only the newest.
Html all_link(Literal state, std::int64_t count, std::size_t shown) {
    Html html;
    if (count <= static_cast<std::int64_t>(shown)) return html;
    return html << "<a href=\"/deliveries?state=" << state << "\" data-key=\"all-" << state
                << "\">All " << count << "</a>";
}

Html dead_section(const Overview& overview, const Surface& on) {
    Html html;
    html << "<div id=\"dead\" data-live>";
    if (overview.dead.empty()) return html << "</div>";
    html << "<section class=\"card alarm\" aria-labelledby=\"dead-title\"><div class=\"head\"><h2 "
            "id=\"dead-title\">Given up</h2>"
         << all_link("dead", overview.tally.dead, overview.dead.size())
         << "<a href=\"/deliveries/export?state=dead\" data-key=\"export\" "
            "download=\"dead-letters.jsonl\">Export</a>"
         << replay_form(std::nullopt, overview.tally.dead, on)
         << "</div><p>These results could not be recorded. Mend the cause, then have them "
            "delivered again; nothing is recorded twice by that.</p>"
         << delivery_table("Given up", overview.dead, Columns::trouble, on) << "</section>";
    return html << "</div>";
}

Html conflict_section(const Overview& overview, const Surface& on) {
    Html html;
    html << "<div id=\"conflicts\" data-live>";
    if (overview.conflicts.empty()) return html << "</div>";
    html << "<section class=\"card\" aria-labelledby=\"conflicts-title\"><div class=\"head\"><h2 "
            "id=\"conflicts-title\">In conflict</h2>"
         << all_link("conflict", overview.tally.conflict, overview.conflicts.size())
         << "</div><p>OctoPerf sent two different verdicts on one run. The first one counts; "
            "these are kept for you to look at.</p>"
         << delivery_table("In conflict", overview.conflicts, Columns::trouble, on) << "</section>";
    return html << "</div>";
}

Html waiting_section(const Overview& overview, const Surface& on) {
    Html html;
    html << "<section id=\"waiting\" data-live class=\"card\" aria-labelledby=\"waiting-title\">"
            "<div class=\"head\"><h2 id=\"waiting-title\">Waiting</h2>"
         << all_link("pending", overview.tally.pending, overview.waiting.size()) << "</div>";
    if (overview.waiting.empty()) {
        return html << "<p class=\"nothing\">Nothing waits: every notification that came has been "
                       "dealt with.</p></section>";
    }
    if (overview.next_due) {
        html << "<p>The next attempt of those that were put off: "
             << time_of(*overview.next_due, Clock::until) << ".</p>";
    }
    return html << delivery_table("Waiting", overview.waiting, Columns::waiting, on)
                << "</section>";
}

Html recorded_section(const Overview& overview, const Surface& on) {
    Html html;
    html << "<section id=\"recorded\" data-live class=\"card\" aria-labelledby=\"recorded-title\">"
            "<div class=\"head\"><h2 id=\"recorded-title\">Recorded last</h2>"
         << all_link("recorded", overview.tally.recorded, overview.recorded.size()) << "</div>";
    if (overview.recorded.empty()) {
        return html << "<p class=\"nothing\">Nothing has been recorded yet. When a load test that "
                       "was started from Spira ends, its result appears here.</p></section>";
    }
    return html << delivery_table("Recorded last", overview.recorded, Columns::recorded, on)
                << "</section>";
}

}  // namespace

Html overview_page(const Overview& overview, const Surface& on) {
    Html html;
    html << "<h1 class=\"unseen\">Overview</h1>" << health_line(overview.health, overview.tally)
         << tiles(overview) << dead_section(overview, on) << conflict_section(overview, on)
         << waiting_section(overview, on) << recorded_section(overview, on)
         << "<div class=\"charts\"><section id=\"chart-results\" data-live class=\"card\" "
            "aria-label=\"Results per day\">"
         << results_chart(overview.days, on.now)
         << "</section><section id=\"chart-delay\" data-live class=\"card\" "
            "aria-label=\"Delivery delay\">"
         << delay_chart(overview.days) << "</section></div>";
    return html;
}

}  // namespace octospira::recorder::status
