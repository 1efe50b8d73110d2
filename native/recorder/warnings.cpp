#include "native/recorder/warnings.hpp"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>

#include "native/host/address.hpp"

namespace octospira::recorder {

namespace {

constexpr int kSoonDays = 21;

struct Close {
    void operator()(BIO* file) const { ::BIO_free(file); }
    void operator()(X509* certificate) const { ::X509_free(certificate); }
};

/// The first of the file, which is the server's own; null where there is none.
std::unique_ptr<X509, Close> own_certificate(const std::string& path) {
    const std::unique_ptr<BIO, Close> file(::BIO_new_file(path.c_str(), "r"));
    if (!file) return nullptr;
    return std::unique_ptr<X509, Close>(::PEM_read_bio_X509(file.get(), nullptr, nullptr, nullptr));
}

/// In whole days from `now`, negative in the past; empty for a time that cannot be read.
std::optional<int> days_until(const ASN1_TIME* time, EpochMs now) {
    const std::unique_ptr<ASN1_TIME, decltype(&::ASN1_TIME_free)> from(
        ::ASN1_TIME_set(nullptr, static_cast<std::time_t>(now / 1000)), &::ASN1_TIME_free);
    int days = 0;
    int seconds = 0;
    if (!from || ::ASN1_TIME_diff(&days, &seconds, from.get(), time) != 1) return std::nullopt;
    return days == 0 && seconds < 0 ? -1 : days;
}

void warn(const RecorderOptions& options, std::string_view event, Json members,
          const char* advice) {
    members["advice"] = advice;
    options.log->write(LogLevel::warning, event, members);
}

}  // namespace

void write_certificate_warning(const RecorderOptions& options) {
    if (!options.tls) return;
    const auto certificate = own_certificate(options.tls->certificate);
    if (!certificate) return;
    const EpochMs now = options.clock();
    const auto begin = days_until(::X509_get0_notBefore(certificate.get()), now);
    const auto end = days_until(::X509_get0_notAfter(certificate.get()), now);
    Json members{{"file", options.tls->certificate}};
    if (end && *end < 0) {
        warn(options, "certificate_expired", std::move(members),
             "OctoPerf refuses it: renew it, then reload (SIGHUP).");
    } else if (begin && *begin > 0) {
        members["days"] = *begin;
        warn(options, "certificate_not_yet_valid", std::move(members),
             "Check this machine's clock and the certificate.");
    } else if (end && *end < kSoonDays) {
        members["days"] = *end;
        warn(options, "certificate_expires_soon", std::move(members),
             "Renew it in time, then reload (SIGHUP).");
    }
}

void write_warnings(const RecorderOptions& options) {
    if (host::sends_in_clear(options.spira.base_url)) {
        warn(options, "spira_key_in_clear", Json{{"address", options.spira.base_url}},
             "Anyone on the network path can read the key: use Spira's https address.");
    }
    if (options.octoperf && host::sends_in_clear(options.octoperf->base_url)) {
        warn(options, "octoperf_key_in_clear", Json{{"address", options.octoperf->base_url}},
             "Anyone on the network path can read the key: use OctoPerf's https address.");
    }
    write_certificate_warning(options);
}

}  // namespace octospira::recorder
