#include <boost/test/unit_test.hpp>

#include "tests/crash/scene.hpp"

namespace octospira::crash {

BOOST_AUTO_TEST_SUITE(disk_full)

BOOST_AUTO_TEST_CASE(
    what_does_not_fit_on_the_disk_is_not_answered_with_200_and_nothing_else_is_lost) {
    bool refused = false;
    bool taken = false;
    // From a file that is full at once to one that takes all: somewhere between, some are taken.
    for (const std::size_t limit : {36'000U, 50'000U, 70'000U, 90'000U, 120'000U, 400'000U}) {
        BOOST_TEST_CONTEXT("no file beyond " << limit << " bytes") {
            Scene scene;
            scene.start();
            scene.kill();  // the tables are there
            scene.start("", 0, limit);
            scene.send_all();
            refused = refused || scene.answered().size() < Scene::bench_results().size();
            taken = taken || !scene.answered().empty();
            scene.kill();

            scene.start();
            scene.settle();
            scene.check_once();
            scene.send_all();
            scene.settle();
            scene.check_once("The disk is full",
                             "no file beyond " + std::to_string(limit) + " bytes, then room");
            BOOST_TEST(scene.answered().size() == Scene::bench_results().size());
        }
    }
    BOOST_TEST(refused);
    BOOST_TEST(taken);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::crash
