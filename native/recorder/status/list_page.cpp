#include "native/recorder/status/pages.hpp"
#include "native/recorder/status/words.hpp"

namespace octospira::recorder::status {

namespace {

Html filter_form(const ListQuery& query) {
    Html html;
    html << "<form method=\"get\" action=\"/deliveries\" class=\"filter\" role=\"search\" "
            "aria-label=\"Filter\"><label>State <select name=\"state\"><option value=\"\">All"
            "</option>";
    for (const State state :
         {State::pending, State::recorded, State::dead, State::conflict, State::ignored}) {
        html << "<option value=\"" << std::string(to_string(state)) << "\"";
        if (query.state == state) html << " selected";
        html << ">" << name_of(state) << "</option>";
    }
    html << "</select></label><label>Bench result <input name=\"run\" value=\""
         << query.bench_result
         << "\" size=\"24\" autocomplete=\"off\" spellcheck=\"false\"></label>"
            "<button class=\"plain\">Filter</button>";
    if (query.state || !query.bench_result.empty()) html << "<a href=\"/deliveries\">Show all</a>";
    return html << "</form>";
}

Html paging(const Listing& listing) {
    Html html;
    if (listing.query.before == 0 && !listing.more) return html;
    html << "<nav class=\"paging\" aria-label=\"Paging\">";
    ListQuery other = listing.query;
    if (listing.query.before > 0) {
        other.before = 0;
        html << "<a href=\"" << list_address(other) << "\">« Newest</a>";
    }
    if (listing.more && !listing.items.empty()) {
        other.before = listing.items.back().row.id;
        html << "<a href=\"" << list_address(other) << "\" rel=\"next\">Older »</a>";
    }
    return html << "</nav>";
}

/// One state has its own columns; several share what all have.
Columns columns_for(const Listing& listing) {
    if (!listing.query.state) return Columns::all;
    switch (*listing.query.state) {
        case State::pending:
            return Columns::waiting;
        case State::recorded:
            return Columns::recorded;
        case State::dead:
        case State::conflict:
        case State::dismissed:
            return Columns::trouble;
        case State::ignored:
            break;
    }
    return Columns::all;
}

}  // namespace

Html list_page(const Listing& listing, const Surface& on) {
    const bool of_dead = listing.query.state == State::dead;
    Html html;
    html << "<h1>Deliveries</h1>" << filter_form(listing.query)
         << "<section id=\"list\" data-live class=\"card\" aria-label=\"Deliveries\">";
    if (of_dead && listing.dead > 0) {
        html << "<div class=\"head\"><p>" << count_of(listing.dead, "delivery", "deliveries")
             << " given up. They stay until you decide.</p>"
                "<a href=\"/deliveries/export?state=dead\" data-key=\"export\" "
                "download=\"dead-letters.jsonl\">Export</a>"
             << replay_form(std::nullopt, listing.dead, on) << "</div>";
    }
    if (listing.items.empty()) {
        html << "<p class=\"nothing\">There is no such delivery.</p>";
    } else {
        html << delivery_table("Deliveries, the newest first", listing.items, columns_for(listing),
                               on)
             << paging(listing);
    }
    return html << "</section>";
}

}  // namespace octospira::recorder::status
