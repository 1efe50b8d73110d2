#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

#include "tests/native/support.hpp"

struct pg_conn;

namespace octospira::recorder::test {

/// A PostgreSQL server of this test program alone, from Debian's package, in a folder of its own.
/// It ends with the program, however that ends. Where it is missing, the test fails.
class PostgresServer {
  public:
    /// The one of this program, started on its first use.
    static PostgresServer& instance();
    /// `also`: another address of this machine to listen at, whose network is trusted.
    explicit PostgresServer(const std::string& also = "");
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;
    ~PostgresServer();

    /// The address of a database without a journal, always the same one; its user needs no
    /// password.
    [[nodiscard]] std::string empty_database() const;
    /// The address of another one.
    [[nodiscard]] std::string new_database(const std::string& name,
                                           const std::string& options = {}) const;
    /// The same database over TCP as the user "guarded", who has the password kPassword.
    [[nodiscard]] std::string guarded(const std::string& address) const;
    /// The same database over TCP at the address that was given to the constructor.
    [[nodiscard]] std::string reached_at(const std::string& address, const std::string& host) const;
    /// Runs SQL in a database of ours, as somebody else than a recorder, and returns the first
    /// value, "" when there is none.
    std::string sql(const std::string& address, const std::string& statement) const;

    /// What the server has logged so far.
    [[nodiscard]] std::string log() const;
    /// The path of its socket.
    [[nodiscard]] std::string socket() const;

    /// As after a crash: nothing is told to anybody and nothing is written.
    void kill();
    void start();
    /// The server and all its processes stand still; or go on.
    void freeze();
    void go_on();

    static constexpr const char* kPassword = "a-password-of-the-tests-0003";

  private:
    [[nodiscard]] std::string address_of(const std::string& database) const;
    pid_t run(const std::string& program, const std::string& arguments, const char* log) const;
    void signal_all(int signal) const;

    std::filesystem::path binaries_;
    octospira::test::Folder own_;
    std::filesystem::path folder_ = own_.path();
    std::uint16_t port_ = 0;
    uid_t user_ = 0;
    gid_t group_ = 0;
    pid_t server_ = -1;
};

/// Somebody else at work in a database: one session, one statement after the other.
class Somebody {
  public:
    explicit Somebody(const std::string& address);
    Somebody(const Somebody&) = delete;
    Somebody& operator=(const Somebody&) = delete;
    ~Somebody();
    /// The first value of the answer, "" when there is none. The test fails when it cannot be done.
    std::string does(const std::string& statement);

  private:
    pg_conn* link_;
};

}  // namespace octospira::recorder::test
