#include "tests/native/recorder/postgres_server.hpp"

#include <fcntl.h>
#include <grp.h>
#include <libpq-fe.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <vector>

#include "tests/native/recorder/journal_suite.hpp"

namespace octospira::recorder::test {

namespace {

using std::filesystem::path;

path newest_binaries() {
    path found;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator("/usr/lib/postgresql", none)) {
        const path binaries = entry.path() / "bin";
        if (std::filesystem::exists(binaries / "initdb", none)) found = std::max(found, binaries);
    }
    BOOST_REQUIRE_MESSAGE(!found.empty(),
                          "PostgreSQL's server is not installed: apt-get install postgresql");
    return found;
}

std::uint16_t free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    BOOST_REQUIRE(::bind(socket, any, size) == 0);
    BOOST_REQUIRE(::getsockname(socket, any, &size) == 0);
    ::close(socket);
    return ntohs(address.sin_port);
}

std::string text_of(const path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

PostgresServer& PostgresServer::instance() {
    static PostgresServer server;
    return server;
}

PostgresServer::PostgresServer(const std::string& also)
    : binaries_(newest_binaries()), port_(free_port()), user_(::getuid()), group_(::getgid()) {
    if (user_ == 0) {
        // PostgreSQL refuses to run as root.
        const passwd* other = ::getpwnam("postgres");
        if (other == nullptr) other = ::getpwnam("nobody");
        BOOST_REQUIRE_MESSAGE(other != nullptr, "there is no user to run PostgreSQL as");
        user_ = other->pw_uid;
        group_ = other->pw_gid;
    }
    BOOST_REQUIRE(::chown(folder_.c_str(), user_, group_) == 0);

    const pid_t init =
        run("initdb", "-D data -U octospira -A trust -E UTF8 --no-locale --no-sync", "initdb.log");
    int status = -1;
    ::waitpid(init, &status, 0);
    BOOST_REQUIRE_MESSAGE(status == 0, text_of(folder_ / "initdb.log"));
    std::ofstream(folder_ / "data" / "postgresql.conf", std::ios::app)
        << "listen_addresses = '127.0.0.1" << (also.empty() ? "" : ",") << also
        << "'\nport = " << port_ << "\nunix_socket_directories = '" << folder_.string()
        << "'\n"
        // Tests kill the server, never the machine: what it has written, the system keeps.
        << "fsync = off\nfull_page_writes = off\n"
        << "shared_buffers = 16MB\nmax_connections = 60\ndeadlock_timeout = 1s\n";
    std::ofstream(folder_ / "data" / "pg_hba.conf")
        << "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        << (also.empty() ? "" : "host all all " + also + "/24 trust\n");
    start();
    sql(new_database("journal"),
        std::string("CREATE ROLE guarded LOGIN SUPERUSER PASSWORD '") + kPassword + "'");
}

PostgresServer::~PostgresServer() {
    if (server_ > 0) {
        go_on();
        kill();
    }
}

/// Starts a program of PostgreSQL's in our folder as its user.
pid_t PostgresServer::run(const std::string& program, const std::string& arguments,
                          const char* log) const {
    std::vector<std::string> words{(binaries_ / program).string()};
    std::istringstream stream(arguments);
    words.insert(words.end(), std::istream_iterator<std::string>(stream), {});
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    const std::string log_path = (folder_ / log).string();
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child > 0) return child;
    // Only what is allowed between fork and exec.
    if (::chdir(folder_.c_str()) != 0) ::_exit(120);
    if (::getuid() == 0 &&
        (::setgroups(0, nullptr) != 0 || ::setgid(group_) != 0 || ::setuid(user_) != 0)) {
        ::_exit(121);
    }
    // Ends at once when the test dies, whatever it dies of.
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    if (::getppid() != parent) ::_exit(122);
    const int out = ::open(log_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(out, STDERR_FILENO);
    ::execv(argv[0], argv.data());
    ::_exit(123);
}

void PostgresServer::start() {
    server_ = run("postgres", "-D data", "server.log");
    const std::string target =
        "host=" + folder_.string() + " port=" + std::to_string(port_) + " dbname=postgres";
    const bool ready = soon([&] {
        int status = 0;
        const bool ended = ::waitpid(server_, &status, WNOHANG) == server_;
        BOOST_REQUIRE_MESSAGE(!ended, text_of(folder_ / "server.log"));
        return ::PQping(target.c_str()) == PQPING_OK;
    });
    BOOST_REQUIRE_MESSAGE(ready, text_of(folder_ / "server.log"));
}

void PostgresServer::kill() {
    ::kill(server_, SIGQUIT);
    int status = 0;
    ::waitpid(server_, &status, 0);
    server_ = -1;
}

void PostgresServer::signal_all(int signal) const {
    std::ifstream children("/proc/" + std::to_string(server_) + "/task/" + std::to_string(server_) +
                           "/children");
    if (signal == SIGSTOP) ::kill(server_, signal);
    for (pid_t child = 0; children >> child;) ::kill(child, signal);
    if (signal != SIGSTOP) ::kill(server_, signal);
}

void PostgresServer::freeze() {
    signal_all(SIGSTOP);
}

void PostgresServer::go_on() {
    signal_all(SIGCONT);
}

std::string PostgresServer::address_of(const std::string& database) const {
    return "postgresql://octospira@/" + database + "?host=" + folder_.string() +
           "&port=" + std::to_string(port_);
}

std::string PostgresServer::empty_database() const {
    // Much quicker than a new one.
    sql(address_of("journal"), "DROP SCHEMA IF EXISTS octospira CASCADE");
    return address_of("journal");
}

std::string PostgresServer::new_database(const std::string& name,
                                         const std::string& options) const {
    sql(address_of("postgres"), "CREATE DATABASE " + name + " " + options);
    return address_of(name);
}

std::string PostgresServer::guarded(const std::string& address) const {
    const std::size_t at = address.find("/journal");
    return "postgresql://guarded@127.0.0.1:" + std::to_string(port_) +
           address.substr(at, address.find('?') - at);
}

std::string PostgresServer::reached_at(const std::string& address, const std::string& host) const {
    const std::size_t at = address.find("@/") + 1;
    return "postgresql://octospira@" + host + ":" + std::to_string(port_) +
           address.substr(at, address.find('?') - at);
}

std::string PostgresServer::log() const {
    return text_of(folder_ / "server.log");
}

std::string PostgresServer::socket() const {
    return (folder_ / (".s.PGSQL." + std::to_string(port_))).string();
}

std::string PostgresServer::sql(const std::string& address, const std::string& statement) const {
    return Somebody(address).does(statement);
}

Somebody::Somebody(const std::string& address) : link_(PQconnectdb(address.c_str())) {
    PQsetNoticeProcessor(
        link_, [](void*, const char*) {}, nullptr);
}

Somebody::~Somebody() {
    PQfinish(link_);
}

std::string Somebody::does(const std::string& statement) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(link_, statement.c_str()),
                                                               PQclear);
    const auto status = PQresultStatus(result.get());
    BOOST_REQUIRE_MESSAGE(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK,
                          statement << ": " << PQerrorMessage(link_));
    return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

}  // namespace octospira::recorder::test
