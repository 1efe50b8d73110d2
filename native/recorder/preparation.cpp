#include "native/recorder/preparation.hpp"

#include <mutex>
#include <random>
#include <utility>

#include "core/octoperf/links.hpp"
#include "native/host/address.hpp"

namespace octospira::recorder {

namespace {

tl::unexpected<Error> wrong(std::string message, std::string advice) {
    return failure(ErrorKind::invalid_input, std::move(message), std::move(advice), "settings");
}

EpochMs system_time() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::function<double()> system_random() {
    struct Source {
        std::mutex mutex;
        std::mt19937 engine{std::random_device()()};
    };
    return [source = std::make_shared<Source>()] {
        const std::lock_guard lock(source->mutex);
        return std::uniform_real_distribution<double>()(source->engine);
    };
}

std::vector<std::string> secrets_of(const RecorderOptions& options) {
    std::vector<std::string> secrets = secrets_of(options.credentials);
    secrets.push_back(options.spira.api_key);
    if (options.octoperf) secrets.push_back(options.octoperf->api_key);
    for (const std::string& token : options.status.tokens) secrets.push_back(token);
    if (!options.journal_password.empty()) secrets.push_back(options.journal_password);
    return secrets;
}

/// Secrets do not go over a network that others can listen to, unless it is asked for by name.
Result<void> check_listening(const RecorderOptions& options) {
    const auto address = http::IpAddress::parse(options.address);
    if (!address || address->is_loopback() || options.tls || options.public_plain_http) return {};
    return wrong("Plain HTTP on " + options.address + " would send secrets unencrypted.",
                 "Give --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy with TLS, "
                 "or add --public-plain-http if you trust this network.");
}

}  // namespace

std::vector<std::string> secrets_of(const Credentials& credentials) {
    std::vector<std::string> secrets = credentials.secrets;
    for (const Account& account : credentials.accounts) secrets.push_back(account.api_key);
    return secrets;
}

Result<void> validate_credentials(const Credentials& credentials) {
    if (!credentials.secrets.empty() || !credentials.accounts.empty()) return {};
    return wrong("No sender could post: neither a webhook secret nor an account is configured.",
                 "Give a secret for the notification's header.");
}

Result<void> prepare(RecorderOptions& options) {
    auto base = host::normalise_spira_url(options.spira.base_url);
    if (!base) return tl::unexpected(base.error());
    options.spira.base_url = std::move(*base);
    if (options.spira.username.empty() || options.spira.api_key.empty()) {
        return wrong("The Spira account's user name or key is missing.",
                     "Give both: the user's name and its API key (the RSS token).");
    }
    if (options.octoperf) {
        auto octoperf = octoperf::normalise_base_url(options.octoperf->base_url);
        if (!octoperf) return tl::unexpected(octoperf.error());
        options.octoperf->base_url = std::move(*octoperf);
    }
    if (options.workers < 1 || options.workers > kMaxWorkers) {
        return wrong(
            "The number of workers is not between 1 and 10.",
            "Three are usually enough; more than ten cause deadlocks in Spira's database.");
    }
    if (auto credentials = validate_credentials(options.credentials); !credentials)
        return credentials;
    if (auto listening = check_listening(options); !listening) return listening;
    if (!options.clock) options.clock = system_time;
    if (!options.random) options.random = system_random();
    if (!options.log) options.log = create_log({options.log_format, nullptr, secrets_of(options)});
    return {};
}

}  // namespace octospira::recorder
