#include "native/simulators/spira/ui_context.hpp"

#include <algorithm>
#include <string>

#include "native/simulators/spira/remote.hpp"

namespace octospira::simulators::spira {

namespace {

/// What every custom list of this Spira offers: whose lists they are is not simulated.
const std::map<int, std::string> kListValues = {{1, "Low"}, {2, "Medium"}, {3, "High"}};

Json pair_of(int id, const std::string& name) {
    return Json{{"id", id}, {"name", name}};
}

Json pairs(const std::map<int, std::string>& names) {
    Json list = Json::array();
    for (const auto& [id, name] : names) list.push_back(pair_of(id, name));
    return list;
}

Json numbered(Names names) {
    Json list = Json::array();
    for (const auto name : names)
        list.push_back(pair_of(static_cast<int>(list.size()) + 1, std::string(name)));
    return list;
}

Json products_of(const PageSource& source, const User& user) {
    Json list = Json::array();
    for (const auto& [id, product] : source.store.products) {
        if (!product.active || !source.store.member(user, id)) continue;
        const auto test_cases =
            std::count_if(source.store.test_cases.begin(), source.store.test_cases.end(),
                          [&product = product](const auto& entry) {
                              return entry.second.product_id == product.id;
                          });
        list.push_back(Json{{"id", id},
                            {"name", product.name},
                            {"description", product.description},
                            {"testCases", test_cases},
                            {"administrator", source.store.product_administrator(user, id)}});
    }
    return list;
}

Json users_of(const Store& store) {
    Json list = Json::array();
    for (const auto& [id, user] : store.users) {
        if (!user.active) continue;
        list.push_back(Json{{"id", id}, {"login", user.login}, {"name", user.full_name()}});
    }
    return list;
}

Json lookups_of(const PageSource& source, const Product* product) {
    Json lookups{{"statuses", numbered(kTestCaseStatuses)},
                 {"releaseStatuses", numbered(kReleaseStatuses)},
                 {"executionStatuses", numbered(kExecutionStatuses)},
                 {"users", users_of(source.store)},
                 {"artifactTypes", kArtifactTypes}};
    if (product == nullptr) return lookups;
    const Store& store = source.store;
    const Template* in = store.product_template(product->template_id);
    lookups["types"] = in == nullptr ? Json::array() : pairs(in->types);
    lookups["priorities"] = in == nullptr ? Json::array() : pairs(in->priorities);
    const auto folders = store.folders.find(product->id);
    lookups["folders"] = folders == store.folders.end() ? Json::array() : pairs(folders->second);
    lookups["releases"] = Json::array();
    for (const auto& [id, release] : store.releases) {
        if (release.product_id == product->id) {
            Json shown = pair_of(id, release.name());
            shown["active"] = bool_at(release.fields, "Active").value_or(false);
            lookups["releases"].push_back(std::move(shown));
        }
    }
    return lookups;
}

Json permissions_of(const Store& store, const User& user, int product_id) {
    Json all = Json::object();
    for (const auto& [name, type] : kArtifactTypes) {
        const auto may = [&, artifact_type = type](Right right) {
            return store.may(user, product_id, artifact_type, right);
        };
        all[std::to_string(type)] = {{"view", may(Right::view)},
                                     {"create", may(Right::create)},
                                     {"modify", may(Right::modify)}};
    }
    return all;
}

/// Custom properties of test cases as the form needs them. A workflow that protects the bench
/// result shows in the form as a field nobody can edit.
Json properties_of(const PageSource& source, const Product& product) {
    Json list = Json::array();
    const Template* in = source.store.product_template(product.template_id);
    if (in == nullptr) return list;
    for (const Property& property : in->properties) {
        if (property.deleted || property.artifact_type != artifact::kTestCase) continue;
        const bool blocked = source.switches.workflow_blocks_bench_result &&
                             property.name == "octoperf-benchresult-id";
        list.push_back(Json{{"number", property.number},
                            {"type", property.type},
                            {"name", property.name},
                            {"editable", !blocked},
                            {"required", property.required},
                            {"options", pairs(kListValues)},
                            {"remote", remote_property(property)}});
    }
    return list;
}

Json test_sets_of(const Store& store, int product_id) {
    Json sets = Json::array();
    for (const auto& [id, set] : store.test_sets) {
        if (set.product_id != product_id) continue;
        sets.push_back(Json{{"id", id},
                            {"name", set.name()},
                            {"releaseId", set.number("ReleaseId").value_or(0)},
                            {"testCases", places_in(store, set).size()}});
    }
    return sets;
}

/// Name and execution status of every test case, for lists that know only ids.
Json test_cases_of(const Store& store, int product_id) {
    Json cases = Json::object();
    for (const auto& [id, test_case] : store.test_cases) {
        if (test_case.product_id != product_id) continue;
        const int status = test_case.number("ExecutionStatusId").value_or(execution::kNotRun);
        cases[std::to_string(id)] = {{"name", test_case.name()}, {"executionStatusId", status}};
    }
    return cases;
}

Json execution_counts(const Store& store, int product_id) {
    Json counts = Json::object();
    for (const auto& [id, test_case] : store.test_cases) {
        if (test_case.product_id != product_id) continue;
        const int status = test_case.number("ExecutionStatusId").value_or(execution::kNotRun);
        Json& count = counts[std::to_string(status)];
        count = count.is_null() ? 1 : count.get<int>() + 1;
    }
    return counts;
}

/// Why this page is not shown to this user; "" when it is.
std::string problem_of(const PageSource& source, const Route& route, const User& user) {
    const Store& store = source.store;
    if (route.page.empty()) return "There is no such page";
    const bool product_page = route.product_id > 0;
    if (product_page && store.product(route.product_id) == nullptr)
        return "There is no such product";
    if (product_page && !store.member(user, route.product_id)) {
        return "You are not a member of this product";
    }
    const bool administration =
        route.page.starts_with("Admin") || route.page == "SpiraAppProductAdmin";
    if (administration && !(product_page ? store.product_administrator(user, route.product_id)
                                         : user.administrator)) {
        return "You need to be an administrator to see this page";
    }
    const bool settings =
        route.page == "AdminSystemAppSettings" || route.page == "SpiraAppProductAdmin";
    if (settings && source.apps.find(route.guid) == nullptr) return "There is no such SpiraApp";
    if (route.artifact_type > 0 &&
        !store.may(user, route.product_id, route.artifact_type, Right::view)) {
        return "You are not allowed to see this page";
    }
    const ArtifactKind* kind = kind_of(route.artifact_type);
    if (route.artifact_id > 0 &&
        store.find(store.*kind->table, route.product_id, route.artifact_id) == nullptr) {
        return "There is no such artifact in this product";
    }
    return {};
}

void add_product(const PageSource& source, const Route& route, const User& user, Json& context) {
    const Product* product = source.store.product(route.product_id);
    context["productId"] = product->id;
    context["productName"] = product->name;
    context["templateId"] = product->template_id;
    context["permissions"] = permissions_of(source.store, user, product->id);
    context["properties"] = properties_of(source, *product);
    if (route.page == "ProductHome") {
        context["executionCounts"] = execution_counts(source.store, product->id);
    }
    if (route.page == "TestSetList") {
        context["testSets"] = test_sets_of(source.store, product->id);
    }
    if (route.page == "TestSetDetails") {
        context["testCases"] = test_cases_of(source.store, product->id);
    }
    if (route.artifact_type > 0) context["artifactTypeId"] = route.artifact_type;
    if (route.artifact_id > 0) context["artifactId"] = route.artifact_id;
}

}  // namespace

Json page_context(const PageSource& source, const Route& route, const User& user) {
    const std::string problem = problem_of(source, route, user);
    const Json switches = to_json(source.switches);
    Json context{{"base", source.base},
                 {"page", problem.empty() ? route.page : "NotFound"},
                 {"pageName", "Inflectra.Spira.Web." + route.page},
                 {"version", source.switches.version},
                 {"edition", source.store.product_name},
                 {"developerMode", source.developer_mode},
                 {"theme", user.theme},
                 {"user",
                  {{"id", user.id},
                   {"login", user.login},
                   {"culture", user.culture},
                   {"name", user.full_name()},
                   {"administrator", user.administrator}}},
                 {"users", users_of(source.store)},
                 {"products", products_of(source, user)},
                 {"apps", Json::array()}};
    Json& chosen = context["switches"];
    for (const auto* name :
         {"menuKey", "confirmCallback", "confirmCross", "comboCancel", "dialogOnClose",
          "callCallbacks", "codeInserted", "gridIds", "storageGetAll", "settingsAtLoad",
          "failureShape", "dashboardEvents", "widgetRefresh", "testSetRows", "dialogWrapper"}) {
        chosen[name] = *find(switches, name);
    }
    if (!problem.empty()) {
        context["problem"] = problem;
        context["advice"] = "Check the address, or switch to another user at the top right.";
        context["lookups"] = lookups_of(source, nullptr);
        return context;
    }
    const Product* product = source.store.product(route.product_id);
    context["lookups"] = lookups_of(source, product);
    if (product != nullptr) add_product(source, route, user, context);
    add_apps(source, route, context);
    if (route.page == "ProductHome") add_home(source, *product, user, context);
    return context;
}

}  // namespace octospira::simulators::spira
