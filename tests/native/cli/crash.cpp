#include <signal.h>

#include <boost/test/unit_test.hpp>

#include "tests/native/cli/program.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::cli::test {

using namespace recorder::test;

namespace {

/// `octospira serve` as a process of its own, which can be killed.
struct Served {
    Served(const SpiraSide& spira, const Folder& folder)
        : program({"serve", "--spira-url", spira.url(), "--spira-user", kUser, "--port", "0",
                   "--journal", folder.file("journal.db")},
                  {{"OCTOSPIRA_SPIRA_KEY", kKey}, {"OCTOSPIRA_SECRET", kSecret}}) {
        BOOST_REQUIRE(soon([this] { return port() != 0; }));
    }

    [[nodiscard]] std::int64_t port() const {
        const std::string text = program.err();
        const auto line = parse_json(text.substr(0, text.find('\n')));
        return line ? integer_at(*line, "port").value_or(0) : 0;
    }
    [[nodiscard]] Answer post(const std::string& body) const {
        const std::string url = "http://127.0.0.1:" + std::to_string(port()) + kTestPath;
        return http::create_client({})->send("POST", url, {{"X-OctoSpira-Secret", kSecret}}, body);
    }
    [[nodiscard]] bool logged(const std::string& event) const {
        return program.err().find("\"event\":\"" + event + "\"") != std::string::npos;
    }
    Program program;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(crash)

BOOST_AUTO_TEST_CASE(what_was_answered_before_a_kill_is_recorded_after_the_restart) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    spira.set_faults(Json::array({Json{
        {"match", "POST test-cases/search"}, {"times", -1}, {"action", "hang"}, {"ms", 60'000}}}));
    const Folder folder;
    {
        Served served(spira, folder);
        BOOST_TEST(served.post(real_notification()).status == 200);
        served.program.signal(SIGKILL);
        BOOST_TEST(served.program.wait() == -SIGKILL);
    }
    spira.set_faults(Json::array());

    Served served(spira, folder);

    BOOST_TEST(soon([&] { return served.logged("recorded"); }));
    BOOST_TEST(spira.runs().size() == 1U);
    BOOST_TEST(served.post(real_notification()).body == R"({"status":"duplicate"})");
}

BOOST_AUTO_TEST_CASE(a_kill_while_spira_stores_the_run_leaves_one_run_after_the_restart) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    spira.set_faults(Json::array({Json{{"match", "POST test-runs/record"},
                                       {"times", 1},
                                       {"action", "closeThenStore"},
                                       {"ms", 1500}}}));
    const Folder folder;
    {
        Served served(spira, folder);
        BOOST_TEST(served.post(real_notification()).status == 200);
        BOOST_TEST(soon([&] { return served.logged("delivery_failed"); }));
        served.program.signal(SIGKILL);
        BOOST_TEST(served.program.wait() == -SIGKILL);
    }
    // Started earlier, it would wait for as long as Spira may take to store a run.
    BOOST_TEST(soon([&] { return spira.runs().size() == 1U; }));

    Served served(spira, folder);

    BOOST_TEST(
        soon([&] { return served.logged("recorded") || served.logged("already_recorded"); }));
    BOOST_TEST(spira.runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_stop_signal_ends_it_in_order_and_soon) {
    SpiraSide spira;
    const Folder folder;
    Served served(spira, folder);

    served.program.signal(SIGTERM);

    BOOST_TEST(served.program.wait() == 0);
    BOOST_TEST(served.logged("stopped"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
