#include "native/simulators/front_end/front_end.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "core/base/text.hpp"
#include "native/simulators/front_end/gzip.hpp"

namespace octospira::simulators {

namespace {

constexpr std::string_view kNames[] = {
    "none",           "maintenance200", "maintenance502", "maintenance503", "ingress",
    "signInRedirect", "proxy407",       "truncated",      "gzip",           "oversized"};

/// More than http::ClientOptions::body_limit.
constexpr std::size_t kOversized = (std::size_t{32} << 20U) + 1;

http::ServerResponse page(int status, std::string_view title) {
    return {status,
            concat({"<!DOCTYPE html><html><head><title>", title, "</title></head><body><h1>", title,
                    "</h1></body></html>"}),
            "text/html; charset=utf-8"};
}

http::ServerResponse maintenance(int status) {
    return page(status, "Down for maintenance");
}

http::ServerResponse with_header(http::ServerResponse response, std::string name,
                                 std::string value) {
    response.headers.emplace_back(std::move(name), std::move(value));
    return response;
}

}  // namespace

std::span<const std::string_view> front_end_names() {
    return kNames;
}

std::optional<FrontEnd> front_end_named(std::string_view name) {
    const auto* const found = std::find(std::begin(kNames), std::end(kNames), name);
    if (found == std::end(kNames)) return std::nullopt;
    return static_cast<FrontEnd>(found - std::begin(kNames));
}

bool asks_the_api(FrontEnd front_end) {
    return front_end == FrontEnd::none || front_end == FrontEnd::truncated ||
           front_end == FrontEnd::gzip || front_end == FrontEnd::oversized;
}

http::ServerResponse behind(FrontEnd front_end, http::ServerResponse answer) {
    switch (front_end) {
        case FrontEnd::maintenance_200:
            return maintenance(200);
        case FrontEnd::maintenance_502:
            return maintenance(502);
        case FrontEnd::maintenance_503:
            return maintenance(503);
        case FrontEnd::ingress:
            return {503, "no healthy upstream", "text/plain"};
        case FrontEnd::sign_in_redirect:
            return with_header(page(302, "Object moved"), "Location",
                               "https://login.example.com/sign-in");
        case FrontEnd::proxy_407:
            return with_header(page(407, "Proxy Authentication Required"), "Proxy-Authenticate",
                               "Basic realm=\"proxy\"");
        case FrontEnd::truncated:
            answer.body.resize(answer.body.size() / 2);
            return answer;
        case FrontEnd::gzip:
            answer.body = gzip(answer.body);
            return with_header(std::move(answer), "Content-Encoding", "gzip");
        case FrontEnd::oversized:
            answer.body.resize(std::max(answer.body.size(), kOversized), ' ');
            return answer;
        default:
            return answer;
    }
}

}  // namespace octospira::simulators
