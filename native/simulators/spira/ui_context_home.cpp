// The home page of a product and the widgets SpiraApps have there (SpiraApp platform §2.2, §4).
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "native/simulators/spira/ui_context.hpp"

namespace octospira::simulators::spira {

namespace {

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
