#pragma once

#include "core/base/json.hpp"
#include "native/simulators/spira/apps.hpp"
#include "native/simulators/spira/store.hpp"
#include "native/simulators/spira/switches.hpp"
#include "native/simulators/spira/ui_route.hpp"

namespace octospira::simulators::spira {

/// What a page is made from.
struct PageSource {
    Store& store;
    const Switches& switches;
    const Apps& apps;
    std::string base;  ///< the path prefix
    bool developer_mode = false;
};

/// The page's context, read by pages/context.js: whose page, which product, lookups, rights, and
/// the SpiraApps with their code on it. No secret is in it. A page that does not exist, or not for
/// this user, becomes the page "NotFound".
[[nodiscard]] Json page_context(const PageSource& source, const Route& route, const User& user);

/// The SpiraApps' part of it.
void add_apps(const PageSource& source, const Route& route, Json& context);

/// The home page of a product: its release choice, and the widgets of dashboard type 1 with the
/// code of those the user added.
void add_home(const PageSource& source, const Product& product, const User& user, Json& context);

}  // namespace octospira::simulators::spira
