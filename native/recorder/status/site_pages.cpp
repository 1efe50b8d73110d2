#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "native/recorder/status/chart.hpp"
#include "native/recorder/status/site.hpp"
#include "native/recorder/status/words.hpp"

namespace octospira::recorder::status {

namespace {

constexpr int kShownOfEach = 10;   ///< on the overview
constexpr int kPageLength = 50;    ///< of the list
constexpr int kLongestPage = 500;  ///< that a script may ask for
constexpr EpochMs kChartsAge = 10'000;

http::ServerResponse json_response(int status, const Json& body) {
    return {status, to_text(body) + "\n"};
}

Json to_json(const Overview& overview) {
    Json parts = Json::array();
    for (const Part& part : overview.health.parts) {
        parts.push_back(Json{{"name", part.name}, {"good", part.good}, {"words", part.words}});
    }
    const Tally& tally = overview.tally;
    return Json{
        {"version", OCTOSPIRA_VERSION},
        {"started", format_utc(overview.health.started)},
        {"parts", std::move(parts)},
        {"counts", Json{{"pending", tally.pending},
                        {"recorded", tally.recorded},
                        {"dead", tally.dead},
                        {"conflict", tally.conflict},
                        {"ignored", tally.ignored}}},
        {"oldestPending", tally.oldest_pending ? Json(format_utc(*tally.oldest_pending)) : Json()},
        {"nextAttempt", overview.next_due ? Json(format_utc(*overview.next_due)) : Json()}};
}

std::int64_t number_in(const http::Fields& fields, std::string_view name, std::int64_t otherwise) {
    const auto text = http::field(fields, name);
    if (!text || text->empty() || text->size() > 18) return otherwise;
    std::int64_t number = 0;
    for (const char digit : *text) {
        if (digit < '0' || digit > '9') return otherwise;
        number = number * 10 + (digit - '0');
    }
    return number;
}

/// Errors: invalid_input for a state that does not exist.
Result<ListQuery> query_of(const http::Fields& fields, std::optional<State> usual) {
    ListQuery query;
    const std::string state = http::field(fields, "state").value_or("");
    query.state = state.empty() ? usual : state_from(state);
    if (!state.empty() && !query.state) {
        return failure(ErrorKind::invalid_input, "There is no state of that name.",
                       "It is one of pending, recorded, ignored, conflict and dead.");
    }
    query.bench_result = cut_utf8(trim(http::field(fields, "run").value_or("")), 200);
    query.before = number_in(fields, "before", 0);
    return query;
}

}  // namespace

Surface Site::surface(const Visit& visit) const {
    return {reports_.sites(), visit.session == nullptr ? "" : visit.session->csrf,
            target_of(visit.request), visit.now,
            [this](std::string_view text) { return sources_.log.cleared(text); }};
}

http::ServerResponse Site::journal_failed(const Visit& visit, const Error& error) {
    sources_.log.write(LogLevel::error, "journal_failed", Json{{"error", sentence(error)}});
    return problem(visit, 503, "The journal cannot be read", sources_.log.cleared(sentence(error)));
}

Result<std::vector<Item>> Site::items(const ListQuery& query) {
    auto rows = sources_.journal->list(query);
    if (!rows) return tl::unexpected(rows.error());
    std::vector<Item> items;
    for (Row& row : *rows) {
        const Report& report = reports_.of(row.id, *sources_.journal);
        items.push_back({std::move(row), report});
    }
    return items;
}

Result<Overview> Site::look(EpochMs now) {
    Overview overview;
    if (sources_.health) overview.health = sources_.health();
    auto tally = sources_.journal->tally();
    if (!tally) return tl::unexpected(tally.error());
    overview.tally = *tally;
    auto next_due = sources_.journal->next_due(now);
    if (!next_due) return tl::unexpected(next_due.error());
    overview.next_due = *next_due;
    for (auto [state, list] : {std::pair{State::dead, &overview.dead},
                               {State::conflict, &overview.conflicts},
                               {State::pending, &overview.waiting},
                               {State::recorded, &overview.recorded}}) {
        auto found = items({state, {}, 0, kShownOfEach});
        if (!found) return tl::unexpected(found.error());
        *list = std::move(*found);
    }
    if (days_at_ == 0 || now < days_at_ || now - days_at_ > kChartsAge) {
        auto days = sources_.journal->days(charts_begin(now));
        if (!days) return tl::unexpected(days.error());
        days_ = std::move(*days);
        days_at_ = now;
    }
    overview.days = days_;
    return overview;
}

http::ServerResponse Site::overview(Visit& visit) {
    const auto overview = look(visit.now);
    if (!overview) return journal_failed(visit, overview.error());
    if (!visit.wants_html) return json_response(200, to_json(*overview));
    Frame frame{"OctoSpira recorder", "overview", {}, {}, options_.refresh};
    return page(visit, std::move(frame), overview_page(*overview, surface(visit)));
}

http::ServerResponse Site::list(Visit& visit) {
    auto query = query_of(visit.request.query, std::nullopt);
    if (!query) return problem(visit, 400, "No such state", sentence(query.error()));
    const auto asked = number_in(visit.request.query, "limit", kPageLength);
    const int limit = static_cast<int>(
        std::clamp<std::int64_t>(asked, 1, visit.wants_html ? kPageLength : kLongestPage));
    query->limit = limit + 1;  // one more says whether there are more
    if (!visit.wants_html) {
        auto rows = sources_.journal->list(*query);
        if (!rows) return journal_failed(visit, rows.error());
        const bool more = rows->size() > static_cast<std::size_t>(limit);
        if (more) rows->pop_back();
        Json body{{"deliveries", Json::array()}, {"next", nullptr}};
        for (const Row& row : *rows) {
            body["deliveries"].push_back(status::to_json(row, surface(visit).clear));
        }
        query->before = more ? rows->back().id : 0;
        if (more) body["next"] = list_address(*query) + "&limit=" + std::to_string(limit);
        return json_response(200, body);
    }
    auto found = items(*query);
    if (!found) return journal_failed(visit, found.error());
    const auto tally = sources_.journal->tally();
    if (!tally) return journal_failed(visit, tally.error());
    Listing listing{*query, std::move(*found), false, tally->dead};
    listing.more = listing.items.size() > static_cast<std::size_t>(limit);
    if (listing.more) listing.items.pop_back();
    Frame frame{"Deliveries – OctoSpira recorder", "deliveries", {}, {}, options_.refresh};
    return page(visit, std::move(frame), list_page(listing, surface(visit)));
}

http::ServerResponse Site::delivery(Visit& visit) {
    const auto story = sources_.journal->find(visit.id);
    if (!story) return journal_failed(visit, story.error());
    if (!*story) return problem(visit, 404, "Not found", "There is no delivery of that number.");
    if (!visit.wants_html)
        return json_response(200, status::to_json(**story, surface(visit).clear));
    Frame frame{"Delivery " + std::to_string(visit.id) + " – OctoSpira recorder",
                {},
                {},
                {},
                options_.refresh};
    return page(visit, std::move(frame), delivery_page(**story, surface(visit)));
}

http::ServerResponse Site::export_lines(Visit& visit) {
    auto query = query_of(visit.request.query, State::dead);
    if (!query) return problem(visit, 400, "No such state", sentence(query.error()));
    query->limit = kLongestPage;
    const Clear clear = surface(visit).clear;
    http::ServerResponse response{200, {}, "application/x-ndjson", {}};
    for (;;) {
        const auto rows = sources_.journal->list(*query);
        if (!rows) return journal_failed(visit, rows.error());
        for (const Row& row : *rows) {
            const auto story = sources_.journal->find(row.id);
            if (!story) return journal_failed(visit, story.error());
            if (*story) response.body += to_text(status::to_json(**story, clear)) + "\n";
        }
        if (rows->empty()) break;
        query->before = rows->back().id;
    }
    const std::string name = query->state == State::dead ? "dead-letters" : "deliveries";
    response.headers.emplace_back("Content-Disposition",
                                  "attachment; filename=\"" + name + ".jsonl\"");
    return response;
}

http::ServerResponse Site::replay_one(Visit& visit) {
    return replay(visit, visit.id);
}

http::ServerResponse Site::replay_all(Visit& visit) {
    return replay(visit, std::nullopt);
}

http::ServerResponse Site::replay(Visit& visit, std::optional<std::int64_t> id) {
    if (id) {
        const auto story = sources_.journal->find(*id);
        if (!story) return journal_failed(visit, story.error());
        if (!*story)
            return problem(visit, 404, "Not found", "There is no delivery of that number.");
    }
    const auto replayed = sources_.journal->replay(id, visit.now);
    if (!replayed) return journal_failed(visit, replayed.error());
    if (*replayed > 0) {
        Json line{{"count", *replayed}, {"peer", visit.request.peer}};
        if (id) line["delivery"] = *id;
        sources_.log.write(LogLevel::info, "replayed", line);
        if (sources_.wake) sources_.wake();
    }
    if (visit.session == nullptr) {
        if (*replayed > 0 || !id) return json_response(200, Json{{"replayed", *replayed}});
        return json_response(409,
                             Json{{"error", "This delivery is neither given up nor in conflict."}});
    }
    visit.session->notice =
        *replayed > 0
            ? count_of(*replayed, "notification is", "notifications are") + " delivered again now."
            : std::string("Nothing was to be delivered again: that has changed meanwhile.");
    http::ServerResponse response{303, {}, "text/plain", {}};
    response.headers.emplace_back("Location",
                                  own_path(http::field(visit.form, "back").value_or("/")));
    return response;
}

}  // namespace octospira::recorder::status
