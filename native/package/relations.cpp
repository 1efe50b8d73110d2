#include "native/package/relations.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "core/base/text.hpp"
#include "native/package/rules.hpp"
#include "native/package/urls.hpp"

namespace octospira::package {

namespace {

/// Calls `visit(item, path)` for each object of a list that may be missing or something else.
template <class Visit>
void for_each(const Json& object, const std::string& path, std::string_view key, Visit visit) {
    const Json* list = array_at(object, key);
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->size(); ++i) visit((*list)[i], item(member(path, key), i));
}

void check_identity(Manifest& manifest) {
    const auto guid = string_at(manifest.root, "guid");
    if (guid && (!looks_like_uuid(*guid) || guid->size() != 36)) {
        manifest.complain("guid",
                          "must be a UUID such as 01234567-89ab-cdef-0123-456789abcdef; it "
                          "stays the same for ever.");
    }
    const auto name = string_at(manifest.root, "name");
    if (name && name->find_first_of(" \t-") != std::string::npos) {
        manifest.complain("name",
                          "must have no blanks and no hyphens, with which the app does not run.");
    }
}

/// Every value of `key` in the list at most once.
void check_unique(Manifest& manifest, std::string_view list, std::string_view key) {
    std::map<std::string, std::string> seen;  // value → path
    for_each(manifest.root, "", list, [&](const Json& one, const std::string& path) {
        const Json* value = find(one, key);
        if (value == nullptr || value->is_null()) return;
        const std::string text = octospira::to_text(*value);
        const auto [first, fresh] = seen.emplace(text, path);
        if (!fresh) {
            manifest.complain(member(path, key), "is " + printable(text) + " as in " +
                                                     first->second + "; Spira takes one of each.");
        }
    });
}

void check_entry(Manifest& manifest, const Json& entry, const std::string& path,
                 bool page_has_code) {
    if (bool_at(entry, "isActive") != true) {
        manifest.warn(path, "is hidden without `isActive: true`.");
    }
    if (integer_at(entry, "actionTypeId") != kActionFunction) return;
    if (!page_has_code) {
        manifest.complain(path,
                          "calls a function, but its page has no code; add a pageContents item.");
    }
    const auto name = string_at(entry, "name");
    const auto action = string_at(entry, "action");
    if (name && action && *name != *action) {
        manifest.warn(
            member(path, "action"),
            "differs from `name`; Spira's documentation and its apps disagree which of the "
            "two a click is sent to, so make them equal.");
    }
}

void check_menus(Manifest& manifest) {
    std::set<std::int64_t> pages_with_code;
    for_each(manifest.root, "", "pageContents", [&](const Json& one, const std::string&) {
        if (const auto page = integer_at(one, "pageId")) pages_with_code.insert(*page);
    });
    for_each(manifest.root, "", "menus", [&](const Json& menu, const std::string& path) {
        if (bool_at(menu, "isActive") != true)
            manifest.warn(path, "is hidden without `isActive: true`.");
        const auto page = integer_at(menu, "pageId");
        // A page that is missing or wrong has its own finding.
        const bool has_code = !page || *page < 1 || *page > 21 || pages_with_code.contains(*page);
        std::set<std::string> names;
        for_each(menu, path, "entries", [&](const Json& entry, const std::string& inner) {
            check_entry(manifest, entry, inner, has_code);
            const auto name = string_at(entry, "name");
            if (name && !names.insert(*name).second) {
                manifest.complain(member(inner, "name"),
                                  "is the name of another entry of this menu.");
            }
        });
    });
}

void check_pages(Manifest& manifest) {
    check_unique(manifest, "menus", "pageId");
    check_unique(manifest, "pageContents", "pageId");
    check_unique(manifest, "pageColumns", "pageId");
    check_unique(manifest, "dashboards", "dashboardTypeId");
    for_each(manifest.root, "", "pageColumns", [&](const Json& one, const std::string& path) {
        const auto page = integer_at(one, "pageId");
        if (page && *page >= 1 && *page <= 21 && !is_list_page(static_cast<int>(*page))) {
            manifest.complain(member(path, "pageId"),
                              "is " + std::string(page_name(static_cast<int>(*page))) +
                                  "; only list pages have columns.");
        }
    });
    for_each(manifest.root, "", "dashboards", [&](const Json& one, const std::string& path) {
        const auto type = integer_at(one, "dashboardTypeId");
        if (type && *type >= 1 && *type <= 7 && dashboard_name(static_cast<int>(*type)).empty()) {
            manifest.complain(member(path, "dashboardTypeId"),
                              "is a dashboard that is not open to apps; use 1, 2 or 3.");
        }
        if (bool_at(one, "isActive") != true)
            manifest.warn(path, "is hidden without `isActive: true`.");
    });
}

/// The name is a setting's of the type 13 in `settings`.
bool is_fixed_url(const Json& root, const std::string& name) {
    bool found = false;
    for_each(root, "", "settings", [&](const Json& one, const std::string&) {
        found = found || (string_at(one, "name") == name &&
                          integer_at(one, "settingTypeId") == kSettingFixedUrl);
    });
    return found;
}

void check_url_setting(Manifest& manifest, const Json& setting, const std::string& path) {
    const auto type = integer_at(setting, "settingTypeId");
    const auto value = string_at(setting, "value");
    if (type == kSettingFixedUrl) {
        if (!value) {
            manifest.complain(
                path, "is a fixed URL (type 13) and lacks the key `value`; add the address.");
        } else if (const auto fault = white_list_fault(*value); !fault.empty()) {
            manifest.complain(member(path, "value"), fault);
        }
    } else if (find(setting, "value") != nullptr) {
        manifest.complain(member(path, "value"),
                          "belongs to fixed URLs (type 13) only; remove it.");
    }
    const auto fallback = string_at(setting, "defaultSettingName");
    if (!fallback) return;
    const std::string inner = member(path, "defaultSettingName");
    if (type != kSettingConfigurableUrl) {
        manifest.complain(inner, "belongs to configurable URLs (type 14) only; remove it.");
    } else if (!is_fixed_url(manifest.root, *fallback)) {
        manifest.complain(inner, "must be the name of a fixed URL (type 13) in settings.");
    }
}

void check_settings(Manifest& manifest) {
    check_unique(manifest, "settingGroups", "name");
    std::set<std::string> groups;
    for_each(manifest.root, "", "settingGroups",
             [&](const Json& one, const std::string&) { groups.insert(text_at(one, "name")); });
    std::map<std::string, std::string>
        names;  // over both lists: a system setting hides a product's
    for (const std::string_view list : {"settings", "productSettings"}) {
        const bool of_system = list == "settings";
        for_each(manifest.root, "", list, [&](const Json& one, const std::string& path) {
            if (const auto name = string_at(one, "name")) {
                const auto [first, fresh] = names.emplace(*name, path);
                if (!fresh)
                    manifest.complain(
                        member(path, "name"),
                        "is the name of " + first->second + " too; settings need different names.");
            }
            if (const auto group = string_at(one, "settingGroup");
                group && !groups.contains(*group)) {
                manifest.complain(member(path, "settingGroup"),
                                  "names a group that settingGroups does not have.");
            }
            const auto type = integer_at(one, "settingTypeId");
            if (type && *type >= 1 && *type <= 14) {
                const SettingType row = setting_type(static_cast<int>(*type));
                if (!(of_system ? row.system : row.product)) {
                    manifest.complain(member(path, "settingTypeId"),
                                      "is " + std::to_string(*type) + " (" + std::string(row.name) +
                                          "), which Spira does not offer in " + std::string(list) +
                                          ".");
                }
            }
            if (of_system) check_url_setting(manifest, one, path);
        });
    }
}

}  // namespace

void check_relations(Manifest& manifest) {
    check_identity(manifest);
    check_pages(manifest);
    check_menus(manifest);
    check_settings(manifest);
    check_unique(manifest, "storage", "key");
}

}  // namespace octospira::package
