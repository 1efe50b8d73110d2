#pragma once

#include <string>

#include "core/base/result.hpp"

namespace octospira::recorder {

/// Holds a journal for one recorder, by a lock on "{journal}.lock" that ends with the process
/// however it ends. Two recorders on one SQLite journal would deliver everything twice.
class JournalLock {
  public:
    /// Errors: conflict when another recorder holds it; unavailable when the file cannot be made.
    [[nodiscard]] static Result<JournalLock> take(const std::string& journal);

    JournalLock(JournalLock&& other) noexcept;
    JournalLock(const JournalLock&) = delete;
    JournalLock& operator=(const JournalLock&) = delete;
    JournalLock& operator=(JournalLock&&) = delete;
    ~JournalLock();

  private:
    explicit JournalLock(int file) : file_(file) {}
    int file_;
};

}  // namespace octospira::recorder
