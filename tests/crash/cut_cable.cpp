#include <arpa/inet.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "tests/crash/scene.hpp"
#include "tests/faults/report.hpp"
#include "tests/native/recorder/postgres_server.hpp"

// Two recorders share a journal in PostgreSQL. The machine of one vanishes while it has results in
// hand: its cable is cut, so that the database hears nothing of its end. In network namespaces of
// this program's own.

namespace octospira::crash {

namespace {

using recorder::test::kTestPath;
using recorder::test::notification;
using recorder::test::PostgresServer;
using recorder::test::RecorderSide;
using recorder::test::soon;
using recorder::test::SpiraSide;

constexpr const char* kHere = "10.77.0.1";
constexpr const char* kThere = "10.77.0.2";

bool sh(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

/// This program and all it starts have a network of their own from here on. "" when that is so,
/// else why not.
const std::string& own_network() {
    static const std::string why = [] {
        if (::unshare(CLONE_NEWNET) != 0) {
            return std::string("network namespaces are not permitted here: ") +
                   std::strerror(errno);
        }
        return sh("ip link set lo up") ? std::string()
                                       : std::string("there is no program `ip` (iproute2)");
    }();
    return why;
}

/// Another machine, at the other end of a cable.
class Machine {
  public:
    Machine() : home_(::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC)), process_(::fork()) {
        if (process_ == 0) {
            ::unshare(CLONE_NEWNET);
            while (true) ::pause();
        }
        const std::string id = std::to_string(process_);
        BOOST_REQUIRE(soon([&] {
            return sh("ip link add here type veth peer name there netns " + id + " && nsenter -t " +
                      id + " -n ip link show there") ||
                   (sh("ip link del here"), false);
        }));
        BOOST_REQUIRE(sh(std::string("ip addr add ") + kHere + "/30 dev here"));
        BOOST_REQUIRE(sh("ip link set here up"));
        const std::string inside = "nsenter -t " + id + " -n ";
        BOOST_REQUIRE(sh(inside + "ip addr add " + kThere + "/30 dev there"));
        BOOST_REQUIRE(sh(inside + "ip link set there up"));
        BOOST_REQUIRE(sh(inside + "ip link set lo up"));
    }
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;
    ~Machine() {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        ::close(home_);
    }

    /// Starts a recorder there.
    std::unique_ptr<cli::test::Program> start(const std::vector<std::string>& arguments) const {
        const std::string path = "/proc/" + std::to_string(process_) + "/ns/net";
        const int there = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        BOOST_REQUIRE(::setns(there, CLONE_NEWNET) == 0);
        auto program = std::make_unique<cli::test::Program>(
            arguments, cli::test::Environment{{"VICTIM_PATIENCE_MS", "60000"}});
        BOOST_REQUIRE(::setns(home_, CLONE_NEWNET) == 0);
        ::close(there);
        return program;
    }
    static void cut() { BOOST_REQUIRE(sh("ip link set here down")); }

  private:
    const int home_;
    const pid_t process_;
};

/// What takes connections and never answers, so that results stay in hand.
class Silence {
  public:
    Silence() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        ::inet_pton(AF_INET, kHere, &address.sin_addr);
        auto* const bare = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof address;
        BOOST_REQUIRE(::bind(socket_, bare, size) == 0);
        BOOST_REQUIRE(::listen(socket_, 64) == 0);
        BOOST_REQUIRE(::getsockname(socket_, bare, &size) == 0);
        port_ = ntohs(address.sin_port);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() { ::close(socket_); }
    [[nodiscard]] std::string url() const {
        return std::string("http://") + kHere + ":" + std::to_string(port_);
    }

  private:
    const int socket_;
    int port_ = 0;
};

boost::test_tools::assertion_result network_of_its_own(boost::unit_test::test_unit_id) {
    boost::test_tools::assertion_result possible(own_network().empty());
    possible.message() << own_network();
    return possible;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cut_cable)

BOOST_AUTO_TEST_CASE(a_machine_that_vanishes_with_results_in_hand_costs_a_minute,
                     *boost::unit_test::precondition(network_of_its_own)) {
    const Machine machine;
    PostgresServer server(kHere);
    const std::string journal = server.new_database("cable");
    const Silence silence;
    SpiraSide spira;
    RecorderSide survivor(spira.url(),
                          [&](recorder::RecorderOptions& options) { options.journal = journal; });
    survivor.stop();  // the tables are there
    const auto store = recorder::open_store({journal, "", false});
    BOOST_REQUIRE(store);
    const auto connection = (*store)->connect();
    BOOST_REQUIRE(connection);
    std::vector<recorder::Incoming> arrivals;
    std::vector<std::string> runs;
    for (int test_case = 1; test_case <= 3; ++test_case) {
        runs.push_back("vanished00000000000" + std::to_string(test_case));
        flows::Launch launch{*BenchResultId::parse(runs.back()),
                             *ProductId::from(1),
                             *TestCaseId::from(test_case),
                             std::nullopt,
                             std::nullopt,
                             1000};
        arrivals.emplace_back(recorder::NewLaunch{std::move(launch), 1'000'000'000'000'000});
        recorder::NewNotification arrival;
        arrival.bench_result = runs.back();
        arrival.event = "TEST_PASSED";
        arrival.received = 1000;
        arrival.body = notification("TEST_PASSED", runs.back());
        arrival.verdict = 2;
        arrivals.emplace_back(std::move(arrival));
    }
    BOOST_REQUIRE((*connection)->keep(arrivals));

    const auto victim = machine.start({silence.url(), server.reached_at(journal, kHere)});
    BOOST_REQUIRE(
        soon([&] { return server.sql(journal, "SELECT count(*) FROM octospira.turns") == "3"; }));

    Machine::cut();
    victim->signal(SIGKILL);
    (void)victim->wait();
    const auto begun = std::chrono::steady_clock::now();
    survivor.start();
    const auto recorded = [&] {
        return server.sql(journal,
                          "SELECT count(*) FROM octospira.notifications WHERE state = 'recorded'");
    };
    bool all = false;
    while (!all && std::chrono::steady_clock::now() - begun < std::chrono::seconds(60)) {
        all = soon([&] { return recorded() == "3"; });
    }

    BOOST_TEST(all);
    std::vector<int> times;
    for (const std::string& run : runs) {
        int count = 0;
        const Json stored = spira.runs();
        for (const Json& one : stored) {
            if (text_at(one, "RunnerStackTrace").find(run) != std::string::npos) ++count;
        }
        BOOST_TEST(count == 1);
        times.push_back(count);
    }
    faults::report(faults::case_of("A machine vanishes", "its cable is cut while it records",
                                   "PostgreSQL, another recorder goes on", times));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::crash
