// The demo data of a fresh Spira. Names and keys are invented; the scenario ids are those of the
// OctoPerf simulator's demo data.
#include <string>
#include <utility>
#include <vector>

#include "native/simulators/spira/store.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr EpochMs kDay = 24LL * 60 * 60 * 1000;
constexpr int kText = 1;
constexpr int kInteger = 2;
constexpr int kBoolean = 4;

const std::vector<Right> kView = {Right::view};
const std::vector<Right> kViewAndCreate = {Right::view, Right::create};
const std::vector<Right> kAll = {Right::view, Right::create, Right::modify};

void seed_people(Store& store) {
    store.users = {
        {1,
         {1, "administrator", "administrator", "{A0000001-0C70-4001-8001-5B1CA0000001}", "System",
          "Administrator", "administrator@whale.example", true, true, false}},
        {2,
         {2, "tester", "tester", "{A0000002-0C70-4002-8002-5B1CA0000002}", "Fred", "Bloggs",
          "tester@whale.example", false, true, false}},
        {3,
         {3, "viewer", "viewer", "{A0000003-0C70-4003-8003-5B1CA0000003}", "Joe", "Smith",
          "viewer@whale.example", false, true, false}},
        {4,
         {4, "octoperf-recorder", "octoperf-recorder", "{A0000004-0C70-4004-8004-5B1CA0000004}",
          "OctoPerf", "Recorder", "recorder@whale.example", false, true, false}},
        {5,
         {5, "manager", "manager", "{A0000005-0C70-4005-8005-5B1CA0000005}", "Amelia", "Hart",
          "manager@whale.example", false, true, false}},
        {6,
         {6, "template-admin", "template-admin", "{A0000006-0C70-4006-8006-5B1CA0000006}", "Theo",
          "Lane", "template-admin@whale.example", false, true, false}},
        {7,
         {7, "executor", "executor", "{A0000007-0C70-4007-8007-5B1CA0000007}", "Exa", "Quinn",
          "executor@whale.example", false, true, false}},
        {8,
         {8, "author", "author", "{A0000008-0C70-4008-8008-5B1CA0000008}", "Ada", "Moss",
          "author@whale.example", false, true, false}},
    };
    using namespace artifact;
    Role owner{1, "Product Owner", true, true, {}};
    Role tester{2, "Tester", false, false, {}};
    Role observer{3, "Observer", false, false, {}};
    Role recorder{4, "Automation", false, false, {}};
    Role manager{5, "Manager", true, false, {}};
    Role template_owner{6, "Template Owner", false, true, {}};
    Role executor{7, "Executor", false, false, {}};
    Role author{8, "Test Author", false, false, {}};
    for (const int type : {kTestCase, kIncident, kRelease, kTestRun, kTestSet, kDocument}) {
        owner.rights[type] = kAll;
        tester.rights[type] = type == kRelease ? kView : kAll;
        observer.rights[type] = kView;
        recorder.rights[type] = kViewAndCreate;
        manager.rights[type] = kAll;
        template_owner.rights[type] = kAll;
        executor.rights[type] = kView;
        author.rights[type] = type == kRelease ? kView : kAll;
    }
    recorder.rights[kTestCase] = {Right::view, Right::modify};
    executor.rights[kTestRun] = kAll;
    author.rights[kTestRun] = kView;
    store.roles = {{1, owner},   {2, tester},         {3, observer}, {4, recorder},
                   {5, manager}, {6, template_owner}, {7, executor}, {8, author}};
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

    store.products = {
        {1,
         {1,
          2,
          "Whale Shop",
          "Everything a whale can buy.",
          true,
          {{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 6}, {7, 7}, {8, 8}}}},
        {2,
         {2,
          3,
          "Whale Tracking",
          "Where the whales are.",
          true,
          {{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 6}, {7, 7}, {8, 8}}}},
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
    return store.add(store.test_cases, product_id, artifact::kTestCase,
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
        store.add(store.releases, product_id, artifact::kRelease,
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
    const int id = store.add(store.test_sets, product_id, artifact::kTestSet, std::move(fields)).id;
    for (const Place& place : places) {
        store.add(store.test_set_test_cases, product_id, artifact::kTestSetTestCase,
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
