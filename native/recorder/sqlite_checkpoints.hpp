#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "native/recorder/sqlite.hpp"

namespace octospira::recorder {

/// Moves what was committed from the write-ahead log into the database, on a thread and a
/// connection of its own: a commit never waits for it, as it would when SQLite checkpoints at
/// every thousandth page by itself.
class SqliteCheckpoints {
  public:
    explicit SqliteCheckpoints(sqlite::Database database);
    SqliteCheckpoints(const SqliteCheckpoints&) = delete;
    SqliteCheckpoints& operator=(const SqliteCheckpoints&) = delete;
    ~SqliteCheckpoints();

  private:
    void work();

    sqlite::Database database_;
    std::mutex mutex_;
    std::condition_variable stopped_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace octospira::recorder
