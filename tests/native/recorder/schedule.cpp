#include "native/recorder/delivery/schedule.hpp"

#include <boost/test/unit_test.hpp>

namespace octospira::recorder {

using std::chrono::milliseconds;

BOOST_AUTO_TEST_SUITE(schedule)

BOOST_AUTO_TEST_CASE(the_delays_grow_from_five_seconds_to_ten_hours_and_then_end) {
    const Schedule plan = default_schedule();
    BOOST_TEST(plan.size() == 9U);
    BOOST_TEST(delay_after(plan, 1, std::nullopt, 0.5)->count() == 5'000);
    BOOST_TEST(delay_after(plan, 9, std::nullopt, 0.5)->count() == 36'000'000);
    BOOST_TEST(!delay_after(plan, 10, std::nullopt, 0.5));
}

BOOST_AUTO_TEST_CASE(chance_moves_a_delay_by_a_fifth_at_most) {
    BOOST_TEST(delay_after({milliseconds(1000)}, 1, std::nullopt, 0.0)->count() == 800);
    BOOST_TEST(delay_after({milliseconds(1000)}, 1, std::nullopt, 0.999999)->count() <= 1200);
}

BOOST_AUTO_TEST_CASE(what_the_other_side_asks_for_is_waited_but_never_more_than_two_minutes) {
    BOOST_TEST(delay_after({milliseconds(1000)}, 1, 60, 0.5)->count() == 60'000);
    BOOST_TEST(delay_after({milliseconds(1000)}, 1, 0, 0.5)->count() == 1000);
    BOOST_TEST(delay_after({milliseconds(1000)}, 1, 999'999'999, 0.5)->count() == 120'000);
}

BOOST_AUTO_TEST_CASE(no_delay_is_longer_than_the_longest) {
    const Schedule plan = default_schedule();
    for (int failed = 1; failed <= 9; ++failed) {
        BOOST_TEST((*delay_after(plan, failed, 999'999, 0.999999) <= longest_delay(plan)));
    }
    BOOST_TEST(longest_delay(plan).count() == 43'200'000);
    BOOST_TEST((longest_delay({milliseconds(5)}) == kLongestRetryAfter));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder
