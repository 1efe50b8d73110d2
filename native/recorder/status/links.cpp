#include "native/recorder/status/links.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/octoperf/notification.hpp"

namespace octospira::recorder::status {

namespace {

constexpr std::size_t kMostKnown = 2000;
constexpr std::size_t kLongestName = 200;

/// "https://API.example.com:8443/app/#/x" → "https://api.example.com:8443".
std::string origin_of(std::string_view url) {
    const std::size_t slashes = url.find("://");
    if (slashes == std::string_view::npos) return {};
    return to_lower(url.substr(0, url.find_first_of("/?#", slashes + 3)));
}

std::string artifact_url(const Sites& sites, std::string_view page,
                         std::optional<std::int64_t> product, std::optional<std::int64_t> id) {
    if (!product || !id || sites.spira.empty()) return {};
    return concat(
        {sites.spira, "/", std::to_string(*product), "/", page, "/", std::to_string(*id), ".aspx"});
}

}  // namespace

std::string test_case_url(const Sites& sites, std::optional<std::int64_t> product,
                          std::optional<std::int64_t> test_case) {
    return artifact_url(sites, "TestCase", product, test_case);
}

std::string test_run_url(const Sites& sites, std::optional<std::int64_t> product,
                         std::optional<std::int64_t> test_run) {
    return artifact_url(sites, "TestRun", product, test_run);
}

std::string safe_report_url(const Sites& sites, std::string_view url) {
    const std::string_view plain = trim(url);
    const bool printable = std::all_of(plain.begin(), plain.end(), [](char c) {
        return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '\\';
    });
    const std::string origin = origin_of(plain);
    if (!printable || origin.find('@') != std::string::npos) return {};
    const bool secure = origin.starts_with("https://") && origin.size() > 8;
    const bool known = origin.starts_with("http://") && origin == origin_of(sites.octoperf);
    return secure || known ? std::string(plain) : std::string();
}

Report report_of(const Sites& sites, std::string_view body) {
    const auto notification = octoperf::parse_notification(body);
    if (!notification) return {};
    return {std::string(cut_utf8(notification->report_name, kLongestName)),
            safe_report_url(sites, notification->report_url)};
}

const Report& Reports::of(std::int64_t id, Journal& journal) {
    static const Report kNone;
    if (const auto known = known_.find(id); known != known_.end()) return known->second;
    const auto story = journal.find(id);
    if (!story || !*story) return kNone;
    if (known_.size() >= kMostKnown) known_.erase(known_.begin());
    return known_.emplace(id, report_of(sites_, (*story)->body)).first->second;
}

}  // namespace octospira::recorder::status
