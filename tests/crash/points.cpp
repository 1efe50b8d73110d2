#include <boost/test/unit_test.hpp>
#include <map>

#include "tests/crash/scene.hpp"

namespace octospira::crash {

namespace {

/// How often each point is reached when nothing dies.
std::map<std::string, int> reached_in_peace(const std::string& journal = "") {
    Scene scene(journal);
    scene.start();
    scene.send_all();
    BOOST_REQUIRE(scene.answered().size() == Scene::bench_results().size());
    scene.settle();
    std::map<std::string, int> counts;
    for (const std::string& point : scene.points()) ++counts[point];
    return counts;
}

/// Dies there, comes back, and is sent everything again. Whether it came to that point.
bool die_at(const std::string& point, int times, const std::string& journal = "") {
    Scene scene(journal);
    scene.start(point, times);
    scene.send_all();
    scene.settle();
    const bool died = scene.dead();
    if (!died) scene.kill();

    scene.start();
    scene.settle();
    scene.check_once();
    scene.send_all();
    scene.settle();

    scene.check_once("Killed by SIGKILL, started again",
                     "at " + point + ", time " + std::to_string(times));
    BOOST_TEST(scene.answered().size() == Scene::bench_results().size());
    return died;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(points)

BOOST_AUTO_TEST_CASE(every_named_point_is_on_the_way_of_a_notification) {
    const auto counts = reached_in_peace();
    for (const char* point :
         {"accepted", "written", "committed", "answered", "claimed", "before_spira", "after_spira",
          "before_ledger", "after_ledger", "before_finish", "after_finish"}) {
        BOOST_CHECK_MESSAGE(counts.count(point) > 0, point << " was not reached");
    }
}

// The way to lose one's locks on a database without noticing: sqlite.cpp, create_privately().
BOOST_AUTO_TEST_CASE(looking_into_the_journal_of_a_running_recorder_takes_nothing_from_it) {
    Scene scene;
    scene.start();
    (void)scene.rows();

    scene.send_all();
    scene.settle();
    scene.kill();

    BOOST_TEST(scene.rows().size() == 3U);
    scene.start();
    scene.settle();
    scene.check_once();
}

BOOST_AUTO_TEST_CASE(killed_at_any_point_every_answered_notification_is_recorded_exactly_once) {
    int tries = 0;
    int deaths = 0;
    for (const auto& [point, count] : reached_in_peace()) {
        for (int times = 1; times <= count; ++times) {
            BOOST_TEST_CONTEXT(point << " for the " << times << ". time") {
                const bool died = die_at(point, times);
                // Which worker is where differs from run to run: the last of many times need not
                // be reached, the first must be, and most.
                BOOST_TEST((died || times > 1));
                ++tries;
                deaths += died ? 1 : 0;
            }
        }
    }
    BOOST_TEST(tries > 10);
    BOOST_TEST(2 * deaths > tries);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::crash
