#include "core/octoperf/notification.hpp"

#include "core/base/json.hpp"

namespace octospira::octoperf {

namespace {

tl::unexpected<Error> not_a_notification(std::string message) {
    return failure(ErrorKind::protocol, std::move(message),
                   "Send the body of an OctoPerf notification of type Http.",
                   "OctoPerf notification");
}

std::vector<Metric> read_metrics(const Json& object) {
    std::vector<Metric> metrics;
    const Json* map = find(object, "percentErrors");
    if (map == nullptr || !map->is_object()) return metrics;
    for (auto it = map->begin(); it != map->end(); ++it) {
        const Json* value = find(it.value(), "value");
        const auto number = value == nullptr ? std::nullopt : number_of(*value);
        if (!number) continue;
        std::string name = text_at(it.value(), "name");
        if (name.empty()) name = it.key();
        metrics.push_back({std::move(name), number, text_at(it.value(), "unit")});
    }
    return metrics;
}

/// An element is probably a plain severity, perhaps an object with one (§4.4).
std::vector<std::string> read_alarms(const Json& object) {
    std::vector<std::string> alarms;
    const Json* rows = array_at(object, "alarms");
    if (rows == nullptr) return alarms;
    for (const Json& row : *rows) {
        if (row.is_string()) alarms.push_back(row.get_ref<const std::string&>());
        if (const auto severity = string_at(row, "severity")) alarms.push_back(*severity);
    }
    return alarms;
}

}  // namespace

Event event_of(std::string_view type) {
    if (type == "TEST_STARTED") return Event::started;
    if (type == "TEST_ENDED") return Event::ended;
    if (type == "TEST_PASSED") return Event::passed;
    if (type == "TEST_FAILED") return Event::failed;
    if (type == "TEST_ERROR") return Event::error;
    return Event::unknown;
}

std::string_view type_of(Event event) {
    switch (event) {
        case Event::started:
            return "TEST_STARTED";
        case Event::ended:
            return "TEST_ENDED";
        case Event::passed:
            return "TEST_PASSED";
        case Event::failed:
            return "TEST_FAILED";
        case Event::error:
            return "TEST_ERROR";
        case Event::unknown:
            break;
    }
    return "";
}

Result<Notification> parse_notification(std::string_view body) {
    auto json = parse_json(body);
    if (!json || !json->is_object()) return not_a_notification("The body is not a JSON object.");
    const std::string type = text_at(*json, "type");
    if (type.empty()) return not_a_notification("The notification has no type.");
    const auto id = BenchResultId::parse(text_at(*json, "benchResultId"));
    Notification notification{event_of(type), type, std::nullopt};
    if (id) notification.bench_result = *id;
    if (!id && notification.event != Event::unknown) {
        return not_a_notification("The notification has no usable benchResultId.");
    }
    notification.end_state_text = text_at(*json, "endState");
    if (!notification.end_state_text.empty())
        notification.end_state = state_of(notification.end_state_text);
    notification.report_name = text_at(*json, "reportName");
    notification.report_url = text_at(*json, "reportUrl");
    notification.metrics = read_metrics(*json);
    notification.alarms = read_alarms(*json);
    json->erase("username");  // the account's e-mail is nobody's business in Spira
    notification.without_account = to_text(*json);
    return notification;
}

}  // namespace octospira::octoperf
