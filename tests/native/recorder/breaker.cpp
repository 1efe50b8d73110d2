#include "native/recorder/delivery/breaker.hpp"

#include <boost/test/unit_test.hpp>

namespace octospira::recorder::test {

namespace {

using namespace std::chrono_literals;
using Pass = Breaker::Pass;

Breaker::Candidate result(std::int64_t id, int product = 1, bool has_failed = false) {
    return {id, *ProductId::from(product), has_failed};
}

/// Five failures pause a product for 10 s, 5 min at most; Spira is asked every 10 s to 30 s.
struct Fuse {
    Breaker breaker{{}};
    Breaker::Time now{1h};

    /// It is tried as it is due, and fails although Spira answers.
    bool fail(const Breaker::Candidate& candidate, bool refused = false) {
        const auto pass = breaker.pass(candidate, now);
        BOOST_REQUIRE(pass.has_value());
        return breaker.failed(candidate, *pass, refused, now);
    }
    void pause(int product) {
        for (int i = 1; i <= 5; ++i) (void)fail(result(1000 * product + i, product));
        BOOST_REQUIRE(breaker.until(*ProductId::from(product)).has_value());
    }
    bool let_through(const Breaker::Candidate& candidate) {
        const auto pass = breaker.pass(candidate, now);
        if (pass) breaker.untried(candidate, *pass);
        return pass.has_value();
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(breaker_of_products, Fuse)

BOOST_AUTO_TEST_CASE(five_different_results_that_fail_pause_their_product) {
    for (int i = 1; i <= 4; ++i) BOOST_TEST(!fail(result(i)));
    BOOST_TEST(breaker.paused().empty());
    BOOST_TEST(fail(result(5)));
    BOOST_REQUIRE(breaker.paused().size() == 1U);
    BOOST_TEST(breaker.paused().front().product.value() == 1);
    BOOST_TEST(!breaker.paused().front().refused);
}

BOOST_AUTO_TEST_CASE(one_result_that_fails_again_and_again_pauses_nothing) {
    for (int i = 0; i < 50; ++i) BOOST_TEST(!fail(result(1, 1, i > 0)));
    BOOST_TEST(breaker.paused().empty());
}

BOOST_AUTO_TEST_CASE(a_success_between_failures_begins_their_count_anew) {
    for (int i = 1; i <= 4; ++i) (void)fail(result(i));
    BOOST_TEST(!breaker.succeeded(result(9)));
    for (int i = 1; i <= 4; ++i) BOOST_TEST(!fail(result(i)));
}

BOOST_AUTO_TEST_CASE(a_paused_product_holds_up_no_other_product) {
    pause(2);
    BOOST_TEST((breaker.pass(result(1, 1), now) == Pass::regular));
    BOOST_TEST((breaker.pass(result(2, 1, true), now) == Pass::regular));
    BOOST_TEST((breaker.state() == BreakerState::closed));
}

BOOST_AUTO_TEST_CASE(failures_of_other_products_are_counted_apart) {
    for (int product = 1; product <= 20; ++product) BOOST_TEST(!fail(result(product, product)));
}

BOOST_AUTO_TEST_CASE(a_new_result_of_a_paused_product_is_a_probe_at_once) {
    pause(1);
    BOOST_TEST((breaker.pass(result(77), now) == Pass::probe));
}

BOOST_AUTO_TEST_CASE(what_has_failed_waits_until_the_pause_is_over) {
    pause(1);
    BOOST_TEST(!let_through(result(1001)));         // the breaker has seen it fail
    BOOST_TEST(!let_through(result(77, 1, true)));  // the journal has
    now += 9999ms;
    BOOST_TEST(!let_through(result(1001)));
    now += 1ms;
    BOOST_TEST((breaker.pass(result(1001), now) == Pass::probe));
}

BOOST_AUTO_TEST_CASE(what_may_not_pass_is_told_when_it_may) {
    pause(1);
    BOOST_TEST((breaker.not_before(result(1001), now) == now + 10s));
    BOOST_TEST((breaker.not_before(result(77, 1, true), now) == now + 10s));
    BOOST_TEST((breaker.not_before(result(77), now) == now));  // as soon as nobody probes
    BOOST_TEST((breaker.not_before(result(77, 2, true), now) == now));
}

BOOST_AUTO_TEST_CASE(a_paused_product_is_probed_at_once_when_its_pause_is_lifted) {
    pause(1);
    BOOST_TEST(!let_through(result(1001)));
    breaker.lift(now);
    BOOST_TEST((breaker.pass(result(1001), now) == Pass::probe));
    BOOST_TEST(!breaker.pass(result(1002), now).has_value());
    BOOST_TEST(!breaker.paused().empty());
}

BOOST_AUTO_TEST_CASE(an_unreachable_spira_is_asked_at_once_when_its_pause_is_lifted) {
    (void)breaker.spira_unreachable(now, std::nullopt);
    BOOST_REQUIRE((breaker.next_check() > now));
    breaker.lift(now);
    BOOST_TEST((breaker.next_check() == now));
    BOOST_TEST((breaker.spira() == SpiraState::unreachable));
}

BOOST_AUTO_TEST_CASE(a_paused_product_is_probed_by_one_result_at_a_time) {
    pause(1);
    now += 1min;
    const auto first = breaker.pass(result(77), now);
    BOOST_REQUIRE(first.has_value());
    BOOST_TEST(!breaker.pass(result(78), now).has_value());
    breaker.untried(result(77), *first);
    BOOST_TEST(breaker.pass(result(78), now).has_value());
}

BOOST_AUTO_TEST_CASE(a_probe_that_fails_doubles_the_pause_up_to_five_minutes) {
    pause(1);
    for (const auto pause : {20s, 40s, 80s, 160s, 300s, 300s}) {
        now = *breaker.until(*ProductId::from(1));
        (void)fail(result(1001));
        BOOST_TEST((*breaker.until(*ProductId::from(1)) == now + pause));
    }
}

BOOST_AUTO_TEST_CASE(a_new_result_that_fails_does_not_lengthen_the_pause_and_waits_from_then_on) {
    pause(1);
    const auto until = breaker.until(*ProductId::from(1));
    now += 2s;
    (void)fail(result(77));
    BOOST_TEST((breaker.until(*ProductId::from(1)) == until));
    BOOST_TEST(!let_through(result(77)));
}

BOOST_AUTO_TEST_CASE(the_first_success_ends_the_pause_for_all) {
    pause(1);
    BOOST_REQUIRE((breaker.pass(result(77), now) == Pass::probe));
    BOOST_TEST(breaker.succeeded(result(77)));
    BOOST_TEST(breaker.paused().empty());
    BOOST_TEST((breaker.pass(result(1001, 1, true), now) == Pass::regular));
}

BOOST_AUTO_TEST_CASE(an_attempt_that_says_nothing_about_its_product_changes_nothing) {
    pause(1);
    const auto pass = breaker.pass(result(77), now);
    BOOST_REQUIRE(pass.has_value());
    breaker.untried(result(77), *pass);
    BOOST_TEST(breaker.paused().size() == 1U);
    for (int i = 0; i < 50; ++i) {
        const auto one = result(100 + i, 2);
        breaker.untried(one, *breaker.pass(one, now));
    }
    BOOST_TEST(breaker.paused().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_refusal_in_one_product_pauses_that_product_at_once_and_says_so) {
    BOOST_TEST(fail(result(1, 3), true));
    BOOST_REQUIRE(breaker.paused().size() == 1U);
    BOOST_TEST(breaker.paused().front().refused);
    BOOST_TEST((breaker.pass(result(2, 1), now) == Pass::regular));
}

BOOST_AUTO_TEST_CASE(a_result_whose_product_is_unknown_is_let_through_and_pauses_nothing) {
    const Breaker::Candidate stray{1, std::nullopt, true};
    for (int i = 0; i < 50; ++i) {
        const auto pass = breaker.pass(stray, now);
        BOOST_REQUIRE((pass == Pass::regular));
        BOOST_TEST(!breaker.failed(stray, *pass, false, now));
    }
    BOOST_TEST(breaker.paused().empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(breaker_of_spira, Fuse)

BOOST_AUTO_TEST_CASE(spira_is_asked_at_the_start_and_after_a_minute_without_a_word_of_it) {
    BOOST_TEST((breaker.next_check() <= now));
    BOOST_TEST(!breaker.spira_answered(now));
    BOOST_TEST((breaker.next_check() == now + 1min));
}

BOOST_AUTO_TEST_CASE(no_failure_of_results_makes_spira_unreachable) {
    for (int product = 1; product <= 20; ++product) pause(product);
    BOOST_TEST((breaker.spira() == SpiraState::reachable));
}

BOOST_AUTO_TEST_CASE(nothing_is_tried_while_spira_is_unreachable_or_refuses_the_account) {
    BOOST_TEST(breaker.spira_unreachable(now, std::nullopt));
    BOOST_TEST(!breaker.pass(result(1), now).has_value());
    BOOST_TEST(breaker.spira_refused(now));
    BOOST_TEST(!breaker.pass(result(1), now + 24h).has_value());
    BOOST_TEST(breaker.spira_answered(now));
    BOOST_TEST(breaker.pass(result(1), now).has_value());
}

BOOST_AUTO_TEST_CASE(an_unreachable_spira_is_asked_again_after_10_20_and_then_every_30_seconds) {
    for (const auto pause : {10s, 20s, 30s, 30s}) {
        (void)breaker.spira_unreachable(now, std::nullopt);
        BOOST_TEST((breaker.next_check() == now + pause));
        now += pause;
    }
}

BOOST_AUTO_TEST_CASE(attempts_that_find_out_together_that_spira_is_away_count_as_one) {
    (void)breaker.spira_unreachable(now, std::nullopt);
    BOOST_TEST(!breaker.spira_unreachable(now + 1s, std::nullopt));
    BOOST_TEST((breaker.next_check() == now + 10s));
}

BOOST_AUTO_TEST_CASE(what_spira_asks_to_wait_is_believed_for_half_a_minute) {
    (void)breaker.spira_unreachable(now, 25);
    BOOST_TEST((breaker.next_check() == now + 25s));
    now += 25s;
    (void)breaker.spira_unreachable(now, 999'999'999);
    BOOST_TEST((breaker.next_check() == now + 30s));
}

BOOST_AUTO_TEST_CASE(a_refused_account_is_tried_again_every_minute) {
    (void)breaker.spira_refused(now);
    BOOST_TEST((breaker.next_check() == now + 1min));
    BOOST_TEST(!breaker.spira_refused(now + 1min));
    BOOST_TEST((breaker.next_check() == now + 2min));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
