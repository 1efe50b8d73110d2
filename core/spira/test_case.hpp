#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/http.hpp"
#include "core/base/ids.hpp"
#include "core/spira/custom_property.hpp"

namespace octospira::spira {

/// A test case as Spira sent it: a tree with every member kept, because an update sends the whole
/// object back. Source: Spira REST §5.1, §5.3.
class TestCase {
  public:
    /// Errors: as errors.hpp, json_of; protocol when it is no test case.
    [[nodiscard]] static Result<TestCase> read(const Answer& answer);
    [[nodiscard]] static std::optional<TestCase> from(Json tree);

    [[nodiscard]] TestCaseId id() const;
    [[nodiscard]] std::string name() const;

    /// The definition of the property of that name, as far as the object carries it; a property
    /// that was never set may be missing (§5.2).
    [[nodiscard]] std::optional<PropertyDefinition> definition(std::string_view property) const;

    /// The text value, trimmed, tags removed (a rich text property holds HTML); "" when not set.
    [[nodiscard]] std::string text(int property_number) const;

    /// The release that a property of type Release names; empty for 0, none and another type.
    /// Source: Spira REST §5.2.
    [[nodiscard]] std::optional<ReleaseId> release(int property_number) const;

    /// Sets only StringValue of the entry; appends an entry with PropertyNumber and Definition
    /// where there is none yet.
    void set_text(const PropertyDefinition& property, std::string_view value);

    [[nodiscard]] const Json& tree() const { return tree_; }

  private:
    explicit TestCase(Json tree) : tree_(std::move(tree)) {}
    [[nodiscard]] const Json* entry(int property_number) const;

    Json tree_;
};

/// The rows of a search, in order. Errors: as errors.hpp, json_of.
[[nodiscard]] Result<std::vector<TestCase>> read_test_cases(const Answer& answer);

}  // namespace octospira::spira
