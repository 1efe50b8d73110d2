// A bad network between the recorder and Spira.

#include <boost/test/unit_test.hpp>

#include "tests/faults/crowd.hpp"
#include "tests/faults/front_ends.hpp"

namespace octospira::faults {

using recorder::test::kTestPath;
using recorder::test::soon;

namespace {

struct World {
    explicit World(int workers)
        : recorder(gate.url(), [workers](RecorderOptions& options) { options.workers = workers; }) {
    }

    SpiraSide spira;
    Gate gate{port_of(spira.url())};
    ImpatientRecorder recorder;
    Crowd crowd{spira};

    std::vector<std::string> post(const std::vector<std::string>& bench_results) {
        return post_each(bench_results, [this](const std::string& body) {
            return recorder.post(kTestPath, body);
        });
    }

    void deliver_one() {
        const std::vector<std::string> one = {crowd.one()};
        BOOST_TEST(post(one).size() == 1U);
        BOOST_TEST(soon([&] { return recorder.recorded(one); }));
    }

    /// How many connections a delivery makes before the one that records, when others are kept from
    /// an earlier delivery: each POST makes one of its own (docs/decisions, fresh connections).
    int connections_before_recording() {
        deliver_one();
        const std::size_t before = spira.requests().size();
        const int connections = gate.counts().connections;
        deliver_one();
        const auto all = spira.requests();
        int posts = 0;
        int earlier = -1;
        for (std::size_t i = before; i < all.size(); ++i) {
            if (!all[i].starts_with("POST")) continue;
            if (all[i].find("test-runs/record") != std::string::npos) earlier = posts;
            ++posts;
        }
        BOOST_REQUIRE(earlier >= 1);
        BOOST_REQUIRE(gate.counts().connections - connections == posts);
        return earlier;
    }

    /// One notification, of whose delivery only the connection after `skip` others meets the fault.
    void try_one(const Trial& trial, int skip, const std::string& where) {
        const int before = gate.counts().faulted;
        const std::vector<std::string> one = {crowd.one()};
        gate.set(trial.only(skip, 1));
        BOOST_TEST(post(one).size() == 1U);
        BOOST_TEST(soon([&] { return gate.counts().faulted > before; }));
        // Lifted once it was run into: what only holds back would hold back for ever.
        BOOST_TEST(soon([&] {
            return recorder.recorded(one) || recorder.log().tells("delivery_failed", one.front());
        }));
        gate.lift();
        BOOST_TEST(soon([&] { return recorder.recorded(one); }));
        conclude(case_of(kKind, trial.what, where, crowd.times_recorded(one)));
    }
};

void try_at_each_call(const Trial& trial) {
    World world(1);
    const int earlier = world.connections_before_recording();
    world.try_one(trial, 0, "recorder → Spira, the first call");
    world.try_one(trial, earlier, "recorder → Spira, the call that records");
    BOOST_TEST(world.recorder.log().events("delivery_given_up").empty());
}

void try_for_a_while(const Trial& trial) {
    World world(3);
    const auto many = world.crowd.many(8, world.recorder);
    world.gate.set(trial.plan);
    BOOST_TEST(world.post(many).size() == many.size());
    BOOST_TEST(soon([&] {
        return world.recorder.recorded(many) ||
               !world.recorder.log().events("delivery_failed").empty();
    }));
    world.gate.lift();
    BOOST_TEST(soon([&] { return world.recorder.recorded(many); }));
    conclude(case_of(kKind, trial.what, "recorder → Spira, every call for a while",
                     world.crowd.times_recorded(many)));
    BOOST_TEST(world.recorder.log().events("delivery_given_up").empty());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(spira)

BOOST_AUTO_TEST_CASE(a_fault_at_the_first_call_or_at_the_one_that_records_records_exactly_once) {
    for (const Trial& trial : all_trials()) {
        BOOST_TEST_CONTEXT(trial.what) {
            try_at_each_call(trial);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_fault_that_lasts_while_many_are_delivered_records_each_exactly_once) {
    for (const Trial& trial : all_trials()) {
        BOOST_TEST_CONTEXT(trial.what) {
            try_for_a_while(trial);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_lost_answer_to_the_call_that_records_is_found_again_and_not_repeated) {
    World world(1);
    const int earlier = world.connections_before_recording();
    const std::vector<std::string> one = {world.crowd.one()};
    world.gate.set({.fault = Fault::no_answer, .skip = earlier, .times = 1});
    BOOST_TEST(world.post(one).size() == 1U);
    BOOST_TEST(soon([&] { return world.recorder.recorded(one); }));
    BOOST_TEST(world.recorder.log().tells("already_recorded", one.front()));
}

BOOST_AUTO_TEST_CASE(whatever_a_front_end_answers_for_spira_records_exactly_once_afterwards) {
    World world(1);
    const int earlier = world.connections_before_recording();
    for (const FrontEnd& front_end : front_ends()) {
        BOOST_TEST_CONTEXT(front_end.name) {
            world.try_one({front_end.name, {.fault = Fault::front_end, .answer = front_end.answer}},
                          0, "recorder → Spira, the first call");
            world.try_one({front_end.name, {.fault = Fault::replaced, .answer = front_end.answer}},
                          earlier, "recorder → Spira, the answer to the call that records");
            BOOST_TEST(world.recorder.log().events("delivery_given_up").empty());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::faults
