// The documented members of REST's objects (REST §5.1, §7, §8, §9.1, §10, §11; facts of November
// 2026, §3.1), in that order: each with its kind, and "out" where Spira computes it.
#include "native/simulators/spira/kinds.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/base/text.hpp"

namespace octospira::simulators::spira {

namespace {

std::vector<Member> parsed(std::string_view schema) {
    constexpr std::string_view kKinds[] = {"integer", "text", "boolean", "date",
                                           "decimal", "list", "object"};
    std::vector<Member> members;
    for (const std::string_view each : split(schema, ',')) {
        const auto words = split(trim(each), ' ');
        const auto kind = std::ranges::find(kKinds, words[1]) - std::begin(kKinds);
        members.push_back({words[0], static_cast<Kind>(kind), words.size() == 2});
    }
    return members;
}

Json full_name(const Store& store, std::optional<int> user_id) {
    const User* user = user_id ? store.user(*user_id) : nullptr;
    return user == nullptr ? Json() : Json(user->full_name());
}

/// Sets the member to the name of the id that is stored under another; null when it has none.
void derive_name(const Artifact& of, std::string_view member, std::string_view id, Names names,
                 Derived& derived) {
    const std::string text = named(names, of.number(id).value_or(0));
    derived[member] = text.empty() ? Json() : Json(text);
}

void derive_test_case(const Store& store, const Artifact& of, Derived& derived) {
    const Product* product = store.product(of.product_id);
    const Template* in = store.product_template(store.template_of(of));
    derived["AuthorName"] = full_name(store, of.number("AuthorId"));
    derived["OwnerName"] = full_name(store, of.number("OwnerId"));
    derived["ProjectName"] = product == nullptr ? Json() : Json(product->name);
    const auto name_in = [](const std::map<int, std::string>& names, std::optional<int> id) {
        return id && names.contains(*id) ? Json(names.at(*id)) : Json();
    };
    if (in != nullptr) {
        derived["TestCasePriorityName"] = name_in(in->priorities, of.number("TestCasePriorityId"));
        derived["TestCaseTypeName"] = name_in(in->types, of.number("TestCaseTypeId"));
    }
    derive_name(of, "TestCaseStatusName", "TestCaseStatusId", kTestCaseStatuses, derived);
    derive_name(of, "ExecutionStatusName", "ExecutionStatusId", kExecutionStatuses, derived);
}

void derive_test_run(const Store& store, const Artifact& of, Derived& derived) {
    const auto release = store.releases.find(of.number("ReleaseId").value_or(0));
    if (release != store.releases.end()) {
        derived["ReleaseVersionNumber"] = release->second.text("VersionNumber");
    }
}

void derive_release(const Store&, const Artifact& of, Derived& derived) {
    derived["FullName"] = of.text("VersionNumber") + " - " + of.name();
    derived["Summary"] = false;
    derive_name(of, "ReleaseStatusName", "ReleaseStatusId", kReleaseStatuses, derived);
    derive_name(of, "ReleaseTypeName", "ReleaseTypeId", kReleaseTypes, derived);
}

void derive_build(const Store&, const Artifact& of, Derived& derived) {
    derive_name(of, "BuildStatusName", "BuildStatusId", kBuildStatuses, derived);
}

void derive_test_set(const Store&, const Artifact& of, Derived& derived) {
    derive_name(of, "TestSetStatusName", "TestSetStatusId", kTestSetStatuses, derived);
}

/// The demo's template has one status and one type, and neither priorities nor severities.
void derive_incident(const Store&, const Artifact&, Derived& derived) {
    derived["IncidentStatusName"] = "New";
    derived["IncidentTypeName"] = "Incident";
}

void derive_comment(const Store& store, const Artifact& of, Derived& derived) {
    derived["UserName"] = full_name(store, of.number("UserId"));
}

}  // namespace

const std::map<std::string, int> kArtifactTypes = {
    {"Requirement", 1},    {"TestCase", 2},  {"Incident", 3}, {"Release", 4},
    {"TestRun", 5},        {"Task", 6},      {"TestStep", 7}, {"TestSet", 8},
    {"AutomationHost", 9}, {"Document", 13}, {"Risk", 14},
};

const ArtifactKind kTestCases{artifact::kTestCase, "RemoteTestCase", &Store::test_cases,
                              derive_test_case, parsed(R"(
    TestCaseId integer, ExecutionStatusId integer out, AuthorId integer, OwnerId integer,
    AuthorGuid text out, OwnerGuid text out, TestCasePriorityId integer, TestCaseTypeId integer,
    TestCaseStatusId integer, TestCaseFolderId integer, ComponentIds list,
    AutomationEngineId integer, AutomationAttachmentId integer, Name text, Description text,
    CreationDate date out, LastUpdateDate date out, ExecutionDate date out,
    EstimatedDuration integer, AuthorName text out, OwnerName text out, ProjectName text out,
    TestCasePriorityName text out, TestCaseStatusName text out, TestCaseTypeName text out,
    ExecutionStatusName text out, TestSteps list out, ActualDuration integer out,
    IsSuspect boolean, IsTestSteps boolean out, ProjectId integer out, ProjectGuid text out,
    ArtifactTypeId integer out, ConcurrencyDate date out, CustomProperties list out,
    IsAttachments boolean out, Tags text, Guid text out)")};

const ArtifactKind kTestRuns{artifact::kTestRun, "RemoteTestRun", &Store::test_runs,
                             derive_test_run, parsed(R"(
    TestRunId integer out, Name text, TestCaseId integer, TestRunTypeId integer, TesterId integer,
    ExecutionStatusId integer, ReleaseId integer, ReleaseVersionNumber text out, TestSetId integer,
    TestSetTestCaseId integer, StartDate date, EndDate date, BuildId integer,
    EstimatedDuration integer out, ActualDuration integer out, TestConfigurationId integer,
    ProjectId integer out, ProjectGuid text out, TestCaseGuid text out, TesterGuid text out,
    ReleaseGuid text out, TestSetGuid text out, ArtifactTypeId integer out,
    ConcurrencyDate date out, CustomProperties list out, IsAttachments boolean out, Tags text,
    Guid text out)")};

const ArtifactKind kAutomatedTestRuns{artifact::kTestRun, "RemoteAutomatedTestRun",
                                      &Store::test_runs, derive_test_run, parsed(R"(
    TestRunId integer out, TestRunFormatId integer, RunnerName text, RunnerTestName text,
    RunnerAssertCount integer, RunnerMessage text, RunnerStackTrace text, AutomationHostId integer,
    AutomationEngineId integer, AutomationEngineToken text out, AutomationAttachmentId integer,
    Parameters list, ScheduledDate date, TestRunSteps list, Name text, TestCaseId integer,
    TestRunTypeId integer, TesterId integer, ExecutionStatusId integer, ReleaseId integer,
    ReleaseVersionNumber text out, TestSetId integer, TestSetTestCaseId integer, StartDate date,
    EndDate date, BuildId integer, EstimatedDuration integer out, ActualDuration integer out,
    TestConfigurationId integer, ProjectId integer out, ProjectGuid text out,
    TestCaseGuid text out, TesterGuid text out, ReleaseGuid text out, TestSetGuid text out,
    ArtifactTypeId integer out, ConcurrencyDate date out, CustomProperties list out,
    IsAttachments boolean out, Tags text, Guid text out)")};

const ArtifactKind kReleases{artifact::kRelease, "RemoteRelease", &Store::releases, derive_release,
                             parsed(R"(
    ReleaseId integer out, Name text, VersionNumber text, FullName text out, IndentLevel text out,
    Summary boolean out, Active boolean, ReleaseStatusId integer, ReleaseStatusName text out,
    ReleaseTypeId integer, ReleaseTypeName text out, StartDate date, EndDate date, OwnerId integer,
    CreatorId integer, Description text, CreationDate date out, LastUpdateDate date out,
    ProjectId integer out, ProjectGuid text out, ArtifactTypeId integer out,
    ConcurrencyDate date out, CustomProperties list out, IsAttachments boolean out, Tags text,
    Guid text out)")};

const ArtifactKind kBuilds{artifact::kBuild, "RemoteBuild", &Store::builds, derive_build, parsed(R"(
    BuildId integer out, Guid text out, BuildStatusId integer, ProjectId integer,
    ReleaseId integer, ReleaseGuid text out, Name text, Description text, LastUpdateDate date out,
    CreationDate date, BuildStatusName text out, Revisions list)")};

const ArtifactKind kTestSets{artifact::kTestSet, "RemoteTestSet", &Store::test_sets,
                             derive_test_set, parsed(R"(
    TestSetId integer out, Name text, Description text, TestSetStatusId integer,
    TestSetStatusName text out, CreatorId integer, OwnerId integer, ReleaseId integer,
    AutomationHostId integer, TestRunTypeId integer, CreationDate date out,
    LastUpdateDate date out, PlannedDate date, ExecutionDate date out, TestSetFolderId integer,
    ProjectId integer out, ProjectGuid text out, ArtifactTypeId integer out,
    ConcurrencyDate date out, CustomProperties list out, IsAttachments boolean out, Tags text,
    Guid text out)")};

const ArtifactKind kTestSetTestCases{artifact::kTestSetTestCase, "RemoteTestSetTestCaseMapping",
                                     &Store::test_set_test_cases, nullptr, parsed(R"(
    TestSetTestCaseId integer, TestSetId integer, TestCaseId integer, TestSetGuid text out,
    TestCaseGuid text out, OwnerId integer, OwnerGuid text out, PlannedDate date,
    IsSetupTeardown boolean, Position integer, Guid text out, ConcurrencyGuid text out,
    LastUpdateDate date out)")};

const ArtifactKind kIncidents{artifact::kIncident, "RemoteIncident", &Store::incidents,
                              derive_incident, parsed(R"(
    IncidentId integer out, Name text, Description text, IncidentStatusId integer,
    IncidentStatusName text out, IncidentTypeId integer, IncidentTypeName text out,
    OpenerId integer, OwnerId integer, PriorityId integer, PriorityName text out,
    SeverityId integer, SeverityName text out, DetectedReleaseId integer,
    ResolvedReleaseId integer, VerifiedReleaseId integer, DetectedBuildId integer,
    FixedBuildId integer, TestRunStepIds list, ComponentIds list, StartDate date, EndDate date,
    CreationDate date out, LastUpdateDate date out, ProjectId integer out, ProjectGuid text out,
    ArtifactTypeId integer out, ConcurrencyDate date out, CustomProperties list out,
    IsAttachments boolean out, Tags text, Guid text out)")};

const ArtifactKind kDocuments{artifact::kDocument, "RemoteDocument", &Store::documents, nullptr,
                              parsed(R"(
    AttachmentId integer out, AttachmentTypeId integer, FilenameOrUrl text, Description text,
    Size integer, Tags text, AttachedArtifacts list, ProjectAttachmentFolderId integer,
    DocumentTypeId integer, AuthorId integer, BinaryData text)")};

const ArtifactKind kComments{artifact::kComment, "RemoteComment", &Store::comments, derive_comment,
                             parsed(R"(
    CommentId integer out, ArtifactId integer, Guid text out, UserId integer out,
    UserName text out, Text text, CreationDate date, IsDeleted boolean out, IsPermanent boolean out)")};

const ArtifactKind kAssociations{artifact::kAssociation, "RemoteAssociation", &Store::associations,
                                 nullptr, parsed(R"(
    ArtifactLinkId integer out, SourceArtifactId integer, SourceArtifactTypeId integer,
    DestArtifactId integer, DestArtifactTypeId integer, ArtifactLinkTypeId integer, Comment text)")};

const std::vector<Member> kTestRunStepMembers = parsed(R"(
    TestRunStepId integer out, TestRunId integer out, TestStepId integer, TestCaseId integer,
    ExecutionStatusId integer, Position integer, Description text, ExpectedResult text,
    SampleData text, ActualResult text, StartDate date, EndDate date, ActualDuration integer)");

const std::vector<Member> kPropertyMembers = parsed(R"(
    CustomPropertyId integer, ProjectTemplateId integer, ArtifactTypeId integer, Name text,
    CustomList object out, CustomPropertyFieldName text out, CustomPropertyTypeId integer,
    CustomPropertyTypeName text out, IsDeleted boolean, PropertyNumber integer,
    SystemDataType text out, Options list, Position integer, Description text, Guid text out,
    ConcurrencyGuid text out, LastUpdateDate date out)");

const std::vector<Member> kPropertyValueMembers = parsed(R"(
    PropertyNumber integer, StringValue text, IntegerValue integer, BooleanValue boolean,
    DateTimeValue date, DecimalValue decimal, IntegerListValue list, Definition object)");

const std::vector<Member> kFilterMembers = parsed(R"(
    PropertyName text, IntValue integer, StringValue text)");

const ArtifactKind* kind_of(int artifact_type) {
    for (const ArtifactKind* each :
         {&kTestCases, &kAutomatedTestRuns, &kReleases, &kTestSets, &kIncidents}) {
        if (each->type == artifact_type) return each;
    }
    return nullptr;
}

}  // namespace octospira::simulators::spira
