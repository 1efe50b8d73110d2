// What a person sees: the program on a terminal of its own.
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <chrono>

#include "core/base/text.hpp"
#include "native/cli/text/terminal.hpp"
#include "tests/native/cli/operator_world.hpp"

namespace octospira::cli::test {

namespace {

/// Runs the program on a terminal; what it wrote, and its exit code on a last line. `typed` is
/// entered as soon as it has written `at`.
std::string on_terminal(const std::vector<std::string>& arguments, const Environment& environment,
                        const std::string& at = {}, const std::string& typed = {}) {
    std::vector<std::string> words = {OCTOSPIRA_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    winsize size = {};
    size.ws_col = 100;
    size.ws_row = 30;
    int terminal = -1;
    const pid_t process = ::forkpty(&terminal, nullptr, nullptr, &size);
    BOOST_REQUIRE(process >= 0);
    if (process == 0) {
        for (const auto& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
        std::vector<char*> argv;
        for (std::string& word : words) argv.push_back(word.data());
        argv.push_back(nullptr);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    std::string text;
    std::array<char, 4096> part{};
    bool entered = typed.empty();
    pollfd readable{terminal, POLLIN, 0};
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (::poll(&readable, 1, 20'000) > 0) {
        if (std::chrono::steady_clock::now() > deadline) {
            ::kill(process, SIGKILL);
            break;
        }
        const auto length = ::read(terminal, part.data(), part.size());
        if (length <= 0) break;
        text.append(part.data(), static_cast<std::size_t>(length));
        if (entered || !has(text, at)) continue;
        entered = true;
        BOOST_REQUIRE(::write(terminal, typed.data(), typed.size()) > 0);
    }
    ::close(terminal);
    int status = 0;
    ::waitpid(process, &status, 0);
    return text + "\nexit " + std::to_string(WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

Environment terminal_of(Environment all, const Environment& more = {}) {
    all.insert(all.end(), {{"TERM", "xterm"}, {"LC_ALL", "C.UTF-8"}, {"NO_COLOR", ""}});
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

const std::vector<std::string> kLaunch = {"launch",  "--test-case", "TC:1",
                                          "--every", "100ms",       "--no-record"};

}  // namespace

BOOST_AUTO_TEST_SUITE(terminal)

BOOST_AUTO_TEST_CASE(a_launch_draws_one_line_anew_and_takes_it_away_at_the_end) {
    OperatorWorld world;
    const std::string text = on_terminal(kLaunch, terminal_of(world.environment()));
    BOOST_TEST(has(text, "\r\033[1mRunning\033[0m"));
    BOOST_TEST(has(text, "━"));
    BOOST_TEST(has(text, " %"));
    BOOST_TEST(has(text, "\r\033[K\033[32m✔ Passed\033[0m: "), text);
    BOOST_TEST(!has(text, "{\"event\""));
    BOOST_TEST(has(text, "exit 0"));
}

BOOST_AUTO_TEST_CASE(no_color_means_none_and_a_plain_locale_means_ascii) {
    OperatorWorld world;
    const std::string text = on_terminal(
        kLaunch, terminal_of(world.environment(), {{"NO_COLOR", "1"}, {"LC_ALL", "C"}}));
    BOOST_TEST(has(text, "\rRunning  ="));
    BOOST_TEST(!has(text, "\033[3"));
    BOOST_TEST(!has(text, "\033[1m"));
    BOOST_TEST(!has(text, "━"));
}

BOOST_AUTO_TEST_CASE(a_dumb_terminal_gets_plain_lines) {
    OperatorWorld world;
    const std::string text =
        on_terminal(kLaunch, terminal_of(world.environment(), {{"TERM", "dumb"}}));
    BOOST_TEST(has(text, "Running: The test is running."));
    BOOST_TEST(!has(text, "\033["));
}

BOOST_AUTO_TEST_CASE(control_c_stops_the_test) {
    OperatorWorld world;
    const std::string text = on_terminal({"launch", "--test-case", "TC:1", "--scenario",
                                          world.octoperf.long_scenario(), "--every", "100ms"},
                                         terminal_of(world.environment()), "Running", "\003");
    BOOST_TEST(has(text, "exit 130"), text);
    BOOST_TEST(text_at(world.octoperf.runs().at(0), "state") == "ABORTED");
}

BOOST_AUTO_TEST_CASE(a_question_is_asked_and_only_y_is_a_yes) {
    OperatorWorld world;
    BOOST_REQUIRE(run({"launch", "--test-case", "TC:1", "--scenario",
                       world.octoperf.long_scenario(), "--detach"},
                      world.environment())
                      .code == 0);
    const std::vector<std::string> stop = {"stop", "TC:1", "--every", "100ms"};
    BOOST_TEST(has(on_terminal(stop, terminal_of(world.environment()), "[y/N]", "\n"), "exit 1"));
    BOOST_TEST(world.octoperf.calls("/bench-results/stop") == 0);
    BOOST_TEST(has(on_terminal(stop, terminal_of(world.environment()), "[y/N]", "y\n"), "exit 0"));
    BOOST_TEST(text_at(world.octoperf.runs().at(0), "state") == "ABORTED");
}

BOOST_AUTO_TEST_CASE(a_long_complaint_is_broken_between_words) {
    const std::string text = on_terminal({"deliveries", "dismiss", "2"}, {});
    const auto lines = split(text, '\n');
    BOOST_TEST(lines.size() > 2U);
    for (const std::string_view line : lines) BOOST_TEST(columns(trim(line)) <= 100, line);
    BOOST_TEST(
        has(replace_all(text, "\r\n", " "), "needs --reason (Reason; stored with your user name"));
}

BOOST_AUTO_TEST_CASE(a_check_has_marks) {
    OperatorWorld world;
    const std::string text = on_terminal({"check"}, terminal_of(world.in_harbour_portal()));
    BOOST_TEST(has(text, "\033[32m✔\033[0m The Spira account works"), text);
    BOOST_TEST(has(text, "\033[31m✖\033[0m "));
    BOOST_TEST(has(text, "–\033[0m "));
    BOOST_TEST(has(text, "exit 1"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
