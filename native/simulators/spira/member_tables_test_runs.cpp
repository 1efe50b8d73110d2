// The documented members of RemoteTestRun and RemoteTestRunStep (REST §9.1; facts of November 2026,
// §3.1). Those of RemoteAutomatedTestRun are in member_tables.cpp.
#include "native/simulators/spira/members.hpp"

namespace octospira::simulators::spira {

namespace {

using enum Kind;
constexpr bool kOutput = false;

constexpr Member kPlainTestRunMembers[] = {
    {"TestRunId", integer, kOutput},
    {"Name", text},
    {"TestCaseId", integer},
    {"TestRunTypeId", integer},
    {"TesterId", integer},
    {"ExecutionStatusId", integer},
    {"ReleaseId", integer},
    {"ReleaseVersionNumber", text, kOutput},
    {"TestSetId", integer},
    {"TestSetTestCaseId", integer},
    {"StartDate", date},
    {"EndDate", date},
    {"BuildId", integer},
    {"EstimatedDuration", integer, kOutput},
    {"ActualDuration", integer, kOutput},
    {"TestConfigurationId", integer},
    {"ProjectId", integer, kOutput},
    {"ProjectGuid", text, kOutput},
    {"TestCaseGuid", text, kOutput},
    {"TesterGuid", text, kOutput},
    {"ReleaseGuid", text, kOutput},
    {"TestSetGuid", text, kOutput},
    {"ArtifactTypeId", integer, kOutput},
    {"ConcurrencyDate", date, kOutput},
    {"CustomProperties", list, kOutput},
    {"IsAttachments", boolean, kOutput},
    {"Tags", text},
    {"Guid", text, kOutput},
};

constexpr Member kTestRunStepMembers[] = {
    {"TestRunStepId", integer, kOutput},
    {"TestRunId", integer, kOutput},
    {"TestStepId", integer},
    {"TestCaseId", integer},
    {"ExecutionStatusId", integer},
    {"Position", integer},
    {"Description", text},
    {"ExpectedResult", text},
    {"SampleData", text},
    {"ActualResult", text},
    {"StartDate", date},
    {"EndDate", date},
    {"ActualDuration", integer},
};

}  // namespace

Members plain_test_run_members() {
    return kPlainTestRunMembers;
}
Members test_run_step_members() {
    return kTestRunStepMembers;
}

}  // namespace octospira::simulators::spira
