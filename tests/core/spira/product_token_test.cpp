#include "core/spira/product_token.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"

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

BOOST_AUTO_TEST_CASE(a_token_that_is_written_otherwise_is_put_as_spira_documents_it) {
    const auto product = *ProductId::from(1);
    for (const char* token :
         {"[PR: 1 ]", "[pr:1]", "[ PR : 1 ]", "[PR:01]", "[Pr:0001]", "[\tPR:\t1\t]", "[PR:\n1]",
          "[PR:\u00a01\u00a0]", "[\u00a0PR\u00a0:1]", "[PR:\u200b1]", "[PR: \u202f 1]",
          "[PR:\ufeff1]", "[PR:1]"}) {
        BOOST_TEST(with_product_token(concat({"Orca ", token}), product) == "Orca [PR:1]");
        BOOST_TEST(with_product_token(concat({token, " Orca  b"}), product) == "[PR:1] Orca  b");
        BOOST_TEST(with_product_token(concat({"x[y]", token, "z"}), product) == "x[y][PR:1]z");
    }
}

BOOST_AUTO_TEST_CASE(of_several_tokens_only_the_products_own_stays_and_stays_once) {
    const auto product = *ProductId::from(1);
    BOOST_TEST(with_product_token("[pr:1] Orca [PR:2]", product) == "[PR:1] Orca");
    BOOST_TEST(with_product_token("[PR:2] Orca [PR: 1] night", product) == "Orca [PR:1] night");
    BOOST_TEST(with_product_token("Orca [PR:1] [PR:01] [pr: 1 ]", product) == "Orca [PR:1]");
    BOOST_TEST(with_product_token("[PR:2][pr:3]", product) == "[PR:1]");
}

BOOST_AUTO_TEST_CASE(what_only_looks_like_a_token_is_left_alone_and_the_right_one_added) {
    const auto product = *ProductId::from(1);
    for (const char* name : {"Orca [PR:]", "Orca [PR 1]", "Orca PR:1", "Orca [PR:1.0]",
                             "Orca [PR:-1]", "Orca [PRO:1]", "Orca [PR:1", "Orca [PR:1x]"}) {
        BOOST_TEST(with_product_token(name, product) == concat({name, " [PR:1]"}));
    }
    BOOST_TEST(with_product_token("Orca [[PR: 1]]", product) == "Orca [[PR:1]]");
}

BOOST_AUTO_TEST_CASE(a_name_without_or_with_another_token_gets_the_right_one) {
    const auto product = *ProductId::from(1);
    BOOST_TEST(with_product_token("Blue Whale", product) == "Blue Whale [PR:1]");
    BOOST_TEST(with_product_token("Blue [PR:2] Whale [PR:1]", product) == "Blue Whale [PR:1]");
    BOOST_TEST(with_product_token("", product) == "[PR:1]");
}
