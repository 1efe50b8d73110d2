#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/result.hpp"
#include "core/base/text.hpp"

namespace octospira {

/// The error for a number or text that is not a valid id of that name.
[[nodiscard]] Error not_positive(std::string_view name);
[[nodiscard]] std::optional<Error> why_no_id(std::string_view name, std::string_view text);

/// Spira's number of a product, test case, …; always positive.
template <class Tag>
class NumberId {
  public:
    [[nodiscard]] static Result<NumberId> from(std::int64_t value) {
        if (value <= 0 || value > INT32_MAX) return tl::unexpected(not_positive(Tag::kName));
        return NumberId(static_cast<std::int32_t>(value));
    }
    [[nodiscard]] std::int32_t value() const { return value_; }
    [[nodiscard]] std::string text() const { return std::to_string(value_); }
    auto operator<=>(const NumberId&) const = default;

  private:
    explicit NumberId(std::int32_t value) : value_(value) {}
    std::int32_t value_;
};

/// An id OctoPerf made: letters, digits, '-' and '_', case-sensitive. The exact length (20 since
/// 2017) is required only of typed ids, see octoperf/links.hpp. A UUID is rejected: it is an API
/// key, and the error does not repeat it.
template <class Tag>
class TextId {
  public:
    [[nodiscard]] static Result<TextId> parse(std::string_view text) {
        text = trim(text);
        if (auto error = why_no_id(Tag::kName, text)) return tl::unexpected(std::move(*error));
        return TextId(std::string(text));
    }
    [[nodiscard]] const std::string& text() const { return text_; }
    auto operator<=>(const TextId&) const = default;

  private:
    explicit TextId(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

struct ProductTag {
    static constexpr std::string_view kName = "product id";
};
struct TemplateTag {
    static constexpr std::string_view kName = "product template id";
};
struct TestCaseTag {
    static constexpr std::string_view kName = "test case id";
};
struct TestRunTag {
    static constexpr std::string_view kName = "test run id";
};
struct TestRunStepTag {
    static constexpr std::string_view kName = "test run step id";
};
struct ReleaseTag {
    static constexpr std::string_view kName = "release id";
};
struct BuildTag {
    static constexpr std::string_view kName = "build id";
};
struct IncidentTag {
    static constexpr std::string_view kName = "incident id";
};
struct TestSetTag {
    static constexpr std::string_view kName = "test set id";
};
using ProductId = NumberId<ProductTag>;
using TemplateId = NumberId<TemplateTag>;
using TestCaseId = NumberId<TestCaseTag>;
using TestRunId = NumberId<TestRunTag>;
using TestRunStepId = NumberId<TestRunStepTag>;
using ReleaseId = NumberId<ReleaseTag>;
using BuildId = NumberId<BuildTag>;
using IncidentId = NumberId<IncidentTag>;
using TestSetId = NumberId<TestSetTag>;

struct ScenarioTag {
    static constexpr std::string_view kName = "scenario id";
};
struct BenchResultTag {
    static constexpr std::string_view kName = "bench result id";
};
struct BenchReportTag {
    static constexpr std::string_view kName = "report id";
};
using ScenarioId = TextId<ScenarioTag>;
using BenchResultId = TextId<BenchResultTag>;
using BenchReportId = TextId<BenchReportTag>;

}  // namespace octospira
