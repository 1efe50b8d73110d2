// The SpiraApps' part of a page: their code and settings, and the widgets that they have on the
// home page of a product (SpiraApp platform §2.2, §4).
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "native/simulators/spira/apps_package.hpp"
#include "native/simulators/spira/ui_context.hpp"

namespace octospira::simulators::spira {

namespace {

std::string caption_of(const App& app) {
    const std::string caption = text_at(app.manifest, "caption");
    return caption.empty() ? text_at(app.manifest, "name") : caption;
}

/// What one app brings to the page: its code, its menu, its visible settings.
Json app_on_page(const PageSource& source, const Route& route, const App& app) {
    const int page = route.manifest_page();
    Json shown{{"guid", app.guid}, {"name", text_at(app.manifest, "name")}};
    shown["contents"] = Json::array();
    if (const Json* contents = array_at(app.manifest, "pageContents")) {
        for (const Json& content : *contents) {
            if (integer_at(content, "pageId") != page) continue;
            shown["contents"].push_back(
                Json{{"code", text_at(content, "code")}, {"css", text_at(content, "css")}});
        }
    }
    shown["menu"] = nullptr;
    if (const Json* menus = array_at(app.manifest, "menus")) {
        for (const Json& menu : *menus) {
            if (integer_at(menu, "pageId") == page) shown["menu"] = menu;
        }
    }
    shown["settings"] =
        visible_settings(app, route.product_id, source.switches.system_settings_on_product_pages);
    return shown;
}

Json row_of(const App& app, int product_id) {
    const bool for_product = product_id > 0;
    const auto use = app.products.find(product_id);
    const std::string own = text_at(app.manifest, for_product ? "productSummary" : "summary");
    return Json{
        {"guid", app.guid},
        {"name", text_at(app.manifest, "name")},
        {"caption", caption_of(app)},
        {"summary", own.empty() ? text_at(app.manifest, "summary") : own},
        {"version", *find(app.manifest, "version")},
        {"icon", text_at(app.manifest, "icon")},
        {"enabled", for_product ? use != app.products.end() && use->second.enabled : app.enabled},
        {"hasSettings", !app.definitions(for_product ? "productSettings" : "settings").empty()}};
}

Json choice(int id, const std::string& name) {
    return Json{{"id", id}, {"name", name}};
}

/// What can be chosen for a setting of type 3, 5 or 11.
Json options_of(const PageSource& source, const Json& setting, int product_id) {
    Json options = Json::array();
    const auto type = integer_at(setting, "settingTypeId").value_or(0);
    const auto artifact_type = integer_at(setting, "artifactTypeId").value_or(artifact::kTestCase);
    const Product* product = source.store.product(product_id);
    const Template* in =
        product == nullptr ? nullptr : source.store.product_template(product->template_id);
    if (type == setting_type::kCustomProperty && in != nullptr) {
        for (const Property& property : in->properties) {
            if (!property.deleted && property.artifact_type == artifact_type) {
                options.push_back(choice(property.number, property.name));
            }
        }
    }
    if (type == setting_type::kArtifactStatus && artifact_type == artifact::kTestCase) {
        for (int id = 1; id <= 8; ++id) options.push_back(choice(id, named(kTestCaseStatuses, id)));
    }
    if (type == setting_type::kArtifactType) {
        options = {choice(1, "Requirement"), choice(2, "Test Case"), choice(3, "Incident"),
                   choice(4, "Release"),     choice(5, "Test Run"),  choice(8, "Test Set")};
    }
    return options;
}

Json setting_shown(const PageSource& source, const App& app, const Json& setting, int product_id) {
    const std::string name = text_at(setting, "name");
    const auto use = app.products.find(product_id);
    const Settings none;
    const Settings& values = product_id == 0             ? app.settings
                             : use == app.products.end() ? none
                                                         : use->second.settings;
    const auto value = values.find(name);
    const bool secure = bool_at(setting, "isSecure").value_or(false);
    const auto type = integer_at(setting, "settingTypeId").value_or(0);
    Json shown{{"name", name},
               {"caption", text_at(setting, "caption")},
               {"type", type},
               {"placeholder", text_at(setting, "placeholder")},
               {"tooltip", text_at(setting, "tooltip")},
               {"isSecure", secure},
               {"group", text_at(setting, "settingGroup")},
               {"hasValue", value != values.end() && !value->second.empty()},
               {"options", options_of(source, setting, product_id)}};
    if (type == setting_type::kFixedUrl)
        shown["value"] = text_at(setting, "value");
    else if (!secure && value != values.end())
        shown["value"] = value->second;
    const std::string fallback = text_at(setting, "defaultSettingName");
    if (!fallback.empty()) {
        const Json* fixed = app.definition("settings", fallback);
        shown["note"] = "While empty: " + text_at(*fixed, "value");
    }
    return shown;
}

Json settings_page(const PageSource& source, const App& app, int product_id) {
    const bool for_product = product_id > 0;
    Json settings = Json::array();
    for (const Json& setting : app.definitions(for_product ? "productSettings" : "settings")) {
        settings.push_back(setting_shown(source, app, setting, product_id));
    }
    Json groups = Json::array();
    if (const Json* defined = array_at(app.manifest, "settingGroups")) groups = *defined;
    const std::string own =
        text_at(app.manifest, for_product ? "productDescription" : "description");
    return Json{{"guid", app.guid},
                {"caption", caption_of(app)},
                {"icon", text_at(app.manifest, "icon")},
                {"description", own.empty() ? text_at(app.manifest, "description") : own},
                {"groups", groups},
                {"settings", settings}};
}

constexpr int kProductHome = 1;  ///< dashboardTypeId

/// The app's widget for this dashboard; nullptr when it has none that is active.
const Json* widget_of(const App& app) {
    const Json* dashboards = array_at(app.manifest, "dashboards");
    if (dashboards == nullptr) return nullptr;
    for (const Json& each : *dashboards) {
        const bool here = integer_at(each, "dashboardTypeId") == kProductHome;
        if (here && bool_at(each, "isActive").value_or(false)) return &each;
    }
    return nullptr;
}

/// A dashboard entry has code only. Whether the styles an app has elsewhere come along is not
/// documented.
std::string styles_of(const PageSource& source, const App& app) {
    const Json* contents = array_at(app.manifest, "pageContents");
    if (source.switches.widget_styles == WidgetStyles::none || contents == nullptr) return {};
    std::set<std::string> sheets;
    for (const Json& content : *contents) sheets.insert(text_at(content, "css"));
    std::string all;
    for (const std::string& sheet : sheets) all += sheet + "\n";
    return all;
}

}  // namespace

void add_apps(const PageSource& source, const Route& route, Json& context) {
    if (route.page == "AdminSystemApps" || route.page == "AdminProductApps") {
        Json rows = Json::array();
        for (const auto& [guid, app] : source.apps.all()) {
            if (route.product_id == 0 || app.enabled) rows.push_back(row_of(app, route.product_id));
        }
        context["adminApps"] = rows;
        return;
    }
    const App* shown = source.apps.find(route.guid);
    if (!route.guid.empty()) context["app"] = settings_page(source, *shown, route.product_id);
    if (route.manifest_page() == 0) return;
    if (!route.guid.empty() && !version_at_least(source.switches, 8, 5)) return;
    // The product settings' page runs the code of the app it shows, from 8.5 on and since 8.11 also
    // while the app is not enabled for the product (§1, §9).
    const bool even_disabled = version_at_least(source.switches, 8, 11);
    for (const auto& [guid, app] : source.apps.all()) {
        const bool here = route.guid.empty()
                              ? app.enabled_for(route.product_id)
                              : &app == shown && app.enabled &&
                                    (even_disabled || app.enabled_for(route.product_id));
        if (here) context["apps"].push_back(app_on_page(source, route, app));
    }
}

void add_home(const PageSource& source, const Product& product, const User& user, Json& context) {
    const auto found = source.store.home_views.find({user.id, product.id});
    const HomeView view = found == source.store.home_views.end() ? HomeView{} : found->second;
    Json widgets = Json::array();
    for (const auto& [guid, app] : source.apps.all()) {
        const Json* widget = widget_of(app);
        if (widget == nullptr || !app.enabled_for(product.id)) continue;
        const bool added = std::ranges::count(view.widgets, guid) > 0;
        widgets.push_back(Json{{"guid", guid},
                               {"name", text_at(*widget, "name")},
                               {"description", text_at(*widget, "description")},
                               {"added", added}});
        if (!added) continue;
        context["apps"].push_back(Json{
            {"guid", guid},
            {"name", text_at(app.manifest, "name")},
            {"menu", nullptr},
            {"contents", {{{"code", text_at(*widget, "code")}, {"css", styles_of(source, app)}}}},
            {"settings",
             visible_settings(app, product.id, source.switches.system_settings_on_product_pages)}});
    }
    context["home"] = Json{{"releaseId", view.release_id}, {"widgets", std::move(widgets)}};
}

}  // namespace octospira::simulators::spira
