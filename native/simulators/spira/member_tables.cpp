// The documented members of REST's objects (REST §5.1, §7, §8, §9.1, §10, §11), in that order.
#include "native/simulators/spira/members.hpp"

namespace octospira::simulators::spira {

namespace {

using enum Kind;
constexpr bool kOutput = false;

constexpr Member kTestCaseMembers[] = {
    {"TestCaseId", integer},
    {"ExecutionStatusId", integer, kOutput},
    {"AuthorId", integer},
    {"OwnerId", integer},
    {"AuthorGuid", text, kOutput},
    {"OwnerGuid", text, kOutput},
    {"TestCasePriorityId", integer},
    {"TestCaseTypeId", integer},
    {"TestCaseStatusId", integer},
    {"TestCaseFolderId", integer},
    {"ComponentIds", list},
    {"AutomationEngineId", integer},
    {"AutomationAttachmentId", integer},
    {"Name", text},
    {"Description", text},
    {"CreationDate", date, kOutput},
    {"LastUpdateDate", date, kOutput},
    {"ExecutionDate", date, kOutput},
    {"EstimatedDuration", integer},
    {"AuthorName", text, kOutput},
    {"OwnerName", text, kOutput},
    {"ProjectName", text, kOutput},
    {"TestCasePriorityName", text, kOutput},
    {"TestCaseStatusName", text, kOutput},
    {"TestCaseTypeName", text, kOutput},
    {"ExecutionStatusName", text, kOutput},
    {"TestSteps", list, kOutput},
    {"ActualDuration", integer, kOutput},
    {"IsSuspect", boolean},
    {"IsTestSteps", boolean, kOutput},
    {"ProjectId", integer, kOutput},
    {"ProjectGuid", text, kOutput},
    {"ArtifactTypeId", integer, kOutput},
    {"ConcurrencyDate", date, kOutput},
    {"CustomProperties", list, kOutput},
    {"IsAttachments", boolean, kOutput},
    {"Tags", text},
    {"Guid", text, kOutput},
};

constexpr Member kTestRunMembers[] = {
    {"TestRunId", integer, kOutput},
    {"TestRunFormatId", integer},
    {"RunnerName", text},
    {"RunnerTestName", text},
    {"RunnerAssertCount", integer},
    {"RunnerMessage", text},
    {"RunnerStackTrace", text},
    {"AutomationHostId", integer},
    {"AutomationEngineId", integer},
    {"AutomationEngineToken", text, kOutput},
    {"AutomationAttachmentId", integer},
    {"Parameters", list},
    {"ScheduledDate", date},
    {"TestRunSteps", list},
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

constexpr Member kReleaseMembers[] = {
    {"ReleaseId", integer, kOutput},
    {"Name", text},
    {"VersionNumber", text},
    {"FullName", text, kOutput},
    {"IndentLevel", text, kOutput},
    {"Summary", boolean, kOutput},
    {"Active", boolean},
    {"ReleaseStatusId", integer},
    {"ReleaseStatusName", text, kOutput},
    {"ReleaseTypeId", integer},
    {"ReleaseTypeName", text, kOutput},
    {"StartDate", date},
    {"EndDate", date},
    {"OwnerId", integer},
    {"CreatorId", integer},
    {"Description", text},
    {"CreationDate", date, kOutput},
    {"LastUpdateDate", date, kOutput},
    {"ProjectId", integer, kOutput},
    {"ProjectGuid", text, kOutput},
    {"ArtifactTypeId", integer, kOutput},
    {"ConcurrencyDate", date, kOutput},
    {"CustomProperties", list, kOutput},
    {"IsAttachments", boolean, kOutput},
    {"Tags", text},
    {"Guid", text, kOutput},
};

constexpr Member kBuildMembers[] = {
    {"BuildId", integer, kOutput},
    {"Guid", text, kOutput},
    {"BuildStatusId", integer},
    {"ProjectId", integer},
    {"ReleaseId", integer},
    {"ReleaseGuid", text, kOutput},
    {"Name", text},
    {"Description", text},
    {"LastUpdateDate", date, kOutput},
    {"CreationDate", date},
    {"BuildStatusName", text, kOutput},
    {"Revisions", list},
};

constexpr Member kIncidentMembers[] = {
    {"IncidentId", integer, kOutput},
    {"Name", text},
    {"Description", text},
    {"IncidentStatusId", integer},
    {"IncidentStatusName", text, kOutput},
    {"IncidentTypeId", integer},
    {"IncidentTypeName", text, kOutput},
    {"OpenerId", integer},
    {"OwnerId", integer},
    {"PriorityId", integer},
    {"PriorityName", text, kOutput},
    {"SeverityId", integer},
    {"SeverityName", text, kOutput},
    {"DetectedReleaseId", integer},
    {"ResolvedReleaseId", integer},
    {"VerifiedReleaseId", integer},
    {"DetectedBuildId", integer},
    {"FixedBuildId", integer},
    {"TestRunStepIds", list},
    {"ComponentIds", list},
    {"StartDate", date},
    {"EndDate", date},
    {"CreationDate", date, kOutput},
    {"LastUpdateDate", date, kOutput},
    {"ProjectId", integer, kOutput},
    {"ProjectGuid", text, kOutput},
    {"ArtifactTypeId", integer, kOutput},
    {"ConcurrencyDate", date, kOutput},
    {"CustomProperties", list, kOutput},
    {"IsAttachments", boolean, kOutput},
    {"Tags", text},
    {"Guid", text, kOutput},
};

constexpr Member kDocumentMembers[] = {
    {"AttachmentId", integer, kOutput},
    {"AttachmentTypeId", integer},
    {"FilenameOrUrl", text},
    {"Description", text},
    {"Size", integer},
    {"Tags", text},
    {"AttachedArtifacts", list},
    {"ProjectAttachmentFolderId", integer},
    {"DocumentTypeId", integer},
    {"AuthorId", integer},
    {"BinaryData", text},
};

constexpr Member kCommentMembers[] = {
    {"CommentId", integer, kOutput},
    {"ArtifactId", integer},
    {"Guid", text, kOutput},
    {"UserId", integer, kOutput},
    {"UserName", text, kOutput},
    {"Text", text},
    {"CreationDate", date},
    {"IsDeleted", boolean, kOutput},
    {"IsPermanent", boolean, kOutput},
};

constexpr Member kAssociationMembers[] = {
    {"ArtifactLinkId", integer, kOutput},
    {"SourceArtifactId", integer},
    {"SourceArtifactTypeId", integer},
    {"DestArtifactId", integer},
    {"DestArtifactTypeId", integer},
    {"ArtifactLinkTypeId", integer},
    {"Comment", text},
};

constexpr Member kPropertyMembers[] = {
    {"CustomPropertyId", integer},
    {"ProjectTemplateId", integer},
    {"ArtifactTypeId", integer},
    {"Name", text},
    {"CustomList", object, kOutput},
    {"CustomPropertyFieldName", text, kOutput},
    {"CustomPropertyTypeId", integer},
    {"CustomPropertyTypeName", text, kOutput},
    {"IsDeleted", boolean},
    {"PropertyNumber", integer},
    {"SystemDataType", text, kOutput},
    {"Options", list},
    {"Position", integer},
    {"Description", text},
    {"Guid", text, kOutput},
    {"ConcurrencyGuid", text, kOutput},
    {"LastUpdateDate", date, kOutput},
};

constexpr Member kPropertyValueMembers[] = {
    {"PropertyNumber", integer}, {"StringValue", text},   {"IntegerValue", integer},
    {"BooleanValue", boolean},   {"DateTimeValue", date}, {"DecimalValue", decimal},
    {"IntegerListValue", list},  {"Definition", object},
};

// MultiValue and DateRangeValue have shapes of their own, see filters.cpp.
constexpr Member kFilterMembers[] = {
    {"PropertyName", text},
    {"IntValue", integer},
    {"StringValue", text},
};

}  // namespace

Members test_case_members() {
    return kTestCaseMembers;
}
Members test_run_members() {
    return kTestRunMembers;
}
Members release_members() {
    return kReleaseMembers;
}
Members build_members() {
    return kBuildMembers;
}
Members incident_members() {
    return kIncidentMembers;
}
Members document_members() {
    return kDocumentMembers;
}
Members comment_members() {
    return kCommentMembers;
}
Members association_members() {
    return kAssociationMembers;
}
Members property_members() {
    return kPropertyMembers;
}
Members property_value_members() {
    return kPropertyValueMembers;
}
Members filter_members() {
    return kFilterMembers;
}

}  // namespace octospira::simulators::spira
