#include "native/http/request_head.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/base/text.hpp"

namespace octospira::http {

namespace {

constexpr std::string_view kNotHttp = "This is not an HTTP/1.1 request.";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), is_digit);
}

/// uri-host [ ":" port ] (RFC 9110 §7.2); empty is allowed.
bool is_host(std::string_view value) {
    static constexpr std::string_view kName =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=";
    static constexpr std::string_view kLiteral = "0123456789abcdefABCDEF:.vV%-_~";
    std::string_view name = value;
    std::string_view port;
    const std::size_t bracket = value.find(']');
    const bool literal = value.starts_with('[');
    if (literal && bracket == std::string_view::npos) return false;
    const std::size_t colon = value.find(':', literal ? bracket : 0);
    if (colon != std::string_view::npos) {
        name = value.substr(0, colon);
        port = value.substr(colon + 1);
    }
    if (!all_digits(port)) return false;
    if (!literal) return name.find_first_not_of(kName) == std::string_view::npos;
    return name.size() > 2 && name.back() == ']' &&
           name.substr(1, name.size() - 2).find_first_not_of(kLiteral) == std::string_view::npos;
}

std::vector<std::string_view> values_of(const RequestView& head, std::string_view name) {
    std::vector<std::string_view> values;
    for (const HeaderView& header : head.headers) {
        if (equals_ignoring_case(header.name, name)) values.push_back(header.value);
    }
    return values;
}

std::optional<HeadProblem> check_host(const RequestView& head, bool version_1_0) {
    const auto hosts = values_of(head, "Host");
    if (hosts.empty() && version_1_0) return std::nullopt;
    if (hosts.size() != 1) return HeadProblem{400, "A request must have one Host header."};
    if (!is_host(hosts.front())) return HeadProblem{400, "The Host header names no host."};
    return std::nullopt;
}

/// Only "chunked" is understood; where it is not the last coding, nobody can tell where the request
/// ends (RFC 9112 §6.1, §6.3).
std::optional<HeadProblem> check_coding(const RequestView& head, bool version_1_0) {
    const auto lines = values_of(head, "Transfer-Encoding");
    if (lines.empty()) return std::nullopt;
    std::vector<std::string_view> codings;
    for (const std::string_view line : lines) {
        for (const std::string_view coding : split(line, ',')) codings.push_back(trim(coding));
    }
    const bool chunked_last = !codings.empty() && equals_ignoring_case(codings.back(), "chunked");
    if (version_1_0 || !chunked_last)
        return HeadProblem{400, "The end of the body cannot be determined."};
    if (codings.size() > 1)
        return HeadProblem{501, "No transfer coding other than chunked is supported."};
    return std::nullopt;
}

/// The rest behind "http://host" where that is a host; empty where it is not.
std::optional<std::string_view> behind_authority(std::string_view target) {
    static constexpr std::array<std::string_view, 2> kSchemes = {"http://", "https://"};
    for (const std::string_view scheme : kSchemes) {
        if (!equals_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
        const std::string_view rest = target.substr(scheme.size());
        const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
        const std::string_view host = rest.substr(0, end);
        if (host.empty() || host.front() == ':' || !is_host(host)) return std::nullopt;
        return rest.substr(end);
    }
    return std::nullopt;
}

}  // namespace

HeadFinder::Found HeadFinder::look(std::string_view bytes) {
    for (;;) {
        const std::size_t end = bytes.find('\n', seen_);
        if (end == std::string_view::npos) {
            seen_ = bytes.size();
            return Found::more;
        }
        if (end == line_ || bytes[end - 1] != '\r') {
            problem_ = {400, "A line ends with a line feed alone."};
            return Found::bad;
        }
        const bool empty = end == line_ + 1;
        if (!empty && (bytes[line_] == ' ' || bytes[line_] == '\t')) {
            problem_ = {400, "A line begins with a blank."};
            return Found::bad;
        }
        line_ = seen_ = end + 1;
        if (empty && lines_ > 0) return Found::head;
        if (empty) {
            skipped_ = line_;
        } else {
            ++lines_;
        }
    }
}

std::size_t HeadFinder::take_skipped() {
    line_ -= skipped_;
    seen_ -= skipped_;
    return std::exchange(skipped_, 0);
}

std::optional<HeadProblem> settle_version(char* head, std::size_t size) {
    static constexpr std::string_view kForm = "HTTP/1.1";
    const std::string_view line =
        std::string_view(head, size).substr(0, std::string_view(head, size).find('\r'));
    if (line.size() <= kForm.size()) return HeadProblem{400, kNotHttp};
    char* const version = head + line.size() - kForm.size();
    const bool form = version[-1] == ' ' && std::string_view(version, 5) == kForm.substr(0, 5) &&
                      is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
    if (!form) return HeadProblem{400, kNotHttp};
    if (version[5] != '1') return HeadProblem{505, "Only HTTP/1.0 and HTTP/1.1 are supported."};
    if (version[7] > '1') version[7] = '1';
    return std::nullopt;
}

std::optional<Target> parse_target(std::string_view method, std::string_view target) {
    if (target == "*")
        return method == "OPTIONS" ? std::optional(Target{target, {}}) : std::nullopt;
    if (!target.starts_with('/')) {
        const auto rest = behind_authority(target);
        if (!rest) return std::nullopt;
        target = *rest;
    }
    const std::size_t question = target.find('?');
    Target found{target.substr(0, question), {}};
    if (question != std::string_view::npos) found.query = target.substr(question + 1);
    if (found.path.empty()) found.path = "/";
    return found;
}

std::optional<HeadProblem> check_fields(const RequestView& head, bool version_1_0) {
    if (auto problem = check_host(head, version_1_0)) return problem;
    if (auto problem = check_coding(head, version_1_0)) return problem;
    const auto expected = head.header("Expect");
    if (expected && !version_1_0 && !equals_ignoring_case(*expected, "100-continue"))
        return HeadProblem{417, "Only 100-continue is supported as an expectation."};
    return std::nullopt;
}

bool came_through_proxy(const RequestView& head) {
    static constexpr std::string_view kPrefix = "X-Forwarded-";
    static constexpr std::array<std::string_view, 8> kNames = {"Forwarded",        "Via",
                                                               "X-Real-IP",        "X-Original-For",
                                                               "X-Original-Host",  "True-Client-IP",
                                                               "CF-Connecting-IP", "X-Client-IP"};
    return std::any_of(head.headers.begin(), head.headers.end(), [](const HeaderView& header) {
        if (equals_ignoring_case(header.name.substr(0, kPrefix.size()), kPrefix)) return true;
        return std::any_of(kNames.begin(), kNames.end(), [&header](std::string_view name) {
            return equals_ignoring_case(header.name, name);
        });
    });
}

}  // namespace octospira::http
