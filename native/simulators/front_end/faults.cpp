#include "native/simulators/front_end/faults.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "native/simulators/front_end/front_end.hpp"

namespace octospira::simulators {

namespace {

Result<Fault> parsed(const Json& json, std::span<const std::string_view> actions) {
    const std::string match = text_at(json, "match");
    const std::size_t blank = std::min(match.find(' '), match.size());
    Fault fault;
    fault.method = match.substr(0, blank);
    fault.path = match.substr(std::min(blank + 1, match.size()));
    fault.times = static_cast<int>(integer_at(json, "times").value_or(1));
    fault.action = text_at(json, "action");
    fault.status = static_cast<int>(integer_at(json, "status").value_or(500));
    fault.body = string_at(json, "body");
    fault.content_type = string_at(json, "contentType").value_or(fault.content_type);
    fault.delay = std::chrono::milliseconds(integer_at(json, "ms").value_or(0));
    if (const auto seconds = integer_at(json, "retryAfter")) {
        fault.headers.emplace_back("Retry-After", std::to_string(*seconds));
    }
    if (const Json* headers = find(json, "headers"); headers != nullptr && headers->is_object()) {
        for (const auto& [name, value] : headers->items()) {
            if (value.is_string()) fault.headers.emplace_back(name, value.get<std::string>());
        }
    }
    if (match.empty()) {
        return failure(ErrorKind::invalid_input, "A fault needs \"match\".",
                       "Say which calls it applies to, e.g. \"POST /runtime/scenarios/run\".");
    }
    if (!front_end_named(fault.action) && std::ranges::count(actions, fault.action) == 0) {
        std::string known;
        for (const std::string_view each : actions) known += std::string(each) + ", ";
        return failure(ErrorKind::invalid_input, "There is no fault action " + fault.action + ".",
                       "Use " + known + "or a value of the switch frontEnd.");
    }
    // 0: none, for actions that close the connection.
    if (fault.status != 0 && (fault.status < 100 || fault.status > 599)) {
        return failure(ErrorKind::invalid_input, "\"status\" is not an HTTP status.");
    }
    return fault;
}

}  // namespace

Result<void> FaultList::add(const Json& wanted) {
    std::vector<Fault> faults = faults_;
    for (const Json& each : wanted.is_array() ? wanted : Json::array({wanted})) {
        auto fault = parsed(each, actions_);
        if (!fault) return tl::unexpected(fault.error());
        faults.push_back(*std::move(fault));
    }
    faults_ = std::move(faults);
    return {};
}

Result<void> FaultList::replace(const Json& wanted) {
    FaultList replaced(actions_);
    auto added = replaced.add(wanted);
    if (added) *this = std::move(replaced);
    return added;
}

Json FaultList::list() const {
    Json all = Json::array();
    for (const Fault& each : faults_) {
        all.push_back(Json{{"match", each.method + " " + each.path},
                           {"times", each.times},
                           {"action", each.action},
                           {"status", each.status},
                           {"ms", each.delay.count()}});
    }
    return all;
}

std::optional<Fault> FaultList::take(std::string_view method, std::string_view path) {
    for (Fault& each : faults_) {
        const bool hit = each.times != 0 && (each.method == "*" || each.method == method) &&
                         contains_ignoring_case(path, each.path);
        if (!hit) continue;
        if (each.times > 0) --each.times;
        return each;
    }
    return std::nullopt;
}

}  // namespace octospira::simulators
