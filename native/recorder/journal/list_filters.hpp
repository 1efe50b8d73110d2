#pragma once

#include <string>

#include "native/recorder/journal/journal_entries.hpp"

namespace octospira::recorder {

/// The SQL conditions, each after " AND ", for the product, test case and times of a query of the
/// table `notifications`. What is not recorded yet has those of its launch; `launch` is the FROM
/// and WHERE of that launch's row.
[[nodiscard]] inline std::string list_filters(const ListQuery& query, const std::string& launch) {
    std::string sql;
    const auto same = [&](const std::string& column, const std::optional<std::int64_t>& id) {
        if (!id) return;
        sql += " AND coalesce(notifications." + column + ", (SELECT l." + column + launch +
               ")) = " + std::to_string(*id);
    };
    same("product", query.product);
    same("test_case", query.test_case);
    if (query.from) sql += " AND received_ms >= " + std::to_string(*query.from);
    if (query.to) sql += " AND received_ms < " + std::to_string(*query.to);
    return sql;
}

}  // namespace octospira::recorder
