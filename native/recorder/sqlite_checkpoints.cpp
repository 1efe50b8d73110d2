#include "native/recorder/sqlite_checkpoints.hpp"

#include <chrono>
#include <utility>

namespace octospira::recorder {

namespace {

constexpr std::chrono::milliseconds kBetween(100);

}  // namespace

SqliteCheckpoints::SqliteCheckpoints(sqlite::Database database)
    : database_(std::move(database)), thread_([this] { work(); }) {}

SqliteCheckpoints::~SqliteCheckpoints() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stopped_.notify_all();
    thread_.join();
}

void SqliteCheckpoints::work() {
    std::unique_lock lock(mutex_);
    while (!stopped_.wait_for(lock, kBetween, [this] { return stopping_; })) {
        lock.unlock();
        // PASSIVE waits for nobody and holds up nobody. Nothing to do is no work, and a failure is
        // no loss: the log stays, and the next round tries again.
        (void)database_.number("PRAGMA wal_checkpoint(PASSIVE)");
        lock.lock();
    }
}

}  // namespace octospira::recorder
