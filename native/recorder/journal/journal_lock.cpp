#include "native/recorder/journal/journal_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace octospira::recorder {

Result<JournalLock> JournalLock::take(const std::string& journal) {
    const std::string path = journal + ".lock";
    JournalLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (lock.file_ < 0) {
        return failure(
            ErrorKind::unavailable,
            "The journal's lock " + path + " cannot be created: " + std::strerror(errno) + ".",
            "Give the path of a journal in a folder that exists and is writable.", "journal");
    }
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) != 0) {
        return failure(ErrorKind::conflict, "Another recorder uses the journal " + journal + ".",
                       "Stop it first, or give this one its own journal.", "journal");
    }
    return lock;
}

JournalLock::JournalLock(JournalLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

JournalLock::~JournalLock() {
    if (file_ >= 0) ::close(file_);
}

}  // namespace octospira::recorder
