#include <atomic>
#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "tests/native/recorder/world.hpp"

namespace octospira::recorder::test {

BOOST_AUTO_TEST_SUITE(restart)

BOOST_AUTO_TEST_CASE(what_waited_before_a_restart_is_delivered_after_it) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    spira.set_faults(Json::array(
        {Json{{"match", "* test-cases"}, {"times", -1}, {"action", "status"}, {"status", 503}}}));
    RecorderSide recorder(spira.url(), [](RecorderOptions& options) {
        options.schedule = {std::chrono::hours(1), std::chrono::hours(1)};
    });
    (void)recorder.post(kTestPath, real_notification());
    BOOST_TEST(soon([&] { return recorder.query("SELECT attempts FROM notifications") == "1"; }));

    recorder.stop();
    spira.set_faults(Json::array());
    recorder.execute("UPDATE notifications SET next_attempt_ms = 0");
    recorder.start();

    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));
    BOOST_TEST(spira.runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_attempt_that_crashed_after_spira_stored_the_run_does_not_record_a_second) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    RecorderSide recorder(spira.url());
    (void)recorder.post(kTestPath, real_notification());
    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));
    BOOST_TEST(!found_in_spira(recorder.query("SELECT details FROM notifications")));

    // As a crash between Spira's answer and the ledger's next note would have left it.
    recorder.stop();
    recorder.execute("UPDATE ledger SET value = 'intent'");
    recorder.execute("UPDATE notifications SET state = 'pending', next_attempt_ms = 0");
    recorder.start();

    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));
    BOOST_TEST(spira.runs().size() == 1U);
    BOOST_TEST(recorder.query("SELECT value FROM ledger") != "intent");
    BOOST_TEST(found_in_spira(recorder.query("SELECT details FROM notifications")));
    recorder.stop();
    BOOST_TEST(recorder.log().find("already_recorded") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_second_recorder_on_the_same_journal_is_refused_with_a_sentence) {
    RecorderSide recorder("http://127.0.0.1:9");
    RecorderOptions options;
    options.port = 0;
    options.journal = recorder.journal();
    options.spira = {"http://127.0.0.1:9", kUser, kKey};
    options.credentials.secrets = {kSecret};

    const auto second = Recorder::create(options);

    BOOST_REQUIRE(!second);
    BOOST_TEST(sentence(second.error()).find("Another recorder") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_delivery_that_hangs_is_cut_when_the_recorder_stops_and_stays_pending) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    spira.set_faults(Json::array({Json{
        {"match", "* test-runs/record"}, {"times", -1}, {"action", "hang"}, {"ms", 60'000}}}));
    RecorderSide recorder(spira.url(), [](RecorderOptions& options) {
        options.grace = std::chrono::milliseconds(50);
    });
    (void)recorder.post(kTestPath, real_notification());
    const auto is_intent = [&] {
        return recorder.query("SELECT value FROM ledger").starts_with("intent:");
    };
    BOOST_TEST(soon(is_intent));

    const auto begin = std::chrono::steady_clock::now();
    recorder.stop();

    BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(8)));
    BOOST_TEST(recorder.state_of(kBenchResult) == "pending");
    BOOST_TEST(is_intent());
}

BOOST_AUTO_TEST_CASE(a_start_that_fails_half_way_ends_with_its_exception_and_no_thread_left) {
    const SpiraSide spira;
    const Folder folder;
    std::atomic<bool> fails{false};
    RecorderOptions options;
    options.port = 0;
    options.journal = folder.file("journal.sqlite");
    options.spira = {spira.url(), kUser, kKey};
    options.credentials = {{kSecret}, {}};
    options.status.port = 0;
    options.status.tokens = {kSecret};
    std::ostringstream lines;
    options.log = create_log({LogFormat::json, &lines, {}});
    // Asked by the workers' start, when the status page's thread runs already.
    options.clock = [&fails] {
        if (fails) throw std::runtime_error("no more threads");
        return EpochMs{1'790'000'000'000};
    };
    const auto recorder = Recorder::create(options);
    BOOST_REQUIRE(recorder);
    fails = true;

    BOOST_CHECK_THROW((*recorder)->run(), std::runtime_error);

    BOOST_TEST(lines.str().find("stopped") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
