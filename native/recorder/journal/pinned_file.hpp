#pragma once

#include <string>

namespace octospira::recorder {

/// A file that this process keeps open: closing any descriptor of a file drops every lock that the
/// process's other descriptors of it hold (POSIX), SQLite's among them. So there is one for all who
/// ask for the same file by any of its names, and it is closed with the process, or after the file
/// was deleted and nobody uses it.
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
    /// and errno EAGAIN: somebody else holds it; other errno: it cannot be locked.
    [[nodiscard]] bool lock();

  private:
    int file_;
    bool locked_ = false;
};

}  // namespace octospira::recorder
