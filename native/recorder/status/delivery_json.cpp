#include "native/recorder/status/delivery_json.hpp"

#include <utility>

#include "native/recorder/status/words.hpp"

namespace octospira::recorder::status {

namespace {

Json number_or_null(const std::optional<std::int64_t>& value) {
    return value ? Json(*value) : Json();
}

Json verdict_or_null(const std::optional<std::int64_t>& execution_status) {
    return execution_status ? Json(name_of_verdict(*execution_status)) : Json();
}

/// A text that should be JSON: as JSON if it is, else as a text.
Json parsed(const std::string& text, const Clear& clear) {
    if (text.empty()) return {};
    const auto json = parse_json(text);
    return json ? cleared(*json, clear) : Json(clear(text));
}

}  // namespace

Json cleared(const Json& value, const Clear& clear) {
    if (value.is_string()) return clear(value.get_ref<const std::string&>());
    if (value.is_array()) {
        Json array = Json::array();
        for (const Json& member : value) array.push_back(cleared(member, clear));
        return array;
    }
    if (!value.is_object()) return value;
    Json object = Json::object();
    for (const auto& [name, member] : value.items()) {
        // Names come from outside as well.
        object[clear(name)] = cleared(member, clear);
    }
    return object;
}

std::string to_pretty_text(const Json& value) {
    return value.dump(2, ' ', false, Json::error_handler_t::replace);
}

Json to_json(const DeliverySummary& row, const Clear& clear) {
    Json json{{"id", row.id},
              {"state", to_string(row.state)},
              {"event", clear(row.event)},
              {"benchResultId", clear(row.bench_result)},
              {"received", format_utc(row.received)},
              {"changed", format_utc(row.changed)}};
    if (row.state == State::pending) json["nextAttempt"] = format_utc(row.next_attempt);
    json["attempts"] = row.attempts;
    json["build"] = row.build;
    json["reconciled"] = row.reconciled;
    json["note"] = clear(row.note);
    json["productId"] = number_or_null(row.product);
    json["testCaseId"] = number_or_null(row.test_case);
    json["testRunId"] = number_or_null(row.test_run);
    json["executionStatusId"] = number_or_null(row.execution_status);
    json["executionStatus"] = verdict_or_null(row.execution_status);
    json["verdict"] = verdict_or_null(row.verdict);
    json[kAlreadyRecorded] = found_in_spira(row.details);
    if (row.reason_at != 0) {
        json["dismissed"] = Json{{"at", format_utc(row.reason_at)},
                                 {"by", clear(row.reason_by)},
                                 {"reason", clear(row.reason)}};
    }
    return json;
}

Json to_json(const DeliveryDetail& story, const Clear& clear) {
    Json json = to_json(story.row, clear);
    Json history = Json::array();
    for (const Attempt& attempt : story.attempts) {
        history.push_back(Json{{"number", attempt.number},
                               {"at", format_utc(attempt.at)},
                               {"milliseconds", attempt.milliseconds},
                               {"state", to_string(attempt.state)},
                               {"note", clear(attempt.note)},
                               {"answer", clear(attempt.answer)}});
    }
    json["history"] = std::move(history);
    json["launch"] = story.launch ? cleared(flows::to_json(*story.launch), clear) : Json();
    json["siblings"] = story.siblings;
    json["details"] = parsed(story.row.details, clear);
    json["notification"] = parsed(story.body, clear);
    return json;
}

Json to_json(const Expected& expected, const Clear& clear) {
    Json json = cleared(flows::to_json(expected.launch), clear);
    json["started"] = format_utc(expected.launch.started);
    json["due"] = expected.due ? Json(format_utc(*expected.due)) : Json();
    json["overdue"] = expected.overdue;
    return json;
}

Json to_json(const RefusedBody& refused, const Clear& clear) {
    return Json{{"id", refused.id},
                {"received", format_utc(refused.received)},
                {"peer", clear(refused.peer)},
                {"reason", clear(refused.reason)},
                {"bytes", refused.bytes},
                {"body", clear(refused.body)}};
}

}  // namespace octospira::recorder::status
