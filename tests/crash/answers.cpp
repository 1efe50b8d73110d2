#include <boost/test/unit_test.hpp>

#include "tests/crash/scene.hpp"

// What Spira may do wrong, while nobody dies and while the recorder is killed in the middle of it.

namespace octospira::crash {

namespace {

struct Trouble {
    const char* name;
    Json fault;

    [[nodiscard]] std::string words() const {
        return std::string(name) + ", to " + text_at(fault, "match");
    }
};

std::vector<Trouble> troubles() {
    std::vector<Trouble> all;
    for (const char* match :
         {"POST test-runs/record", "POST test-cases/search", "GET test-cases"}) {
        const auto fault = [match](Json members) {
            members["match"] = match;
            members["times"] = 2;
            return members;
        };
        all.push_back({"500", fault({{"action", "status"}, {"status", 500}})});
        all.push_back({"503", fault({{"action", "status"}, {"status", 503}})});
        all.push_back({"closed before an answer", fault({{"action", "close"}})});
        all.push_back({"a login page instead of JSON", fault({{"action", "html"}})});
        all.push_back({"no answer in time", fault({{"action", "hang"}, {"ms", 3000}})});
        if (std::string_view(match) != "POST test-runs/record") continue;
        all.push_back({"500 after it was stored", fault({{"action", "storeThen500"}})});
        all.push_back({"closed after it was stored", fault({{"action", "storeThenClose"}})});
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(answers)

BOOST_AUTO_TEST_CASE(whatever_spira_answers_each_result_is_recorded_exactly_once) {
    for (const Trouble& trouble : troubles()) {
        BOOST_TEST_CONTEXT(trouble.words()) {
            Scene scene;
            scene.spira.set_faults(Json::array({trouble.fault}));
            scene.start();
            scene.send_all();
            scene.settle();
            scene.check_once("Spira misbehaves", trouble.words());
        }
    }
}

BOOST_AUTO_TEST_CASE(killed_while_spira_misbehaves_each_result_is_recorded_exactly_once) {
    for (const Trouble& trouble : troubles()) {
        BOOST_TEST_CONTEXT(trouble.words()) {
            Scene scene;
            scene.spira.set_faults(Json::array({trouble.fault}));
            scene.start("after_spira", 2);
            scene.send_all();
            scene.settle();
            if (!scene.dead()) scene.kill();

            scene.start();
            scene.settle();
            scene.check_once("Spira misbehaves, and the recorder is killed", trouble.words());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::crash
