#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/ids.hpp"

namespace octospira::recorder {

/// What is recorded in addition to the run, and how.
struct ProductOptions {
    bool build = false;                ///< a build of the release, for every result
    bool incident_on_failure = false;  ///< one for each test case and streak of failures
    bool caution_on_warnings = false;  ///< passed with warning alarms → Caution
    bool attach_report = false;        ///< the report's address as a document of the run
    std::optional<ReleaseId> release = std::nullopt;  ///< where the launch names none
    bool operator==(const ProductOptions&) const = default;
};

/// Options by product, with those of all other products.
struct ProductTable {
    ProductOptions others = {};
    std::map<std::int32_t, ProductOptions> products = {};

    [[nodiscard]] const ProductOptions& of(const std::optional<ProductId>& product) const;

    /// Adds what a line says: "1: incident, caution", "PR:2: build, release=3, attach", or
    /// "all: caution". A product with its own line takes nothing from "all". Errors: invalid_input,
    /// with the unknown word.
    [[nodiscard]] Result<void> add(std::string_view line);
};

}  // namespace octospira::recorder
