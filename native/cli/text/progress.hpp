#pragma once

#include <string>

#include "native/cli/commands/watch.hpp"
#include "native/cli/text/terminal.hpp"

namespace octospira::cli {

/// Shows a test's progress: one line that is drawn anew where standard error is a terminal, a line
/// per change of state elsewhere; or JSON lines on standard output.
class Progress {
  public:
    explicit Progress(bool json);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress() { erase(); }

    /// To be called by a Watch, which must not outlive this.
    [[nodiscard]] WatchHow how(std::optional<std::chrono::milliseconds> every);

    /// Shows on a terminal what is in progress, until the next output.
    void doing(const std::string& what);
    /// Removes the drawn line before other output.
    void erase();
    /// A sentence on standard error, above the line.
    void say(const std::string& sentence);

  private:
    void looked(const Look& look);
    void draw(const Look& look);

    bool json_;
    Terminal terminal_;
    bool drawn_ = false;
    int beat_ = 0;
    std::string state_;
    std::string trouble_;
};

/// "1 min 12 s"
[[nodiscard]] std::string duration_text(std::int64_t milliseconds);

}  // namespace octospira::cli
