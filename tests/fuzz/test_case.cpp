// A test case as Spira sends it: read, changed in one place, and sent back whole.

#include "core/spira/test_case.hpp"

#include "core/base/json.hpp"
#include "tests/fuzz/target.hpp"

namespace octospira::fuzz {

namespace {

const std::string kValue = "lUig7oEBrZGjujUFtpV_";

/// Reading what was written gives the same value and the same bytes.
void judge_json(const Json& json) {
    const std::string text = to_text(json);
    const auto again = parse_json(text);
    require(again.has_value(), "JSON that was read can be written and read again");
    require(*again == json, "and is the same value");
    require_equal(to_text(*again), text, "and the same bytes");
}

/// Nothing but StringValue of one entry differs, or one entry more stands at the end.
void judge_entries(const Json* before, const Json& after, int number) {
    const std::size_t had = before == nullptr || !before->is_array() ? 0 : before->size();
    require(after.size() == had || after.size() == had + 1, "at most one entry is added");
    int changed = static_cast<int>(after.size() - had);
    for (std::size_t i = 0; i < had; ++i) {
        if (after[i] == (*before)[i]) continue;
        ++changed;
        require(integer_at(after[i], "PropertyNumber") == number, "only our property is changed");
        Json old_entry = (*before)[i];
        Json new_entry = after[i];
        old_entry.erase("StringValue");
        new_entry.erase("StringValue");
        require(old_entry == new_entry, "only the property's text is changed");
    }
    require(changed <= 1, "one entry is changed or added");
}

void judge_change(const spira::TestCase& original, const spira::PropertyDefinition& property) {
    spira::TestCase changed = original;
    changed.set_text(property, kValue);
    require_equal(changed.text(property.number), kValue, "what was set is what is read");
    const auto sent = spira::TestCase::read({200, to_text(changed.tree())});
    require(sent.has_value(), "what is sent back is a test case");
    require_equal(sent->text(property.number), kValue, "that has the value");
    require(sent->id() == original.id() && sent->name() == original.name(), "of the same one");

    Json before = original.tree();
    Json after = changed.tree();
    const Json* entries = find(after, "CustomProperties");
    require(entries != nullptr && entries->is_array(), "a changed test case has properties");
    judge_entries(find(before, "CustomProperties"), *entries, property.number);
    before.erase("CustomProperties");
    after.erase("CustomProperties");
    require_equal(to_text(after), to_text(before), "every other member is kept, in its order");
}

}  // namespace

void try_input(std::string_view input) {
    const auto json = parse_json(input);
    const auto test_case = spira::TestCase::read({200, std::string(input)});
    const auto rows = spira::read_test_cases({200, std::string(input)});
    if (!json) {
        require(!test_case && !rows, "what is not JSON is no test case");
        return;
    }
    judge_json(*json);
    require(rows.has_value() == json->is_array(), "a search's answer is a list");
    if (!test_case) return;
    require(test_case->id().value() > 0, "a test case has a number");
    require(to_text(test_case->tree()) == to_text(*json), "a test case keeps all that came");
    for (const std::string_view name : {spira::kScenarioProperty, spira::kBenchResultProperty}) {
        const auto property = test_case->definition(name);
        if (!property) continue;
        require(property->number >= 1 && property->number <= 99, "a property has a usable number");
        (void)test_case->release(property->number);
        judge_change(*test_case, *property);
    }
}

}  // namespace octospira::fuzz
