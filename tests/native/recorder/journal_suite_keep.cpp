#include <new>
#include <utility>

#include "tests/native/recorder/journal_suite.hpp"

namespace octospira::recorder::test {

namespace {

// As OctoPerf makes them: both of the same day (OctoPerf API §5).
const std::string kOne = "lUig7oEBrZGjujUFtpV_";
const std::string kOther = "mUig7oEBrZGjujUFtpV_";

}  // namespace

BOOST_AUTO_TEST_SUITE(journals)
BOOST_AUTO_TEST_SUITE(what_comes_in)

BOOST_DATA_TEST_CASE(a_group_is_kept_whole_in_order_and_duplicates_in_it_are_seen, kKinds, kind) {
    Stage stage(kind);

    const auto kept = must(stage.journal().keep(
        {verdict("b"), verdict(kOne), launch("b"), verdict("b"), news("b", "TEST_STARTED")}));

    BOOST_REQUIRE(kept.size() == 5U);
    BOOST_TEST(!kept[0].duplicate);
    BOOST_TEST(!kept[1].duplicate);
    BOOST_TEST(!kept[2].duplicate);
    BOOST_TEST(kept[2].id == 0);
    BOOST_TEST(kept[3].duplicate);
    BOOST_TEST(kept[3].id == kept[0].id);
    BOOST_TEST(!kept[4].duplicate);
    BOOST_TEST((kept[0].state == State::pending));
    BOOST_TEST((kept[4].state == State::ignored));
    BOOST_TEST(kept[0].id < kept[1].id);
    BOOST_TEST(kept[1].id < kept[4].id);
    BOOST_TEST(must(stage.journal().state_counts()).pending == 2);
    BOOST_TEST(story(stage.journal(), kept[1].id).row.bench_result == kOne);
}

BOOST_DATA_TEST_CASE(an_empty_group_is_kept, kKinds, kind) {
    Stage stage(kind);
    BOOST_TEST(must(stage.journal().keep({})).empty());
}

BOOST_DATA_TEST_CASE(the_same_again_is_a_duplicate_that_changes_nothing, kKinds, kind) {
    Stage stage(kind);
    const auto first = keep(stage.journal(), verdict(kOne));
    NewNotification again = verdict(kOne, "TEST_PASSED", 9000);
    again.body = "other";

    const auto second = keep(stage.journal(), again);

    BOOST_TEST(second.duplicate);
    BOOST_TEST(second.id == first.id);
    const auto kept = story(stage.journal(), first.id);
    BOOST_TEST(kept.body == "{}");
    BOOST_TEST(kept.row.received == 1000);
}

BOOST_DATA_TEST_CASE(what_is_kept_is_there_when_the_store_is_opened_again, kKinds, kind) {
    Stage stage(kind);
    NewNotification notification = verdict(kOne, "TEST_FAILED", 1234);
    notification.body = R"({"a": 1})";
    notification.build = true;
    notification.reconciled = true;
    NewLaunch registered = launch(kOne);
    registered.launch.user = "fred";
    registered.launch.report_url = "https://app.octoperf.com/report";
    const auto id = must(stage.journal().keep({notification, registered}))[0].id;

    stage.reopen();

    const auto found = story(stage.journal(), id);
    BOOST_TEST(found.body == notification.body);
    BOOST_TEST(found.row.bench_result == kOne);
    BOOST_TEST(found.row.event == "TEST_FAILED");
    BOOST_TEST(found.row.received == 1234);
    BOOST_TEST(found.row.build);
    BOOST_TEST(found.row.reconciled);
    const auto there = must(stage.journal().launch_of(kOne));
    BOOST_REQUIRE(there.has_value());
    BOOST_TEST(there->bench_result.text() == kOne);
    BOOST_TEST(there->product.value() == 1);
    BOOST_TEST(there->test_case.value() == 42);
    BOOST_TEST(there->release->value() == 3);
    BOOST_TEST(!there->test_set.has_value());
    BOOST_TEST(there->started == 500);
    BOOST_TEST(there->user == "fred");
    BOOST_TEST(there->report_url == "https://app.octoperf.com/report");
    BOOST_TEST(!must(stage.journal().launch_of(kOther)).has_value());
}

BOOST_DATA_TEST_CASE(a_second_verdict_is_ignored_when_it_is_the_same, kKinds, kind) {
    Stage stage(kind);
    const auto first = keep(stage.journal(), verdict(kOne, "TEST_PASSED"));
    const auto second = keep(stage.journal(), verdict(kOne, "RECONCILED"));

    BOOST_TEST(!second.duplicate);
    BOOST_TEST((second.state == State::ignored));
    const auto row = story(stage.journal(), second.id).row;
    BOOST_TEST((row.state == State::ignored));
    BOOST_TEST(row.note == "The same verdict came before it, with notification " +
                               std::to_string(first.id) + ".");
    BOOST_TEST((story(stage.journal(), first.id).row.state == State::pending));
}

BOOST_DATA_TEST_CASE(another_verdict_on_the_same_run_is_a_conflict, kKinds, kind) {
    Stage stage(kind);
    const auto first = keep(stage.journal(), verdict(kOne, "TEST_PASSED"));
    const auto second = keep(stage.journal(), verdict(kOne, "TEST_FAILED"));

    BOOST_TEST(!second.duplicate);
    BOOST_TEST((second.state == State::conflict));
    const auto row = story(stage.journal(), second.id).row;
    BOOST_TEST((row.state == State::conflict));
    BOOST_TEST(row.note == "Another verdict on this run came before it, with notification " +
                               std::to_string(first.id) + ".");
    BOOST_TEST(must(stage.journal().state_counts()).conflict == 1);
}

BOOST_DATA_TEST_CASE(within_a_group_the_verdict_that_stands_first_counts, kKinds, kind) {
    Stage stage(kind);
    const auto kept = must(stage.journal().keep(
        {verdict(kOne, "TEST_PASSED"), verdict(kOne, "TEST_FAILED"), verdict(kOne, "AGAIN")}));
    BOOST_TEST((kept[0].state == State::pending));
    BOOST_TEST((kept[1].state == State::conflict));
    BOOST_TEST((kept[2].state == State::ignored));
}

BOOST_DATA_TEST_CASE(a_later_verdict_is_compared_with_the_first_not_with_a_conflict, kKinds, kind) {
    Stage stage(kind);
    (void)keep(stage.journal(), verdict(kOne, "TEST_PASSED"));
    (void)keep(stage.journal(), verdict(kOne, "TEST_FAILED"));
    BOOST_TEST((keep(stage.journal(), verdict(kOne, "ZZZ")).state == State::ignored));
    BOOST_TEST((keep(stage.journal(), verdict(kOne, "AAA")).state == State::ignored));
}

BOOST_DATA_TEST_CASE(what_carries_no_verdict_never_conflicts, kKinds, kind) {
    Stage stage(kind);
    (void)keep(stage.journal(), news(kOne, "TEST_STARTED"));
    BOOST_TEST((keep(stage.journal(), verdict(kOne)).state == State::pending));
    BOOST_TEST((keep(stage.journal(), news(kOne, "TEST_ENDED")).state == State::ignored));
    BOOST_TEST((keep(stage.journal(), verdict(kOther, "TEST_FAILED")).state == State::pending));
}

BOOST_DATA_TEST_CASE(a_launch_is_kept_once, kKinds, kind) {
    Stage stage(kind);
    BOOST_TEST(!keep(stage.journal(), launch(kOne, 500)).duplicate);
    BOOST_TEST(keep(stage.journal(), launch(kOne, 900)).duplicate);
    BOOST_TEST(must(stage.journal().launch_of(kOne))->started == 500);
}

BOOST_DATA_TEST_CASE(a_launch_of_another_test_case_is_told_from_the_same_again, kKinds, kind) {
    Stage stage(kind);
    NewLaunch other = launch(kOne);
    other.launch.test_case = *TestCaseId::from(77);
    (void)keep(stage.journal(), launch(kOne));

    const auto kept = keep(stage.journal(), other);

    BOOST_TEST(kept.duplicate);
    BOOST_TEST((kept.state == State::conflict));
    BOOST_TEST((keep(stage.journal(), launch(kOne)).state == State::pending));
    BOOST_TEST(must(stage.journal().launch_of(kOne))->test_case.value() == 42);
}

BOOST_DATA_TEST_CASE(a_launch_lets_what_waited_for_it_be_delivered_at_once, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = keep(journal, verdict(kOne)).id;
    BOOST_REQUIRE(claim(journal).id == id);
    Finished later = ended(id, State::pending, 2000);
    later.attempts = 3;
    later.next_attempt = 90'000;
    must(journal.finish(later));
    BOOST_REQUIRE(nothing_to_claim(journal, 80'000));

    (void)keep(journal, launch(kOne));

    const auto pending = claim(journal, 3000);
    BOOST_TEST(pending.id == id);
    BOOST_TEST(pending.attempts == 0);
}

BOOST_DATA_TEST_CASE(a_launch_revives_only_what_was_given_up_without_a_test_case, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = keep(journal, verdict("a")).id;
    const auto with_case = keep(journal, verdict("b")).id;
    for (int i = 0; i < 2; ++i) {
        Finished given_up = ended(claim(journal).id, State::dead, 2000);
        given_up.attempts = 3;
        if (given_up.id == with_case) given_up.test_case = 42;
        must(journal.finish(given_up));
    }
    BOOST_REQUIRE(must(journal.state_counts()).dead == 2);

    must(journal.keep({launch("a"), launch("b")}));

    BOOST_TEST(claim(journal).id == id);
    BOOST_TEST(nothing_to_claim(journal));
    BOOST_TEST(must(journal.state_counts()).dead == 1);
}

BOOST_DATA_TEST_CASE(a_launch_that_comes_again_wakes_nothing, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    (void)keep(journal, launch(kOne));
    const auto id = keep(journal, verdict(kOne)).id;
    BOOST_REQUIRE(claim(journal).id == id);
    Finished later = ended(id, State::pending, 2000);
    later.attempts = 3;
    later.next_attempt = 90'000;
    must(journal.finish(later));

    (void)keep(journal, launch(kOne));

    BOOST_TEST(nothing_to_claim(journal, 80'000));
}

BOOST_DATA_TEST_CASE(a_launch_that_comes_while_its_result_is_in_hand_is_not_lost, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = keep(journal, verdict(kOne)).id;
    BOOST_REQUIRE(claim(journal).id == id);
    (void)keep(journal, launch(kOne));

    Finished given_up = ended(id, State::dead, 2000);
    given_up.attempts = 1;
    must(journal.finish(given_up));

    const auto again = claim(journal, 3000);
    BOOST_TEST(again.id == id);
    BOOST_TEST(again.attempts == 0);
}

BOOST_DATA_TEST_CASE(a_thousand_arrivals_are_one_group, kKinds, kind) {
    Stage stage(kind);
    std::vector<Incoming> arrivals;
    for (int i = 0; i < 1000; ++i) {
        NewNotification one = verdict("run-" + std::to_string(i * 7919 % 1000));
        one.body = std::string(1000, 'x');
        arrivals.emplace_back(std::move(one));
    }

    const auto kept = must(stage.journal().keep(arrivals));

    BOOST_REQUIRE(kept.size() == 1000U);
    for (std::size_t i = 1; i < kept.size(); ++i) BOOST_REQUIRE(kept[i - 1].id < kept[i].id);
    BOOST_TEST(must(stage.journal().state_counts()).pending == 1000);
    const auto again = must(stage.journal().keep(arrivals));
    BOOST_TEST(again[999].duplicate);
    BOOST_TEST(again[999].id == kept[999].id);
}

BOOST_DATA_TEST_CASE(odd_texts_come_out_as_they_went_in, kKinds, kind) {
    Stage stage(kind);
    using namespace std::string_literals;
    const std::string odd[] = {
        "Größe 日本 😀 \U0010FFFD \U0010FF41",
        R"(it's "quoted" \ and {a,b} NULL $1 ?1 %s --)",
        "nul \0 in the middle\0"s,
        "\xFF\xFE half \xE6\x97",
        "overlong \xC0\x80, surrogate \xED\xA0\x80, too high \xF4\x90\x80\x80",
        "stands in \xF4\x8F\xBF\xBF and cut \xF4\x8F\xBD",
        R"({"escaped": "\u0000\ud800"})",
        "\t\r\n\x01\x7F",
        "",
    };
    for (const std::string& text : odd) {
        NewNotification notification = verdict(kOne, "E" + text);
        notification.body = text;

        const auto kept = keep(stage.journal(), notification);

        BOOST_TEST(!kept.duplicate);
        const auto found = story(stage.journal(), kept.id);
        BOOST_TEST(found.body == text);
        BOOST_TEST(found.row.event == "E" + text);
        BOOST_TEST(keep(stage.journal(), notification).duplicate);
        must(stage.journal().remember("k" + text, text));
        BOOST_TEST(must(stage.journal().recall("k" + text)).value_or("none") == text);
    }
}

BOOST_DATA_TEST_CASE(where_memory_ends_in_a_group_nothing_is_kept_and_the_next_one_is, kKinds,
                     kind) {
    Stage stage(kind);
    bool first = true;
    const auto store = must(open_store({.where = stage.where(), .recorder = false, .at = [&](auto) {
                                            if (std::exchange(first, false)) throw std::bad_alloc();
                                        }}));
    const auto journal = must(store->connect());

    BOOST_CHECK_THROW((void)journal->keep({verdict("a")}), std::bad_alloc);

    BOOST_TEST(must(stage.journal().list({})).empty());
    BOOST_TEST(!keep(stage.journal(), verdict("b")).duplicate);  // nothing is locked
    BOOST_TEST(!keep(*journal, verdict("a")).duplicate);
}

BOOST_DATA_TEST_CASE(a_bench_result_of_any_text_is_found_again, kKinds, kind) {
    Stage stage(kind);
    const std::string text = "a'b\\c \xFF {\"";
    const auto id = keep(stage.journal(), verdict(text)).id;
    ListQuery query;
    query.bench_result = text;
    BOOST_TEST(must(stage.journal().list(query)).size() == 1U);
    BOOST_TEST(claim(stage.journal()).bench_result == text);
    BOOST_TEST(keep(stage.journal(), verdict(text)).id == id);
}

BOOST_DATA_TEST_CASE(the_ledger_keeps_replaces_and_forgets, kKinds, kind) {
    Stage stage(kind);
    const auto other = stage.connect();
    BOOST_TEST(!must(stage.journal().recall("run/a/42")).has_value());
    must(stage.journal().remember("run/a/42", "intent"));
    BOOST_TEST(must(other->recall("run/a/42")).value_or("") == "intent");
    must(other->remember("run/a/42", "recorded:7"));
    BOOST_TEST(must(stage.journal().recall("run/a/42")).value_or("") == "recorded:7");
    must(stage.journal().remember("run/a/42", std::nullopt));
    BOOST_TEST(!must(other->recall("run/a/42")).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
