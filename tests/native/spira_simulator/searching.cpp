// REST §3, §6: paging, sorting, filters.
#include <boost/test/unit_test.hpp>
#include <vector>

#include "tests/native/spira_simulator/fixture.hpp"

using namespace octospira;
using tests::json_of;
using tests::SpiraFixture;

namespace {

class SearchFixture : public SpiraFixture {
  public:
    /// Ids of the test cases found, in order.
    std::vector<int> found(const std::string& filters, const std::string& paging = kAll) {
        std::vector<int> ids;
        const Json rows = json_of(rest("POST", "projects/1/test-cases/search" + paging, filters));
        if (!rows.is_array()) return {-1};
        for (const Json& each : rows) {
            ids.push_back(static_cast<int>(integer_at(each, "TestCaseId").value_or(0)));
        }
        return ids;
    }

    int status(const std::string& filters, const std::string& paging = kAll) {
        return rest("POST", "projects/1/test-cases/search" + paging, filters).status;
    }

    inline static const std::string kAll = "?starting_row=1&number_of_rows=500";
};

using Ids = std::vector<int>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spira_searching, SearchFixture)

BOOST_AUTO_TEST_CASE(no_filter_finds_all_of_the_product) {
    BOOST_TEST(found("[]") == (Ids{1, 2, 3, 4, 5, 6}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(rows_are_counted_from_1_and_end_with_an_empty_page) {
    BOOST_TEST(found("[]", "?starting_row=2&number_of_rows=2") == (Ids{2, 3}),
               boost::test_tools::per_element());
    BOOST_TEST(found("[]", "?starting_row=7&number_of_rows=2").empty());
    BOOST_TEST(status("[]", "?starting_row=0&number_of_rows=2") == 404);
}

BOOST_AUTO_TEST_CASE(rows_are_sorted_by_a_member) {
    const std::string sorted =
        "?starting_row=1&number_of_rows=2&sort_field=TestCaseId&sort_direction=DESC";

    BOOST_TEST(found("[]", sorted) == (Ids{6, 5}), boost::test_tools::per_element());
    BOOST_TEST(status("[]", "?starting_row=1&number_of_rows=2&sort_field=testCaseId") == 404);
}

BOOST_AUTO_TEST_CASE(a_search_without_paging_is_not_acceptable_unless_switched) {
    BOOST_TEST(status("[]", "") == 406);
    BOOST_TEST(status("[]", "?start_row=1&number_rows=5") == 406);

    set(R"({"missingPaging":"defaults"})");

    BOOST_TEST(found("[]", "").size() == 6U);
}

BOOST_AUTO_TEST_CASE(a_text_filter_is_a_substring_without_case) {
    BOOST_TEST(
        found(R"([{"PropertyName":"Custom_04","StringValue":"KPHTOYBU"}])") == (Ids{1, 2, 3}),
        boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(wildcards_of_like_work_unless_escaped) {
    const std::string filter = R"([{"PropertyName":"Custom_04","StringValue":"a_pH%Vu"}])";
    BOOST_TEST(found(filter) == (Ids{1}), boost::test_tools::per_element());
    BOOST_TEST(found(R"([{"PropertyName":"Custom_04","StringValue":"[b-c]Kp"}])") == (Ids{2, 3}),
               boost::test_tools::per_element());

    set(R"({"likeWildcards":"escaped"})");

    BOOST_TEST(found(filter).empty());
}

BOOST_AUTO_TEST_CASE(filters_are_anded) {
    BOOST_TEST(found(R"([{"PropertyName":"Custom_04","StringValue":"Kp"},
                         {"PropertyName":"TestCaseId","IntValue":2}])") == (Ids{2}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(minus_999_means_empty) {
    BOOST_TEST(found(R"([{"PropertyName":"Custom_04","IntValue":-999}])") == (Ids{4, 5, 6}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_first_value_member_wins_and_a_null_one_may) {
    BOOST_TEST(
        found(R"([{"PropertyName":"TestCaseId","StringValue":"2","IntValue":1}])") == (Ids{1}),
        boost::test_tools::per_element());
    const std::string with_null =
        R"([{"PropertyName":"Custom_04","IntValue":null,"StringValue":"bKp"}])";
    BOOST_TEST(found(with_null) == (Ids{2}), boost::test_tools::per_element());

    set(R"({"nullFilterMember":"wins"})");

    BOOST_TEST(found(with_null).size() == 6U);
}

BOOST_AUTO_TEST_CASE(words_are_looked_for_in_name_and_description_and_phrases_as_one) {
    BOOST_TEST(found(R"([{"PropertyName":"Name","StringValue":"krill whale"}])") == (Ids{1}),
               boost::test_tools::per_element());
    BOOST_TEST(found(R"([{"PropertyName":"Name","StringValue":"\"krill whale\""}])").empty());
    BOOST_TEST(found(R"([{"PropertyName":"Name","StringValue":"\"Sperm Whale\""}])") == (Ids{2}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(ranges_booleans_and_lists_of_values_filter) {
    BOOST_TEST(found(R"([{"PropertyName":"TestCaseId","StringValue":"2|3"}])") == (Ids{2, 3}),
               boost::test_tools::per_element());
    BOOST_TEST(found(R"([{"PropertyName":"Custom_02","StringValue":"Y"}])") == (Ids{5}),
               boost::test_tools::per_element());
    BOOST_TEST(found(R"([{"PropertyName":"TestCaseFolderId",
                          "MultiValue":{"Values":[2],"IsNone":false}}])") == (Ids{5, 6}),
               boost::test_tools::per_element());
    BOOST_TEST(found(R"([{"PropertyName":"CreationDate","DateRangeValue":
        {"StartDate":"2999-01-01T00:00:00Z","EndDate":null,"ConsiderTimes":true}}])")
                   .empty());
}

BOOST_AUTO_TEST_CASE(a_bare_array_as_multi_value_is_refused_unless_switched) {
    const std::string filter = R"([{"PropertyName":"TestCaseId","MultiValue":[2]}])";
    BOOST_TEST(status(filter) == 404);

    set(R"({"bareMultiValue":true})");

    BOOST_TEST(found(filter) == (Ids{2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_unknown_property_name_is_ignored_or_a_fault) {
    const std::string filter = R"([{"PropertyName":"custom_05","StringValue":"x"}])";
    BOOST_TEST(found(filter).size() == 6U);

    set(R"({"unknownFilter":"fault"})");

    BOOST_TEST(status(filter) == 404);
}

BOOST_AUTO_TEST_CASE(an_object_instead_of_a_filter_array_is_refused_in_plain_text) {
    const Answer answer = rest("POST", "projects/1/test-cases/search" + kAll, "{}");

    BOOST_TEST(answer.status == 404);
    BOOST_TEST(answer.body.starts_with("Cannot deserialize the current JSON object"));
}

BOOST_AUTO_TEST_CASE(more_than_500_rows_are_capped_or_a_fault) {
    const std::string many = "?starting_row=1&number_of_rows=501";
    for (int i = 0; i < 500; ++i) {
        rest("POST", "projects/1/test-cases", R"({"Name":"One more","TestCaseStatusId":0})");
    }
    BOOST_TEST(found("[]", many).size() == 500U);
    BOOST_TEST(rest("GET", "projects/1/test-cases/count").body == "506");

    set(R"({"rowCap":"fault"})");

    BOOST_TEST(status("[]", many) == 404);
}

BOOST_AUTO_TEST_CASE(a_list_may_be_of_one_release_or_folder) {
    const auto size = [&](const std::string& path) {
        return json_of(rest("GET", "projects/1/" + path)).size();
    };
    BOOST_TEST(size("test-cases" + kAll + "&release_id=1") == 2U);
    BOOST_TEST(size("test-cases" + kAll + "&release_id=null") == 6U);
    BOOST_TEST(size("test-folders/2/test-cases" + kAll) == 2U);
    BOOST_TEST(size("test-folders/null/test-cases" + kAll) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
