#include "native/cli/settings/connection_settings.hpp"

#include <chrono>
#include <utility>

#include "core/octoperf/links.hpp"
#include "native/host/address.hpp"

namespace octospira::cli {

void SpiraAccountSettings::add_to(OptionGroup& group, Need need) {
    const std::string required = need == Need::required ? " (required)" : "";
    group.add("--spira-url", url, "URL", "Spira's address, as typed in the browser" + required);
    group.add("--spira-user", user, "NAME", "User name of the Spira account" + required);
    group.add_secret("--spira-key-file", key,
                     "File with the account's API key (RSS token)" + required);
}

std::optional<host::SpiraAccess> SpiraAccountSettings::read(Need need,
                                                            Complaints& complaints) const {
    const bool required = need == Need::required;
    if (required && url.empty())
        complaints.missing("Spira's address (--spira-url or OCTOSPIRA_SPIRA_URL)");
    // What is there and cannot be used is not missing as well.
    const auto given = [&](const Result<std::string>& value, const char* what) {
        std::string text = complaints.or_complain(value);
        if (required && value && text.empty()) complaints.missing(what);
        return text;
    };
    const std::string name =
        given(read_user(user, "--spira-user"),
              "the Spira account's user name (--spira-user or OCTOSPIRA_SPIRA_USER)");
    const std::string secret = given(
        read_secret(key), "the Spira account's key (--spira-key-file or OCTOSPIRA_SPIRA_KEY)");
    if (url.empty()) return std::nullopt;
    auto base = host::normalise_spira_url(url);
    if (!complaints.holds(base) || name.empty() || secret.empty()) return std::nullopt;
    return host::SpiraAccess{std::move(*base), name, secret};
}

void OctoPerfAccountSettings::add_to(OptionGroup& group) {
    group.add_with_default("--octoperf-url", url, "URL", "OctoPerf's address");
    group.add_secret("--octoperf-key-file", key, "File with an OctoPerf API key");
}

Result<std::string> OctoPerfAccountSettings::base_url() const {
    auto base = octoperf::normalise_base_url(url);
    if (base) return base;
    return failure(ErrorKind::invalid_input, base.error().message,
                   "Give https://api.octoperf.com or the address of your own OctoPerf with "
                   "--octoperf-url.");
}

void NetworkSettings::add_to(OptionGroup& group) {
    group.add("--ca-file", ca_file, "FILE", "PEM file of private certificate authorities")
        ->check(CLI::Validator(CLI::ExistingFile).description(""));
    group.add("--proxy", proxy, "URL", "Proxy, e.g. http://proxy:3128");
    group.add_duration("--connect-timeout", connect_timeout_ms, "10s",
                       "Time limit to connect, e.g. 10s");
    group.add_duration("--timeout", timeout_ms, "60s", "Time limit for a whole call, e.g. 60s");
}

http::ClientOptions NetworkSettings::client() const {
    http::ClientOptions client;
    client.ca_file = ca_file;
    client.proxy = proxy;
    client.connect_timeout = std::chrono::milliseconds(connect_timeout_ms);
    client.total_timeout = std::chrono::milliseconds(timeout_ms);
    return client;
}

}  // namespace octospira::cli
