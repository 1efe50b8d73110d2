#include "native/package/rules.hpp"

#include <algorithm>
#include <array>

namespace octospira::package {

namespace {

constexpr KeyRule text(std::string_view key, int longest = kNoLimit) {
    return {.key = key, .kind = Kind::text, .high = longest};
}
constexpr KeyRule flag(std::string_view key) {
    return {.key = key, .kind = Kind::flag};
}
constexpr KeyRule integer(std::string_view key, int low, int high = kNoLimit) {
    return {.key = key, .kind = Kind::integer, .low = low, .high = high};
}
constexpr KeyRule decimal(std::string_view key) {
    return {.key = key, .kind = Kind::decimal};
}
constexpr KeyRule icon(std::string_view key) {
    return {.key = key, .kind = Kind::icon, .extension = "svg"};
}
constexpr KeyRule file(std::string_view key, std::string_view extension) {
    return {.key = key, .kind = Kind::file, .extension = extension};
}
constexpr KeyRule list(std::string_view key, Object content) {
    return {.key = key, .kind = Kind::list, .content = content};
}
constexpr KeyRule required(KeyRule rule) {
    rule.required = true;
    return rule;
}

constexpr std::array kRoot = {
    required(text("guid", 64)),
    required(text("name", 255)),
    text("caption", 255),
    text("summary", 255),
    text("description"),
    text("productSummary", 255),
    text("productDescription"),
    text("author", 128),
    text("license"),
    text("copyright", 128),
    text("url", 256),
    icon("icon"),
    required(decimal("version")),
    list("menus", Object::menu),
    list("pageContents", Object::page_content),
    list("pageColumns", Object::page_column),
    list("dashboards", Object::dashboard),
    list("settingGroups", Object::setting_group),
    list("settings", Object::setting),
    list("productSettings", Object::product_setting),
    list("storage", Object::stored_value),
};

constexpr std::array kMenu = {
    required(integer("pageId", 1, 21)),
    required(text("caption", 255)),
    text("icon", 255),
    flag("isActive"),
    list("entries", Object::entry),
};

constexpr std::array kEntry = {
    required(text("name", 50)),
    required(text("caption", 128)),
    text("tooltip", 255),
    text("icon", 255),
    required(integer("actionTypeId", 1, 2)),
    required(text("action", 255)),
    flag("isActive"),
};

constexpr std::array kPageContent = {
    required(integer("pageId", 1, 21)),
    required(text("name", 128)),
    required(file("code", "js")),
    file("css", "css"),
};

constexpr std::array kPageColumn = {
    required(integer("pageId", 1, 21)),
    required(text("name", 50)),
    required(text("caption", 50)),
    required(file("template", "html")),
};

constexpr std::array kDashboard = {
    required(integer("dashboardTypeId", 1, 7)),
    required(text("name", 128)),
    flag("isActive"),
    text("description"),
    file("code", "js"),
};

constexpr std::array kSettingGroup = {
    required(text("name", 50)),
    required(text("caption", 255)),
    text("description"),
};

constexpr std::array kSetting = {
    required(integer("settingTypeId", 1, 14)),
    required(text("name", 255)),
    required(text("caption", 50)),
    text("placeholder", 255),
    text("tooltip", 255),
    flag("isSecure"),
    integer("position", 1),
    text("settingGroup", 50),
    text("value", 8192),
    text("defaultSettingName", 255),
};

constexpr std::array kProductSetting = {
    required(integer("settingTypeId", 1, 14)),
    required(text("name", 255)),
    required(text("caption", 50)),
    text("placeholder", 255),
    text("tooltip", 255),
    flag("isSecure"),
    integer("position", 1),
    text("settingGroup", 50),
    integer("artifactTypeId", -1000),
};

constexpr std::array kStoredValue = {
    required(text("key", 128)),
    required(text("value", 255)),
    flag("isSecure"),
};

constexpr std::array<std::string_view, 21> kPages = {
    "TestCaseList",    "TestCaseDetails",    "TestRunList",
    "TestRunDetails",  "ReleaseDetails",     "RiskList",
    "RiskDetails",     "RequirementList",    "RequirementDetails",
    "ReleaseList",     "TestSetList",        "TestSetDetails",
    "TaskList",        "TaskDetails",        "DocumentList",
    "DocumentDetails", "AutomationHostList", "AutomationHostDetails",
    "IncidentList",    "IncidentDetails",    "SpiraAppProductAdmin"};

constexpr std::array kDashboards = {std::string_view("ProductHome"),
                                    std::string_view("ProductReports"), std::string_view("MyPage")};

constexpr std::array<SettingType, 14> kSettingTypes = {{
    {"text", true, true},
    {"rich text", true, true},
    {"custom property", false, true},
    {"integer", true, true},
    {"artifact status", false, true},
    {"multiple statuses", false, false},
    {"standard field", false, true},
    {"flexible custom property", false, false},
    {"multi-line text", true, true},
    {"yes or no", true, true},
    {"artifact type", false, true},
    {"artifact types", false, true},
    {"fixed URL", true, false},
    {"configurable URL", true, false},
}};

/// Row `number` of a table whose first row is number 1; an empty row where there is none.
template <class Row, std::size_t rows>
Row row_of(const std::array<Row, rows>& table, int number) {
    return number >= 1 && number <= static_cast<int>(rows)
               ? table[static_cast<std::size_t>(number) - 1]
               : Row{};
}

}  // namespace

std::span<const KeyRule> keys_of(Object object) {
    switch (object) {
        case Object::root:
            return kRoot;
        case Object::menu:
            return kMenu;
        case Object::entry:
            return kEntry;
        case Object::page_content:
            return kPageContent;
        case Object::page_column:
            return kPageColumn;
        case Object::dashboard:
            return kDashboard;
        case Object::setting_group:
            return kSettingGroup;
        case Object::setting:
            return kSetting;
        case Object::product_setting:
            return kProductSetting;
        case Object::stored_value:
            return kStoredValue;
    }
    return {};
}

std::string_view page_name(int page_id) {
    return row_of(kPages, page_id);
}

bool is_list_page(int page_id) {
    // The incident list (19) is among them by the documentation, although its details page is next.
    return page_name(page_id).ends_with("List");
}

std::string_view dashboard_name(int dashboard_type_id) {
    return row_of(kDashboards, dashboard_type_id);
}

SettingType setting_type(int setting_type_id) {
    return row_of(kSettingTypes, setting_type_id);
}

}  // namespace octospira::package
