#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/time.hpp"

namespace octospira::simulators::spira {

/// Artifact types as Spira numbers them (REST §10).
namespace artifact {
inline constexpr int kRequirement = 1;
inline constexpr int kTestCase = 2;
inline constexpr int kIncident = 3;
inline constexpr int kRelease = 4;
inline constexpr int kTestRun = 5;
inline constexpr int kTask = 6;
inline constexpr int kTestStep = 7;
inline constexpr int kTestSet = 8;
inline constexpr int kAutomationHost = 9;
inline constexpr int kDocument = 13;
inline constexpr int kRisk = 14;
// What has ids but is no artifact type of Spira's.
inline constexpr int kBuild = 101;
inline constexpr int kComment = 102;
inline constexpr int kAssociation = 103;
inline constexpr int kProperty = 104;
inline constexpr int kTestSetTestCase = 105;
inline constexpr int kTestRunStep = 106;
}  // namespace artifact

/// Execution statuses (REST §9.1).
namespace execution {
inline constexpr int kFailed = 1;
inline constexpr int kPassed = 2;
inline constexpr int kNotRun = 3;
inline constexpr int kNotApplicable = 4;
inline constexpr int kBlocked = 5;
inline constexpr int kCaution = 6;
}  // namespace execution

enum class Right { view, create, modify };

struct User {
    int id = 0;
    std::string login;
    std::string api_key;  ///< with its braces; empty: RSS is switched off for this user
    std::string first_name;
    std::string last_name;
    bool administrator = false;  ///< of the whole system
    bool active = true;
    bool locked = false;
    std::string culture = "en-US";  ///< of the profile
    std::string theme = "light";    ///< or "dark"

    [[nodiscard]] std::string full_name() const { return first_name + " " + last_name; }
};

/// What a member of a product may do, per artifact type; a type that is not listed: nothing.
struct Role {
    int id = 0;
    std::string name;
    bool product_administrator = false;
    bool template_administrator = false;
    std::map<int, std::vector<Right>> rights;
};

/// A custom property of a template for one artifact type.
struct Property {
    int id = 0;  ///< CustomPropertyId
    int template_id = 0;
    int artifact_type = artifact::kTestCase;
    int number = 0;  ///< PropertyNumber, 1…99
    int type = 1;    ///< REST §5.2: 1 text, 2 integer, …
    std::string name;
    bool rich = false;  ///< a text property that answers HTML
    bool required = false;
    bool deleted = false;
    int max_length = 0;  ///< 0: none

    [[nodiscard]] std::string field_name() const;  ///< "Custom_04"
};

struct Template {
    int id = 0;
    std::string name;
    std::map<int, std::string> priorities;  ///< of test cases
    std::map<int, std::string> types;       ///< of test cases
    std::vector<Property> properties;       ///< of every artifact type
};

struct Product {
    int id = 0;
    int template_id = 0;
    std::string name;
    std::string description;
    bool active = true;
    std::map<int, int> members;  ///< user id → role id
};

/// A test case, test run, release, …: the documented members of its Remote… object as JSON, except
/// those that are computed when it is shown (names of ids, CustomProperties).
struct Artifact {
    int id = 0;
    int product_id = 0;
    int type = 0;
    Json fields = Json::object();
    std::map<int, Json> custom;  ///< property number → value; absent: never set

    [[nodiscard]] std::string text(std::string_view member) const;  ///< "" when there is none
    [[nodiscard]] std::optional<int> number(std::string_view member) const;
    [[nodiscard]] std::string name() const { return text("Name"); }
};

using Table = std::map<int, Artifact>;
struct ArtifactKind;  // kinds.hpp

/// What one user chose on the home page of one product.
struct HomeView {
    std::vector<std::string> widgets;  ///< guids of the SpiraApps whose widgets were added
    int release_id = 0;                ///< 0: all releases
};

/// All data of the simulated Spira; one thread.
class Store {
  public:
    explicit Store(std::function<EpochMs()> clock);

    /// The present time, later at every call, so that two saves never share a date.
    [[nodiscard]] EpochMs now();
    [[nodiscard]] int next_id(int artifact_type);  ///< the counters start at 1
    /// Inserts it with a new id, under its id member, e.g. TestCaseId.
    Artifact& add(const ArtifactKind& kind, int product_id, Json fields);
    /// New ConcurrencyDate and LastUpdateDate, which every save gets.
    void touch(Artifact& changed);

    [[nodiscard]] const User* user(int id) const;
    [[nodiscard]] const User* user(std::string_view login) const;  ///< case ignored
    [[nodiscard]] const Product* product(int id) const;
    [[nodiscard]] const Template* product_template(int id) const;
    [[nodiscard]] Template* product_template(int id);
    [[nodiscard]] const Property* property(int template_id, int artifact_type, int number) const;
    /// Looked up by its trimmed name, exact case; deleted ones are skipped.
    [[nodiscard]] const Property* property(int template_id, int artifact_type,
                                           std::string_view name) const;
    /// The template of the product the artifact is in.
    [[nodiscard]] int template_of(const Artifact& of) const;
    /// The artifact when it exists in that product, else nullptr.
    [[nodiscard]] const Artifact* find(const Table& table, int product_id, int id) const;
    [[nodiscard]] Artifact* find(Table& table, int product_id, int id);

    [[nodiscard]] bool member(const User& user, int product_id) const;
    [[nodiscard]] bool may(const User& user, int product_id, int artifact_type, Right right) const;
    [[nodiscard]] bool product_administrator(const User& user, int product_id) const;
    [[nodiscard]] bool template_administrator(const User& user, int template_id) const;

    std::map<int, User> users;
    std::map<int, Role> roles;
    std::map<int, Product> products;
    std::map<int, Template> templates;
    std::map<int, std::map<int, std::string>> folders;  ///< product → test case folder → name
    Table test_cases;
    Table test_runs;
    Table releases;
    Table builds;
    Table test_sets;
    Table test_set_test_cases;  ///< the places of test cases in test sets
    Table incidents;
    Table documents;
    Table comments;  ///< with ArtifactTypeId beside the documented members
    Table associations;
    /// Release → test cases mapped to it.
    std::map<int, std::vector<int>> release_test_cases;
    std::map<std::pair<int, int>, HomeView> home_views;  ///< by user and product
    std::string product_name = "SpiraPlan";
    std::string web_server_url;  ///< set by the frame, once its port is known

  private:
    std::function<EpochMs()> clock_;
    EpochMs last_ = 0;
    std::map<int, int> counters_;
};

// What the ids from 1 on mean.
using Names = std::span<const std::string_view>;
inline constexpr std::string_view kExecutionStatuses[] = {"Failed", "Passed",  "Not Run",
                                                          "N/A",    "Blocked", "Caution"};
inline constexpr std::string_view kTestCaseStatuses[] = {"Draft",    "Ready for Review", "Rejected",
                                                         "Approved", "Ready for Test",   "Obsolete",
                                                         "Tested",   "Verified"};
inline constexpr std::string_view kReleaseStatuses[] = {"Planned", "In Progress", "Completed",
                                                        "Closed",  "Deferred",    "Cancelled"};
inline constexpr std::string_view kReleaseTypes[] = {"Major Release", "Minor Release", "Sprint",
                                                     "Phase"};
inline constexpr std::string_view kTestSetStatuses[] = {"Not Started", "In Progress", "Completed",
                                                        "Blocked", "Deferred"};
inline constexpr std::string_view kBuildStatuses[] = {"Failed", "Passed", "Unstable", "Aborted"};

/// "" for an unknown id.
[[nodiscard]] std::string named(Names names, std::int64_t id);

/// The test cases of a set, by their position in it.
[[nodiscard]] std::vector<const Artifact*> places_in(const Store& store, const Artifact& test_set);

/// Fills an empty store with the demo data.
void seed(Store& store);

}  // namespace octospira::simulators::spira
