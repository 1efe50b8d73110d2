#include "core/spira/test_case.hpp"

#include "core/base/optional_id.hpp"
#include "core/base/text.hpp"
#include "core/spira/errors.hpp"

namespace octospira::spira {

std::optional<TestCase> TestCase::from(Json tree) {
    const auto number = integer_at(tree, "TestCaseId");
    if (!number || !TestCaseId::from(*number)) return std::nullopt;
    return TestCase(std::move(tree));
}

Result<TestCase> TestCase::read(const Answer& answer) {
    static constexpr std::string_view kOrigin = "Spira GET projects/{p}/test-cases/{id}";
    auto json = json_of(answer, kOrigin);
    if (!json) return tl::unexpected(json.error());
    auto test_case = from(std::move(*json));
    if (!test_case) return tl::unexpected(error_of({answer.status, ""}, kOrigin));
    return *test_case;
}

TestCaseId TestCase::id() const {
    return *TestCaseId::from(*integer_at(tree_, "TestCaseId"));
}

std::string TestCase::name() const {
    return text_at(tree_, "Name");
}

const Json* TestCase::entry(int property_number) const {
    const Json* entries = array_at(tree_, "CustomProperties");
    if (entries == nullptr) return nullptr;
    for (const Json& candidate : *entries) {
        if (integer_at(candidate, "PropertyNumber") == property_number) return &candidate;
    }
    return nullptr;
}

std::optional<PropertyDefinition> TestCase::definition(std::string_view property) const {
    const Json* entries = array_at(tree_, "CustomProperties");
    if (entries == nullptr) return std::nullopt;
    std::vector<PropertyDefinition> definitions;
    for (const Json& candidate : *entries) {
        const Json* tree = find(candidate, "Definition");
        if (tree == nullptr) continue;
        if (auto read = read_definition(*tree)) definitions.push_back(std::move(*read));
    }
    const PropertyDefinition* found = find_definition(definitions, property);
    if (found == nullptr) return std::nullopt;
    return *found;
}

std::string TestCase::text(int property_number) const {
    const Json* found = entry(property_number);
    return found == nullptr ? std::string() : strip_tags(text_at(*found, "StringValue"));
}

std::optional<ReleaseId> TestCase::release(int property_number) const {
    static constexpr int kRelease = 10;
    const Json* found = entry(property_number);
    if (found == nullptr) return std::nullopt;
    const Json* definition = find(*found, "Definition");
    const auto type = definition == nullptr ? std::optional<std::int64_t>()
                                            : integer_at(*definition, "CustomPropertyTypeId");
    if (type && *type != kRelease) return std::nullopt;
    return id_at<ReleaseId>(*found, "IntegerValue");
}

void TestCase::set_text(const PropertyDefinition& property, std::string_view value) {
    Json* entries = find(tree_, "CustomProperties");
    if (entries == nullptr || !entries->is_array()) {
        tree_["CustomProperties"] = Json::array();
        entries = find(tree_, "CustomProperties");
    }
    for (Json& candidate : *entries) {
        if (integer_at(candidate, "PropertyNumber") != property.number) continue;
        candidate["StringValue"] = std::string(value);
        return;
    }
    entries->push_back({{"PropertyNumber", property.number},
                        {"StringValue", std::string(value)},
                        {"Definition", property.tree}});
}

Result<std::vector<TestCase>> read_test_cases(const Answer& answer) {
    auto json = rows_of(answer, "Spira POST projects/{p}/test-cases/search");
    if (!json) return tl::unexpected(json.error());
    std::vector<TestCase> rows;
    for (Json& row : *json) {
        if (auto test_case = TestCase::from(std::move(row))) rows.push_back(std::move(*test_case));
    }
    return rows;
}

}  // namespace octospira::spira
