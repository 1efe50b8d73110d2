#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "native/recorder/status/second_run.hpp"
#include "native/recorder/status/site.hpp"
#include "native/recorder/status/words.hpp"

namespace octospira::recorder::status {

namespace {

constexpr int kShownOfEach = 10;   ///< on the overview
constexpr int kPageLength = 50;    ///< of a list
constexpr int kLongestPage = 500;  ///< that may be asked for

Json time_or_null(const std::optional<EpochMs>& time) {
    return time ? Json(format_utc(*time)) : Json();
}

Json text_or_null(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

/// A whole number in a query; empty where there is none.
std::optional<std::int64_t> number_in(const http::Fields& fields, std::string_view name) {
    const auto text = http::field(fields, name);
    if (!text || text->empty() || text->size() > 18) return std::nullopt;
    std::int64_t number = 0;
    for (const char digit : *text) {
        if (digit < '0' || digit > '9') return std::nullopt;
        number = number * 10 + (digit - '0');
    }
    return number;
}

int limit_in(const http::Fields& fields) {
    const auto asked = number_in(fields, "limit").value_or(kPageLength);
    return static_cast<int>(std::clamp<std::int64_t>(asked, 1, kLongestPage));
}

/// Errors: invalid_input, naming the field.
Result<ListQuery> query_of(const http::Fields& fields, std::optional<State> usual) {
    ListQuery query;
    const std::string state = http::field(fields, "state").value_or("");
    query.state = state.empty() ? usual : state_from(state);
    if (!state.empty() && !query.state) {
        return failure(ErrorKind::invalid_input, "There is no such state.",
                       "Use pending, recorded, ignored, conflict, dead or dismissed.");
    }
    for (const char* const name : {"run", "benchResult"}) {
        if (const auto run = http::field(fields, name))
            query.bench_result = cut_utf8(trim(*run), 200);
    }
    for (const auto& [name, into] :
         {std::pair{"product", &query.product}, std::pair{"testCase", &query.test_case}}) {
        const auto text = http::field(fields, name);
        if (!text || trim(*text).empty()) continue;
        *into = number_in(fields, name);
        if (!*into) {
            return failure(ErrorKind::invalid_input, concat({name, " is not a number."}),
                           "Give the id without its prefix, e.g. 42.");
        }
    }
    for (const auto& [name, into] : {std::pair{"from", &query.from}, std::pair{"to", &query.to}}) {
        const auto text = http::field(fields, name);
        if (!text || trim(*text).empty()) continue;
        *into = parse_utc(*text);
        if (!*into) {
            return failure(ErrorKind::invalid_input, concat({name, " is not a time."}),
                           "Give it as 2026-11-30T08:00:00Z.");
        }
    }
    query.before = number_in(fields, "before").value_or(0);
    return query;
}

/// The same query for the page after `before`.
std::string next_address(const http::Fields& fields, std::int64_t before, int limit) {
    std::string address = "/api/deliveries?";
    for (const auto& [name, value] : fields) {
        if (name == "before" || name == "limit") continue;
        address += concat({percent_encode(name), "=", percent_encode(value), "&"});
    }
    return address + "before=" + std::to_string(before) + "&limit=" + std::to_string(limit);
}

/// What can be done about a delivery, see Journal.
Json actions_on(const DeliverySummary& row, EpochMs now) {
    Json actions = Json::array();
    const bool aside = row.state == State::dead || row.state == State::conflict;
    if (row.state == State::pending && row.next_attempt > now) actions.push_back("retry");
    if (aside || row.state == State::dismissed) actions.push_back("replay");
    const bool placed = row.state == State::recorded || row.state == State::conflict;
    if (!placed && row.verdict && !row.second_verdict) actions.push_back("assign");
    if (aside) actions.push_back("dismiss");
    return actions;
}

Json counts_of(const StateCounts& tally) {
    return Json{{"pending", tally.pending},     {"recorded", tally.recorded},
                {"dead", tally.dead},           {"conflict", tally.conflict},
                {"dismissed", tally.dismissed}, {"ignored", tally.ignored}};
}

Json parts_of(const Health& health, const Clear& clear) {
    Json parts = Json::array();
    for (const Part& part : health.parts) {
        parts.push_back(Json{{"name", part.name},
                             {"ok", part.ok},
                             {"text", clear(part.text)},
                             {"until", time_or_null(part.until)}});
    }
    return parts;
}

/// What to say first.
Json headline_of(const Health& health, const StateCounts& tally, std::int64_t overdue) {
    const bool ok = std::all_of(health.parts.begin(), health.parts.end(),
                                [](const Part& part) { return part.ok; });
    if (!ok) return Json{{"state", "bad"}, {"text", "Something is wrong"}};
    if (const std::int64_t open = tally.dead + tally.conflict; open > 0) {
        return Json{{"state", "fair"},
                    {"text", count_of(open, "result needs", "results need") + " attention"}};
    }
    if (overdue > 0) {
        return Json{{"state", "fair"},
                    {"text", count_of(overdue, "result is", "results are") + " overdue"}};
    }
    return Json{{"state", "good"}, {"text", "Everything is working"}};
}

}  // namespace

http::ServerResponse Site::journal_failed(const Error& error) {
    recorder::journal_failed(sources_.log, error);
    return problem(503, clear_(sentence(error)));
}

Json Site::shown(const DeliverySummary& row) {
    const Report& report = reports_.of(row.id, *sources_.journal);
    const Sites& sites = reports_.sites();
    Json json = status::to_json(row, clear_);
    json["test"] = clear_(report.name);
    json["links"] =
        Json{{"testCase", text_or_null(test_case_url(sites, row.product, row.test_case))},
             {"testRun", text_or_null(test_run_url(sites, row.product, row.test_run))},
             {"report", text_or_null(report.url)}};
    json["actions"] = actions_on(row, sources_.clock());
    const auto question = second_run_question(row, *sources_.journal);
    if (question && !question->empty()) json["replayQuestion"] = *question;
    return json;
}

Result<Json> Site::rows_of(const ListQuery& query) {
    const auto rows = sources_.journal->list(query);
    if (!rows) return tl::unexpected(rows.error());
    Json array = Json::array();
    for (const DeliverySummary& row : *rows) array.push_back(shown(row));
    return array;
}

Json Site::shown(const Expected& expected) const {
    const flows::Launch& launch = expected.launch;
    Json json = status::to_json(expected, clear_);
    json["links"] =
        Json{{"testCase", text_or_null(test_case_url(reports_.sites(), launch.product.value(),
                                                     launch.test_case.value()))},
             {"report", text_or_null(safe_report_url(reports_.sites(), launch.report_url))}};
    return json;
}

Result<Json> Site::expected_of(EpochMs now, int limit) {
    const auto found = sources_.journal->expected(now, limit);
    if (!found) return tl::unexpected(found.error());
    Json array = Json::array();
    for (const Expected& one : *found) array.push_back(shown(one));
    return array;
}

Result<Json> Site::look(EpochMs now) {
    const Health health = sources_.health ? sources_.health() : Health{};
    const auto tally = sources_.journal->state_counts();
    if (!tally) return tl::unexpected(tally.error());
    const auto next_due = sources_.journal->next_due(now);
    if (!next_due) return tl::unexpected(next_due.error());
    auto launches = expected_of(now, kLongestPage);
    if (!launches) return launches;
    const auto refusals = sources_.journal->refused(1);
    if (!refusals) return tl::unexpected(refusals.error());
    const auto last_refused =
        refusals->empty() ? std::nullopt : std::optional(refusals->front().received);
    const std::int64_t overdue =
        std::count_if(launches->begin(), launches->end(),
                      [](const Json& one) { return bool_at(one, "overdue").value_or(false); });
    Json body{{"version", OCTOSPIRA_VERSION},
              {"now", format_utc(now)},
              {"started", format_utc(health.started)},
              {"refreshMs", options_.refresh.count()},
              {"headline", headline_of(health, *tally, overdue)},
              {"parts", parts_of(health, clear_)},
              {"counts", counts_of(*tally)},
              {"oldestPending", time_or_null(tally->oldest_pending)},
              {"nextAttempt", time_or_null(*next_due)},
              {"overdue", overdue},
              {"expected", std::move(*launches)},
              {"lastRefused", time_or_null(last_refused)},
              {"settings", settings_}};
    for (const State state : {State::dead, State::conflict, State::pending, State::recorded}) {
        auto rows = rows_of({state, {}, 0, kShownOfEach});
        if (!rows) return rows;
        body[to_string(state)] = std::move(*rows);
    }
    return body;
}

http::ServerResponse Site::overview(Visit& visit) {
    auto body = look(visit.now);
    if (!body) return journal_failed(body.error());
    if (visit.session != nullptr) (*body)["csrf"] = visit.session->csrf;
    return json_response(200, *body);
}

http::ServerResponse Site::list(Visit& visit) {
    auto query = query_of(visit.request.query, std::nullopt);
    if (!query) return problem(400, sentence(query.error()));
    const int limit = limit_in(visit.request.query);
    query->limit = limit + 1;  // one more says whether there are more
    auto rows = rows_of(*query);
    if (!rows) return journal_failed(rows.error());
    Json next;
    if (rows->size() > static_cast<std::size_t>(limit)) {
        rows->erase(rows->size() - 1);
        next = next_address(visit.request.query, integer_at(rows->back(), "id").value_or(0), limit);
    }
    return json_response(200, Json{{"deliveries", std::move(*rows)}, {"next", std::move(next)}});
}

http::ServerResponse Site::delivery(Visit& visit) {
    const auto story = sources_.journal->find(visit.id);
    if (!story) return journal_failed(story.error());
    if (!*story) return problem(404, "There is no delivery with that number.");
    Json body = shown((*story)->row);
    body.update(status::to_json(**story, clear_));
    return json_response(200, body);
}

http::ServerResponse Site::export_lines(Visit& visit) {
    auto query = query_of(visit.request.query, State::dead);
    if (!query) return problem(400, sentence(query.error()));
    query->limit = kLongestPage;
    http::ServerResponse response{200, {}, "application/x-ndjson", {}};
    for (;;) {
        const auto rows = sources_.journal->list(*query);
        if (!rows) return journal_failed(rows.error());
        for (const DeliverySummary& row : *rows) {
            const auto story = sources_.journal->find(row.id);
            if (!story) return journal_failed(story.error());
            if (*story) response.body += to_text(status::to_json(**story, clear_)) + "\n";
        }
        if (rows->empty()) break;
        query->before = rows->back().id;
    }
    const std::string name = query->state == State::dead ? "dead-letters" : "deliveries";
    response.headers.emplace_back("Content-Disposition",
                                  "attachment; filename=\"" + name + ".jsonl\"");
    return response;
}

http::ServerResponse Site::expected(Visit& visit) {
    auto launches = expected_of(visit.now, limit_in(visit.request.query));
    if (!launches) return journal_failed(launches.error());
    return json_response(200, Json{{"expected", std::move(*launches)}});
}

http::ServerResponse Site::refused(Visit& visit) {
    const auto found = sources_.journal->refused(limit_in(visit.request.query));
    if (!found) return journal_failed(found.error());
    Json array = Json::array();
    for (const RefusedBody& one : *found) array.push_back(status::to_json(one, clear_));
    return json_response(200, Json{{"refused", std::move(array)}});
}

}  // namespace octospira::recorder::status
