#pragma once

#include <sys/types.h>

#include <array>
#include <optional>
#include <string>

#include "core/base/result.hpp"
#include "native/recorder/journal/pinned_file.hpp"

namespace octospira::recorder {

/// An SQLite journal's file, checked before SQLite opens it: another program's database is not
/// changed.
class JournalFile {
  public:
    enum class Use { recorder, look };

    /// For a recorder a missing file is created, readable to its owner only; write access by others
    /// is removed; and a write-ahead log without a database, which SQLite would delete, is renamed
    /// to "….orphan". Errors: not_found (to look: it is missing or empty), invalid_input (no
    /// regular file, another program's, a newer version's, a hard link by another name, or others
    /// can write it and we may not change that), unavailable.
    [[nodiscard]] static Result<JournalFile> open(const std::string& path, Use use);

    /// Locks it for one recorder, under any of its names, as long as this object or the process
    /// lives. Errors: conflict if another recorder holds it; unavailable.
    [[nodiscard]] Result<void> lock();

    /// Call it while SQLite has the file open: check() compares with the files on disk at that
    /// time.
    void remember();
    /// Succeeds when the database, its write-ahead log and the log's index are still those that are
    /// open, under their names. A few calls of stat() and one of pread(). Errors: unavailable.
    [[nodiscard]] Result<void> check() const;
    /// Whether the open file is no longer a journal; then nothing may be written to it.
    [[nodiscard]] bool is_overwritten() const;
    /// Whether the database is shorter than at the last call: it was truncated, or only vacuumed.
    [[nodiscard]] bool has_shrunk();

  private:
    JournalFile(std::string path, PinnedFile file)
        : path_(std::move(path)), file_(std::move(file)) {}
    [[nodiscard]] Result<void> refuse_others() const;
    [[nodiscard]] Result<void> keep_private() const;

    struct Id {
        dev_t device = 0;
        ino_t inode = 0;
        bool operator==(const Id&) const = default;
    };
    struct Known {
        std::string name;
        std::optional<Id> id;
    };
    static std::optional<Id> id_of(const std::string& name);

    std::string path_;  ///< as it was given
    PinnedFile file_;
    off_t size_ = 0;                ///< when has_shrunk() was asked last
    std::array<Known, 4> known_{};  ///< the database by both its names, the log, its index
};

}  // namespace octospira::recorder
