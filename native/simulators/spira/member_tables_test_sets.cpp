// The documented members of RemoteTestSet and RemoteTestSetTestCaseMapping, in that order.
#include "native/simulators/spira/members.hpp"

namespace octospira::simulators::spira {

namespace {

using enum Kind;
constexpr bool kOutput = false;

constexpr Member kTestSetMembers[] = {
    {"TestSetId", integer, kOutput},
    {"Name", text},
    {"Description", text},
    {"TestSetStatusId", integer},
    {"TestSetStatusName", text, kOutput},
    {"CreatorId", integer},
    {"OwnerId", integer},
    {"ReleaseId", integer},
    {"AutomationHostId", integer},
    {"TestRunTypeId", integer},
    {"CreationDate", date, kOutput},
    {"LastUpdateDate", date, kOutput},
    {"PlannedDate", date},
    {"ExecutionDate", date, kOutput},
    {"TestSetFolderId", integer},
    {"ProjectId", integer, kOutput},
    {"ProjectGuid", text, kOutput},
    {"ArtifactTypeId", integer, kOutput},
    {"ConcurrencyDate", date, kOutput},
    {"CustomProperties", list, kOutput},
    {"IsAttachments", boolean, kOutput},
    {"Tags", text},
    {"Guid", text, kOutput},
};

constexpr Member kTestSetTestCaseMembers[] = {
    {"TestSetTestCaseId", integer},    {"TestSetId", integer},
    {"TestCaseId", integer},           {"TestSetGuid", text, kOutput},
    {"TestCaseGuid", text, kOutput},   {"OwnerId", integer},
    {"OwnerGuid", text, kOutput},      {"PlannedDate", date},
    {"IsSetupTeardown", boolean},      {"Position", integer},
    {"Guid", text, kOutput},           {"ConcurrencyGuid", text, kOutput},
    {"LastUpdateDate", date, kOutput},
};

}  // namespace

Members test_set_members() {
    return kTestSetMembers;
}
Members test_set_test_case_members() {
    return kTestSetTestCaseMembers;
}

}  // namespace octospira::simulators::spira
