#pragma once

#include <string_view>
#include <vector>

#include "native/simulators/spira/rest_call.hpp"

namespace octospira::simulators::spira {

/// What the paging parameters of an operation are called (REST §3).
struct PagingNames {
    std::string_view start = "starting_row";
    std::string_view rows = "number_of_rows";
    std::string_view sort = "sort_field";
    std::string_view direction = "sort_direction";
};

struct Paging {
    int start = 1;
    int rows = 500;
    std::string sort_field;
    bool descending = false;
};

/// Trouble: not_acceptable without start or rows (a switch), validation for what is no number.
[[nodiscard]] Checked<Paging> paging_of(const RestCall& call, const PagingNames& names = {});

/// Those of `rows` that meet every filter of the array (REST §6). Trouble: malformed, validation.
[[nodiscard]] Checked<std::vector<const Artifact*>> filtered(const RestCall& call,
                                                             std::vector<const Artifact*> rows,
                                                             const Json& filters, Members members);

/// Sorted and cut to the page. Trouble: validation for an unknown sort field.
[[nodiscard]] Checked<std::vector<const Artifact*>> paged(std::vector<const Artifact*> rows,
                                                          const Paging& paging, Members members);

/// The artifacts of a product, in the order of their ids.
[[nodiscard]] std::vector<const Artifact*> in_product(const Table& table, int product_id);

}  // namespace octospira::simulators::spira
