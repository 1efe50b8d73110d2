#pragma once

#include <atomic>
#include <string>
#include <thread>

namespace octospira::recorder::test {

/// Stands between a recorder and PostgreSQL, and can lose an answer: the server has done what it
/// was asked, and the connection breaks before anybody hears of it.
class PostgresRelay {
  public:
    /// Listens in `folder` as a server with this port would, and connects to `socket`.
    PostgresRelay(std::string folder, int port, std::string socket);
    PostgresRelay(const PostgresRelay&) = delete;
    PostgresRelay& operator=(const PostgresRelay&) = delete;
    ~PostgresRelay();

    /// The next answer on any connection is lost.
    void lose_an_answer() { lose_ = true; }
    [[nodiscard]] bool lost() const { return !lose_; }

  private:
    void work();
    void pass_on(int client, int server);

    const std::string socket_;
    std::string path_;
    int listener_ = -1;
    int end_ = -1;
    std::atomic<bool> lose_{false};
    std::thread thread_;
};

}  // namespace octospira::recorder::test
