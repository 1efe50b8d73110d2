// Standard error is a pipe, and its reader stands still.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "native/http/client.hpp"
#include "tests/native/cli/operator_world.hpp"

namespace octospira::cli::test {

namespace {

using recorder::test::Folder;
using recorder::test::kSecret;

/// `octospira serve` whose standard error holds 4 KiB and is read as far as its first line.
class StuckLog {
  public:
    StuckLog() {
        int ends[2] = {-1, -1};
        BOOST_REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
        ::fcntl(ends[1], F_SETPIPE_SZ, 4096);
        const std::string journal = folder_.file("journal.db");
        process_ = ::fork();
        BOOST_REQUIRE(process_ >= 0);
        if (process_ == 0) {
            ::dup2(ends[1], 2);
            ::setenv("OCTOSPIRA_SPIRA_KEY", "the-key-of-spira", 1);
            ::setenv("OCTOSPIRA_SECRET", kSecret.c_str(), 1);
            ::execl(OCTOSPIRA_PROGRAM, OCTOSPIRA_PROGRAM, "serve", "--spira-url",
                    "http://127.0.0.1:9", "--spira-user", "fred", "--port", "0", "--journal",
                    journal.c_str(), nullptr);
            ::_exit(127);
        }
        ::close(ends[1]);
        reader_ = ends[0];
        std::string line;
        char byte = 0;
        while (::read(reader_, &byte, 1) == 1 && byte != '\n') line += byte;
        const auto started = parse_json(line);
        BOOST_REQUIRE_MESSAGE(started, line);
        port_ = integer_at(*started, "port").value_or(0);
    }
    StuckLog(const StuckLog&) = delete;
    StuckLog& operator=(const StuckLog&) = delete;
    ~StuckLog() {
        if (process_ > 0) {
            ::kill(process_, SIGKILL);
            ::waitpid(process_, nullptr, 0);
        }
        ::close(reader_);
    }

    [[nodiscard]] int ask(const std::string& method, const std::string& path,
                          const std::string& body) const {
        return http::create_client({})
            ->send(method, "http://127.0.0.1:" + std::to_string(port_) + path,
                   {{"X-OctoSpira-Secret", kSecret}}, body)
            .status;
    }
    /// The exit code after SIGTERM; -1 where it did not end in 20 s.
    [[nodiscard]] int stopped() {
        ::kill(process_, SIGTERM);
        int status = 0;
        if (!recorder::test::soon([&] { return ::waitpid(process_, &status, WNOHANG) != 0; }))
            return -1;
        process_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

  private:
    const Folder folder_;
    pid_t process_ = -1;
    int reader_ = -1;
    std::int64_t port_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(log_pipe)

BOOST_AUTO_TEST_CASE(a_log_reader_that_stands_still_stops_neither_the_service_nor_its_end) {
    StuckLog recorder;
    int launches = 0;
    // Each is a line of the log, some 10 KiB together.
    for (int i = 0; i < 60; ++i) {
        const std::string id = "pipeBench0000" + std::to_string(1000000 + i);
        const int status = recorder.ask(
            "POST", "/launches",
            R"({"productId":1,"testCaseId":1,"started":1700000000000,"benchResultId":")" + id +
                "\"}");
        launches += status == 200 ? 1 : 0;
    }
    BOOST_TEST(launches == 60);
    BOOST_TEST(recorder.ask("GET", "/healthz", "") == 200);
    BOOST_TEST(recorder.stopped() == 0);
}

BOOST_AUTO_TEST_CASE(a_closed_standard_error_is_not_taken_for_the_journal) {
    const Folder folder;
    const std::string journal = folder.file("journal.db");
    const std::string command =
        "exec " OCTOSPIRA_PROGRAM
        " serve --spira-url http://127.0.0.1:9 --spira-user fred --port 0 --journal " +
        journal + " 0<&- 1>&- 2>&-";
    const pid_t process = ::fork();
    BOOST_REQUIRE(process >= 0);
    if (process == 0) {
        ::setenv("OCTOSPIRA_SPIRA_KEY", "the-key-of-spira", 1);
        ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
        ::_exit(127);
    }
    const auto descriptors = "/proc/" + std::to_string(process) + "/fd/";
    const auto names = [&](const char* number) {
        char name[400] = "";
        const auto length = ::readlink((descriptors + number).c_str(), name, sizeof name);
        return std::string(name, static_cast<std::size_t>(std::max<ssize_t>(length, 0)));
    };
    BOOST_TEST(recorder::test::soon([&] { return ::access(journal.c_str(), F_OK) == 0; }));
    for (const char* number : {"0", "1", "2"}) BOOST_TEST(names(number) == "/dev/null", number);
    ::kill(process, SIGTERM);
    int status = 0;
    ::waitpid(process, &status, 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
