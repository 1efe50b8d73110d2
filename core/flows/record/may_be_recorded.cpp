#include "core/flows/record/may_be_recorded.hpp"

#include "core/base/json.hpp"

namespace octospira::flows {

bool was_executed(const spira::TestCase& test_case) {
    const Json* date = find(test_case.tree(), "ExecutionDate");
    if (date == nullptr || date->is_null()) return false;
    return !date->is_string() || !date->get_ref<const std::string&>().empty();
}

}  // namespace octospira::flows
