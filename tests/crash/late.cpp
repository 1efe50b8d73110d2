#include <boost/test/unit_test.hpp>

#include "tests/crash/scene.hpp"

// A Spira that needs its time to store a run, and stores it even when the recorder has given up
// waiting, or is gone (as IIS does). The victim's times are a real recorder's, thirty times as
// short: it waits two seconds for an answer, and four more until it believes that nothing comes.

namespace octospira::crash {

namespace {

/// As if a real Spira needed 0, 4, 14 and 70 s.
constexpr int kNeeds[] = {0, 130, 470, 2330};

std::string words(int needs) {
    return "Spira needs " + std::to_string(needs) + " ms (as " + std::to_string(needs * 30 / 1000) +
           " s)";
}

Json stored_late(const char* action, int needs) {
    return Json::array({Json{{"match", "POST test-runs/record"},
                             {"times", 3},
                             {"action", action},
                             {"status", 504},
                             {"ms", needs}}});
}

/// Sends everything, and waits until Spira has begun to store one.
void begin(Scene& scene, int needs) {
    scene.spira.set_faults(stored_late("storeLate", needs));
    scene.start();
    scene.send_all();
    BOOST_TEST(recorder::test::soon([&] { return scene.spira.faults_left() < 3; }));
}

/// What was stored late is stored now, too.
void settle(Scene& scene) {
    scene.settle(3);
    BOOST_TEST(recorder::test::soon([&] {
        for (const std::string& id : Scene::bench_results()) {
            if (scene.runs_of(id) == 0) return false;
        }
        return true;
    }));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(late)

BOOST_AUTO_TEST_CASE(a_run_that_is_stored_late_is_recorded_once) {
    for (const int needs : kNeeds) {
        BOOST_TEST_CONTEXT(words(needs)) {
            Scene scene;
            begin(scene, needs);
            settle(scene);
            scene.check_once("Spira stores late", words(needs));
        }
    }
}

BOOST_AUTO_TEST_CASE(
    a_run_that_is_stored_after_a_gateways_504_or_a_closed_connection_is_recorded_once) {
    for (const char* action : {"statusThenStore", "closeThenStore"}) {
        for (const int needs : kNeeds) {
            BOOST_TEST_CONTEXT(action << ", " << words(needs)) {
                Scene scene;
                scene.spira.set_faults(stored_late(action, needs));
                scene.start();
                scene.send_all();
                settle(scene);
                scene.check_once("Spira stores late, after the connection was given up",
                                 std::string(action) + ", " + words(needs));
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(killed_while_spira_stores_a_result_is_recorded_once) {
    for (const int needs : kNeeds) {
        BOOST_TEST_CONTEXT(words(needs)) {
            Scene scene;
            begin(scene, needs);
            scene.kill();
            scene.start();
            scene.send_all();
            settle(scene);
            scene.check_once("Spira stores late, and the recorder is killed", words(needs));
        }
    }
}

BOOST_AUTO_TEST_CASE(stopped_and_started_while_spira_stores_a_result_is_recorded_once) {
    for (const int needs : kNeeds) {
        BOOST_TEST_CONTEXT(words(needs)) {
            Scene scene;
            begin(scene, needs);
            scene.terminate();
            scene.start();
            scene.send_all();
            settle(scene);
            scene.check_once("Spira stores late, and the recorder is stopped and started",
                             words(needs));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::crash
