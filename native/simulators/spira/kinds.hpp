#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"
#include "native/simulators/spira/members.hpp"
#include "native/simulators/spira/store.hpp"
#include "native/simulators/spira/switches.hpp"

namespace octospira::simulators::spira {

/// Members that Spira computes, e.g. the names of ids.
using Derived = std::map<std::string_view, Json>;

/// A kind of what the store keeps, and its object in REST.
struct ArtifactKind {
    int type;                 ///< of namespace artifact
    std::string_view object;  ///< e.g. "RemoteTestCase"
    Table Store::*table;
    void (*derive)(const Store&, const Artifact&, Derived&);  ///< nullptr: nothing is computed
    std::vector<Member> members;  ///< the documented ones, in that order; the first is the id
};

extern const ArtifactKind kTestCases;
extern const ArtifactKind kTestRuns;           ///< of any kind: no Runner*, no steps
extern const ArtifactKind kAutomatedTestRuns;  ///< the same table
extern const ArtifactKind kReleases;
extern const ArtifactKind kBuilds;
extern const ArtifactKind kTestSets;
extern const ArtifactKind kTestSetTestCases;
extern const ArtifactKind kIncidents;
extern const ArtifactKind kDocuments;
extern const ArtifactKind kComments;
extern const ArtifactKind kAssociations;

extern const std::vector<Member> kTestRunStepMembers;
extern const std::vector<Member> kPropertyMembers;       ///< a custom property's definition
extern const std::vector<Member> kPropertyValueMembers;  ///< an entry of CustomProperties
extern const std::vector<Member> kFilterMembers;

/// Artifact types by the names they have in URLs.
extern const std::map<std::string, int> kArtifactTypes;

/// The kind of artifacts of that type; nullptr where the simulator has none.
[[nodiscard]] const ArtifactKind* kind_of(int artifact_type);

}  // namespace octospira::simulators::spira
