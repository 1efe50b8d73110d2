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
    std::string_view direction = "sort_direction";  ///< as `sort`: in one text, "Name DESC"
};

using Rows = std::vector<const Artifact*>;

/// The artifacts of the call's product, in the order of their ids.
[[nodiscard]] Rows in_product(const RestCall& call, const ArtifactKind& kind);

/// Those of `rows` that meet every filter of the body's array (REST §6). Trouble: malformed,
/// validation.
[[nodiscard]] Checked<Rows> found(const RestCall& call, const ArtifactKind& kind, Rows rows);

[[nodiscard]] Json shown(const RestCall& call, const ArtifactKind& kind, const Rows& rows);

/// The page of the rows that the query asks for, sorted. Trouble: not_acceptable without start or
/// rows (a switch), validation for what is no number and for an unknown sort field.
[[nodiscard]] Outcome page(const RestCall& call, const ArtifactKind& kind, Rows rows,
                           const PagingNames& names = {});

}  // namespace octospira::simulators::spira
