#include <boost/test/unit_test.hpp>
#include <set>

#include "native/http/base64.hpp"
#include "native/simulators/octoperf/ids.hpp"

namespace octospira::simulators::octoperf {

BOOST_AUTO_TEST_SUITE(ids)

/// The layout of cloud ids since 2019: OctoPerf API §5.
EpochMs time_of(const std::string& id) {
    const std::string bytes = http::decode_base64url(id).value();
    EpochMs time = 0;
    for (const std::size_t i : {5U, 4U, 3U, 2U, 12U, 14U})
        time = time << 8 | static_cast<unsigned char>(bytes[i]);
    return time;
}

BOOST_AUTO_TEST_CASE(a_made_id_holds_its_time_and_is_20_safe_characters) {
    IdMaker maker;
    const EpochMs now = 1'795'357'384'303;

    const std::string id = maker.next(now);

    BOOST_TEST(time_of(id) == now);
    BOOST_TEST(id.size() == 20);
    BOOST_TEST(id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789-_") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(ids_of_one_millisecond_differ_and_some_begin_or_end_with_dash_or_underscore) {
    IdMaker maker;
    std::set<std::string> made;
    bool first = false;
    bool last = false;

    for (EpochMs now = 0; now < 64; ++now) {
        const std::string id = maker.next(1'795'357'384'000 + now / 2);
        made.insert(id);
        first = first || id.front() == '-' || id.front() == '_';
        last = last || id.back() == '-' || id.back() == '_';
    }
    for (EpochMs now = 0; now < 64; ++now) {
        const std::string id = maker.next(1'795'357'384'000 + now);
        last = last || id.back() == '-' || id.back() == '_';
    }

    BOOST_TEST(made.size() == 64);
    BOOST_TEST(first);
    BOOST_TEST(last);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::simulators::octoperf
