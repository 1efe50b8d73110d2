#include "core/octoperf/links.hpp"

#include <vector>

#include "core/texts/texts.hpp"

namespace octospira::octoperf {

namespace {

/// Exactly 20 characters of [A-Za-z0-9_-], so none of them a blank that parse() would cut off
/// (OctoPerf API §5).
bool is_id(std::string_view text) {
    return trim(text).size() == 20 && text.size() == 20 && TextId<ScenarioTag>::parse(text);
}

bool contains_uuid_segment(const std::vector<std::string_view>& segments) {
    for (const std::string_view segment : segments) {
        if (looks_like_uuid(segment)) return true;
    }
    return false;
}

std::string_view strip_wrapping(std::string_view text) {
    static constexpr std::string_view kWrapping = "\"'<>`";
    while (true) {
        text = trim(text);
        if (!text.empty() && kWrapping.find(text.front()) != std::string_view::npos) {
            text.remove_prefix(1);
        } else if (!text.empty() && kWrapping.find(text.back()) != std::string_view::npos) {
            text.remove_suffix(1);
        } else {
            return text;
        }
    }
}

std::string_view after_scheme(std::string_view url) {
    const std::size_t at = url.find("://");
    return at == std::string_view::npos ? url : url.substr(at + 3);
}

/// Path and fragment of an address as one list of segments, queries cut.
std::vector<std::string_view> segments_of(std::string_view url) {
    std::string_view rest = after_scheme(url);
    const std::size_t slash = rest.find('/');
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash);
    std::vector<std::string_view> segments;
    for (const std::string_view half : split(rest, '#')) {
        for (const std::string_view segment : split(half.substr(0, half.find('?')), '/')) {
            if (!segment.empty()) segments.push_back(segment);
        }
    }
    return segments;
}

std::string_view segment_after(const std::vector<std::string_view>& segments,
                               std::string_view name) {
    for (std::size_t i = 0; i + 1 < segments.size(); ++i) {
        if (segments[i] == name) return segments[i + 1];
    }
    return {};
}

tl::unexpected<Error> no_scenario(const Text& message) {
    return failure(ErrorKind::invalid_input, message, texts::scenario_paste);
}

tl::unexpected<Error> looks_like_key() {
    return failure(ErrorKind::invalid_input, texts::scenario_looks_like_key,
                   texts::scenario_looks_like_key_advice);
}

Result<ScenarioLink> parse_scenario_url(std::string_view text) {
    const auto segments = segments_of(text);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (segments[i] != "runtime") continue;
        for (std::size_t next = i + 1; next < segments.size(); ++next) {
            const std::string_view segment = segments[next];
            if (segment == "scenario" || segment == "scenarios" || segment == "run") continue;
            if (!is_id(segment)) break;
            return ScenarioLink{*ScenarioId::parse(segment), host_of(text)};
        }
    }
    if (contains_uuid_segment(segments)) return looks_like_key();
    if (segment_after(segments, "runtime") == "scenario") {
        return no_scenario(texts::scenario_list_address);
    }
    return no_scenario(texts::scenario_other_address);
}

constexpr std::size_t kLongestLink = 2000;
constexpr std::string_view kNotInHosts = "@\\<>\"'`{}|^%\x7F";

/// A name, an IPv4 or a bracketed IPv6 address, with or without a port; nothing else, user names
/// and tokens least of all.
bool is_host(std::string_view host) {
    static constexpr std::string_view kName = "abcdefghijklmnopqrstuvwxyz0123456789.-";
    const std::size_t colon = host.rfind(':');
    if (colon != std::string_view::npos && !host.ends_with(']')) {
        if (!parse_positive(host.substr(colon + 1))) return false;
        host = host.substr(0, colon);
    }
    if (host.starts_with('[') && host.ends_with(']')) {
        return host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdef:.") ==
               std::string_view::npos;
    }
    return !host.empty() && host.find_first_not_of(kName) == std::string_view::npos;
}

/// Where the pages and the API of OctoPerf begin below its root (OctoPerf API §1, §3).
bool is_own_folder(std::string_view segment) {
    for (const std::string_view own : {"ui", "app", "doc", "mcp", "design", "runtime", "analysis",
                                       "workspaces", "users", "public"}) {
        if (equals_ignoring_case(segment, own)) return true;
    }
    return to_lower(segment).starts_with("swagger-ui");
}

/// The path of a shared host under which an OctoPerf stands: "/octoperf", mostly "". Empty
/// optional: it has letters that a plain path has not.
std::optional<std::string> base_path(std::string_view url) {
    const std::string_view rest = after_scheme(url);
    const std::size_t slash = rest.substr(0, rest.find_first_of("?#")).find('/');
    std::string path;
    if (slash == std::string_view::npos) return path;
    const std::string_view all = rest.substr(slash, rest.find_first_of("?#") - slash);
    for (const std::string_view segment : split(all, '/')) {
        if (segment.empty()) continue;
        if (is_own_folder(segment)) break;
        if (percent_encode(segment) != segment || segment == "." || segment == "..") return {};
        path += concat({"/", segment});
    }
    return path;
}

/// What somebody has entered, to be shown: without what may be a password.
std::string without_account(std::string_view text) {
    const std::size_t at = text.rfind('@');
    return redact(at == std::string_view::npos ? text : text.substr(at));
}

}  // namespace

Result<ScenarioLink> parse_scenario(std::string_view text) {
    text = strip_wrapping(text);
    if (text.empty()) {
        return failure(ErrorKind::not_configured, texts::scenario_missing,
                       texts::scenario_missing_advice);
    }
    if (looks_like_uuid(text)) return looks_like_key();
    if (is_id(text)) return ScenarioLink{*ScenarioId::parse(text)};
    if (text.find('/') != std::string_view::npos) return parse_scenario_url(text);
    return no_scenario(texts::scenario_no_id);
}

std::optional<ReportLink> parse_report(std::string_view url) {
    url = strip_wrapping(url);
    const auto segments = segments_of(url);
    std::optional<ReportLink> link;
    bool in_analysis = false;
    for (const std::string_view segment : segments) {
        if (segment == "analysis")
            in_analysis = true;
        else if (in_analysis && is_id(segment))
            link = ReportLink{*BenchReportId::parse(segment)};
    }
    if (!link) return std::nullopt;
    link->host = host_of(url);
    if (is_id(segment_after(segments, "workspace"))) {
        link->workspace = std::string(segment_after(segments, "workspace"));
    }
    if (is_id(segment_after(segments, "project"))) {
        link->project = std::string(segment_after(segments, "project"));
    }
    return link;
}

std::string report_url(std::string_view base, std::string_view workspace, std::string_view project,
                       const BenchReportId& report) {
    return concat({base, "/ui/workspace/", percent_encode(workspace), "/project/",
                   percent_encode(project), "/analysis/report/", percent_encode(report.text())});
}

std::string host_of(std::string_view url) {
    const std::string lower = to_lower(trim(url));
    if (!lower.starts_with("http://") && !lower.starts_with("https://")) return {};
    const std::string_view rest = after_scheme(lower);
    const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
    // "octoperf.com@elsewhere" is elsewhere; browsers take a backslash for a slash.
    for (const char c : host) {
        if (static_cast<unsigned char>(c) <= 0x20 || kNotInHosts.find(c) != std::string_view::npos)
            return {};
    }
    return std::string(host);
}

std::string link_of(std::string_view url) {
    url = trim(url);
    if (url.size() > kLongestLink || host_of(url).empty()) return {};
    for (const char c : url) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7F || c == '<' || c == '>' || c == '`') return {};
    }
    return std::string(url);
}

bool same_octoperf(std::string_view host, std::string_view other) {
    const auto cloud = [](std::string_view name) {
        return name == "octoperf.com" || name.ends_with(".octoperf.com");
    };
    return host == other || (cloud(host) && cloud(other));
}

Result<std::string> normalise_base_url(std::string_view text) {
    std::string url(strip_wrapping(text));
    if (url.find("://") == std::string::npos) url = "https://" + url;
    const std::string host = host_of(url);
    const auto path = base_path(url);
    if (!is_host(host) || !path) {
        return tl::unexpected(Error{ErrorKind::invalid_input,
                                    phrase(texts::octoperf_url_wrong, {without_account(text)}),
                                    texts::octoperf_url_wrong_advice, ""});
    }
    return concat({to_lower(url.substr(0, url.find("://"))), "://", host, *path});
}

}  // namespace octospira::octoperf
