// What a person sees of many starts, and can do meanwhile.
#include <boost/test/unit_test.hpp>
#include <set>

#include "tests/core/flows/many_page.hpp"

using namespace octospira;
using namespace octospira::testing;

BOOST_AUTO_TEST_SUITE(start_many_shown)

BOOST_AUTO_TEST_CASE(the_table_is_right_whatever_the_order_of_the_answers) {
    for (const auto order : {FakePage::Order::first_begun, FakePage::Order::last_begun}) {
        ManyPage page(8);
        page.order = order;
        page.on(kRun + scenario_id(2), [](const Json&) {
            return rest(402, Json{{"message", "The subscription has ended"}});
        });
        page.set_text(5, 4, "");
        check_details(page.run(), 6, 1, 1);
        for (std::size_t i = 0; i < 8; ++i) {
            const std::string state = i == 1 ? "failed" : i == 4 ? "skipped" : "started";
            BOOST_TEST(page.row(i)[0] == "Case " + std::to_string(i + 1));
            BOOST_TEST(page.row(i)[1] == state);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_will_start_is_shown_before_anything_starts) {
    ManyPage page(3);
    page.set_text(2, 4, "");
    page.on_first(1, "listen", [&page](const Json&) {
        const Json view = shown(page);
        BOOST_TEST(page.count(kRun) == 0);
        BOOST_TEST(page.row(0)[1] == "will start");
        BOOST_TEST(page.row(1)[1] == "skipped");
        check_words(page.row(1)[2], "has no scenario yet");
        check_words(words_of(view), "To start: 2. To skip: 1. Each start uses OctoPerf credits");
        check_words(words_of(view), "Start 2 tests");
        return heard("pressed", "start");
    });
    page.run();
    BOOST_TEST(page.count("listen") == 2);
    BOOST_TEST(page.count(kRun) == 2);
}

BOOST_AUTO_TEST_CASE(what_still_runs_is_shown_as_skipped_before_anything_starts) {
    for (const char* state : {"RUNNING", "FINISHED"}) {
        const bool runs = state == std::string("RUNNING");
        ManyPage page(2);
        page.set_text(1, 5, "oldoldoldoldoldold_-");
        page.on("octoperf GET runtime/bench-results/oldold", [state](const Json&) {
            return rest(200, Json{{"state", state}});
        });
        page.on_first(1, "listen", [&page, runs](const Json&) {
            BOOST_TEST(page.row(0)[1] == (runs ? "skipped" : "will start"));
            BOOST_TEST(page.row(0)[2] == (runs ? "Its last test is still running." : ""));
            return heard("pressed", "start");
        });
        page.run();
        BOOST_TEST(page.count("listen") == 2);
        BOOST_TEST(page.count(kRun) == (runs ? 1 : 2));
    }
}

BOOST_AUTO_TEST_CASE(without_dialogs_one_question_names_ten_and_the_number) {
    ManyPage page(12);
    page.without_dialogs();
    page.on("confirm", [](const Json& command) {
        const std::string text = text_at(command, "text");
        check_words(text, "(12)? “Case 1”, “Case 2”");
        check_words(text, "“Case 10”, …. To skip: 0.");
        BOOST_TEST(text.find("Case 11") == std::string::npos);
        return confirmed(true);
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.count("confirm") == 1);
    BOOST_TEST(page.count("show") == 0);
    BOOST_TEST(page.count("listen") == 0);
    BOOST_TEST(page.message() == "OctoPerf: Started: 12. Skipped: 0. Failed: 0.");
}

BOOST_AUTO_TEST_CASE(without_dialogs_the_question_names_only_what_will_start) {
    ManyPage page(3);
    page.without_dialogs();
    page.set_text(2, 4, "");
    page.on("confirm", [](const Json& command) {
        check_words(text_at(command, "text"), "(2)? “Case 1”, “Case 3”. To skip: 1.");
        return confirmed(true);
    });
    check_details(page.run(), 2, 1, 0);
    BOOST_TEST(page.count("confirm") == 1);
}

BOOST_AUTO_TEST_CASE(without_dialogs_the_message_names_what_failed_and_why) {
    ManyPage page(3);
    page.without_dialogs();
    page.on(kRun + scenario_id(2), [](const Json&) {
        return rest(402, Json{{"message", "The subscription has ended"}});
    });
    page.run();
    BOOST_TEST(page.count("notify warning") == 1);
    check_words(page.message(), "Started: 2. Skipped: 0. Failed: 1.");
    check_words(page.message(), "“Case 2”: The test was not started. OctoPerf refused");
}

BOOST_AUTO_TEST_CASE(a_long_message_is_cut) {
    ManyPage page(50);
    page.without_dialogs();
    page.on(kRun, [](const Json&) {
        return rest(402, Json{{"message", "The subscription has ended"}});
    });
    check_details(page.run(), 0, 0, 50);
    BOOST_TEST(page.message().size() <= 1003U);
    BOOST_TEST(page.message().ends_with("…"));
}

BOOST_AUTO_TEST_CASE(when_none_can_start_the_table_says_why_and_nothing_is_asked) {
    for (const bool dialogs : {true, false}) {
        ManyPage page(2);
        if (!dialogs) page.without_dialogs();
        page.set_text(1, 4, "");
        page.cases.erase(2);
        BOOST_TEST(text_at(page.run(), "outcome") == "nothing");
        BOOST_TEST(page.count("confirm") + page.count("listen") == 0);
        const std::string said = dialogs ? words_of(shown(page)) : page.message();
        check_words(said, "None of these test cases can be started.");
        check_words(said, "has no scenario yet");
        check_words(said, "Unable to locate requested artifact");
    }
}

BOOST_AUTO_TEST_CASE(stop_starting_leaves_the_rest_and_lets_the_started_go_on) {
    for (const auto order : {FakePage::Order::first_begun, FakePage::Order::last_begun}) {
        ManyPage page(9);
        page.order = order;
        page.person = [&page, pressed = false]() mutable {
            if (pressed || page.count(kRun) < 2) return Json();
            pressed = true;
            return heard("pressed", "stop");
        };
        const Json end = page.run();
        const int started = page.count(kRun);
        BOOST_TEST(started <= 4);
        check_details(end, started, 0, 0);
        const Json view = shown(page);
        check_words(words_of(view),
                    "Not started because you stopped: " + std::to_string(9 - started));
        check_words(words_of(view), "Those already started continue.");
        BOOST_TEST(page.row(8)[1] == "not started");
        BOOST_TEST(page.count("notify") == 0);
    }
}

BOOST_AUTO_TEST_CASE(after_stop_the_button_is_gone_and_the_dialog_says_so) {
    ManyPage page(9);
    bool checked = false;
    page.person = [&page, &checked, pressed = false]() mutable {
        if (pressed &&
            words_of(shown(page)).find("No more tests will be started") != std::string::npos) {
            BOOST_TEST(buttons_of(shown(page)).empty());
            checked = true;
        }
        if (pressed || page.count(kRun) < 1) return Json();
        pressed = true;
        return heard("pressed", "stop");
    };
    page.run();
    BOOST_TEST(checked);
}

BOOST_AUTO_TEST_CASE(closing_the_dialog_half_way_stops_and_ends_with_a_message) {
    ManyPage page(9);
    page.person = [&page] { return page.count(kRun) < 2 ? Json() : heard("closed"); };
    const Json end = page.run();
    const int started = page.count(kRun);
    BOOST_TEST(started <= 4);
    check_details(end, started, 0, 0);
    BOOST_TEST(page.count("notify") == 1);
    check_words(page.message(), "Started: " + std::to_string(started) + ".");
    check_words(page.message(), "Not started because you stopped: " + std::to_string(9 - started));
}

BOOST_AUTO_TEST_CASE(a_dialog_that_cannot_be_drawn_any_more_counts_as_closed) {
    ManyPage page(9);
    page.on("show", [&page](const Json&) {
        return page.count(kRun) < 2 ? Json{{"reply", "ack"}} : refused("gone");
    });
    page.run();
    BOOST_TEST(page.count(kRun) >= 2);
    BOOST_TEST(page.count(kRun) < 9);
    BOOST_TEST(page.count("notify") == 1);
}

BOOST_AUTO_TEST_CASE(a_page_that_cannot_show_after_all_asks_without_a_dialog) {
    ManyPage page(2);
    page.on("show", [](const Json&) { return refused("no dialog"); });
    BOOST_TEST(text_at(page.run(), "outcome") == "started");
    BOOST_TEST(page.count("confirm") == 1);
    BOOST_TEST(page.count("notify success") == 1);
}

BOOST_AUTO_TEST_CASE(the_table_follows_and_ends_with_links_to_the_reports) {
    ManyPage page(2);
    page.run();
    std::set<std::string> states;
    for (const Json& command : page.commands) {
        if (text_at(command, "command") != "show") continue;
        for (const Row& row : table_of(*find(command, "view"))) states.insert(row[1]);
    }
    BOOST_TEST((states == std::set<std::string>{"will start", "waiting", "starting…", "started"}));
    check_words(words_of(shown(page)), "https://spira.example.com/1/TestCase/1.aspx");
    check_words(words_of(shown(page)), "/analysis/report/" + kReport);
    BOOST_TEST((buttons_of(shown(page)) == std::vector<std::string>{"close"}));
}

BOOST_AUTO_TEST_CASE(in_french_the_question_and_the_end_are_french) {
    ManyPage page(1);
    page.in_french();
    page.without_dialogs();
    page.on("confirm", [](const Json& command) {
        check_words(text_at(command, "text"),
                    "démarrer maintenant les tests de charge de ces cas de test (1)");
        return confirmed(true);
    });
    page.run();
    BOOST_TEST(page.count("confirm") == 1);
    BOOST_TEST(page.message() ==
               "OctoPerf\u00a0: Démarrés\u00a0: 1. Ignorés\u00a0: 0. Échecs\u00a0: 0.");
}

BOOST_AUTO_TEST_SUITE_END()
