// Recording automated test runs (REST §9, §9.1).

#include "core/base/utf8.hpp"
#include "native/simulators/spira/filters.hpp"
#include "native/simulators/spira/routes.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr EpochMs kMinute = 60'000;

bool is_null(const Json& read, std::string_view member) {
    const Json* value = find(read, member);
    return value == nullptr || value->is_null();
}

/// The steps of a body, each with its documented members. Trouble: validation, malformed.
Checked<Json> steps_of(const Json& read) {
    Json steps = Json::array();
    const Json* given = array_at(read, "TestRunSteps");
    if (given == nullptr) return steps;
    for (const Json& each : *given) {
        if (!each.is_object())
            return trouble(TroubleKind::malformed,
                           "Error converting value to type 'RemoteTestRunStep'.");
        auto step = read_members(each, kTestRunStepMembers);
        if (!step) return step;
        if (named(kExecutionStatuses, number_of_member(*step, "ExecutionStatusId")).empty())
            return invalid("TestRunSteps", "A step needs an execution status.");
        steps.push_back(*std::move(step));
    }
    return steps;
}

Checked<void> check_members(const Switches& switches, const Json& read) {
    std::vector<std::string_view> needed = {
        "TestCaseId",       "RunnerName",        "RunnerTestName", "RunnerMessage",
        "RunnerStackTrace", "ExecutionStatusId", "StartDate"};
    if (switches.run_members != RunMembers::seen) needed.push_back("TestRunFormatId");
    if (switches.run_members == RunMembers::all) {
        needed.insert(needed.end(), {"Name", "TestRunTypeId", "EndDate"});
    }
    for (const auto member : needed) {
        const std::string name(member);
        if (is_null(read, member)) return invalid(name, "The field " + name + " is required.");
    }
    for (const std::string_view member : {"RunnerName", "RunnerTestName", "RunnerMessage"}) {
        const std::string name(member);
        const std::string value = text_at(read, member);
        // Inflectra's own pytest client sends an empty message.
        if (value.empty() && member != "RunnerMessage")
            return invalid(name, "The field " + name + " is required.");
        const std::size_t limit = member == "RunnerName" ? 50 : 255;
        if (switches.runner_lengths == RunnerLengths::limited && count_characters(value) > limit) {
            return invalid(name, "The field " + name + " is too long.");
        }
    }
    if (named(kExecutionStatuses, number_of_member(read, "ExecutionStatusId")).empty()) {
        return invalid("ExecutionStatusId", "There is no such execution status.");
    }
    const int format = number_of_member(read, "TestRunFormatId");
    if (!is_null(read, "TestRunFormatId") && format != 1 && format != 2) {
        return invalid("TestRunFormatId", "The format is 1 (plain text) or 2 (HTML).");
    }
    return {};
}

/// A run in a test set: the set is of the product and holds the test case, and the place, if
/// given, is the test case's place in it.
Checked<void> check_test_set(const RestCall& call, const Json& read, const Artifact& test_case) {
    const bool place_given = !is_null(read, "TestSetTestCaseId");
    if (is_null(read, "TestSetId")) {
        if (!place_given) return {};
        return invalid("TestSetTestCaseId", "It needs the TestSetId it is a place in.");
    }
    const Artifact* set = in_product(call, kTestSets, number_of_member(read, "TestSetId"));
    if (set == nullptr) return invalid("TestSetId", "The test set does not exist in the product.");
    const int place_id = number_of_member(read, "TestSetTestCaseId");
    bool holds = false;
    bool fits = !place_given;
    for (const Artifact* place : places_in(call.store, *set)) {
        if (place->number("TestCaseId") != test_case.id) continue;
        holds = true;
        fits = fits || place->id == place_id;
    }
    if (!holds) return invalid("TestSetId", "The test case is not in the test set.");
    if (!fits) return invalid("TestSetTestCaseId", "It is not the test case's place in the set.");
    return {};
}

Checked<void> check_context(const RestCall& call, const Json& read, const Artifact& test_case) {
    const int release_id = number_of_member(read, "ReleaseId");
    if (!is_null(read, "ReleaseId")) {
        if (in_product(call, kReleases, release_id) == nullptr) {
            return invalid("ReleaseId", "The release RL" + std::to_string(release_id) +
                                            " does not exist in the product.");
        }
        const std::vector<int>& mapped = call.store.release_test_cases[release_id];
        if (call.switches.release_needs_mapping && std::ranges::count(mapped, test_case.id) == 0) {
            return invalid("ReleaseId", "The test case is not mapped to the release RL" +
                                            std::to_string(release_id) + ".");
        }
    }
    if (!is_null(read, "BuildId")) {
        const Artifact* build = in_product(call, kBuilds, number_of_member(read, "BuildId"));
        if (build == nullptr || build->number("ReleaseId") != release_id) {
            return invalid("BuildId", "The build does not exist in the release.");
        }
    }
    auto in_set = check_test_set(call, read, test_case);
    if (!in_set) return in_set;
    if (!is_null(read, "TesterId") &&
        !call.product->members.contains(number_of_member(read, "TesterId"))) {
        return invalid("TesterId", "The user is not a member of the product.");
    }
    return {};
}

void show_on_test_set(Store& store, const Artifact& run) {
    Artifact* set =
        store.find(store.test_sets, run.product_id, run.number("TestSetId").value_or(0));
    if (set == nullptr) return;
    const bool ended = !run.text("EndDate").empty();
    set->fields["ExecutionDate"] = run.text(ended ? "EndDate" : "StartDate");
    store.touch(*set);
}

void show_on_test_case(RestCall& call, Artifact& test_case, const Artifact& run) {
    const bool ended = find(run.fields, "EndDate") != nullptr && !run.text("EndDate").empty();
    test_case.fields["ExecutionStatusId"] = run.number("ExecutionStatusId").value_or(0);
    test_case.fields["ExecutionDate"] = call.switches.execution_date == ExecutionDate::recorded
                                            ? format_utc(call.store.now())
                                            : run.text(ended ? "EndDate" : "StartDate");
    test_case.fields["ActualDuration"] = find(run.fields, "ActualDuration") == nullptr
                                             ? Json()
                                             : *find(run.fields, "ActualDuration");
    call.store.touch(test_case);
}

/// Records one; `read` has the members of the body.
Checked<Artifact*> record(RestCall& call, const Json& read) {
    const auto members = check_members(call.switches, read);
    if (!members) return tl::unexpected(members.error());
    const Artifact* test_case = in_product(call, kTestCases, number_of_member(read, "TestCaseId"));
    if (test_case == nullptr) return unable_to_locate();
    const auto context = check_context(call, read, *test_case);
    if (!context) return tl::unexpected(context.error());
    const auto values = custom_values(call, read, artifact::kTestRun);
    if (!values) return tl::unexpected(values.error());
    const auto custom = check_custom(call, artifact::kTestRun, values->values);
    if (!custom) return tl::unexpected(custom.error());

    auto steps = steps_of(read);
    if (!steps) return tl::unexpected(steps.error());

    Json fields = input_of(read, kAutomatedTestRuns.members);
    if (is_null(read, "Name") && call.switches.run_name_from_test_case) {
        fields["Name"] = test_case->name();
    }
    if (is_null(read, "TesterId")) fields["TesterId"] = call.user.id;
    // Clients omit it or send odd values; what is recorded here is automated anyway.
    fields["TestRunTypeId"] = 2;
    if (is_null(read, "TestRunFormatId")) fields["TestRunFormatId"] = 1;
    fields["EstimatedDuration"] = test_case->number("EstimatedDuration").value_or(0);
    const auto start = parse_utc(text_at(read, "StartDate"));
    const auto end = parse_utc(text_at(read, "EndDate"));
    if (start && end) fields["ActualDuration"] = (*end - *start) / kMinute;
    Artifact& made = call.store.add(kTestRuns, call.product->id, std::move(fields));
    made.custom = values->values;
    for (Json& step : *steps) {
        step["TestRunStepId"] = call.store.next_id(artifact::kTestRunStep);
        step["TestRunId"] = made.id;
        step["TestCaseId"] = test_case->id;
    }
    made.fields["TestRunSteps"] = *std::move(steps);
    return &made;
}

}  // namespace

Outcome record_test_run(RestCall& call) {
    const auto run = body_object(call, kAutomatedTestRuns).and_then([&](const Json& read) {
        return record(call, read);
    });
    if (!run) return tl::unexpected(run.error());
    Artifact* test_case = in_product(call, kTestCases, (*run)->number("TestCaseId").value_or(0));
    show_on_test_case(call, *test_case, **run);
    show_on_test_set(call.store, **run);
    Json answer = shown(call, kAutomatedTestRuns, **run);
    if (!call.switches.steps_in_record_answer) answer["TestRunSteps"] = nullptr;
    return answer;
}

Outcome record_test_runs(RestCall& call) {
    const auto list = body_array(call, "RemoteAutomatedTestRun[]");
    if (!list) return tl::unexpected(list.error());
    Json recorded = Json::array();
    for (const Json& each : *list) {
        const auto run =
            read_members(each, kAutomatedTestRuns.members).and_then([&](const Json& read) {
                return record(call, read);
            });
        if (!run) return tl::unexpected(run.error());
        recorded.push_back(shown(call, kAutomatedTestRuns, **run));
    }
    return recorded;
}

Outcome refresh_caches(RestCall& call) {
    std::map<int, const Artifact*> latest;
    for (const Artifact* run : in_product(call, kTestRuns)) {
        latest[run->number("TestCaseId").value_or(0)] = run;
    }
    for (const auto& [test_case_id, run] : latest) {
        Artifact* test_case = in_product(call, kTestCases, test_case_id);
        if (test_case != nullptr &&
            test_case->number("ExecutionStatusId") != run->number("ExecutionStatusId")) {
            show_on_test_case(call, *test_case, *run);
        }
    }
    return std::nullopt;
}

}  // namespace octospira::simulators::spira
