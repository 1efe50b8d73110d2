// The demo data of a fresh Spira. Names and keys are invented; the scenario ids are those of the
// OctoPerf simulator's demo data.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "native/simulators/spira/kinds.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr EpochMs kDay = 24LL * 60 * 60 * 1000;
constexpr int kText = 1;
constexpr int kInteger = 2;
constexpr int kBoolean = 4;

const std::vector<Right> kView = {Right::view};
const std::vector<Right> kViewAndCreate = {Right::view, Right::create};
const std::vector<Right> kAll = {Right::view, Right::create, Right::modify};

void add_user(Store& store, std::string login, std::string first_name, std::string last_name) {
    const int id = static_cast<int>(store.users.size()) + 1;
    std::string key = "{A000000n-0C70-400n-800n-5B1CA000000n}";
    std::ranges::replace(key, 'n', static_cast<char>('0' + id));
    User user{id, login, key, std::move(first_name), std::move(last_name)};
    user.administrator = id == 1;
    store.users[id] = std::move(user);
}

Role& add_role(Store& store, const char* name, bool of_product, bool of_template,
               const std::vector<Right>& rights) {
    using namespace artifact;
    const int id = static_cast<int>(store.roles.size()) + 1;
    Role& role = store.roles[id] = {id, name, of_product, of_template, {}};
    for (const int type : {kTestCase, kIncident, kRelease, kTestRun, kTestSet, kDocument}) {
        role.rights[type] = rights;
    }
    return role;
}

/// A user for each role; their ids are equal.
void seed_people(Store& store) {
    using namespace artifact;
    add_user(store, "administrator", "System", "Administrator");
    add_user(store, "tester", "Fred", "Bloggs");
    add_user(store, "viewer", "Joe", "Smith");
    add_user(store, "octoperf-recorder", "OctoPerf", "Recorder");
    add_user(store, "manager", "Amelia", "Hart");
    add_user(store, "template-admin", "Theo", "Lane");
    add_user(store, "executor", "Exa", "Quinn");
    add_user(store, "author", "Ada", "Moss");
    add_role(store, "Product Owner", true, true, kAll);
    add_role(store, "Tester", false, false, kAll).rights[kRelease] = kView;
    add_role(store, "Observer", false, false, kView);
    add_role(store, "Automation", false, false, kViewAndCreate).rights[kTestCase] = {Right::view,
                                                                                     Right::modify};
    add_role(store, "Manager", true, false, kAll);
    add_role(store, "Template Owner", false, true, kAll);
    add_role(store, "Executor", false, false, kView).rights[kTestRun] = kAll;
    Role& author = add_role(store, "Test Author", false, false, kAll);
    author.rights[kRelease] = kView;
    author.rights[kTestRun] = kView;
}

void define(Store& store, Template& in, int type, int number, std::string name, int artifact_type) {
    in.properties.push_back({store.next_id(artifact::kProperty), in.id, artifact_type, number, type,
                             std::move(name), false, false, false, 0});
}

Template& new_template(Store& store, int id, std::string name) {
    Template& made = store.templates[id];
    made.id = id;
    made.name = std::move(name);
    // Priorities and types have other ids in every template, so nobody gets away with fixed ones.
    const int base = id * 10;
    made.priorities = {
        {base + 1, "1 - Critical"}, {base + 2, "2 - High"}, {base + 3, "3 - Medium"}};
    made.types = {
        {base + 4, "Functional"}, {base + 5, "Load/Performance"}, {base + 6, "Exploratory"}};
    return made;
}

void seed_products(Store& store) {
    using namespace artifact;
    Template& shop = new_template(store, 2, "Web Shops");
    define(store, shop, kText, 1, "Automation notes", kTestCase);
    define(store, shop, kBoolean, 2, "Regression", kTestCase);
    define(store, shop, kInteger, 3, "Expected users", kTestCase);
    define(store, shop, kText, 4, "octoperf-scenario-id", kTestCase);
    define(store, shop, kText, 5, "octoperf-benchresult-id", kTestCase);
    define(store, shop, kText, 1, "Environment", kTestRun);
    Template& service = new_template(store, 3, "Services");
    define(store, service, kText, 7, "octoperf-benchresult-id", kTestCase);
    define(store, service, kText, 12, "octoperf-scenario-id", kTestCase);
    define(store, service, kText, 13, "Automation notes", kTestCase);
    Template& plain = new_template(store, 4, "Plain");
    define(store, plain, kText, 1, "Automation notes", kTestCase);

    const std::map<int, int> everyone = {{1, 1}, {2, 2}, {3, 3}, {4, 4},
                                         {5, 5}, {6, 6}, {7, 7}, {8, 8}};
    store.products = {
        {1, {1, 2, "Whale Shop", "Everything a whale can buy.", true, everyone}},
        {2, {2, 3, "Whale Tracking", "Where the whales are.", true, everyone}},
        {3,
         {3, 4, "Harbour Portal", "Not yet set up for OctoPerf.", true, {{1, 1}, {2, 2}, {3, 3}}}},
    };
    store.folders[1] = {{1, "Load tests"}, {2, "Functional tests"}};
    store.folders[2] = {{3, "Load tests"}};
    store.folders[3] = {{4, "Functional tests"}};
}

Artifact& test_case(Store& store, int product_id, int folder, bool load, std::string name,
                    std::string description) {
    const std::string created = format_utc(store.now() - 30 * kDay);
    const int base = store.products[product_id].template_id * 10;
    return store.add(kTestCases, product_id,
                     Json{{"ExecutionStatusId", execution::kNotRun},
                          {"AuthorId", 2},
                          {"OwnerId", 2},
                          {"TestCasePriorityId", base + 2},
                          {"TestCaseTypeId", load ? base + 5 : base + 4},
                          {"TestCaseStatusId", 5},
                          {"TestCaseFolderId", folder},
                          {"ComponentIds", Json::array()},
                          {"Name", std::move(name)},
                          {"Description", std::move(description)},
                          {"CreationDate", created},
                          {"EstimatedDuration", 15},
                          {"IsSuspect", false},
                          {"IsTestSteps", false}});
}

void seed_test_cases(Store& store) {
    test_case(store, 1, 1, true, "Fin Whale checkout", "<p>Buying krill, 500 virtual users.</p>")
        .custom[4] = "aKpHtoYBUDjbSvwJg3Vu";
    test_case(store, 1, 1, true, "Sperm Whale search",
              "<p>Searching the deep, 200 virtual users.</p>")
        .custom[4] = "bKpHtoYBUDjbSvwJg3Vv";
    test_case(store, 1, 1, true, "Humpback login", "<p>Everybody signs in at nine.</p>").custom[4] =
        "cKpHtoYBUDjbSvwJg3Vw";
    test_case(store, 1, 1, true, "Orca product page", "<p>No scenario chosen yet.</p>");
    test_case(store, 1, 2, false, "Guest can register", "<p>By hand.</p>").custom[2] = true;
    test_case(store, 1, 2, false, "Basket keeps its items", "<p>By hand.</p>");
    test_case(store, 2, 3, true, "Position updates under load", "<p>One position a second.</p>")
        .custom[12] = "aKpHtoYBUDjbSvwJg3Vu";
    test_case(store, 2, 3, true, "Map tiles", "<p>No scenario chosen yet.</p>");
    test_case(store, 3, 4, false, "Ship list opens", "<p>This product lacks the properties.</p>");
}

void seed_releases(Store& store) {
    const auto release = [&](int product_id, const char* name, const char* version, int status) {
        const EpochMs now = store.now();
        store.add(kReleases, product_id,
                  Json{{"Name", name},
                       {"VersionNumber", version},
                       {"IndentLevel", "AAA"},
                       {"Active", status < 4},
                       {"ReleaseStatusId", status},
                       {"ReleaseTypeId", 1},
                       {"CreatorId", 1},
                       {"CreationDate", format_utc(now - 60 * kDay)},
                       {"StartDate", format_utc(now - 20 * kDay)},
                       {"EndDate", format_utc(now + 20 * kDay)}});
    };
    release(1, "Spring Migration", "1.0.0", 2);
    release(1, "Autumn Migration", "2.0.0", 1);
    release(1, "First Splash", "0.9.0", 4);
    release(2, "Sonar", "1.0.0", 2);
    store.release_test_cases[1] = {1, 2};
}

struct Place {
    int test_case_id;
    int position;
};

/// `places` in the order in which they were added, which need not be that of their positions.
void test_set(Store& store, int product_id, Json fields, const std::vector<Place>& places) {
    fields["TestSetStatusId"] = 1;
    fields["CreatorId"] = 2;
    fields["OwnerId"] = 2;
    fields["CreationDate"] = format_utc(store.now() - 10 * kDay);
    const int id = store.add(kTestSets, product_id, std::move(fields)).id;
    for (const Place& place : places) {
        store.add(kTestSetTestCases, product_id,
                  Json{{"TestSetId", id},
                       {"TestCaseId", place.test_case_id},
                       {"OwnerId", nullptr},
                       {"PlannedDate", nullptr},
                       {"IsSetupTeardown", false},
                       {"Position", place.position}});
    }
}

void seed_test_sets(Store& store) {
    constexpr int kManual = 1;
    constexpr int kAutomated = 2;
    test_set(store, 1,
             {{"Name", "Nightly load"},
              {"Description", "<p>What runs while the whales sleep.</p>"},
              {"ReleaseId", 1},
              {"TestRunTypeId", kAutomated},
              {"PlannedDate", format_utc(store.now() + kDay)}},
             {{2, 2}, {4, 3}, {1, 1}});
    test_set(store, 1,
             {{"Name", "After deployment"},
              {"Description", "<p>A quick look, without a release.</p>"},
              {"ReleaseId", nullptr},
              {"TestRunTypeId", kAutomated}},
             {{3, 1}, {1, 2}});
    test_set(store, 1, {{"Name", "By hand"}, {"ReleaseId", 2}, {"TestRunTypeId", kManual}},
             {{5, 1}, {6, 2}});
    test_set(store, 2, {{"Name", "Sonar load"}, {"ReleaseId", 4}, {"TestRunTypeId", kAutomated}},
             {{7, 1}, {8, 2}});
}

}  // namespace

void seed(Store& store) {
    seed_people(store);
    seed_products(store);
    seed_test_cases(store);
    seed_releases(store);
    seed_test_sets(store);
}

}  // namespace octospira::simulators::spira
