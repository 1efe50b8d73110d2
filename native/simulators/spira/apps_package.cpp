#include "native/simulators/spira/apps_package.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "core/base/text.hpp"
#include "native/http/base64.hpp"
#include "native/simulators/spira/apps_rules.hpp"
#include "native/simulators/spira/proxy_url.hpp"

namespace octospira::simulators::spira {

namespace {

// SpiraApp platform §2.1.
const std::vector<Rule> kRoot = rules(R"(
    guid text 64 required, name text 255 required, caption text 255, summary text 255,
    description text, productSummary text 255, productDescription text, author text 128,
    license text, copyright text 128, url text 256, icon image, version version required,
    menus list, pageContents list, pageColumns list, dashboards list, settingGroups list,
    settings list, productSettings list, storage list)");
const std::vector<Rule> kMenu = rules(R"(
    pageId integer 1..21 required, caption text 255 required, icon text 255, isActive boolean,
    entries list)");
const std::vector<Rule> kEntry = rules(R"(
    name text 50 required, caption text 128 required, tooltip text 255, icon text 255,
    actionTypeId integer 1..2 required, action text 255 required, isActive boolean)");
const std::vector<Rule> kPageContent = rules(R"(
    pageId integer 1..21 required, name text 128 required, code file required, css file)");
const std::vector<Rule> kPageColumn = rules(R"(
    pageId integer 1..21 required, name text 50 required, caption text 50 required,
    template file required)");
const std::vector<Rule> kDashboard = rules(R"(
    dashboardTypeId integer 1..6 required, name text 128 required, isActive boolean,
    description text, code file required)");
const std::vector<Rule> kGroup = rules(R"(
    name text 50 required, caption text 255 required, description text)");
const std::vector<Rule> kSetting = rules(R"(
    settingTypeId integer 1..14 required, name text 255 required, caption text 50 required,
    placeholder text 255, tooltip text 255, isSecure boolean, position integer 1..,
    settingGroup text 50, value text, defaultSettingName text 255)");
const std::vector<Rule> kProductSetting = rules(R"(
    settingTypeId integer 1..12 required, name text 255 required, caption text 50 required,
    placeholder text 255, tooltip text 255, isSecure boolean, position integer 1..,
    settingGroup text 50, artifactTypeId integer -1000..)");
const std::vector<Rule> kStorage = rules(R"(
    key text 128 required, value text 255, isSecure boolean)");

constexpr std::array kListPages = {1, 3, 6, 8, 10, 11, 13, 15, 17, 19};
constexpr std::array kSystemTypes = {1, 2, 4, 9, 10, 13, 14};
constexpr std::array kProductTypes = {1, 2, 3, 4, 5, 7, 9, 10, 11, 12};

template <class Range>
bool contains(const Range& range, std::int64_t number) {
    return std::find(range.begin(), range.end(), number) != range.end();
}

std::string place_of(std::string_view list, std::size_t index) {
    return std::string(list) + "[" + std::to_string(index) + "]";
}

using More = std::function<std::string(Json& item, const std::string& place)>;

/// Checks every item of one of the manifest's lists, and that `unique` tells them apart.
std::string check_list(Json& manifest, std::string_view name, const std::vector<Rule>& rules,
                       std::string_view unique, const More& more = {}) {
    Json* list = find(manifest, name);
    if (list == nullptr) return {};
    std::size_t index = 0;
    for (Json& item : *list) {
        const std::string place = place_of(name, index++);
        std::string fault = check_object(item, place, rules);
        if (fault.empty() && more) fault = more(item, place);
        if (!fault.empty()) return fault;
    }
    return check_unique(*list, name, unique);
}

std::string check_entries(Json& menu, const std::string& place) {
    Json* entries = find(menu, "entries");
    if (entries == nullptr) return {};
    std::size_t index = 0;
    for (Json& entry : *entries) {
        std::string fault = check_object(entry, place_of(place + ".entries", index++), kEntry);
        if (!fault.empty()) return fault;
    }
    return check_unique(*entries, place + ".entries", "name");
}

std::string check_column(const Json& column, const std::string& place) {
    const bool on_list = contains(kListPages, integer_at(column, "pageId").value_or(0));
    return on_list ? "" : place + ".pageId is not the number of a list page";
}

std::string check_url_setting(const Json& manifest, const Json& setting, const std::string& place) {
    const auto type = integer_at(setting, "settingTypeId").value_or(0);
    const auto value = string_at(setting, "value");
    if (type == setting_type::kFixedUrl) {
        if (!value) return place + ".value is missing: a FixedUrl needs it";
        const auto fault = url_setting_fault(*value);
        return fault.empty() ? "" : place + ".value " + std::string(fault);
    }
    if (value) return place + ".value belongs to a FixedUrl only";
    const auto fallback = string_at(setting, "defaultSettingName");
    if (!fallback) return {};
    if (type != setting_type::kConfigurableUrl) {
        return place + ".defaultSettingName belongs to a ConfigurableUrl only";
    }
    for (const Json& other : *array_at(manifest, "settings")) {
        if (text_at(other, "name") == *fallback &&
            integer_at(other, "settingTypeId") == setting_type::kFixedUrl) {
            return {};
        }
    }
    return place + ".defaultSettingName does not name a FixedUrl";
}

std::string check_settings(Json& manifest, bool url_settings) {
    const Json& whole = manifest;
    std::string fault = check_list(
        manifest, "settings", kSetting, "name", [&](Json& setting, const std::string& place) {
            const auto type = integer_at(setting, "settingTypeId").value_or(0);
            if (!contains(kSystemTypes, type)) {
                return place + ".settingTypeId is not a type of system settings";
            }
            if (type >= setting_type::kFixedUrl && !url_settings) {
                return place + ".settingTypeId needs Spira 9.3";
            }
            return check_url_setting(whole, setting, place);
        });
    if (!fault.empty()) return fault;
    return check_list(manifest, "productSettings", kProductSetting, "name",
                      [](Json& setting, const std::string& place) {
                          const auto type = integer_at(setting, "settingTypeId").value_or(0);
                          return contains(kProductTypes, type)
                                     ? std::string()
                                     : place + ".settingTypeId is not a type of product settings";
                      });
}

std::string check_manifest(Json& manifest, bool url_settings) {
    std::string fault = check_object(manifest, "", kRoot);
    if (!fault.empty()) return fault;
    if (text_at(manifest, "name").find_first_of(" \t-") != std::string::npos) {
        return "name has blanks or hyphens";
    }
    const std::array<std::function<std::string()>, 7> checks = {
        [&] { return check_list(manifest, "menus", kMenu, "pageId", check_entries); },
        [&] { return check_list(manifest, "pageContents", kPageContent, "pageId"); },
        [&] { return check_list(manifest, "pageColumns", kPageColumn, "pageId", check_column); },
        [&] { return check_list(manifest, "dashboards", kDashboard, "dashboardTypeId"); },
        [&] { return check_list(manifest, "settingGroups", kGroup, "name"); },
        [&] { return check_settings(manifest, url_settings); },
        [&] { return check_list(manifest, "storage", kStorage, "key"); },
    };
    for (const auto& check : checks) {
        fault = check();
        if (!fault.empty()) return fault;
    }
    return {};
}

}  // namespace

Result<Json> read_package(std::string_view text, bool url_settings) {
    const auto bytes = http::decode_base64(text);
    if (!bytes || bytes->empty()) {
        return failure(ErrorKind::invalid_input, "The package is not base64 without line breaks.");
    }
    auto manifest = parse_json(*bytes);
    if (!manifest) return failure(ErrorKind::invalid_input, "The package does not hold JSON.");
    const std::string fault = check_manifest(*manifest, url_settings);
    if (!fault.empty()) return failure(ErrorKind::invalid_input, fault + ".");
    return manifest;
}

std::string_view url_setting_fault(std::string_view url) {
    constexpr std::size_t kLongest = 8192;
    if (url.size() > kLongest) return "is longer than 8192 characters";
    const auto parts = split_url(url);
    if (!parts) return "is not a URL";
    return is_domain_name(parts->host)
               ? ""
               : "has no domain name; IP addresses and localhost are refused";
}

}  // namespace octospira::simulators::spira
