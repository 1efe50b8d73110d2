#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"
#include "native/http/message.hpp"

namespace octospira::simulators {

/// A trouble that was ordered for calls of a REST API. As JSON, with `times` 1 unless given, -1 for
/// ever, and more members than are needed here:
///
///     {"match":"POST test-runs/record","times":2,"action":"status","status":429,
///      "body":"Slow down","contentType":"text/plain","headers":{"Retry-After":"7"},"ms":50}
///
/// `match`: a method or *, a blank, a part of the path. Actions are those of the simulator, and the
/// names of what may stand before an API (front_end.hpp). "retryAfter":7 is short for that header.
struct Fault {
    std::string method;  ///< "*": any
    std::string path;    ///< part of the path, case ignored; empty: any
    int times = 1;       ///< how many calls it still hits; negative: all
    std::string action;
    int status = 500;
    std::optional<std::string> body;
    std::string content_type = "application/json";
    http::Fields headers;
    std::chrono::milliseconds delay{0};  ///< "ms"
};

/// The ordered faults; the first that fits a call is used.
class FaultList {
  public:
    explicit FaultList(std::span<const std::string_view> actions) : actions_(actions) {}

    /// Takes one fault, or a list of them. Errors: invalid_input, then nothing is changed.
    [[nodiscard]] Result<void> add(const Json& wanted);
    [[nodiscard]] Result<void> replace(const Json& wanted);
    void clear() { faults_.clear(); }
    [[nodiscard]] Json list() const;

    /// The fault that hits this call, counted down.
    [[nodiscard]] std::optional<Fault> take(std::string_view method, std::string_view path);

  private:
    std::span<const std::string_view> actions_;
    std::vector<Fault> faults_;
};

}  // namespace octospira::simulators
