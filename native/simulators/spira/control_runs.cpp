#include "native/simulators/spira/control.hpp"

#include <string>
#include <utility>
#include <vector>

#include "native/simulators/spira/kinds.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr EpochMs kMinute = 60'000;
constexpr EpochMs kRunTime = 15 * kMinute;
constexpr int kAutomated = 2;
constexpr std::int64_t kMost = 100'000;

tl::unexpected<Error> refused(std::string message) {
    return failure(ErrorKind::invalid_input, std::move(message));
}

Json defaults(EpochMs now) {
    return Json{{"TestRunFormatId", 1},
                {"RunnerName", "OctoPerf"},
                {"RunnerTestName", "Load test"},
                {"RunnerMessage", "Run by the simulator"},
                {"RunnerStackTrace", ""},
                {"TesterId", 2},
                {"ExecutionStatusId", execution::kPassed},
                {"StartDate", format_utc(now - kRunTime)},
                {"EndDate", format_utc(now)}};
}

/// Mostly passed, with everything else that happens in a long life.
int status_in_turn(std::int64_t index) {
    if (index % 13 == 4) return execution::kBlocked;
    if (index % 7 == 3) return execution::kFailed;
    return index % 9 == 5 ? execution::kCaution : execution::kPassed;
}

const Json* in_turn(const Json& wanted, std::string_view name, std::int64_t index) {
    const Json* list = array_at(wanted, name);
    if (list == nullptr || list->empty()) return nullptr;
    return &(*list)[static_cast<std::size_t>(index) % list->size()];
}

Result<std::vector<Json>> made_up(const Json& wanted, EpochMs now) {
    const std::int64_t count = integer_at(wanted, "count").value_or(0);
    const std::int64_t apart = integer_at(wanted, "minutesApart").value_or(60);
    const std::string until = text_at(wanted, "until");
    const auto last = until.empty() ? std::optional(now) : parse_utc(until);
    if (count < 0 || count > kMost || !last) return refused("count or until is not valid.");
    std::vector<Json> runs;
    for (std::int64_t i = 0; i < count; ++i) {
        const EpochMs end = *last - (count - 1 - i) * apart * kMinute;
        Json run{{"ExecutionStatusId", status_in_turn(i)},
                 {"StartDate", format_utc(end - kRunTime)},
                 {"EndDate", format_utc(end)}};
        if (const Json* id = in_turn(wanted, "testCaseIds", i)) run["TestCaseId"] = *id;
        if (const Json* id = in_turn(wanted, "releaseIds", i)) run["ReleaseId"] = *id;
        runs.push_back(std::move(run));
    }
    return runs;
}

/// The fields of one run: its own members over those all share over the defaults.
Result<Json> fields_of(const Store& store, int product_id, const Json& shared, const Json& own,
                       EpochMs now) {
    Json whole = defaults(now);
    for (const Json* part : {&shared, &own}) {
        if (!part->is_object()) return refused("A run is an object.");
        for (const auto& [name, value] : part->items()) {
            if (member_named(kAutomatedTestRuns.members, name) == nullptr) {
                return refused("A test run has no member " + name + ".");
            }
            whole[name] = value;
        }
    }
    auto fields = read_members(whole, kAutomatedTestRuns.members);
    if (!fields) return refused(fields.error().text);
    const int id = static_cast<int>(integer_at(*fields, "TestCaseId").value_or(0));
    const Artifact* test_case = store.find(store.test_cases, product_id, id);
    if (test_case == nullptr) {
        return refused("There is no test case " + std::to_string(id) + " in the product.");
    }
    if (text_at(*fields, "Name").empty()) (*fields)["Name"] = test_case->name();
    (*fields)["TestRunTypeId"] = kAutomated;
    return *std::move(fields);
}

void show_on_test_case(Store& store, const Artifact& run) {
    Artifact* test_case =
        store.find(store.test_cases, run.product_id, run.number("TestCaseId").value_or(0));
    if (test_case->text("ExecutionDate") > run.text("EndDate")) return;
    test_case->fields["ExecutionStatusId"] = run.number("ExecutionStatusId").value_or(0);
    test_case->fields["ExecutionDate"] = run.text("EndDate");
    store.touch(*test_case);
}

}  // namespace

Result<Json> seed_runs(Store& store, const Json& wanted) {
    if (!wanted.is_object()) return refused("What to seed comes as an object.");
    const int product_id = static_cast<int>(integer_at(wanted, "productId").value_or(1));
    const EpochMs now = store.now();
    const Json* shared = find(wanted, "run");
    const Json none = Json::object();
    std::vector<Json> wishes;
    if (const Json* given = array_at(wanted, "runs")) wishes.assign(given->begin(), given->end());
    auto more = made_up(wanted, now);
    if (!more) return tl::unexpected(more.error());
    wishes.insert(wishes.end(), more->begin(), more->end());
    std::vector<Json> runs;
    for (const Json& wish : wishes) {
        auto fields = fields_of(store, product_id, shared == nullptr ? none : *shared, wish, now);
        if (!fields) return tl::unexpected(fields.error());
        runs.push_back(*std::move(fields));
    }
    int first = 0;
    int last = 0;
    for (Json& fields : runs) {
        const Artifact& made = store.add(kTestRuns, product_id, std::move(fields));
        first = first == 0 ? made.id : first;
        last = made.id;
        show_on_test_case(store, made);
    }
    return Json{{"count", runs.size()}, {"firstId", first}, {"lastId", last}};
}

}  // namespace octospira::simulators::spira
