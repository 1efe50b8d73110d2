#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/result.hpp"
#include "native/simulators/spira/apps_storage.hpp"
#include "native/simulators/spira/switches.hpp"

namespace octospira::simulators::spira {

using Settings = std::map<std::string, std::string>;

/// What one product decided about an app.
struct ProductUse {
    bool enabled = false;
    Settings settings = {};
};

/// A SpiraApp as uploaded, with what administrators set.
struct App {
    std::string guid;
    Json manifest;  ///< files decoded
    bool enabled = false;
    Settings settings = {};
    std::map<int, ProductUse> products = {};
    Storage storage = {};

    [[nodiscard]] bool enabled_for(int product_id) const;
    /// The settings of a list of the manifest ("settings" or "productSettings") by position.
    [[nodiscard]] std::vector<Json> definitions(std::string_view list) const;
    [[nodiscard]] const Json* definition(std::string_view list, std::string_view name) const;
};

/// Every value a token may stand for, secrets included: settings of the system win over those of
/// the product (SpiraApp platform §5.3). A setting without a value stands for nothing ("").
[[nodiscard]] Settings token_values(const App& app, int product_id);

/// What SpiraAppSettings[guid] holds on a product's page: never a secure setting, never an empty
/// one (§6).
[[nodiscard]] Settings visible_settings(const App& app, int product_id, bool system_too);

/// The URLs the app may call: its FixedUrls, except those that only stand in for a ConfigurableUrl
/// that is filled, and its ConfigurableUrls (§5.3).
[[nodiscard]] std::vector<std::string> white_list(const App& app);
[[nodiscard]] bool has_url_settings(const App& app);

/// The installed SpiraApps.
class Apps {
  public:
    explicit Apps(const Switches& switches) : switches_(switches) {}

    /// Installs a package, or upgrades the app of the same guid, which keeps its settings and its
    /// storage. Errors: those of read_package; they are also kept for last_error().
    [[nodiscard]] Result<App*> install(std::string_view package);
    [[nodiscard]] App* find(std::string_view guid);
    [[nodiscard]] const App* find(std::string_view guid) const;
    bool remove(std::string_view guid);
    void reset();

    /// Applies {"enabled", "settings", "products":{"1":{"enabled","settings"}}}; all or nothing.
    /// Errors: invalid_input for an unknown member, setting or a value its type does not take.
    [[nodiscard]] Result<void> change(App& app, const Json& wanted) const;

    [[nodiscard]] const std::map<std::string, App>& all() const { return apps_; }
    [[nodiscard]] const std::string& last_error() const { return last_error_; }
    /// For tests: every app without its code, secure values as true or false.
    [[nodiscard]] Json describe() const;

  private:
    const Switches& switches_;
    std::map<std::string, App> apps_;  ///< by guid
    std::string last_error_;
};

}  // namespace octospira::simulators::spira
