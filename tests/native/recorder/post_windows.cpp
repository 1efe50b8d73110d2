#include "native/recorder/delivery/post_windows.hpp"

#include <boost/test/unit_test.hpp>

namespace octospira::recorder::test {

namespace {

using namespace std::chrono_literals;

constexpr EpochMs kNow = 1'790'000'000'000;
constexpr EpochMs kHours = 3LL * 60 * 60 * 1000;

/// A recorder that has run for longer than a window, with clocks that the test sets.
struct Clocks {
    PostWindows::Time steady{1h};
    PostWindows windows{100s, [this] { return steady; }};

    Clocks() { steady += 200s; }
    static std::string intent(EpochMs until) { return "intent:" + std::to_string(until); }
    std::optional<std::string> seen(const std::string& entry, EpochMs now) {
        return windows.seen("run/a/7", entry, now);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(post_windows, Clocks)

BOOST_AUTO_TEST_CASE(a_post_is_waited_for_as_long_as_before_when_the_clock_is_set_forward) {
    windows.kept("run/a/7", intent(kNow + 100'000));
    steady += 30s;
    BOOST_TEST(*seen(intent(kNow + 100'000), kNow + kHours) == intent(kNow + kHours + 70'000));
    steady += 70s;
    BOOST_TEST(*seen(intent(kNow + 100'000), kNow + kHours) == intent(kNow + kHours));
}

BOOST_AUTO_TEST_CASE(a_post_is_waited_for_no_longer_when_the_clock_is_set_back) {
    windows.kept("run/a/7", intent(kNow + 100'000));
    steady += 100s;
    BOOST_TEST(*seen(intent(kNow + 100'000), kNow - kHours) == intent(kNow - kHours));
}

BOOST_AUTO_TEST_CASE(an_intent_of_another_recorder_is_believed_when_it_is_seen_first) {
    BOOST_TEST(*seen(intent(kNow + 40'000), kNow) == intent(kNow + 40'000));
    steady += 10s;
    BOOST_TEST(*seen(intent(kNow + 40'000), kNow + kHours) == intent(kNow + kHours + 30'000));
    // The other one has posted again.
    BOOST_TEST(*seen(intent(kNow + kHours + 90'000), kNow + kHours) ==
               intent(kNow + kHours + 90'000));
}

BOOST_AUTO_TEST_CASE(after_a_start_an_older_intent_is_waited_for_until_a_window_has_passed) {
    PostWindows fresh{100s, [this] { return steady; }};
    steady += 40s;
    BOOST_TEST(*fresh.seen("run/a/7", intent(kNow - kHours), kNow) == intent(kNow + 60'000));
}

BOOST_AUTO_TEST_CASE(the_intent_of_an_incident_is_measured_in_the_same_way) {
    windows.kept("streak/1/7", "intent/benchresult/" + std::to_string(kNow + 100'000));
    const auto entry = windows.seen(
        "streak/1/7", "intent/benchresult/" + std::to_string(kNow + 100'000), kNow + kHours);
    BOOST_TEST(*entry == "intent/benchresult/" + std::to_string(kNow + kHours + 100'000));
}

BOOST_AUTO_TEST_CASE(what_is_no_intent_or_is_over_stays_as_it_is) {
    for (const char* const entry : {"recorded:7", "intent", "intent/benchresult/0", "made/a/12"})
        BOOST_TEST(*seen(entry, kNow) == entry);
    BOOST_TEST(!windows.seen("run/a/7", std::nullopt, kNow).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
