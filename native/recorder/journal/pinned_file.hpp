#pragma once

#include <string>

namespace octospira::recorder {

/// A file that this process keeps open: closing any descriptor of a file drops every lock that the
/// process's other descriptors of it hold (POSIX), SQLite's among them. So all users of the same
/// file share one, whatever its name, and it is closed with the process, or once the file is
/// deleted and unused.
class PinnedFile {
  public:
    /// `descriptor()` is -1 and errno says why when it cannot be opened.
    explicit PinnedFile(const std::string& path);
    PinnedFile(PinnedFile&& other) noexcept;
    PinnedFile(const PinnedFile&) = delete;
    PinnedFile& operator=(const PinnedFile&) = delete;
    PinnedFile& operator=(PinnedFile&&) = delete;
    ~PinnedFile();

    [[nodiscard]] int descriptor() const { return file_; }

    /// Locks it against everyone else, in this process as in others, until this object ends. False
    /// and errno EAGAIN: another process or object holds it; other errno: it cannot be locked.
    [[nodiscard]] bool lock();

  private:
    int file_;
    bool locked_ = false;
};

}  // namespace octospira::recorder
