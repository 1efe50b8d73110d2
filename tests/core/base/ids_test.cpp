#include "core/base/ids.hpp"

#include <boost/test/unit_test.hpp>

using namespace octospira;

BOOST_AUTO_TEST_CASE(an_octoperf_id_may_begin_and_end_with_a_dash_or_underscore) {
    BOOST_TEST(BenchResultId::parse(" -Uig7oEBrZGjujUFtpV_ ")->text() == "-Uig7oEBrZGjujUFtpV_");
}

BOOST_AUTO_TEST_CASE(an_octoperf_id_with_markup_or_quotes_is_refused) {
    for (const char* text : {"<b>", "a'b", "a\"b", "a/b", "a b", "é", "{key}", ""}) {
        BOOST_TEST(!BenchResultId::parse(text), text);
    }
}

BOOST_AUTO_TEST_CASE(a_uuid_is_refused_without_being_repeated) {
    const std::string key = "11111111-2222-3333-4444-55555555abcd";
    for (const std::string& text : {key, "{" + key + "}", " " + key + "\n"}) {
        const auto id = ScenarioId::parse(text);
        BOOST_REQUIRE(!id);
        BOOST_TEST(sentence(id.error()).find("5555") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_spira_id_is_positive_and_fits_32_bits) {
    BOOST_TEST(ProductId::from(1)->value() == 1);
    BOOST_TEST(!ProductId::from(0));
    BOOST_TEST(!ProductId::from(-3));
    BOOST_TEST(!ProductId::from(std::int64_t{1} << 40));
}
