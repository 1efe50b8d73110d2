#include "native/recorder/delivery/octoperf_watch.hpp"

#include <boost/test/unit_test.hpp>

namespace octospira::recorder::test {

namespace {

using namespace std::chrono_literals;
using Turn = OctoPerfWatch::Turn;

/// Three quick failures or one long wait pause OctoPerf, for 30 s at first and 15 min at most.
struct Watch {
    OctoPerfWatch watch;
    OctoPerfWatch::Time now{1h};

    bool fail(std::chrono::milliseconds waited = 10ms) {
        const Turn turn = watch.turn(now);
        BOOST_REQUIRE((turn != Turn::skip));
        return watch.failed(turn, waited, "OctoPerf failed.", now);
    }
    void pause() { BOOST_REQUIRE(fail(20s)); }
    bool asks() { return watch.turn(now) != Turn::skip; }
    /// How long from now on no delivery asks; the next one is a trial that fails.
    std::chrono::seconds pause_until_next_trial() {
        const auto begun = now;
        Turn turn = watch.turn(now);
        while (turn == Turn::skip) turn = watch.turn(now += 1s);
        BOOST_TEST((turn == Turn::trial));
        BOOST_TEST(!watch.failed(turn, 20s, "OctoPerf failed.", now));
        return std::chrono::duration_cast<std::chrono::seconds>(now - begun);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(octoperf_watch, Watch)

BOOST_AUTO_TEST_CASE(after_one_result_that_waited_in_vain_the_next_ones_do_not_ask) {
    BOOST_TEST(fail(20s));

    for (int i = 0; i < 30; ++i) BOOST_TEST(!asks());
    BOOST_REQUIRE(watch.pause().has_value());
    BOOST_TEST(watch.pause()->trouble == "OctoPerf failed.");
    BOOST_TEST((watch.pause()->until == now + 30s));
}

BOOST_AUTO_TEST_CASE(quick_failures_pause_it_only_when_three_results_in_a_row_met_them) {
    BOOST_TEST(!fail());
    BOOST_TEST(!fail());
    BOOST_TEST(!watch.answered());
    BOOST_TEST(!fail());
    BOOST_TEST(!fail());
    BOOST_TEST(asks());
    BOOST_TEST(fail());
    BOOST_TEST(!asks());
}

BOOST_AUTO_TEST_CASE(each_trial_that_fails_doubles_the_pause_up_to_a_quarter_of_an_hour) {
    pause();
    for (const auto expected : {30s, 60s, 120s, 240s, 480s, 900s, 900s}) {
        BOOST_TEST(pause_until_next_trial().count() == expected.count());
    }
}

BOOST_AUTO_TEST_CASE(one_result_at_a_time_tries_again_and_the_others_do_not_wait_for_it) {
    pause();
    now += 30s;
    BOOST_TEST((watch.turn(now) == Turn::trial));
    BOOST_TEST((watch.turn(now) == Turn::skip));
    BOOST_TEST((watch.turn(now + 29s) == Turn::skip));
}

BOOST_AUTO_TEST_CASE(the_first_answer_ends_the_pause_and_the_next_pause_is_short_again) {
    pause();
    (void)pause_until_next_trial();
    BOOST_TEST(watch.answered());
    BOOST_TEST(!watch.answered());
    BOOST_TEST((watch.turn(now) == Turn::regular));
    BOOST_TEST(!watch.pause().has_value());

    pause();
    BOOST_TEST(pause_until_next_trial().count() == 30);
}

BOOST_AUTO_TEST_CASE(results_that_were_asking_when_the_pause_began_do_not_lengthen_it) {
    const Turn first = watch.turn(now);
    const Turn second = watch.turn(now);
    BOOST_TEST(watch.failed(first, 20s, "OctoPerf failed.", now));
    BOOST_TEST(!watch.failed(second, 20s, "OctoPerf failed.", now + 5s));
    BOOST_TEST((watch.pause()->until == now + 30s));
}

BOOST_AUTO_TEST_CASE(a_trial_that_never_came_to_ask_is_left_to_the_next_result) {
    pause();
    now += 30s;
    watch.untried(watch.turn(now), now);
    BOOST_TEST((watch.turn(now) == Turn::trial));
}

BOOST_AUTO_TEST_CASE(an_operator_who_asks_for_a_retry_ends_the_wait) {
    pause();
    watch.lift(now);
    BOOST_TEST((watch.turn(now) == Turn::trial));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
