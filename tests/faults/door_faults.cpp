// A bad network between OctoPerf and the recorder's own door.

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "tests/faults/crowd.hpp"

namespace octospira::faults {

using recorder::test::kSecret;
using recorder::test::kTestPath;
using recorder::test::soon;

namespace {

struct World {
    SpiraSide spira;
    ImpatientRecorder recorder{spira.url()};
    Gate gate{recorder.port()};
    Crowd crowd{spira};

    /// As OctoPerf sends it, through the gate; who gets no answer in time has not sent it.
    std::vector<std::string> send(const std::vector<std::string>& bench_results) {
        http::ClientOptions options;
        options.total_timeout = std::chrono::milliseconds(700);
        const auto sender = http::create_client(options);
        return post_each(bench_results, [&](const std::string& body) {
            return sender->send(
                "POST", gate.url() + kTestPath,
                {{"X-OctoSpira-Secret", kSecret}, {"Content-Type", "application/json"}}, body);
        });
    }
};

std::vector<std::string> without(const std::vector<std::string>& all,
                                 const std::vector<std::string>& some) {
    std::vector<std::string> rest;
    for (const std::string& one : all) {
        if (std::find(some.begin(), some.end(), one) == some.end()) rest.push_back(one);
    }
    return rest;
}

/// What was answered is recorded without being sent again; the rest is, once it is.
void try_door(const Trial& trial, int skip, int times, const std::string& where) {
    World world;
    const auto all = world.crowd.many(4, world.recorder);
    world.gate.set(trial.only(skip, times));
    const auto answered = world.send(all);
    BOOST_TEST(world.gate.counts().faulted > 0);
    BOOST_TEST(soon([&] { return world.recorder.recorded(answered); }));

    world.gate.lift();
    const auto rest = without(all, answered);
    BOOST_TEST(world.send(rest).size() == rest.size());
    BOOST_TEST(soon([&] { return world.recorder.recorded(all); }));
    conclude(case_of(kKind, trial.what, where, world.crowd.times_recorded(all)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(door)

BOOST_AUTO_TEST_CASE(what_is_answered_is_recorded_and_what_is_sent_again_is_recorded_once) {
    for (const Trial& trial : all_trials()) {
        BOOST_TEST_CONTEXT(trial.what) {
            try_door(trial, 0, -1, "OctoPerf → recorder, all; sent again where not answered");
            try_door(trial, 1, 2,
                     "OctoPerf → recorder, two of four; sent again where not answered");
        }
    }
}

BOOST_AUTO_TEST_CASE(
    a_notification_whose_answer_got_lost_is_recorded_although_nobody_sends_it_again) {
    World world;
    const auto one = world.crowd.many(1, world.recorder);
    world.gate.set({.fault = Fault::no_answer});
    BOOST_TEST(world.send(one).empty());
    BOOST_TEST(soon([&] { return world.recorder.recorded(one); }));
    BOOST_TEST((world.crowd.times_recorded(one) == std::vector<int>{1}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::faults
