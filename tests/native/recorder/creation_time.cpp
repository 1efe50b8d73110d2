#include "native/recorder/journal/creation_time.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace octospira::recorder::test {

BOOST_AUTO_TEST_SUITE(the_time_in_an_id)

// Observed ids, and what OctoPerf says of their creation: OctoPerf API §5.
BOOST_AUTO_TEST_CASE(an_id_of_the_cloud_since_2019_tells_when_it_was_made) {
    BOOST_TEST(creation_time("lUig7oEBrZGjujUFtpV_") == 1'657'565'918'847);
    BOOST_TEST(creation_time("lkig7oEBrZGjujUFtpWw") == 1'657'565'918'896);
}

BOOST_AUTO_TEST_CASE(an_older_id_has_its_time_in_front) {
    BOOST_TEST(creation_time("AVwSGDjmKkMlGJ0EAVHt") == 1'494'952'196'326);
    BOOST_TEST(creation_time("AV_KdX5YSdrkaHu5JdeM") == 1'510'930'218'584);
}

BOOST_AUTO_TEST_CASE(what_is_no_such_id_has_no_time) {
    for (const std::string id : {"", "short", "lUig7oEBrZGjujUFtpV", "lUig7oEBrZGjujUFtpV_x",
                                 "lUig7oEBrZGjujUFtpV=", "lUig7oEBrZGjujUFtp\xC3\xA9",
                                 "AAAAAAAAAAAAAAAAAAAA", "____________________"}) {
        BOOST_TEST(creation_time(id) == 0, id);
    }
}

BOOST_AUTO_TEST_CASE(the_same_id_always_gives_the_same_number) {
    BOOST_TEST(creation_time("lUig7oEBrZGjujUFtpV_") == creation_time("lUig7oEBrZGjujUFtpV_"));
    BOOST_TEST(creation_time("lUig7oEBrZGjujUFtpV_") != creation_time("lUig7oECrZGjujUFtpV_"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
