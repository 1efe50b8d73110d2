#include "native/package/base64.hpp"
#include "native/package/package.hpp"
#include "native/package/rules.hpp"
#include "native/package/unicode.hpp"

namespace octospira::package {

namespace {

/// Bytes of the file that a member holds in base64; null without one.
Json size_of(const Json& object, std::string_view key) {
    const auto text = string_at(object, key);
    const auto bytes = text ? decode_base64(*text) : std::nullopt;
    return bytes ? Json(bytes->size()) : Json(nullptr);
}

std::string page_of(const Json& object) {
    return std::string(page_name(static_cast<int>(integer_at(object, "pageId").value_or(0))));
}

/// One row per object of the list; `row` makes it.
template <class Row>
Json rows(const Json& object, std::string_view key, Row row) {
    Json list = Json::array();
    if (const Json* items = array_at(object, key)) {
        for (const Json& one : *items) list.push_back(row(one));
    }
    return list;
}

Json entry_row(const Json& one) {
    const bool is_function = integer_at(one, "actionTypeId") == kActionFunction;
    return {{"name", text_at(one, "name")},
            {"caption", text_at(one, "caption")},
            {is_function ? "function" : "url", text_at(one, "action")},
            {"visible", bool_at(one, "isActive").value_or(false)}};
}

Json menu_row(const Json& one) {
    return {{"page", page_of(one)},
            {"caption", text_at(one, "caption")},
            {"visible", bool_at(one, "isActive").value_or(false)},
            {"entries", rows(one, "entries", entry_row)}};
}

Json page_row(const Json& one) {
    return {{"page", page_of(one)},
            {"name", text_at(one, "name")},
            {"codeBytes", size_of(one, "code")},
            {"cssBytes", size_of(one, "css")}};
}

Json column_row(const Json& one) {
    return {{"page", page_of(one)},
            {"name", text_at(one, "name")},
            {"caption", text_at(one, "caption")}};
}

Json dashboard_row(const Json& one) {
    const auto type = static_cast<int>(integer_at(one, "dashboardTypeId").value_or(0));
    return {{"dashboard", std::string(dashboard_name(type))},
            {"name", text_at(one, "name")},
            {"codeBytes", size_of(one, "code")}};
}

Json setting_row(const Json& one) {
    const auto type = static_cast<int>(integer_at(one, "settingTypeId").value_or(0));
    return {{"name", text_at(one, "name")},
            {"caption", text_at(one, "caption")},
            {"type", std::string(setting_type(type).name)},
            {"secure", bool_at(one, "isSecure").value_or(false)}};
}

Json stored_row(const Json& one) {
    return {{"key", text_at(one, "key")}, {"secure", bool_at(one, "isSecure").value_or(false)}};
}

/// The member's text, fit for a terminal.
std::string shown(const Json& row, std::string_view key) {
    return printable(text_at(row, key));
}

std::string hidden(const Json& row) {
    return bool_at(row, "visible") == false ? ", hidden" : "";
}

std::string bytes_of(const Json& row, std::string_view key) {
    const auto bytes = integer_at(row, key);
    return bytes ? std::to_string(*bytes) + " bytes" : "none";
}

/// A headed block with a line per row, or nothing where there are no rows.
template <class Line>
std::string block(const Json& all, std::string_view key, std::string_view heading, Line line) {
    const Json* list = array_at(all, key);
    if (list == nullptr || list->empty()) return "";
    std::string text = "\n" + std::string(heading) + "\n";
    for (const Json& row : *list) text += "  " + line(row) + "\n";
    return text;
}

std::string menu_line(const Json& row) {
    std::string text = shown(row, "page") + ": " + shown(row, "caption") + hidden(row);
    for (const Json& entry : *array_at(row, "entries")) {
        const auto function = string_at(entry, "function");
        text += "\n    " + shown(entry, "caption") + " -> " +
                (function ? "function " + printable(*function) : shown(entry, "url")) +
                hidden(entry);
    }
    return text;
}

std::string page_line(const Json& row) {
    return shown(row, "page") + ": " + shown(row, "name") + ", code " + bytes_of(row, "codeBytes") +
           ", css " + bytes_of(row, "cssBytes");
}

std::string setting_line(const Json& row) {
    return shown(row, "name") + ": \"" + shown(row, "caption") + "\", " + shown(row, "type") +
           (bool_at(row, "secure") == true ? ", secure" : "");
}

}  // namespace

Json summary(const Package& package) {
    const Json& root = package.manifest;
    Json all = Json::object();
    for (const std::string_view key :
         {"name", "caption", "version", "guid", "author", "license", "url", "summary"}) {
        if (const Json* value = find(root, key)) all[std::string(key)] = *value;
    }
    all["hasIcon"] = find(root, "icon") != nullptr;
    all["packageBytes"] = to_bytes(package).size();
    all["menus"] = rows(root, "menus", menu_row);
    all["pages"] = rows(root, "pageContents", page_row);
    all["columns"] = rows(root, "pageColumns", column_row);
    all["dashboards"] = rows(root, "dashboards", dashboard_row);
    all["settings"] = rows(root, "settings", setting_row);
    all["productSettings"] = rows(root, "productSettings", setting_row);
    all["storage"] = rows(root, "storage", stored_row);
    return all;
}

std::string describe(const Package& package) {
    const Json all = summary(package);
    const Json* version = find(all, "version");
    const std::string number = version == nullptr ? "" : " " + octospira::to_text(*version);
    std::string text =
        printable(string_at(all, "caption").value_or(text_at(all, "name"))) + number + "\n";
    for (const std::string_view key : {"name", "guid", "author", "license", "url", "summary"}) {
        if (const auto value = string_at(all, key))
            text += "  " + std::string(key) + ": " + printable(*value) + "\n";
    }
    text += "  icon: " + std::string(bool_at(all, "hasIcon") == true ? "yes" : "no") + "\n";
    text += "  package: " + bytes_of(all, "packageBytes") + "\n";
    text += block(all, "menus", "Menus", menu_line);
    text += block(all, "pages", "Page scripts", page_line);
    text += block(all, "columns", "Columns", [](const Json& row) {
        return shown(row, "page") + ": " + shown(row, "name") + " \"" + shown(row, "caption") +
               "\"";
    });
    text += block(all, "dashboards", "Dashboards", [](const Json& row) {
        return shown(row, "dashboard") + ": " + shown(row, "name") + ", code " +
               bytes_of(row, "codeBytes");
    });
    text += block(all, "settings", "System settings", setting_line);
    text += block(all, "productSettings", "Product settings", setting_line);
    text += block(all, "storage", "Stored values", [](const Json& row) {
        return shown(row, "key") + (bool_at(row, "secure") == true ? ", secure" : "");
    });
    return text;
}

}  // namespace octospira::package
