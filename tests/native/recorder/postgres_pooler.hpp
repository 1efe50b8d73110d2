#pragma once

#include <map>
#include <string>
#include <thread>

namespace octospira::recorder::test {

/// Stands before PostgreSQL as PgBouncer does with pool_mode = transaction and one connection: each
/// client's request goes over the same one.
class PostgresPooler {
  public:
    /// Listens in `folder` as a server with this port would, and connects to `socket`.
    PostgresPooler(const std::string& folder, int port, std::string socket);
    PostgresPooler(const PostgresPooler&) = delete;
    PostgresPooler& operator=(const PostgresPooler&) = delete;
    ~PostgresPooler();

  private:
    void work();
    /// False: it has left.
    [[nodiscard]] bool serve(int client);
    /// Everything up to ReadyForQuery (PostgreSQL 15, protocol, message formats).
    [[nodiscard]] std::string answer();

    const std::string socket_;
    std::string path_;
    int listener_ = -1;
    int end_ = -1;
    int server_ = -1;
    std::string greeting_;         ///< the server's, to the first client
    std::map<int, bool> clients_;  ///< whether it has been greeted
    std::thread thread_;
};

}  // namespace octospira::recorder::test
