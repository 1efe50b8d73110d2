#include <boost/test/unit_test.hpp>

#include "tests/core/flows/views.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

const std::string kSearch = "spira POST projects/1/test-runs/search/automated";

/// A run whose details carry these figures, ended so many minutes before the page was opened.
Json run_of(int test_case, int minutes_ago, const std::string& figures = "", int status = 2) {
    static int id = 1000;
    return Json{{"TestRunId", ++id},
                {"TestCaseId", test_case},
                {"Name", "Case " + std::to_string(test_case)},
                {"RunnerName", "OctoPerf"},
                {"ExecutionStatusId", status},
                {"EndDate", format_utc(1'764'000'000'000 - minutes_ago * 60'000LL)},
                {"RunnerStackTrace", "Passed\nOctoPerf figures: {" + figures + "}"}};
}

class HomePage : public FakePage {
  public:
    HomePage() {
        event["event"] = "widget";
        event["page"]["artifactId"] = nullptr;
        on(kSearch, [this](const Json& command) {
            const std::string path = text_at(command, "path");
            const auto start = static_cast<std::size_t>(
                std::stoi(path.substr(path.find("starting_row=") + 13)) - 1);
            Json page = Json::array();
            for (std::size_t i = start; i < runs.size() && page.size() < 100; ++i)
                page.push_back(runs[i]);
            return api(page);
        });
    }
    std::vector<std::string> row(std::size_t index) const {
        return table_of(shown(*this)).at(index);
    }
    std::string words() const { return words_of(shown(*this)); }
    Json cell(std::size_t row, std::size_t column) const {
        const Json view = shown(*this);
        for (const Json& block : *array_at(view, "blocks")) {
            if (text_at(block, "type") == "table") return block["rows"][row][column];
        }
        return nullptr;
    }
    Json runs = Json::array();
};

}  // namespace

BOOST_AUTO_TEST_SUITE(widget)

BOOST_AUTO_TEST_CASE(each_test_case_has_a_row_with_its_last_run_newest_first) {
    HomePage page;
    page.runs = {run_of(2, 5, R"("hits":208,"errorsPercent":0.37,"responseTimeAvg":0.45)", 1),
                 run_of(1, 200), run_of(2, 3000)};
    BOOST_TEST(text_at(page.run(), "outcome") == "shown");
    BOOST_TEST(table_of(shown(page)).size() == 2U);
    BOOST_TEST((page.row(0) == std::vector<std::string>{"Case 2", "Failed", "5 min ago",
                                                        "0.37\u00a0%", "0.45 s", "208", "–"}));
    BOOST_TEST((page.row(1) ==
                std::vector<std::string>{"Case 1", "Passed", "3 h ago", "–", "–", "–", "–"}));
    BOOST_TEST(text_at(page.cell(0, 1), "tone") == "bad");
    check_words(text_at(page.cell(0, 0), "url"), "https://spira.example.com/1/TestRun/");
    BOOST_TEST(page.count("notify") == 0);
}

BOOST_AUTO_TEST_CASE(a_name_with_percent_signs_is_shown_as_it_is) {
    HomePage page;
    page.runs = {run_of(1, 5, R"("hits":2)")};
    page.runs[0]["Name"] = "100 % of %1, 50%2 %s %";
    page.run();
    BOOST_TEST(page.row(0)[0] == "100 % of %1, 50%2 %s %");
}

BOOST_AUTO_TEST_CASE(the_loading_view_comes_first) {
    HomePage page;
    page.run();
    BOOST_TEST(page.lines[0] == "show");
    check_words(words_of(*find(page.commands[0], "view")), "Reading the load tests");
}

BOOST_AUTO_TEST_CASE(the_change_to_the_run_before_has_a_sign_and_words) {
    const std::vector<std::tuple<std::string, std::string, std::string>> ways = {
        {"0.5", "0.56", "0.56 s (+12\u00a0%: slower, worse)"},
        {"0.5", "0.46", "0.46 s (−8\u00a0%: faster, better)"},
        {"0.5", "0.5", "0.5 s (unchanged)"},
        {"0", "0.5", "0.5 s"}};
    for (const auto& [before, now, words] : ways) {
        HomePage page;
        page.runs = {run_of(1, 1, "\"responseTimeAvg\":" + now),
                     run_of(1, 9, "\"responseTimeAvg\":" + before)};
        page.run();
        BOOST_TEST(page.row(0)[4] == words);
    }
}

BOOST_AUTO_TEST_CASE(errors_are_compared_too) {
    HomePage page;
    page.runs = {run_of(1, 1, "\"errorsPercent\":1.5"), run_of(1, 9, "\"errorsPercent\":1"),
                 run_of(2, 10, "\"errorsPercent\":0"), run_of(2, 19, "\"errorsPercent\":0.25")};
    page.run();
    BOOST_TEST(page.row(0)[3] == "1.5\u00a0% (+0.5, worse)");
    BOOST_TEST(page.row(1)[3] == "0\u00a0% (−0.25, better)");
}

BOOST_AUTO_TEST_CASE(the_sparkline_goes_from_the_oldest_of_ten_to_the_last_and_says_so) {
    HomePage page;
    for (int i = 0; i < 14; ++i)
        page.runs.push_back(
            run_of(1, i, "\"responseTimeAvg\":0." + std::to_string(i < 10 ? 10 + i : 99)));
    page.run();
    const Json cell = page.cell(0, 6);
    const Json& trend = *find(cell, "trend");
    BOOST_TEST(array_at(trend, "points")->size() == 10U);
    BOOST_TEST(array_at(trend, "points")->front().get<double>() == 0.19);
    BOOST_TEST(array_at(trend, "points")->back().get<double>() == 0.10);
    BOOST_TEST(text_at(trend, "text") == "Last 10 runs: 0.1 s to 0.19 s, now 0.1 s.");
}

BOOST_AUTO_TEST_CASE(without_times_the_sparkline_is_of_errors) {
    HomePage page;
    page.runs = {run_of(1, 1, "\"errorsPercent\":2"), run_of(1, 9, "\"errorsPercent\":1")};
    page.run();
    BOOST_TEST(text_at(*find(page.cell(0, 6), "trend"), "text") ==
               "Last 2 runs: 1\u00a0% to 2\u00a0%, now 2\u00a0%.");
}

BOOST_AUTO_TEST_CASE(only_the_last_run_may_know_nothing_without_a_wrong_word) {
    HomePage page;
    page.runs = {run_of(1, 1), run_of(1, 2, "\"responseTimeAvg\":1"),
                 run_of(1, 3, "\"responseTimeAvg\":2")};
    page.run();
    BOOST_TEST(page.row(0)[4] == "–");
}

BOOST_AUTO_TEST_CASE(runs_of_another_runner_are_left_out_where_spira_did_not_filter) {
    HomePage page;
    page.runs = {run_of(1, 1), run_of(2, 2)};
    page.runs[0]["RunnerName"] = "JUnit";
    page.run();
    BOOST_TEST(table_of(shown(page)).size() == 1U);
    BOOST_TEST(page.row(0)[0] == "Case 2");
}

BOOST_AUTO_TEST_CASE(a_filter_that_spira_refuses_is_left_out) {
    HomePage page;
    page.runs = {run_of(1, 1)};
    page.on_first(1, kSearch, [](const Json& command) {
        BOOST_TEST(to_text(*find(command, "body")) ==
                   R"([{"PropertyName":"RunnerName","StringValue":"OctoPerf"}])");
        return refused("Unknown filter RunnerName");
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "shown");
    BOOST_TEST(page.count(kSearch) == 2);
    BOOST_TEST(to_text(*find(page.commands[2], "body")) == "[]");
}

BOOST_AUTO_TEST_CASE(at_most_five_pages_are_read) {
    HomePage page;
    for (int i = 0; i < 700; ++i) page.runs.push_back(run_of(1, i));
    page.run();
    BOOST_TEST(page.count(kSearch) == 5);
    BOOST_TEST(page.lines[5] == kSearch +
                                    "?starting_row=401&number_of_rows=100&sort_field=EndDate&"
                                    "sort_direction=DESC");
}

BOOST_AUTO_TEST_CASE(twenty_test_cases_are_shown_and_the_others_counted) {
    HomePage page;
    for (int i = 1; i <= 23; ++i) page.runs.push_back(run_of(i, i));
    page.run();
    BOOST_TEST(table_of(shown(page)).size() == 20U);
    check_words(page.words(), "And 3 more.");
}

BOOST_AUTO_TEST_CASE(a_chosen_release_shows_only_its_runs) {
    HomePage page;
    page.event["page"]["releaseId"] = 3;
    page.runs = {run_of(1, 1), run_of(1, 2), run_of(2, 3)};
    page.runs[1]["ReleaseId"] = 3;
    page.runs[2]["ReleaseId"] = 4;
    page.run();
    BOOST_TEST(table_of(shown(page)).size() == 1U);
    BOOST_TEST(page.row(0)[2] == "2 min ago");
}

BOOST_AUTO_TEST_CASE(an_empty_widget_says_how_to_begin) {
    for (const bool release : {false, true}) {
        HomePage page;
        if (release) page.event["page"]["releaseId"] = 3;
        BOOST_TEST(text_at(page.run(), "outcome") == "shown");
        check_words(page.words(), release ? "of this release" : "No load test has been recorded");
        check_words(page.words(), "Start one from a test case");
    }
}

BOOST_AUTO_TEST_CASE(without_the_right_it_says_so_and_does_not_ask_twice) {
    HomePage page;
    page.on(kSearch, [](const Json&) { return refused("Access Denied"); });
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "failed");
    BOOST_TEST(find(end, "error")->is_null());
    check_words(page.words(), "You cannot view the test runs");
    BOOST_TEST(page.count(kSearch) == 1);
}

BOOST_AUTO_TEST_CASE(an_error_is_shown_in_the_widget_and_can_be_retried) {
    for (const Json& answer :
         {refused("timeout"), Json{{"reply", "failed"}}, Json{{"reply", "nonsense"}},
          rest(500, std::string("<html>boom</html>")), api("<html>"), api(nullptr),
          api(Json::object()), Json::object()}) {
        HomePage page;
        page.runs = {run_of(1, 1)};
        page.on_first(2, kSearch, [answer](const Json&) { return answer; });
        bool retried = false;
        page.on_first(1, "listen", [&page, &retried](const Json&) {
            BOOST_TEST((buttons_of(shown(page)) == std::vector<std::string>{"retry"}));
            retried = true;
            return heard("pressed", "retry");
        });
        BOOST_TEST(text_at(page.run(), "outcome") == "shown");
        BOOST_TEST(retried);
        BOOST_TEST(page.row(0)[0] == "Case 1");
        BOOST_TEST(page.count("notify") == 0);
    }
}

BOOST_AUTO_TEST_CASE(a_widget_that_is_gone_ends_quietly) {
    HomePage page;
    page.on("show", [](const Json&) { return refused("gone"); });
    BOOST_TEST(text_at(page.run(), "outcome") == "failed");
    BOOST_TEST(page.count("notify") == 0);
}

BOOST_AUTO_TEST_CASE(names_and_rows_from_outside_are_held_at_arms_length) {
    HomePage page;
    page.runs = {Json("text"), Json{{"TestRunId", "x"}}, run_of(1, 1), nullptr};
    page.runs[2]["Name"] = "0f7c9e6a-1b2c-4d3e-8f90-a1b2c3d4e5f6\n" + std::string(200, 'x');
    page.runs[2]["EndDate"] = "yesterday";
    page.run();
    BOOST_TEST(table_of(shown(page)).size() == 1U);
    BOOST_TEST(page.words().find("a1b2c3d4e5f6") == std::string::npos);
    check_words(page.row(0)[0], "xxx");
    BOOST_TEST(page.row(0)[2] == "–");
}

BOOST_AUTO_TEST_CASE(old_runs_show_their_date_and_future_ones_no_nonsense) {
    HomePage page;
    page.runs = {run_of(1, -10), run_of(2, 3 * 24 * 60), run_of(3, 8 * 24 * 60)};
    page.run();
    BOOST_TEST(page.row(0)[2] == "less than a minute ago");
    BOOST_TEST(page.row(1)[2] == "3 d ago");
    BOOST_TEST(page.row(2)[2] == "2025-11-16");
}

BOOST_AUTO_TEST_CASE(in_french_words_and_numbers_are_french) {
    HomePage page;
    page.event["page"]["culture"] = "fr-FR";
    page.runs = {run_of(1, 125, "\"responseTimeAvg\":0.56"),
                 run_of(1, 200, "\"responseTimeAvg\":0.5")};
    page.run();
    BOOST_TEST(page.row(0)[1] == "Réussi");
    BOOST_TEST(page.row(0)[2] == "il y a 2 h");
    check_words(page.row(0)[4], "0,56");
    check_words(page.row(0)[4], "plus lent, pire");
}

BOOST_AUTO_TEST_SUITE_END()
