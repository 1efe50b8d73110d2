#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"
#include "native/http/message.hpp"

namespace octospira::simulators::octoperf {

/// A trouble that a test ordered for calls of the REST API.
struct Fault {
    std::string match;                ///< "METHOD part-of-the-path", METHOD may be *
    int times = 1;                    ///< how often still; negative: until removed
    std::string action;               ///< see kFaultActions
    int status = 500;                 ///< of action "status"
    std::optional<std::string> body;  ///< of actions "status" and "html"
    std::optional<int> retry_after_s;

    [[nodiscard]] bool performs() const;  ///< the call is carried out all the same
};

/// The ordered troubles and the requests that hang because of one.
class Faults {
  public:
    ~Faults();

    /// One fault as JSON: {"match","times","action","status","body","retryAfter"}.
    [[nodiscard]] Result<void> add(const Json& fault);
    void clear();  ///< forgets all, and closes what hangs
    [[nodiscard]] Json list() const;

    /// The first fault that matches; counted down.
    [[nodiscard]] std::optional<Fault> take(std::string_view method, std::string_view path);

    void hold(http::Respond respond);  ///< never answered before release()
    void release();                    ///< closes the connections of those on hold

  private:
    std::vector<Fault> faults_;
    std::vector<http::Respond> held_;
};

/// What a call gets instead of `answer` (which is what it got when the fault performs it).
[[nodiscard]] http::ServerResponse spoil(const Fault& fault, http::ServerResponse answer);

}  // namespace octospira::simulators::octoperf
