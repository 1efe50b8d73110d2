#pragma once

#include <string>

#include "core/base/error.hpp"
#include "core/base/json.hpp"
#include "native/cli/text/terminal.hpp"

namespace octospira::cli {

/// note: what could not be checked, and why.
enum class Mark { ok, attention, problem, note };

/// A checklist on standard output: each row as soon as it is known, or one JSON document at the
/// end.
class Checks {
  public:
    explicit Checks(bool json);

    /// The words of a page are put into those for an operator (operator_words.hpp).
    void add(Mark mark, const std::string& text, const std::string& advice = {});
    void add(const Error& problem);
    [[nodiscard]] int count(Mark mark) const { return counts_[static_cast<int>(mark)]; }
    /// The summary, or the whole document.
    void end() const;

  private:
    bool json_;
    Terminal terminal_;
    Json rows_ = Json::array();
    int counts_[4] = {0, 0, 0, 0};
};

}  // namespace octospira::cli
