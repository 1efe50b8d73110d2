#include "native/simulators/octoperf/ids.hpp"
#include "native/simulators/octoperf/store.hpp"

namespace octospira::simulators::octoperf {

namespace {

constexpr std::string_view kOwner = "pEGWCGwBjlTPLZEzy_-G";
constexpr std::string_view kViewer = "qEGWCGwBjlTPLZEzy_-H";
constexpr std::string_view kDefault = "0r5ifn4BrW7hkFYMIu1j";
constexpr std::string_view kSecond = "Gdz5nIYBhM3oiEdLW1y6";
constexpr std::string_view kPetstore = "1L5ifn4BrW7hkFYMIu19";
constexpr std::string_view kSecondPetstore = "-r5ifn4BrW7hkFYMIu2_";
constexpr EpochMs kCreated = 1'642'797'867'645;
constexpr EpochMs kScenarioCreated = 1'678'095'385'454;

Project project(std::string_view id, std::string_view workspace, std::string_view name,
                std::string_view type) {
    return {std::string(id),   std::string(workspace), std::string(kOwner),
            std::string(name), std::string(type),      kCreated};
}

Scenario scenario(std::string_view id, std::string_view project_id, std::string_view name,
                  Behaviour behaviour) {
    Scenario made;
    made.id = id;
    made.project_id = project_id;
    made.user_id = kOwner;
    made.name = name;
    made.created = kScenarioCreated;
    made.behaviour = std::move(behaviour);
    return made;
}

Behaviour behaviour(Verdict verdict, double error_percent, std::vector<std::string> alarms = {}) {
    Behaviour made;
    made.verdict = verdict;
    made.error_percent = error_percent;
    made.alarms = std::move(alarms);
    return made;
}

}  // namespace

Store seed(const std::string& api_key) {
    Store store;
    const std::string def(kDefault);
    const std::string second(kSecond);
    store.users = {
        {std::string(kOwner),
         "first.last@example.com",
         api_key,
         {{def, Role::admin}, {second, Role::admin}}},
        {std::string(kViewer), "only.looks@example.com", random_uuid(), {{def, Role::viewer}}}};
    store.workspaces = {{def, "Default", std::string(kOwner), 1'642'797'867'619},
                        {second, "Second Team", std::string(kOwner), 1'677'628'800'000}};
    store.projects = {project(kPetstore, kDefault, "Petstore", "DESIGN"),
                      project("2L5ifn4BrW7hkFYMIu1-", kDefault, "Results", "RESULT"),
                      project(kSecondPetstore, kSecond, "Petstore", "DESIGN"),
                      project("_r5ifn4BrW7hkFYMIu2-", kSecond, "Results", "RESULT")};

    Behaviour long_running = behaviour(Verdict::passed, 0.2);
    long_running.run_factor = 30;
    const auto add = [&](std::string_view id, std::string_view name, Behaviour what) -> Scenario& {
        return store.scenarios.emplace_back(scenario(id, kPetstore, name, std::move(what)));
    };
    add("aKpHtoYBUDjbSvwJg3Vu", "Fin Whale [PR:1]", behaviour(Verdict::passed, 0.371747226));
    add("bKpHtoYBUDjbSvwJg3Vv", "Sperm Whale [PR:1]",
        behaviour(Verdict::failed, 14.25, {"CRITICAL"}));
    add("cKpHtoYBUDjbSvwJg3Vw", "Humpback [PR:1]", behaviour(Verdict::error, 0));
    add("dKpHtoYBUDjbSvwJg3Vx", "Minke Whale [PR:1]",
        behaviour(Verdict::passed, 1.5, {"PASSED", "WARNING"}));
    add("eKpHtoYBUDjbSvwJg3Vy", "<img src=x onerror=alert(1)> [PR:1]",
        behaviour(Verdict::passed, 0));
    add("fKpHtoYBUDjbSvwJg3Vz", "{octoperfApiKey} [PR:1]", behaviour(Verdict::passed, 0));
    add("gKpHtoYBUDjbSvwJg3V0", "Blue Whale", behaviour(Verdict::passed, 0));
    Scenario& sei = add("hKpHtoYBUDjbSvwJg3V1", "Sei Whale [PR:1]", std::move(long_running));
    sei.plateau_ms = 9 * 60'000;
    store.scenarios.push_back(scenario("-KpHtoYBUDjbSvwJg3V_", kSecondPetstore, "Fin Whale [PR:1]",
                                       behaviour(Verdict::passed, 0.1)));
    return store;
}

}  // namespace octospira::simulators::octoperf
