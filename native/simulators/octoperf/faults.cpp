#include "native/simulators/octoperf/faults.hpp"

#include <array>
#include <utility>

#include "native/simulators/front_end/front_end.hpp"

namespace octospira::simulators::octoperf {

namespace {

constexpr std::array<std::string_view, 8> kFaultActions = {
    "status",          "hang", "close", "performThen500", "performThenClose",
    "performThenHang", "html", "garble"};

constexpr std::string_view kHtml =
    "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>"
    "<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>";

}  // namespace

Faults::Faults() : FaultList(kFaultActions) {}

bool performs(const Fault& fault) {
    if (const auto front_end = front_end_named(fault.action)) return asks_the_api(*front_end);
    return fault.action.starts_with("performThen") || fault.action == "garble";
}

void Faults::hold(http::Respond respond) {
    held_.push_back(std::move(respond));
}

void Faults::release() {
    for (const http::Respond& respond : std::exchange(held_, {})) respond({0});
}

http::ServerResponse spoil(const Fault& fault, http::ServerResponse answer) {
    if (fault.action == "close" || fault.action == "performThenClose") return {0};
    if (fault.action == "performThen500") return {500, "{\"status\":500}"};
    if (fault.action == "html") {
        return {200, fault.body.value_or(std::string(kHtml)), "text/html; charset=utf-8"};
    }
    if (const auto front_end = front_end_named(fault.action)) {
        return behind(*front_end, std::move(answer));
    }
    if (fault.action == "garble") {
        for (std::size_t i = 0; i < answer.body.size(); i += 3) answer.body[i] = '\xC3';
        return answer;
    }
    return {fault.status, fault.body.value_or(""), fault.content_type, fault.headers};
}

}  // namespace octospira::simulators::octoperf
