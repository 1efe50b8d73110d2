#include "native/recorder/delivery/product_options.hpp"

#include <boost/test/unit_test.hpp>

namespace octospira::recorder::test {

namespace {

ProductTable table_of(std::initializer_list<const char*> lines) {
    ProductTable table;
    for (const char* line : lines) {
        const auto added = table.add(line);
        BOOST_REQUIRE_MESSAGE(added, line << ": " << (added ? "" : sentence(added.error())));
    }
    return table;
}

ProductOptions of(const ProductTable& table, int product) {
    return table.of(*ProductId::from(product));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(options_of_products)

BOOST_AUTO_TEST_CASE(each_word_sets_its_option_and_no_other) {
    BOOST_TEST((of(table_of({"1: build"}), 1) == ProductOptions{.build = true}));
    BOOST_TEST((of(table_of({"1: incident"}), 1) == ProductOptions{.incident_on_failure = true}));
    BOOST_TEST((of(table_of({"1: caution"}), 1) == ProductOptions{.caution_on_warnings = true}));
    BOOST_TEST((of(table_of({"1: attach"}), 1) == ProductOptions{.attach_report = true}));
    BOOST_TEST(
        (of(table_of({"1: release=7"}), 1) == ProductOptions{.release = *ReleaseId::from(7)}));
}

BOOST_AUTO_TEST_CASE(words_are_separated_by_commas_and_read_without_case_and_blanks) {
    const ProductOptions all{true, true, true, true, *ReleaseId::from(12)};
    for (const char* line : {"3: build, incident, caution, attach, release=12",
                             "3:build,incident,caution,attach,release=12",
                             " PR:3 :  BUILD ,Incident, CAUTION ,attach,RELEASE=12, "}) {
        BOOST_TEST((of(table_of({line}), 3) == all), line);
    }
}

BOOST_AUTO_TEST_CASE(a_product_with_a_line_of_its_own_takes_nothing_from_all) {
    const auto table = table_of({"all: caution, attach", "2: incident"});
    BOOST_TEST((of(table, 2) == ProductOptions{.incident_on_failure = true}));
    BOOST_TEST(
        (of(table, 9) == ProductOptions{.caution_on_warnings = true, .attach_report = true}));
    BOOST_TEST((table.of(std::nullopt) == of(table, 9)));
}

BOOST_AUTO_TEST_CASE(lines_about_one_product_add_up) {
    const auto table = table_of({"1: build", "PR:1: incident", "1:"});
    BOOST_TEST((of(table, 1) == ProductOptions{.build = true, .incident_on_failure = true}));
}

BOOST_AUTO_TEST_CASE(a_line_without_words_gives_a_product_none_of_what_all_get) {
    BOOST_TEST((of(table_of({"all: build", "4:"}), 4) == ProductOptions{}));
}

BOOST_AUTO_TEST_CASE(what_is_not_understood_is_named) {
    const std::pair<const char*, const char*> wrong[] = {{"1: biuld", "biuld"},
                                                         {"1 build", "1 build"},
                                                         {"x: build", "x"},
                                                         {"0: build", "0"},
                                                         {"-1: build", "-1"},
                                                         {"PR:: build", ""},
                                                         {"1: release=", "release="},
                                                         {"1: release=x", "release=x"},
                                                         {"1: release=0", "release=0"},
                                                         {"99999999999: build", "99999999999"}};
    for (const auto& [line, word] : wrong) {
        ProductTable table;
        const auto added = table.add(line);
        BOOST_REQUIRE(!added);
        BOOST_TEST((added.error().kind == ErrorKind::invalid_input));
        BOOST_TEST(sentence(added.error()).find(word) != std::string::npos, line);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
