#include "core/spira/system.hpp"

#include "core/base/text.hpp"
#include "core/spira/errors.hpp"

namespace octospira::spira {

namespace {

/// The text that an answer consists of; "" when it is none.
std::string text_of(const Json& json) {
    return json.is_string() ? json.get_ref<const std::string&>() : std::string();
}

}  // namespace

Request get_product_version() {
    return {Method::get, "system/product-version"};
}

Request get_server_time() {
    return {Method::get, "system/settings/server-date-time"};
}

Request get_web_server_url() {
    return {Method::get, "system/settings/web-server-url"};
}

Result<Version> read_product_version(const Answer& answer) {
    static constexpr std::string_view kOrigin = "Spira GET system/product-version";
    const auto json = json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    Version version{text_at(*json, "Version"), 0};
    const auto parts = split(version.text, '.');
    if (parts.size() < 2 || !parse_positive(parts[0]))
        return tl::unexpected(error_of({answer.status, ""}, kOrigin));
    version.number = *parse_positive(parts[0]) * 100 + parse_positive(parts[1]).value_or(0);
    return version;
}

Result<EpochMs> read_server_time(const Answer& answer) {
    static constexpr std::string_view kOrigin = "Spira GET system/settings/server-date-time";
    const auto json = json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    const auto time = parse_utc(text_of(*json));
    if (!time) return tl::unexpected(error_of({answer.status, ""}, kOrigin));
    return *time;
}

std::string read_web_server_url(const Answer& answer) {
    const auto json = json_of(answer, "");
    if (!json) return {};
    return std::string(without_slashes(trim(text_of(*json))));
}

}  // namespace octospira::spira
