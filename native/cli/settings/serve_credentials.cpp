#include <chrono>
#include <utility>

#include "native/cli/settings/serve_settings.hpp"

namespace octospira::cli {

namespace {

constexpr std::size_t kShortestSecret = 16;

}  // namespace

void CredentialSettings::add_to(CLI::App& serve) {
    OptionGroup group(serve, "Who may post (secrets are read again at SIGHUP)");
    group.add_secret("--secret-file", secret,
                     "File with the secret of the header X-OctoSpira-Secret, two lines while you "
                     "change it");
    group.add("--webhook-user", webhook_user, "NAME",
              "username accepted in the address; default: the Spira user");
    group.add_secret("--webhook-key-file", webhook_key,
                     "File with the api-key accepted in the address, two lines while you change "
                     "it; default: the Spira key");
    group.add("--webhook-account-file", accounts_file, "FILE",
              "File with further accounts accepted in the address, one per line: user, blank, "
              "api-key; a user may have two lines. With it, the Spira account is accepted only if "
              "listed");
    group.add_flag("--header-only", header_only,
                   "Accept the secret header only, no account in the address");
    group
        .add("--allow-network", allowed_networks, "NETWORK",
             "Network that may post, e.g. 192.0.2.0/24; may be repeated; default: all")
        ->delimiter(',');
    group
        .add("--trusted-proxy", trusted_proxies, "NETWORK",
             "Network of proxies whose X-Forwarded-For is trusted; may be repeated")
        ->delimiter(',');
    group
        .add_with_default(
            "--failure-limit", failures, "N",
            "Attempts with wrong credentials from one address before it gets 429; 0: no limit")
        ->check(CLI::Validator(CLI::NonNegativeNumber).description(""));
    group.add_duration("--failure-window", failure_window_ms, "60s",
                       "Time for which they are counted, and then blocked, e.g. 60s");
}

void CredentialSettings::apply_to(recorder::RecorderOptions& options,
                                  Complaints& complaints) const {
    options.allowed_networks = complaints.or_complain(http::Networks::parse(allowed_networks));
    options.trusted_proxies = complaints.or_complain(http::Networks::parse(trusted_proxies));
    options.failures = {failures, std::chrono::milliseconds(failure_window_ms)};
}

Result<recorder::Credentials> CredentialSettings::read(const host::SpiraAccess& spira) const {
    auto secrets = read_secrets(secret);
    if (!secrets) return tl::unexpected(secrets.error());
    for (const std::string& one : *secrets) {
        if (one.size() >= kShortestSecret) continue;
        return failure(ErrorKind::invalid_input, "The webhook secret has fewer than 16 characters.",
                       "Make a longer one, e.g. with: openssl rand -hex 24");
    }
    recorder::Credentials credentials{std::move(*secrets), {}};
    if (header_only) return credentials;
    auto accounts = read_accounts(accounts_file);
    if (!accounts) return tl::unexpected(accounts.error());
    for (auto& [user, key] : *accounts) credentials.accounts.push_back({user, std::move(key)});
    auto keys = read_secrets(webhook_key);
    if (!keys) return tl::unexpected(keys.error());
    const bool named = !webhook_user.empty() || !keys->empty();
    if (!accounts_file.empty() && !named) return credentials;
    if (keys->empty()) keys->push_back(spira.api_key);
    const auto given = read_user(webhook_user, "--webhook-user");
    if (!given) return tl::unexpected(given.error());
    const std::string& user = given->empty() ? spira.username : *given;
    for (std::string& key : *keys) credentials.accounts.push_back({user, std::move(key)});
    return credentials;
}

}  // namespace octospira::cli
