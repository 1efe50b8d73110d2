#include "native/simulators/spira/control.hpp"

#include <string>
#include <utility>

#include "core/base/text.hpp"

namespace octospira::simulators::spira {

namespace {

tl::unexpected<Error> refused(std::string message) {
    return failure(ErrorKind::invalid_input, std::move(message));
}

/// "en-US": two small letters, a hyphen, two capitals.
bool is_culture(std::string_view text) {
    const auto between = [](char c, char low, char high) { return c >= low && c <= high; };
    return text.size() == 5 && between(text[0], 'a', 'z') && between(text[1], 'a', 'z') &&
           text[2] == '-' && between(text[3], 'A', 'Z') && between(text[4], 'A', 'Z');
}

int role_named(const Store& store, const std::string& name) {
    for (const auto& [id, role] : store.roles) {
        if (role.name == name) return id;
    }
    return 0;
}

Result<void> change_role(Store& store, Product& product, const User& user, const Json& wanted) {
    if (wanted.is_null()) {
        product.members.erase(user.id);
        return {};
    }
    const int role = wanted.is_string() ? role_named(store, wanted.get<std::string>()) : 0;
    if (role == 0) return refused("There is no role " + to_text(wanted) + ".");
    product.members[user.id] = role;
    return {};
}

Result<void> change_widgets(HomeView& view, const Json& wanted) {
    if (!wanted.is_array()) return refused("Widgets come as a list of guids.");
    std::vector<std::string> widgets;
    for (const Json& each : wanted) {
        if (!each.is_string()) return refused("A widget is named by its app's guid.");
        widgets.push_back(each.get<std::string>());
    }
    view.widgets = std::move(widgets);
    return {};
}

Result<void> change_release(const Store& store, int product_id, HomeView& view,
                            const Json& wanted) {
    const int id = wanted.is_number_integer() ? wanted.get<int>() : -1;
    if (id != 0 && store.find(store.releases, product_id, id) == nullptr) {
        return refused("There is no release " + to_text(wanted) + " in the product.");
    }
    view.release_id = id;
    return {};
}

Result<void> change_product(Store& store, const User& user, const std::string& number,
                            const Json& wanted) {
    const int product_id = parse_positive(number).value_or(0);
    const auto product = store.products.find(product_id);
    if (product == store.products.end()) return refused("There is no product " + number + ".");
    if (!wanted.is_object()) return refused("What a user has in a product is an object.");
    for (const auto& [name, value] : wanted.items()) {
        HomeView& view = store.home_views[{user.id, product_id}];
        Result<void> changed = refused("There is nothing called " + name + " in a product.");
        if (name == "role") changed = change_role(store, product->second, user, value);
        if (name == "widgets") changed = change_widgets(view, value);
        if (name == "releaseId") changed = change_release(store, product_id, view, value);
        if (!changed) return changed;
    }
    return {};
}

Result<void> change_user(Store& store, User& user, const Json& wanted) {
    if (!wanted.is_object()) return refused("A user is described by an object.");
    for (const auto& [name, value] : wanted.items()) {
        const std::string text = value.is_string() ? value.get<std::string>() : "";
        if (name == "culture" && is_culture(text)) {
            user.culture = text;
        } else if (name == "theme" && (text == "light" || text == "dark")) {
            user.theme = text;
        } else if (name == "active" && value.is_boolean()) {
            user.active = value.get<bool>();
        } else if (name == "products" && value.is_object()) {
            for (const auto& [number, part] : value.items()) {
                auto changed = change_product(store, user, number, part);
                if (!changed) return changed;
            }
        } else {
            return refused("A user's " + name + " cannot be " + to_text(value) + ".");
        }
    }
    return {};
}

Json products_of(const Store& store, const User& user) {
    Json all = Json::object();
    for (const auto& [id, product] : store.products) {
        const auto member = product.members.find(user.id);
        if (member == product.members.end()) continue;
        const auto view = store.home_views.find({user.id, id});
        const HomeView home = view == store.home_views.end() ? HomeView{} : view->second;
        all[std::to_string(id)] = {{"role", store.roles.at(member->second).name},
                                   {"widgets", home.widgets},
                                   {"releaseId", home.release_id}};
    }
    return all;
}

}  // namespace

Json describe_users(const Store& store) {
    Json users = Json::object();
    for (const auto& [id, user] : store.users) {
        users[user.login] = {{"id", id},
                             {"name", user.full_name()},
                             {"apiKey", user.api_key},
                             {"culture", user.culture},
                             {"theme", user.theme},
                             {"active", user.active},
                             {"administrator", user.administrator},
                             {"products", products_of(store, user)}};
    }
    Json roles = Json::array();
    for (const auto& [id, role] : store.roles) roles.push_back(role.name);
    return Json{{"users", std::move(users)}, {"roles", std::move(roles)}};
}

Result<void> change_users(Store& store, const Json& wanted) {
    if (!wanted.is_object()) return refused("Users come as an object, by their logins.");
    Store changed = store;
    for (const auto& [login, part] : wanted.items()) {
        const User* known = changed.user(login);
        if (known == nullptr) return refused("There is no user " + login + ".");
        auto done = change_user(changed, changed.users[known->id], part);
        if (!done) return done;
    }
    store.users = std::move(changed.users);
    store.products = std::move(changed.products);
    store.home_views = std::move(changed.home_views);
    return {};
}

}  // namespace octospira::simulators::spira
