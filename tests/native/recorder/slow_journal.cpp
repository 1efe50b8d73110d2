// Another program holds the journal's lock: what the recorder answers meanwhile.

#include <sqlite3.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>

#include "tests/native/recorder/world.hpp"

namespace octospira::recorder::test {

namespace {

using Clock = std::chrono::steady_clock;

/// A database tool with a write transaction that it does not end.
class Tool {
  public:
    explicit Tool(const std::string& path) {
        BOOST_REQUIRE(sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE, nullptr) ==
                      SQLITE_OK);
        sqlite3_busy_timeout(handle_, 5000);
        BOOST_REQUIRE(sqlite3_exec(handle_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) ==
                      SQLITE_OK);
    }
    Tool(const Tool&) = delete;
    Tool& operator=(const Tool&) = delete;
    ~Tool() { sqlite3_close(handle_); }

  private:
    sqlite3* handle_ = nullptr;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(slow_journal)

BOOST_AUTO_TEST_CASE(health_is_answered_at_once_and_a_notification_with_503_before_ten_seconds) {
    RecorderSide recorder("http://127.0.0.1:9");
    // Its start looks at the journal once before it serves.
    BOOST_REQUIRE(recorder.send("GET", "/healthz", {}, "").status == 200);
    auto tool = std::make_unique<Tool>(recorder.journal());
    const auto begun = Clock::now();
    std::atomic<int> status{0};
    std::thread sender([&] { status = recorder.post(kTestPath, real_notification()).status; });

    const auto other = http::create_client({});
    Clock::duration longest{};
    while (status == 0) {
        const auto asked = Clock::now();
        const std::string health = recorder.url() + "/healthz";
        BOOST_TEST(other->send("GET", health, {}, "").status == 200);
        longest = std::max(longest, Clock::now() - asked);
    }
    sender.join();
    const auto waited = Clock::now() - begun;

    BOOST_TEST(status == 503);
    BOOST_TEST((waited < std::chrono::seconds(4)));  // SQLite's own patience is longer
    BOOST_TEST((longest < std::chrono::seconds(1)));
    tool.reset();
    // Sent again, it is new or, where it was committed after all, a duplicate.
    BOOST_TEST(soon([&] { return recorder.post(kTestPath, real_notification()).status == 200; }));
    BOOST_TEST(recorder.query("SELECT count(*) FROM notifications") == "1");
}

BOOST_AUTO_TEST_CASE(a_journal_that_takes_too_long_makes_the_recorder_not_ready_until_it_does_not) {
    std::atomic<bool> slow{true};
    RecorderSide recorder("http://127.0.0.1:9", [&slow](RecorderOptions& options) {
        options.at = [&slow](std::string_view point) {
            if (point != "committed") return;
            while (slow) std::this_thread::sleep_for(std::chrono::milliseconds(5));
        };
    });
    const auto ready = [&] { return recorder.send("GET", "/readyz", {}, "").status; };
    BOOST_REQUIRE(ready() == 200);

    BOOST_TEST(recorder.post(kTestPath, real_notification()).status == 503);

    BOOST_TEST(ready() == 503);
    slow = false;
    BOOST_TEST(soon([&] { return ready() == 200; }));
    recorder.stop();
    BOOST_TEST(recorder.log().find("does not store notifications in time") != std::string::npos);
    BOOST_TEST(recorder.log().find("journal_available") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
