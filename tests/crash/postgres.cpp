#include <boost/test/unit_test.hpp>

#include "tests/crash/scene.hpp"
#include "tests/native/recorder/postgres_server.hpp"

// The same with a journal in PostgreSQL, where a recorder's claims outlive it.

namespace octospira::crash {

using recorder::test::PostgresServer;

BOOST_AUTO_TEST_SUITE(postgres)

BOOST_AUTO_TEST_CASE(killed_with_its_claims_every_answered_notification_is_recorded_exactly_once) {
    PostgresServer& server = PostgresServer::instance();
    int number = 0;
    for (const char* point : {"accepted", "committed", "answered", "claimed", "before_spira",
                              "after_spira", "after_ledger", "before_finish", "after_finish"}) {
        BOOST_TEST_CONTEXT(point) {
            const std::string address = server.new_database("crash" + std::to_string(++number));
            Scene scene(address);
            scene.start(point, 1);
            scene.send_all();
            scene.settle();
            BOOST_TEST(scene.dead());
            // A minute in which nobody may touch what the dead one had in hand is over.
            (void)server.sql(address, "UPDATE octospira.claims SET lease_until = now()");
            (void)server.sql(address, "DELETE FROM octospira.turns");

            scene.start();
            scene.send_all();
            scene.settle();
            scene.check_once("Killed by SIGKILL, started again", std::string("at ") + point);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_database_server_that_crashes_and_comes_back_loses_and_doubles_nothing) {
    PostgresServer& server = PostgresServer::instance();
    Scene scene(server.new_database("restarted"));
    scene.spira.set_faults(Json::array({Json{
        {"match", "POST test-runs/record"}, {"times", 3}, {"action", "hang"}, {"ms", 1500}}}));
    scene.start();
    scene.send_all();
    server.kill();
    scene.send_all();
    server.start();

    // A claim that could not be given back while the server was away takes its time.
    scene.settle(6);
    scene.send_all();
    scene.settle(6);

    BOOST_TEST(scene.answered().size() == Scene::bench_results().size());
    scene.check_once("The database server crashes", "and comes back while results are recorded");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::crash
