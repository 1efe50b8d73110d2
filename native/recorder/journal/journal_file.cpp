#include "native/recorder/journal/journal_file.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "native/recorder/journal/schema.hpp"

namespace octospira::recorder {

namespace {

constexpr std::string_view kMagic("SQLite format 3\0", 16);
/// The database's header, and that of its first page (sqlite.org/fileformat2.html, 1.3 and 1.6).
constexpr std::size_t kHeader = 108;
constexpr std::size_t kUserVersionAt = 60;
constexpr std::size_t kApplicationAt = 68;
constexpr std::size_t kCellsAt = 103;

using Header = std::array<unsigned char, kHeader>;

std::int64_t number_at(const Header& header, std::size_t at, int bytes) {
    std::int64_t value = 0;
    for (int i = 0; i < bytes; ++i) value = value * 256 + header[at + static_cast<std::size_t>(i)];
    return value;
}

tl::unexpected<Error> cannot_open(const std::string& path) {
    return failure(ErrorKind::unavailable,
                   "The journal " + path + " cannot be opened: " + std::strerror(errno) + ".",
                   "Give the path of a file in a folder that exists and is writable.", "journal");
}

tl::unexpected<Error> refused(const std::string& message, const std::string& advice) {
    return failure(ErrorKind::invalid_input, message, advice, "journal");
}

tl::unexpected<Error> foreign() {
    return refused("The journal's file is another program's database.",
                   "Give the path of a new file or of an OctoSpira journal.");
}

/// Where the first page on the disk does not say whose it is, its write-ahead log may. Reading it
/// changes neither.
Result<void> look_into_log(const std::string& path) {
    sqlite3* handle = nullptr;
    const int opened =
        sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
    std::int64_t application = 0;
    if (opened == SQLITE_OK) {
        sqlite3_exec(
            handle, "PRAGMA application_id",
            [](void* found, int, char** values, char**) {
                *static_cast<std::int64_t*>(found) = std::atoll(values[0]);
                return 0;
            },
            &application, nullptr);
    }
    sqlite3_close_v2(handle);
    if (application == kApplicationId) return {};
    return foreign();
}

Result<void> refuse_foreign(const std::string& path, const Header& header) {
    if (std::memcmp(header.data(), kMagic.data(), kMagic.size()) != 0) {
        return refused("The journal's file is not a database.",
                       "Give the path of a new file or of an OctoSpira journal.");
    }
    if (number_at(header, kApplicationAt, 4) == kApplicationId) {
        return refuse_newer_version(number_at(header, kUserVersionAt, 4));
    }
    std::error_code none;
    const auto log = std::filesystem::file_size(path + "-wal", none);
    if (!none && log > 0) return look_into_log(path);
    // A database without a table is nobody's.
    const bool empty =
        number_at(header, kApplicationAt, 4) == 0 && number_at(header, kCellsAt, 2) == 0;
    if (empty) return {};
    return foreign();
}

bool is_missing(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) != 0 && errno == ENOENT;
}

/// SQLite gives a new database's write-ahead log the same permissions.
bool make_privately(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) ::close(file);  // nobody has had it open
    return file >= 0 || errno == EEXIST;
}

/// A recorder has locked it by this name.
bool was_a_recorders(const std::string& path) {
    std::error_code ignored;
    const std::string real = std::filesystem::canonical(path, ignored).string();
    return std::filesystem::exists(real + ".lock", ignored);
}

/// It belongs to a database that was removed or renamed.
void set_log_aside(const std::string& path) {
    std::error_code none;
    const std::string log = path + "-wal";
    const auto size = std::filesystem::file_size(log, none);
    if (!none && size > 0) std::filesystem::rename(log, log + ".orphan", none);
}

}  // namespace

Result<JournalFile> JournalFile::open(const std::string& path, Use use) {
    struct stat status {};
    if (is_missing(path)) {
        if (use == Use::look) {
            return failure(ErrorKind::not_found, "There is no journal at " + path + ".",
                           "Give the recorder's journal with --journal, or set OCTOSPIRA_JOURNAL.",
                           "journal");
        }
        if (!make_privately(path)) return cannot_open(path);
    }
    if (::stat(path.c_str(), &status) != 0) return cannot_open(path);
    if (!S_ISREG(status.st_mode)) {
        return refused("The journal " + path +
                           (S_ISDIR(status.st_mode) ? " is a folder." : " is not a regular file."),
                       "Give the path of a file.");
    }
    JournalFile file(path, PinnedFile(path));
    if (file.file_.descriptor() < 0) return cannot_open(path);
    if (use == Use::look && status.st_size == 0) {
        return failure(ErrorKind::not_found, "The file " + path + " is empty: no journal yet.",
                       "Give the recorder's journal with --journal, or set OCTOSPIRA_JOURNAL.",
                       "journal");
    }
    if (auto ours = file.refuse_others(); !ours) return tl::unexpected(std::move(ours).error());
    if (use == Use::recorder) {
        if (status.st_size == 0) set_log_aside(path);
        if (auto done = file.keep_private(); !done) return tl::unexpected(std::move(done).error());
    }
    return file;
}

Result<void> JournalFile::refuse_others() const {
    struct stat status {};
    if (::fstat(file_.descriptor(), &status) != 0) return cannot_open(path_);
    if (status.st_nlink > 1 && !was_a_recorders(path_)) {
        // sqlite.org/howtocorrupt.html, 2.5
        return refused(
            "The journal " + path_ +
                " has several names (hard links), and no recorder has used this one: "
                "the journal's last entries are in a write-ahead log beside another.",
            "Give the name that the recorder uses: find / -xdev -samefile " + path_ + ".");
    }
    if (status.st_size == 0) return {};
    Header header{};
    const auto size = ::pread(file_.descriptor(), header.data(), header.size(), 0);
    if (size < 0) return cannot_open(path_);
    return refuse_foreign(path_, header);
}

Result<void> JournalFile::keep_private() const {
    for (const char* const end : {"", "-wal", "-shm"}) {
        const std::string name = path_ + end;
        struct stat status {};
        if (::stat(name.c_str(), &status) != 0 || (status.st_mode & 022U) == 0) continue;
        // Without opening it: see PinnedFile.
        if (::chmod(name.c_str(), status.st_mode & 0750U) == 0) continue;
        return refused("Users other than its owner can write the journal's file " + name + ".",
                       "Set its mode to 0600, and its owner to the recorder's user.");
    }
    return {};
}

Result<void> JournalFile::lock() {
    if (file_.lock()) return {};
    if (errno != EAGAIN) {
        return failure(
            ErrorKind::unavailable,
            "The journal " + path_ + " cannot be locked: " + std::strerror(errno) + ".",
            "Check the file's permissions, and that its file system is suitable for databases.",
            "journal");
    }
    return failure(ErrorKind::conflict, "Another recorder uses the journal " + path_ + ".",
                   "Stop it first, or give this one its own journal.", "journal");
}

std::optional<JournalFile::Id> JournalFile::id_of(const std::string& name) {
    struct stat status {};
    if (::stat(name.c_str(), &status) != 0) return std::nullopt;
    return Id{status.st_dev, status.st_ino};
}

void JournalFile::remember() {
    std::error_code ignored;
    const std::string real = std::filesystem::canonical(path_, ignored).string();
    const std::string names[] = {path_, real, real + "-wal", real + "-shm"};
    for (std::size_t i = 0; i < known_.size(); ++i) known_[i] = {names[i], id_of(names[i])};
    // The open one, should its name have been given to another meanwhile.
    struct stat status {};
    if (::fstat(file_.descriptor(), &status) == 0) known_[0].id = {status.st_dev, status.st_ino};
}

Result<void> JournalFile::check() const {
    for (std::size_t i = 0; i < known_.size(); ++i) {
        const Known& known = known_[i];
        if (!known.id || id_of(known.name) == known.id) continue;
        if (i < 2) {
            return failure(ErrorKind::unavailable,
                           "The journal's file " + known.name +
                               " was removed, renamed or replaced, so nothing can be accepted.",
                           "Put it back before you restart the recorder: until then its content is "
                           "/proc/" +
                               std::to_string(::getpid()) + "/fd/" +
                               std::to_string(file_.descriptor()) + ".",
                           "journal");
        }
        return failure(
            ErrorKind::unavailable,
            "The journal's " + known.name + " was removed or replaced, so nothing can be accepted.",
            "Restart the recorder.", "journal");
    }
    if (is_overwritten()) {
        return failure(ErrorKind::unavailable,
                       "The journal's file " + path_ +
                           " was emptied or overwritten, so nothing can be accepted.",
                       "Stop the recorder and restore the journal from a backup.", "journal");
    }
    return {};
}

/// What SQLite never changes in the header of a database, except where the mark was still in the
/// log. Twice, for a page that is being written at this moment.
bool JournalFile::is_overwritten() const {
    for (int tries = 0; tries < 2; ++tries) {
        Header header{};
        const auto size = ::pread(file_.descriptor(), header.data(), header.size(), 0);
        if (size < 0) return false;
        const std::int64_t application = number_at(header, kApplicationAt, 4);
        const bool marked = application == kApplicationId || application == 0;
        if (marked && std::memcmp(header.data(), kMagic.data(), kMagic.size()) == 0) return false;
    }
    return true;
}

bool JournalFile::has_shrunk() {
    struct stat status {};
    if (::fstat(file_.descriptor(), &status) != 0) return false;
    return status.st_size < std::exchange(size_, status.st_size);
}

}  // namespace octospira::recorder
