#include "native/simulators/spira/apps.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "native/simulators/spira/apps_package.hpp"

namespace octospira::simulators::spira {

namespace {

std::int64_t type_of(const Json& setting) {
    return integer_at(setting, "settingTypeId").value_or(0);
}
bool is_secure(const Json& setting) {
    return bool_at(setting, "isSecure").value_or(false);
}

std::string value_in(const Settings& settings, const std::string& name) {
    const auto found = settings.find(name);
    return found == settings.end() ? "" : found->second;
}

/// A system setting's value as a token gives it: FixedUrls have their own, and one may stand in
/// for a ConfigurableUrl that is empty.
std::string system_value(const App& app, const Json& setting) {
    if (type_of(setting) == setting_type::kFixedUrl) return text_at(setting, "value");
    std::string value = value_in(app.settings, text_at(setting, "name"));
    if (!value.empty() || type_of(setting) != setting_type::kConfigurableUrl) return value;
    const Json* fallback = app.definition("settings", text_at(setting, "defaultSettingName"));
    return fallback == nullptr ? "" : text_at(*fallback, "value");
}

/// What is wrong with a value for this setting; "" when nothing is.
std::string value_fault(const Json& setting, const std::string& value, bool url_rules) {
    const std::string caption = text_at(setting, "caption");
    switch (type_of(setting)) {
        case setting_type::kFixedUrl:
            return caption + " is fixed by the SpiraApp.";
        case setting_type::kInteger: {
            const bool digits =
                value.find_first_not_of("0123456789", value.starts_with('-') ? 1 : 0) ==
                std::string::npos;
            return digits && value != "-" ? "" : caption + " must be a whole number.";
        }
        case setting_type::kBoolean:
            return value.empty() || value == "True" || value == "False"
                       ? ""
                       : caption + " must be True or False.";
        case setting_type::kConfigurableUrl: {
            if (value.empty() || !url_rules) return "";
            const auto fault = url_setting_fault(value);
            return fault.empty() ? "" : caption + " " + std::string(fault) + ".";
        }
        default:
            return "";
    }
}

/// Takes over the values of `wanted`; those it does not name stay.
Result<void> take_settings(const App& app, std::string_view list, const Json& wanted,
                           bool url_rules, Settings& into) {
    if (!wanted.is_object())
        return failure(ErrorKind::invalid_input, "Settings come as an object.");
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const Json* setting = app.definition(list, it.key());
        if (setting == nullptr) {
            return failure(ErrorKind::invalid_input, "There is no setting " + it.key() + ".");
        }
        if (!it.value().is_string()) {
            return failure(ErrorKind::invalid_input, "The value of " + it.key() + " is not text.");
        }
        const auto& value = it.value().get_ref<const std::string&>();
        std::string fault = value_fault(*setting, value, url_rules);
        if (!fault.empty()) return failure(ErrorKind::invalid_input, std::move(fault));
        into[it.key()] = value;
    }
    return {};
}

Result<void> take_products(App& app, const Json& wanted) {
    if (!wanted.is_object())
        return failure(ErrorKind::invalid_input, "Products come as an object.");
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const auto product = parse_positive(it.key());
        if (!product) return failure(ErrorKind::invalid_input, "A product is named by its number.");
        ProductUse& use = app.products[*product];
        use.enabled = bool_at(it.value(), "enabled").value_or(use.enabled);
        const Json* settings = find(it.value(), "settings");
        if (settings == nullptr) continue;
        auto taken = take_settings(app, "productSettings", *settings, false, use.settings);
        if (!taken) return taken;
    }
    return {};
}

Json shown(const App& app, std::string_view list, const Settings& settings) {
    Json values = Json::object();
    for (const Json& setting : app.definitions(list)) {
        const std::string name = text_at(setting, "name");
        const std::string value = value_in(settings, name);
        values[name] = is_secure(setting) ? Json(!value.empty()) : Json(value);
    }
    return values;
}

}  // namespace

bool App::enabled_for(int product_id) const {
    const auto use = products.find(product_id);
    return enabled && use != products.end() && use->second.enabled;
}

std::vector<Json> App::definitions(std::string_view list) const {
    std::vector<Json> all;
    if (const Json* defined = array_at(manifest, list))
        all.assign(defined->begin(), defined->end());
    std::stable_sort(all.begin(), all.end(), [](const Json& a, const Json& b) {
        return integer_at(a, "position").value_or(0) < integer_at(b, "position").value_or(0);
    });
    return all;
}

const Json* App::definition(std::string_view list, std::string_view name) const {
    const Json* defined = array_at(manifest, list);
    if (defined == nullptr) return nullptr;
    for (const Json& setting : *defined) {
        if (text_at(setting, "name") == name) return &setting;
    }
    return nullptr;
}

Settings token_values(const App& app, int product_id) {
    Settings values;
    const auto use = app.products.find(product_id);
    for (const Json& setting : app.definitions("productSettings")) {
        const std::string name = text_at(setting, "name");
        values[name] = use == app.products.end() ? "" : value_in(use->second.settings, name);
    }
    for (const Json& setting : app.definitions("settings")) {
        values[text_at(setting, "name")] = system_value(app, setting);
    }
    return values;
}

Settings visible_settings(const App& app, int product_id, bool system_too) {
    Settings values = token_values(app, product_id);
    std::erase_if(values, [&](const auto& entry) {
        const auto& [name, value] = entry;
        const Json* system = app.definition("settings", name);
        const Json* setting = system != nullptr ? system : app.definition("productSettings", name);
        return value.empty() || is_secure(*setting) || (system != nullptr && !system_too);
    });
    return values;
}

std::vector<std::string> white_list(const App& app) {
    std::vector<std::string> urls;
    std::vector<std::string> replaced;
    for (const Json& setting : app.definitions("settings")) {
        if (type_of(setting) != setting_type::kConfigurableUrl) continue;
        const std::string value = value_in(app.settings, text_at(setting, "name"));
        if (value.empty()) continue;
        urls.push_back(value);
        replaced.push_back(text_at(setting, "defaultSettingName"));
    }
    for (const Json& setting : app.definitions("settings")) {
        const bool stands_in =
            std::find(replaced.begin(), replaced.end(), text_at(setting, "name")) != replaced.end();
        if (type_of(setting) == setting_type::kFixedUrl && !stands_in) {
            urls.push_back(text_at(setting, "value"));
        }
    }
    return urls;
}

bool has_url_settings(const App& app) {
    const auto settings = app.definitions("settings");
    return std::any_of(settings.begin(), settings.end(), [](const Json& setting) {
        return type_of(setting) >= setting_type::kFixedUrl;
    });
}

Result<App*> Apps::install(std::string_view package) {
    auto manifest = read_package(package, version_at_least(switches_, 9, 3));
    if (!manifest) {
        last_error_ = sentence(manifest.error());
        return tl::unexpected(manifest.error());
    }
    last_error_.clear();
    const std::string guid = text_at(*manifest, "guid");
    App& app = apps_[guid];
    app.guid = guid;
    app.manifest = *std::move(manifest);
    if (const Json* items = array_at(app.manifest, "storage")) {
        for (const Json& item : *items) {
            app.storage.put_system(text_at(item, "key"), text_at(item, "value"), is_secure(item));
        }
    }
    return &app;
}

App* Apps::find(std::string_view guid) {
    const auto found = apps_.find(std::string(guid));
    return found == apps_.end() ? nullptr : &found->second;
}

const App* Apps::find(std::string_view guid) const {
    const auto found = apps_.find(std::string(guid));
    return found == apps_.end() ? nullptr : &found->second;
}

bool Apps::remove(std::string_view guid) {
    return apps_.erase(std::string(guid)) > 0;
}

void Apps::reset() {
    apps_.clear();
    last_error_.clear();
}

Result<void> Apps::change(App& app, const Json& wanted) const {
    if (!wanted.is_object()) return failure(ErrorKind::invalid_input, "A JSON object is needed.");
    App changed = app;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        Result<void> taken;
        if (it.key() == "enabled" && it.value().is_boolean()) {
            changed.enabled = it.value().get<bool>();
        } else if (it.key() == "settings") {
            taken = take_settings(changed, "settings", it.value(),
                                  version_at_least(switches_, 9, 3), changed.settings);
        } else if (it.key() == "products") {
            taken = take_products(changed, it.value());
        } else {
            return failure(ErrorKind::invalid_input, "The member " + it.key() + " is not valid.");
        }
        if (!taken) return taken;
    }
    app = std::move(changed);
    return {};
}

Json Apps::describe() const {
    Json list = Json::array();
    for (const auto& [guid, app] : apps_) {
        Json products = Json::object();
        for (const auto& [id, use] : app.products) {
            products[std::to_string(id)] = {
                {"enabled", use.enabled},
                {"settings", shown(app, "productSettings", use.settings)}};
        }
        const Json* version = octospira::find(app.manifest, "version");
        list.push_back(Json{{"guid", guid},
                            {"name", text_at(app.manifest, "name")},
                            {"version", version == nullptr ? Json() : *version},
                            {"enabled", app.enabled},
                            {"settings", shown(app, "settings", app.settings)},
                            {"products", products}});
    }
    return Json{{"apps", list}, {"lastError", last_error_}};
}

}  // namespace octospira::simulators::spira
