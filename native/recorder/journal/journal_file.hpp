#pragma once

#include <sys/types.h>

#include <array>
#include <optional>
#include <string>

#include "core/base/result.hpp"
#include "native/recorder/journal/pinned_file.hpp"

namespace octospira::recorder {

/// An SQLite journal's file, which is looked at before SQLite touches it: another program's
/// database stays as it is.
class JournalFile {
  public:
    enum class Use { recorder, look };

    /// For a recorder the file is made, readable to its owner only, when it is missing; where
    /// others can write it, they can no more; and a write-ahead log without a database, which
    /// SQLite would delete, is renamed to "….orphan". Errors: not_found (to look: it is missing or
    /// empty), invalid_input (no regular file, another program's, a newer version's, a hard link by
    /// another name, or others can write it and we may not change that), unavailable.
    [[nodiscard]] static Result<JournalFile> open(const std::string& path, Use use);

    /// Holds it for one recorder, whatever name another one knows it by, as long as this object or
    /// the process lives. Errors: conflict when another one holds it; unavailable.
    [[nodiscard]] Result<void> lock();

    /// To be called while SQLite has it open: check() compares with what is on the disk now.
    void remember();
    /// Succeeds when the database, its write-ahead log and the log's index are still those that are
    /// open, under their names. A few calls of stat() and one of pread(). Errors: unavailable.
    [[nodiscard]] Result<void> check() const;
    /// The open file is no journal any more: nothing is to be written into it.
    [[nodiscard]] bool is_overwritten() const;
    /// The database is shorter than when this was asked last: it was cut, or only vacuumed.
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
