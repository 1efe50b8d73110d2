#include "native/simulators/octoperf/faults.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/text.hpp"
#include "native/simulators/front_end/front_end.hpp"

namespace octospira::simulators::octoperf {

namespace {

constexpr std::array<std::string_view, 8> kFaultActions = {
    "status",          "hang", "close", "performThen500", "performThenClose",
    "performThenHang", "html", "garble"};

constexpr std::string_view kHtml =
    "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>"
    "<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>";

bool matches(const Fault& fault, std::string_view method, std::string_view path) {
    const std::size_t blank = fault.match.find(' ');
    const std::string_view match = fault.match;
    const std::string_view wanted = match.substr(0, blank);
    const std::string_view part =
        blank == std::string_view::npos ? std::string_view() : match.substr(blank + 1);
    return (wanted == "*" || wanted == method) && path.find(part) != std::string_view::npos;
}

http::ServerResponse failed(int status, std::string body) {
    return {status, std::move(body)};
}

}  // namespace

bool Fault::performs() const {
    if (const auto front_end = front_end_named(action)) return asks_the_api(*front_end);
    return action.starts_with("performThen") || action == "garble";
}

Faults::~Faults() {
    release();
}

Result<void> Faults::add(const Json& json) {
    Fault fault;
    fault.match = text_at(json, "match");
    fault.action = text_at(json, "action");
    fault.times = static_cast<int>(integer_at(json, "times").value_or(1));
    fault.status = static_cast<int>(integer_at(json, "status").value_or(500));
    fault.body = string_at(json, "body");
    if (const auto seconds = integer_at(json, "retryAfter")) {
        fault.retry_after_s = static_cast<int>(*seconds);
    }
    if (fault.match.empty()) {
        return failure(ErrorKind::invalid_input, "A fault needs \"match\".",
                       "Say which calls it applies to, e.g. \"POST /runtime/scenarios/run\".");
    }
    const bool known =
        front_end_named(fault.action) ||
        std::find(kFaultActions.begin(), kFaultActions.end(), fault.action) != kFaultActions.end();
    if (!known) {
        return failure(ErrorKind::invalid_input, "There is no such fault action.",
                       "Use status, hang, close, performThen500, performThenClose, "
                       "performThenHang, html, garble or a value of the switch frontEnd.");
    }
    if (fault.status < 100 || fault.status > 599) {
        return failure(ErrorKind::invalid_input, "\"status\" is not an HTTP status.");
    }
    faults_.push_back(std::move(fault));
    return {};
}

void Faults::clear() {
    faults_.clear();
    release();
}

Json Faults::list() const {
    Json json = Json::array();
    for (const Fault& fault : faults_) {
        json.push_back(
            Json{{"match", fault.match}, {"times", fault.times}, {"action", fault.action}});
    }
    return json;
}

std::optional<Fault> Faults::take(std::string_view method, std::string_view path) {
    for (auto fault = faults_.begin(); fault != faults_.end(); ++fault) {
        if (!matches(*fault, method, path)) continue;
        Fault taken = *fault;
        if (fault->times > 0 && --fault->times == 0) faults_.erase(fault);
        return taken;
    }
    return std::nullopt;
}

void Faults::hold(http::Respond respond) {
    held_.push_back(std::move(respond));
}

void Faults::release() {
    for (const http::Respond& respond : std::exchange(held_, {})) respond({0});
}

http::ServerResponse spoil(const Fault& fault, http::ServerResponse answer) {
    if (fault.action == "close" || fault.action == "performThenClose") return failed(0, "");
    if (fault.action == "performThen500") return failed(500, "{\"status\":500}");
    if (fault.action == "html") {
        return {200, fault.body.value_or(std::string(kHtml)), "text/html; charset=utf-8"};
    }
    if (const auto front_end = front_end_named(fault.action))
        return behind(*front_end, std::move(answer));
    if (fault.action == "garble") {
        for (std::size_t i = 0; i < answer.body.size(); i += 3) answer.body[i] = '\xC3';
        return answer;
    }
    http::ServerResponse refused = failed(fault.status, fault.body.value_or(""));
    if (fault.retry_after_s) {
        refused.headers.emplace_back("Retry-After", std::to_string(*fault.retry_after_s));
    }
    return refused;
}

}  // namespace octospira::simulators::octoperf
