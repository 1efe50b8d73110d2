// Record Result Now where Spira's answer to the post is lost, and the run is perhaps stored later.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "core/flows/record/intent.hpp"
#include "tests/core/flows/run_page.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

const Json& first_notify(const RunPage& page) {
    return *std::find_if(page.commands.begin(), page.commands.end(), [](const Json& command) {
        return text_at(command, "command") == "notify";
    });
}

const std::string kPosting = "posting/" + kBenchResult + "/42";

std::string marked_details() {
    return "Passed\nOctoPerf bench result: " + kBenchResult + "\n";
}

/// A Spira that loses its answer to a post and stores the run after so many of its searches; with
/// `theirs_at`, another program's run comes at that search.
struct LateSpira {
    LateSpira(RunPage& its_page, int at) : page(its_page), ours_at(at) {
        page.on(kRecord, [this](const Json& command) {
            sent = *find(command, "body");
            return refused("timed out");
        });
        page.on("spira POST projects/1/test-cases/42/test-runs/search", [this](const Json&) {
            ++searches;
            if (searches == theirs_at) store(900, marked_details());
            if (searches == ours_at) store(901, text_at(sent, "RunnerStackTrace"));
            return api(Json(page.runs));
        });
    }

    void store(int id, const std::string& details) {
        Json run = sent;
        run["TestRunId"] = id;
        run["RunnerStackTrace"] = details;
        page.runs.insert(page.runs.begin(), run);
    }

    RunPage& page;
    int ours_at;
    int theirs_at = 0;
    int searches = 0;
    Json sent;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(record_now_late)

BOOST_AUTO_TEST_CASE(an_unclear_answer_is_looked_up_and_never_posted_twice) {
    for (const bool stored : {true, false}) {
        for (const Json& failure :
             {refused("timed out"), refused(Json{{"status", 500}}), refused(nullptr)}) {
            RunPage page("record", {"FINISHED"});
            page.on(kRecord, [&, stored](const Json& command) {
                Json run = *find(command, "body");
                run["TestRunId"] = 1234;
                if (stored) page.runs = {run};
                return failure;
            });
            const Json end = page.run();
            BOOST_TEST(text_at(end, "outcome") == (stored ? "already_recorded" : "refused"));
            BOOST_TEST(page.count(kRecord) == 1);
            BOOST_TEST(page.count("notify") == (stored ? 1 : 2));
        }
    }
}

BOOST_AUTO_TEST_CASE(what_spira_stores_late_is_found_while_the_page_is_open) {
    RunPage page("record", {"FINISHED"});
    LateSpira spira(page, 5);
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "already_recorded");
    BOOST_TEST(page.count(kRecord) == 1);
    BOOST_TEST(integer_at(*find(end, "details"), "testRunId").value_or(0) == 901);
    check_words(text_at(first_notify(page), "text"), "Keep this page open.");
}

BOOST_AUTO_TEST_CASE(a_run_that_another_program_posted_meanwhile_does_not_hide_ours) {
    RunPage page("record", {"FINISHED"});
    LateSpira spira(page, 5);
    spira.theirs_at = 2;
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "already_recorded");
    check_words(page.message(), "TR:901 and TR:900 both record this result.");
    BOOST_TEST(text_at(last_notify(page), "severity") == "warning");
    BOOST_TEST(page.count(kRecord) == 1);
}

BOOST_AUTO_TEST_CASE(a_run_of_another_program_stands_where_ours_was_never_stored) {
    RunPage page("record", {"FINISHED"});
    LateSpira spira(page, 1000);
    spira.theirs_at = 2;
    const Json end = page.run();
    BOOST_TEST(text_at(end, "outcome") == "already_recorded");
    BOOST_TEST(integer_at(*find(end, "details"), "testRunId").value_or(0) == 900);
    BOOST_TEST(page.count(kRecord) == 1);
}

BOOST_AUTO_TEST_CASE(a_run_is_looked_for_until_it_can_no_longer_be_stored) {
    RunPage page("record", {"FINISHED"});
    page.on(kRecord, [](const Json&) { return refused("timed out"); });
    page.run();
    std::int64_t slept = 0;
    for (const Json& command : page.commands)
        slept += text_at(command, "command") == "sleep" ? *integer_at(command, "ms") : 0;
    BOOST_TEST(slept * 4 / 5 >= flows::kPostWindowMs);
    check_words(page.message(),
                "The result was not recorded. Spira has not stored it. Use OctoPerf → Record "
                "Result Now again.");
    page.run();
    BOOST_TEST(page.count(kRecord) == 2);
}

BOOST_AUTO_TEST_CASE(after_a_reload_a_second_click_looks_until_it_is_over_and_does_not_post) {
    for (const bool stored : {true, false}) {
        RunPage page("record", {"FINISHED"});
        LateSpira spira(page, stored ? 5 : 1000);
        const std::int64_t until = *integer_at(page.event, "now") + 210'000;
        page.hints[kPosting] = "intent:" + std::to_string(until);
        page.event["now"] = until - 60'000;
        spira.sent = Json{{"TestCaseId", 42}, {"RunnerStackTrace", marked_details()}};

        const std::string outcome = text_at(page.run(), "outcome");

        BOOST_TEST(outcome == (stored ? "already_recorded" : "refused"));
        BOOST_TEST(page.count(kRecord) == 0);
        BOOST_TEST(page.hints.contains(kPosting) == stored);
    }
}

BOOST_AUTO_TEST_CASE(a_spira_that_goes_away_after_the_post_leaves_it_open_and_says_so) {
    RunPage page("record", {"FINISHED"});
    bool away = false;
    page.intercept = [&away](const Json& command) {
        away = away || text_at(command, "path") == "projects/1/test-runs/record";
        return away && text_at(command, "command") == "spira" ? refused("timed out") : Json();
    };
    page.run();
    BOOST_TEST(page.hints.contains(kPosting));
    check_words(page.message(),
                "Wait a minute, then use Record Result Now again: it checks Spira first.");
}

BOOST_AUTO_TEST_SUITE_END()
