#include "core/spira/tokens.hpp"

#include <boost/test/unit_test.hpp>

using namespace octospira;
using namespace octospira::spira;

BOOST_AUTO_TEST_CASE(the_first_product_token_counts) {
    BOOST_TEST(find_product_token("Fin Whale [PR:1]")->value() == 1);
    BOOST_TEST(find_product_token("[TC:7] [pr: 12 ] [PR:3]")->value() == 12);
    for (const char* text :
         {"", "PR:1", "[PR:]", "[PR:0]", "[PR:x]", "[PR:1", "[PR 1]", "[PR:99999999999]"}) {
        BOOST_TEST(!find_product_token(text), text);
    }
}

BOOST_AUTO_TEST_CASE(a_name_with_the_right_token_stays_as_it_is) {
    const auto product = *ProductId::from(1);
    BOOST_TEST(with_product_token("Fin  Whale [PR:1]", product) == "Fin  Whale [PR:1]");
}

BOOST_AUTO_TEST_CASE(a_name_without_or_with_another_token_gets_the_right_one) {
    const auto product = *ProductId::from(1);
    BOOST_TEST(with_product_token("Blue Whale", product) == "Blue Whale [PR:1]");
    BOOST_TEST(with_product_token("Blue [PR:2] Whale [PR:1]", product) == "Blue Whale [PR:1]");
    BOOST_TEST(with_product_token("", product) == "[PR:1]");
}
