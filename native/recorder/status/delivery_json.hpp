#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/base/json.hpp"
#include "native/recorder/journal/journal_entries.hpp"

// Deliveries as JSON, for scripts: the status page's answers, `octospira deliveries`, the export.

namespace octospira::recorder::status {

/// Removes secrets from a text.
using Clear = std::function<std::string(std::string_view)>;

/// {"id", "state", "event", "benchResultId", "received", "changed", "nextAttempt" of a pending one,
///  "attempts", "build", "reconciled", "note", "productId", "testCaseId", "testRunId",
///  "executionStatusId", "executionStatus", "verdict" (which the notification carries),
///  "dismissed" (of one that an operator dismissed: "at", "by", "reason")}; what is not known is
/// null. Times are ISO 8601, UTC.
[[nodiscard]] Json to_json(const DeliverySummary& row, const Clear& clear);

/// The same, and "history" (every attempt: "number", "at", "milliseconds", "state", "note",
/// "answer"), "launch", "siblings", "details" and "notification".
[[nodiscard]] Json to_json(const DeliveryDetail& story, const Clear& clear);

/// A launch as its registration (registered_launch.hpp), with "started" and "due" as ISO 8601 or
/// null, and "overdue".
[[nodiscard]] Json to_json(const Expected& expected, const Clear& clear);

/// {"id", "received", "peer", "reason", "bytes" of the whole, "body" as far as it is kept}.
[[nodiscard]] Json to_json(const RefusedBody& refused, const Clear& clear);

/// A JSON value whose texts are cleared, however deep they are.
[[nodiscard]] Json cleared(const Json& value, const Clear& clear);

/// Indented, for reading.
[[nodiscard]] std::string to_pretty_text(const Json& value);

}  // namespace octospira::recorder::status
