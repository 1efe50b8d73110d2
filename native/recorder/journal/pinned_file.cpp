#include "native/recorder/journal/pinned_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <utility>
#include <vector>

namespace octospira::recorder {

namespace {

/// Behind every byte that SQLite locks or writes; its files end at 2^48 (sqlite.org/limits.html).
constexpr off_t kLockedByte = off_t{1} << 62;

struct Open {
    int file = -1;
    int users = 0;
    bool locked = false;
};

/// Of the whole process, as its locks are.
struct Registry {
    std::mutex mutex;
    std::vector<Open> files;

    Open* find(int file) {
        const auto at = std::find_if(files.begin(), files.end(),
                                     [file](const Open& open) { return open.file == file; });
        return at == files.end() ? nullptr : &*at;
    }
};

Registry& registry() {
    static Registry all;
    return all;
}

bool same_file(int file, const struct stat& wanted) {
    struct stat status {};
    return ::fstat(file, &status) == 0 && status.st_dev == wanted.st_dev &&
           status.st_ino == wanted.st_ino;
}

/// A deleted file has no name by which another program could come to it.
bool is_over(const Open& open) {
    struct stat status {};
    return open.users == 0 && ::fstat(open.file, &status) == 0 && status.st_nlink == 0;
}

/// A lock of the open file description: it outlives the closing of other descriptors, and follows
/// the file, not its name.
int set_lock(int file, short type) {
    struct flock lock {};
    lock.l_type = type;
    lock.l_whence = SEEK_SET;
    lock.l_start = kLockedByte;
    lock.l_len = 1;
    return ::fcntl(file, F_OFD_SETLK, &lock);
}

int open_or_share(Registry& all, const std::string& path) {
    struct stat wanted {};
    if (::stat(path.c_str(), &wanted) != 0) return -1;
    for (Open& open : all.files) {
        if (!same_file(open.file, wanted)) continue;
        ++open.users;
        return open.file;
    }
    std::erase_if(all.files,
                  [](const Open& open) { return is_over(open) && ::close(open.file) == 0; });
    int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file >= 0) all.files.push_back({file, 1, false});
    return file;
}

}  // namespace

PinnedFile::PinnedFile(const std::string& path) {
    Registry& all = registry();
    const std::lock_guard guard(all.mutex);
    file_ = open_or_share(all, path);
}

PinnedFile::PinnedFile(PinnedFile&& other) noexcept
    : file_(std::exchange(other.file_, -1)), locked_(std::exchange(other.locked_, false)) {}

PinnedFile::~PinnedFile() {
    if (file_ < 0) return;
    Registry& all = registry();
    const std::lock_guard guard(all.mutex);
    Open* const open = all.find(file_);
    if (open == nullptr) return;
    --open->users;
    if (!locked_) return;
    open->locked = false;
    (void)set_lock(file_, F_UNLCK);
}

bool PinnedFile::lock() {
    Registry& all = registry();
    const std::lock_guard guard(all.mutex);
    Open* const open = all.find(file_);
    // The kernel would let this process have it twice: it is one and the same description.
    if (open == nullptr || open->locked) {
        errno = EAGAIN;
        return false;
    }
    if (set_lock(file_, F_WRLCK) != 0) {
        if (errno == EACCES) errno = EAGAIN;
        return false;
    }
    open->locked = true;
    locked_ = true;
    return true;
}

}  // namespace octospira::recorder
