#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.hpp"

namespace octospira::octoperf {

/// The content of a test case's scenario field.
struct ScenarioLink {
    ScenarioId id;
    std::string host = {};  ///< "api.octoperf.com" where a whole address was pasted, else empty
};

/// Reads a bare 20-character id or any known scenario address (current, legacy and REST), with
/// quotes, angle brackets, blanks, queries and trailing slashes around it.
/// Errors: not_configured when empty; invalid_input otherwise, with what to paste instead. A UUID
/// is probably an API key: it is rejected and not repeated. Source: OctoPerf API §5.
[[nodiscard]] Result<ScenarioLink> parse_scenario(std::string_view text);

/// The ids in a report's address; only the report is always there.
struct ReportLink {
    BenchReportId report;
    std::string host = {};
    std::string workspace = {};
    std::string project = {};
};

/// Reads any known report address; empty when it is none. Source: OctoPerf API §5.
[[nodiscard]] std::optional<ReportLink> parse_report(std::string_view url);

/// The current report page, "{base}/ui/workspace/{w}/project/{p}/analysis/report/{r}".
[[nodiscard]] std::string report_url(std::string_view base, std::string_view workspace,
                                     std::string_view project, const BenchReportId& report);

/// The base of the REST API from the address that an administrator pasted: scheme, host, port and a
/// path before it kept, "/ui/…", "/app/…", "/doc/…", "#…", "?…" dropped; https if there is no
/// scheme. Errors: invalid_input without a host, with a user in it, or with a path that is not
/// plain.
[[nodiscard]] Result<std::string> normalise_base_url(std::string_view text);

/// Two hosts of the same OctoPerf: the cloud's page and its API have different names.
[[nodiscard]] bool same_octoperf(std::string_view host, std::string_view other);

/// The host (with port) of an http or https address, lower case; empty if it is not one, or has a
/// user name.
[[nodiscard]] std::string host_of(std::string_view url);

/// The address if it can be shown as a link: http or https with a host of its own, and
/// nothing in it that would end a link early, at most 2000 bytes; else "".
[[nodiscard]] std::string link_of(std::string_view url);

}  // namespace octospira::octoperf
