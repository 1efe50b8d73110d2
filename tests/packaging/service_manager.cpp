// What systemd learns of the recorder with Type=notify.
#include <signal.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstddef>

#include "tests/native/cli/program.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::cli::test {

using recorder::test::Folder;

namespace {

/// The service manager's end of NOTIFY_SOCKET.
class Manager {
  public:
    /// "@" at the name's beginning stands for the abstract namespace.
    explicit Manager(const std::string& name) : socket_(::socket(AF_UNIX, SOCK_DGRAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        BOOST_REQUIRE(name.size() < sizeof address.sun_path);
        std::copy(name.begin(), name.end(), address.sun_path);
        if (name.front() == '@') address.sun_path[0] = '\0';
        const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
        BOOST_REQUIRE(::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
        const timeval patience{20, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;
    ~Manager() { ::close(socket_); }

    /// The next message; "" when none comes within twenty seconds.
    [[nodiscard]] std::string next() const {
        std::array<char, 256> text{};
        const auto size = ::recv(socket_, text.data(), text.size(), 0);
        return size < 0 ? std::string() : std::string(text.data(), static_cast<std::size_t>(size));
    }

    [[nodiscard]] bool heard_nothing() const {
        return ::recv(socket_, nullptr, 0, MSG_DONTWAIT) < 0;
    }

  private:
    int socket_;
};

/// A recorder with a Spira that nobody asks.
std::vector<std::string> serve(const Folder& folder) {
    return {"serve",  "--spira-url", "http://127.0.0.1:9", "--spira-user",           "octoperf",
            "--port", "0",           "--journal",          folder.file("journal.db")};
}

Environment environment(const std::string& socket) {
    return {{"NOTIFY_SOCKET", socket},
            {"OCTOSPIRA_SPIRA_KEY", "{A0000004-0C70-4004-8004-5B1CA0000004}"}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(service_manager)

BOOST_AUTO_TEST_CASE(it_is_told_when_the_recorder_is_ready_and_when_it_stops) {
    const Folder folder;
    const Manager manager(folder.file("notify"));

    Program program(serve(folder), environment(folder.file("notify")));
    BOOST_TEST(manager.next() == "READY=1");
    program.signal(SIGTERM);
    BOOST_TEST(manager.next() == "STOPPING=1");

    BOOST_TEST(program.wait() == 0);
}

BOOST_AUTO_TEST_CASE(it_is_told_on_a_socket_without_a_file_as_well) {
    const Folder folder;
    const std::string name = "@octospira-test-" + std::to_string(::getpid());
    const Manager manager(name);

    Program program(serve(folder), environment(name));

    BOOST_TEST(manager.next() == "READY=1");
}

BOOST_AUTO_TEST_CASE(a_recorder_that_cannot_start_is_never_ready) {
    const Folder folder;
    const Manager manager(folder.file("notify"));
    std::vector<std::string> arguments = serve(folder);
    arguments.back() = folder.file("no/such/folder/journal.db");

    Program program(arguments, environment(folder.file("notify")));

    BOOST_TEST(program.wait() != 0);
    BOOST_TEST(manager.heard_nothing());
}

BOOST_AUTO_TEST_CASE(a_socket_that_is_not_there_does_not_keep_the_recorder_from_serving) {
    const Folder folder;

    Program program(serve(folder), environment(folder.file("nobody")));
    BOOST_REQUIRE(recorder::test::soon(
        [&] { return program.err().find("\"started\"") != std::string::npos; }));
    program.signal(SIGTERM);

    BOOST_TEST(program.wait() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
