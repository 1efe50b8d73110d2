#include "core/flows/launch/start_note.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/core/flows/fake_page.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

const std::string kNote = "unclear-start/1/42";
constexpr EpochMs kNow = 1'764'000'000'000;
const std::string kOther = "1763999990000";
const std::string kOldRun = "oldoldoldoldoldold_-";
const std::string kPreviousRun = "octoperf GET runtime/bench-results/oldold";

Json no_plan(const Json& /*command*/) {
    return rest(400, Json{{"message", "No matching plan"}});
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_page_beside_one_that_starts_the_same_test_case_starts_nothing) {
    FakePage page;
    page.locks.insert(kNote);
    BOOST_TEST(text_at(page.run(), "outcome") == "refused");
    BOOST_TEST(page.count(kRun) == 0);
    BOOST_TEST(page.hints.count(kNote) == 0U);
    BOOST_TEST(page.message() ==
               "OctoPerf: Nothing was started: another browser tab or window is starting "
               "this test case. Check there, or try again in a minute.");
    BOOST_TEST(page.locks.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_lock_is_held_during_the_start_and_given_back_however_it_ends) {
    for (const Json& answer :
         {Json(), no_plan({}), rest(502, std::string("<html>")), rest(200, std::string())}) {
        FakePage page;
        bool held = false;
        page.on(kRun, [&](const Json& command) {
            held = page.locks.contains(kNote);
            return answer.is_null() ? page.answer_well(command) : answer;
        });
        page.run();
        BOOST_TEST(held);
        BOOST_TEST(page.locks.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_start_noted_since_the_first_look_is_asked_about) {
    for (const bool yes : {false, true}) {
        FakePage page;
        page.on_first(1, "octoperf GET runtime/scenarios/", [&](const Json& command) {
            page.hints[kNote] = kOther;
            return page.answer_well(command);
        });
        page.on("confirm", [yes](const Json& command) {
            BOOST_TEST(
                text_at(command, "text").find("is unknown, so a test may be running already") !=
                std::string::npos);
            return confirmed(yes);
        });
        BOOST_TEST(text_at(page.run(), "outcome") == (yes ? "started" : "cancelled"));
        BOOST_TEST(page.count("confirm") == 1);
        BOOST_TEST(page.count(kRun) == (yes ? 1 : 0));
        BOOST_TEST(page.hints.count(kNote) == (yes ? 0U : 1U));
    }
}

BOOST_AUTO_TEST_CASE(a_test_started_since_the_first_look_is_asked_about) {
    for (const bool yes : {false, true}) {
        FakePage page;
        page.on_first(1, "octoperf GET runtime/scenarios/", [&](const Json& command) {
            page.set_property(5, kOldRun);
            return page.answer_well(command);
        });
        page.on(kPreviousRun, [](const Json&) {
            return rest(200, Json{{"state", "RUNNING"}, {"scenarioId", kScenario}});
        });
        page.on("confirm", [yes](const Json&) { return confirmed(yes); });
        BOOST_TEST(text_at(page.run(), "outcome") == (yes ? "started" : "cancelled"));
        BOOST_TEST(page.count("confirm") == 1);
        BOOST_TEST(page.count(kRun) == (yes ? 1 : 0));
        BOOST_TEST(page.hints.count(kNote) == 0U);
    }
}

BOOST_AUTO_TEST_CASE(a_refused_start_leaves_the_note_that_it_found) {
    FakePage page;
    page.hints[kNote] = kOther;
    page.on(kRun, no_plan);
    BOOST_TEST(text_at(page.run(), "outcome") == "refused");
    BOOST_TEST(page.hints[kNote] == kOther);
}

BOOST_AUTO_TEST_CASE(a_start_that_ends_leaves_the_note_of_another_page) {
    for (const bool refused : {false, true}) {
        FakePage page;
        page.on(kRun, [&](const Json& command) {
            page.hints[kNote] = kOther;
            return refused ? no_plan(command) : page.answer_well(command);
        });
        page.run();
        BOOST_TEST(page.hints[kNote] == kOther);
    }
}

BOOST_AUTO_TEST_CASE(an_unclear_start_leaves_a_note_though_another_page_took_it_away) {
    FakePage page;
    page.on(kRun, [&](const Json&) {
        page.hints.erase(kNote);
        return rest(502, std::string("<html>"));
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "unclear");
    BOOST_TEST(page.hints[kNote] == std::to_string(kNow));
}

BOOST_AUTO_TEST_CASE(the_time_of_a_note_is_told_where_it_can_be_one) {
    using flows::age_of;
    BOOST_TEST(age_of("1764000000000", kNow).value_or(-1) == 0);
    BOOST_TEST(age_of("1763999700000", kNow).value_or(-1) == 5 * 60'000);
    BOOST_TEST(age_of("1764000059000", kNow).value_or(-1) == -59'000);
    for (const char* text : {"", "x", "5 min", "-1", "29400000", "1764000061000", "1.7e12",
                             "99999999999999999999", "1732000000000"})
        BOOST_TEST(!age_of(text, kNow).has_value(), text);
}

BOOST_AUTO_TEST_CASE(a_note_without_a_time_is_asked_about_without_one) {
    FakePage page;
    page.hints[kNote] = "garbled";
    page.on("confirm", [](const Json& command) {
        BOOST_TEST(text_at(command, "text").find("this test case's last start is unknown") !=
                   std::string::npos);
        return confirmed(false);
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "cancelled");
}
