#include "tests/native/recorder/journal_suite.hpp"

// What an operator decides, and what is kept for an operator alone.

namespace octospira::recorder::test {

namespace {

constexpr EpochMs kHour = 3'600'000;

/// Keeps one more, which is given up at 2000.
std::int64_t given_up(Journal& journal, const std::string& bench_result,
                      std::optional<std::int64_t> test_case = std::nullopt) {
    const auto id = keep(journal, verdict(bench_result)).id;
    BOOST_REQUIRE(claim(journal, 1000).id == id);
    Finished finished = ended(id, State::dead, 2000);
    finished.attempts = 9;
    finished.note = "Spira refused it.";
    finished.test_case = test_case;
    must(journal.finish(finished));
    return id;
}

/// A run that passed and is recorded, and the notification that then says it failed.
std::int64_t in_conflict(Journal& journal, const std::string& bench_result) {
    const auto kept =
        must(journal.keep({verdict(bench_result), verdict(bench_result, "TEST_FAILED")}));
    BOOST_REQUIRE((kept[1].state == State::conflict));
    BOOST_REQUIRE(claim(journal, 1000).id == kept[0].id);
    must(journal.finish(ended(kept[0].id, State::recorded, 2000)));
    return kept[1].id;
}

/// Keeps one more, which waits until then.
std::int64_t put_off(Journal& journal, const std::string& bench_result, EpochMs until) {
    const auto id = keep(journal, verdict(bench_result)).id;
    BOOST_REQUIRE(claim(journal, 1000).id == id);
    Finished later = ended(id, State::pending, 2000);
    later.attempts = 4;
    later.next_attempt = until;
    must(journal.finish(later));
    return id;
}

const ProductId kProduct = *ProductId::from(7);
const TestCaseId kTestCase = *TestCaseId::from(77);

/// Another program with the same journal.
class CommandLine {
  public:
    explicit CommandLine(const Stage& stage)
        : store_(must(open_store({stage.where(), {}, false}))), journal_(must(store_->connect())) {}
    Journal& journal() { return *journal_; }

  private:
    std::unique_ptr<JournalStore> store_;
    std::unique_ptr<Journal> journal_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(journals)
BOOST_AUTO_TEST_SUITE(decisions)

BOOST_DATA_TEST_CASE(a_dismissed_one_keeps_its_reason_who_gave_it_and_when, kKinds, kind) {
    Stage stage(kind);
    const auto id = given_up(stage.journal(), "a");

    BOOST_TEST(must(stage.journal().dismiss(id, {"A rehearsal.", "fred"}, 5000)));

    stage.reopen();
    const DeliverySummary row = story(stage.journal(), id).row;
    BOOST_TEST((row.state == State::dismissed));
    BOOST_TEST(row.reason == "A rehearsal.");
    BOOST_TEST(row.reason_by == "fred");
    BOOST_TEST(row.reason_at == 5000);
    BOOST_TEST(row.changed == 5000);
    BOOST_TEST(row.note == "Spira refused it.");
}

BOOST_DATA_TEST_CASE(a_dismissed_one_is_counted_apart_and_never_claimed, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    must(journal.dismiss(given_up(journal, "a"), {"no"}, 5000));
    must(journal.dismiss(in_conflict(journal, "b"), {"no"}, 5000));

    const StateCounts tally = must(journal.state_counts());

    BOOST_TEST(tally.dismissed == 2);
    BOOST_TEST(tally.dead + tally.conflict == 0);
    BOOST_TEST(nothing_to_claim(journal));
    ListQuery query;
    query.state = State::dismissed;
    BOOST_TEST(must(journal.list(query)).size() == 2U);
}

BOOST_DATA_TEST_CASE(only_what_is_dead_or_in_conflict_is_dismissed, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto waiting = put_off(journal, "a", 90'000);
    const auto ignored = keep(journal, news("b", "TEST_STARTED")).id;
    const auto dismissed = given_up(journal, "c");
    must(journal.dismiss(dismissed, {"first"}, 5000));

    for (const auto id : {waiting, ignored, dismissed, std::int64_t{4711}}) {
        BOOST_TEST(!must(journal.dismiss(id, {"second"}, 6000)), id);
    }

    BOOST_TEST((story(journal, waiting).row.state == State::pending));
    BOOST_TEST(story(journal, dismissed).row.reason == "first");
}

BOOST_DATA_TEST_CASE(all_that_were_given_up_are_replayed_without_the_dismissed, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto dead = given_up(journal, "a");
    must(journal.dismiss(given_up(journal, "b"), {"no"}, 5000));

    BOOST_TEST(must(journal.replay(std::nullopt, 6000)) == 1);

    BOOST_TEST(claim(journal, 6000).id == dead);
    BOOST_TEST(nothing_to_claim(journal));
}

BOOST_DATA_TEST_CASE(a_dismissed_one_can_be_replayed_and_its_reason_stays, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = given_up(journal, "a");
    must(journal.dismiss(id, {"A mistake."}, 5000));

    BOOST_TEST(must(journal.replay(id, 6000)) == 1);

    BOOST_TEST(!claim(journal, 6000).second_verdict);
    BOOST_TEST(story(journal, id).row.reason == "A mistake.");
}

BOOST_DATA_TEST_CASE(a_launch_does_not_revive_what_was_dismissed, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    must(journal.dismiss(given_up(journal, "a"), {"no"}, 5000));
    (void)keep(journal, launch("a"));
    BOOST_TEST(must(journal.state_counts()).dismissed == 1);
}

BOOST_DATA_TEST_CASE(the_dismissed_are_forgotten_with_the_old, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = given_up(journal, "a");
    must(journal.dismiss(id, {"no"}, 5000));
    BOOST_TEST(must(journal.forget(5000, 10)) == 0);
    BOOST_TEST(must(journal.forget(5001, 10)) == 1);
    BOOST_TEST(!must(journal.find(id)).has_value());
}

BOOST_DATA_TEST_CASE(only_a_replayed_conflict_is_a_second_verdict, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto dead = given_up(journal, "a");
    const auto conflict = in_conflict(journal, "b");
    BOOST_TEST(!story(journal, conflict).row.second_verdict);
    must(journal.replay(dead, 5000));
    must(journal.replay(conflict, 6000));

    const auto first = claim(journal, 7000);
    const auto second = claim(journal, 7000);

    BOOST_TEST(first.id == dead);
    BOOST_TEST(!first.second_verdict);
    BOOST_TEST(second.id == conflict);
    BOOST_TEST(second.second_verdict);
    BOOST_TEST(story(journal, conflict).row.verdict.value_or(0) == kFailed);
}

BOOST_DATA_TEST_CASE(a_second_verdict_stays_one_when_it_is_given_up_or_dismissed_first, kKinds,
                     kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto again = in_conflict(journal, "a");
    must(journal.replay(again, 5000));
    BOOST_REQUIRE(claim(journal, 5000).id == again);
    must(journal.finish(ended(again, State::dead, 6000)));
    must(journal.replay(again, 7000));
    BOOST_TEST(claim(journal, 7000).second_verdict);

    const auto dismissed = in_conflict(journal, "b");
    must(journal.dismiss(dismissed, {"no"}, 8000));
    must(journal.replay(dismissed, 9000));
    BOOST_TEST(claim(journal, 9000).second_verdict);
}

BOOST_DATA_TEST_CASE(one_that_waits_can_be_made_due_at_once_and_keeps_its_attempts, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = put_off(journal, "a", 9'000'000);
    (void)put_off(journal, "b", 9'000'000);

    BOOST_TEST(must(journal.retry_now(id, 5000)) == 1);

    const auto pending = claim(journal, 5000);
    BOOST_TEST(pending.id == id);
    BOOST_TEST(pending.attempts == 4);
    BOOST_TEST(nothing_to_claim(journal, 5000));
}

BOOST_DATA_TEST_CASE(all_that_wait_can_be_made_due_at_once_and_nothing_else, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    (void)given_up(journal, "a");
    (void)in_conflict(journal, "b");
    (void)put_off(journal, "c", 9'000'000);
    (void)put_off(journal, "d", 9'000'000);

    BOOST_TEST(must(journal.retry_now(std::nullopt, 5000)) == 2);
    BOOST_TEST(must(journal.retry_now(std::nullopt, 5000)) == 2);  // a pause may hold them up

    BOOST_TEST(must(journal.state_counts()).dead == 1);
    BOOST_TEST(must(journal.state_counts()).conflict == 1);
    (void)claim(journal, 5000);
    (void)claim(journal, 5000);
    BOOST_TEST(nothing_to_claim(journal, 5000));
}

BOOST_DATA_TEST_CASE(the_one_that_is_retried_comes_before_others_that_are_due, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    (void)put_off(journal, "a", 3000);
    const auto id = put_off(journal, "b", 4000);

    must(journal.retry_now(id, 5000));

    BOOST_TEST(claim(journal, 5000).id == id);
}

BOOST_DATA_TEST_CASE(a_recorder_learns_that_another_program_asked_for_a_retry, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    CommandLine other(stage);
    const auto asked = [&] { return must(journal.recall(kRetryAsked)).value_or(""); };
    const auto id = put_off(journal, "a", 9'000'000);
    must(other.journal().retry_now(id + 1, 5000));
    BOOST_TEST(asked() == "");  // there is none

    must(other.journal().retry_now(id, 5000));
    const std::string first = asked();
    must(other.journal().retry_now(std::nullopt, 5000));

    BOOST_TEST(first != "");
    BOOST_TEST(asked() != first);
}

BOOST_DATA_TEST_CASE(a_retry_of_all_is_heard_although_nothing_waits, kKinds, kind) {
    Stage stage(kind);
    CommandLine other(stage);
    BOOST_TEST(must(other.journal().retry_now(std::nullopt, 5000)) == 0);
    BOOST_TEST(must(stage.journal().recall(kRetryAsked)).value_or("") != "");
}

BOOST_DATA_TEST_CASE(an_assigned_one_is_due_and_belongs_to_that_test_case, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = given_up(journal, "a");

    BOOST_TEST(must(journal.assign(id, kProduct, kTestCase, 5000)));

    const auto pending = claim(journal, 5000);
    BOOST_TEST(pending.id == id);
    BOOST_TEST(pending.attempts == 0);
    const auto there = must(journal.launch_of("a"));
    BOOST_REQUIRE(there.has_value());
    BOOST_TEST(there->product.value() == 7);
    BOOST_TEST(there->test_case.value() == 77);
    BOOST_TEST(there->started == 1000);
    BOOST_TEST(!must(journal.next_poll()).has_value());
}

BOOST_DATA_TEST_CASE(an_assignment_replaces_the_launch_and_the_test_case_learnt_before, kKinds,
                     kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    (void)keep(journal, launch("a"));  // of PR:1 TC:42, release 3
    const auto id = given_up(journal, "a", 42);

    BOOST_TEST(must(journal.assign(id, kProduct, kTestCase, 5000)));

    const auto there = must(journal.launch_of("a"));
    BOOST_TEST(there->test_case.value() == 77);
    BOOST_TEST(!there->release.has_value());
    BOOST_TEST(!story(journal, id).row.test_case.has_value());
}

BOOST_DATA_TEST_CASE(an_assignment_in_the_same_product_keeps_the_release, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    (void)keep(journal, launch("a"));
    const auto id = given_up(journal, "a", 42);
    BOOST_TEST(must(journal.assign(id, *ProductId::from(1), kTestCase, 5000)));
    BOOST_TEST(must(journal.launch_of("a"))->release->value() == 3);
}

BOOST_DATA_TEST_CASE(what_belongs_to_no_test_case_can_be_assigned, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto stray = keep(journal, verdict("a")).id;
    BOOST_REQUIRE(claim(journal, 1000).id == stray);
    must(journal.finish(ended(stray, State::ignored, 2000)));
    const auto waiting = put_off(journal, "b", 9'000'000);
    const auto dismissed = given_up(journal, "c");
    must(journal.dismiss(dismissed, {"no"}, 3000));

    for (const auto id : {stray, waiting, dismissed}) {
        BOOST_TEST(must(journal.assign(id, kProduct, kTestCase, 5000)), id);
        BOOST_TEST(claim(journal, 5000).id == id);
    }
}

BOOST_DATA_TEST_CASE(what_is_recorded_in_conflict_or_without_a_verdict_is_not_assigned, kKinds,
                     kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto recorded = keep(journal, verdict("a")).id;
    BOOST_REQUIRE(claim(journal, 1000).id == recorded);
    must(journal.finish(ended(recorded, State::recorded, 2000)));
    const auto news_only = keep(journal, news("b", "TEST_STARTED")).id;
    const auto conflict = in_conflict(journal, "c");

    for (const auto id : {recorded, news_only, conflict, std::int64_t{4711}}) {
        BOOST_TEST(!must(journal.assign(id, kProduct, kTestCase, 5000)), id);
    }

    BOOST_TEST(nothing_to_claim(journal));
    for (const char* const run : {"a", "b", "c"}) {
        BOOST_TEST(!must(journal.launch_of(run)).has_value());
    }
}

BOOST_DATA_TEST_CASE(an_assignment_while_it_is_in_hand_is_not_lost, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = keep(journal, verdict("a")).id;
    BOOST_REQUIRE(claim(journal, 1000).id == id);
    BOOST_TEST(must(journal.assign(id, kProduct, kTestCase, 1500)));

    must(journal.finish(ended(id, State::dead, 2000)));

    BOOST_TEST(claim(journal, 2000).id == id);
}

BOOST_DATA_TEST_CASE(an_assignment_by_another_program_outlives_an_attempt_that_failed, kKinds,
                     kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    (void)keep(journal, launch("a"));  // of TC:42
    const auto id = keep(journal, verdict("a")).id;
    const Pending in_hand = claim(journal);
    BOOST_TEST(must(CommandLine(stage).journal().assign(id, kProduct, kTestCase, 5000)));

    for (const State state : {State::dead, State::pending, State::ignored}) {
        Finished attempt = ended(id, state, 6000);
        attempt.test_case = 42;
        attempt.next_attempt = 9'000'000;
        attempt.changed = in_hand.changed;
        must(journal.finish(attempt));

        BOOST_TEST(claim(journal, 6000).id == id);  // due again, for its new test case
        BOOST_TEST(!story(journal, id).row.test_case.has_value());
    }
    BOOST_TEST(must(journal.launch_of("a"))->test_case.value() == 77);
    BOOST_TEST(story(journal, id).attempts.size() == 3U);
}

BOOST_DATA_TEST_CASE(what_is_being_posted_is_not_assigned, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    (void)keep(journal, launch("a"));  // of TC:42
    const auto id = keep(journal, verdict("a")).id;
    (void)claim(journal);
    must(journal.remember("run/a/42", "intent:120000"));

    const auto refused = CommandLine(stage).journal().assign(id, kProduct, kTestCase, 5000);

    BOOST_REQUIRE(!refused.has_value());
    BOOST_TEST((refused.error().kind == ErrorKind::conflict));
    BOOST_TEST(sentence(refused.error()).find("right now") != std::string::npos);
    BOOST_TEST(must(journal.launch_of("a"))->test_case.value() == 42);
}

BOOST_DATA_TEST_CASE(a_run_is_not_posted_to_a_test_case_that_an_operator_replaced, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto begun_without_launch = std::optional<TestCaseId>();
    const RunIntent intent{"a", "run/a/42", "intent:120000", begun_without_launch};
    const auto id = keep(journal, verdict("a")).id;
    (void)claim(journal);
    BOOST_TEST(must(CommandLine(stage).journal().assign(id, kProduct, kTestCase, 5000)));

    BOOST_TEST(!must(journal.keep_intent(intent)));
    BOOST_TEST(!must(journal.recall("run/a/42")).has_value());

    BOOST_TEST(must(journal.keep_intent({"a", "run/a/77", "intent:120000", kTestCase})));
    BOOST_TEST(must(journal.recall("run/a/77")).value() == "intent:120000");
    BOOST_TEST(!CommandLine(stage).journal().assign(id, kProduct, kTestCase, 5000).has_value());
}

BOOST_DATA_TEST_CASE(a_run_is_not_posted_to_another_test_case_than_a_late_launchs, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    (void)keep(journal, verdict("a"));
    (void)claim(journal);
    (void)keep(journal, launch("a"));

    BOOST_TEST(!must(journal.keep_intent({"a", "run/a/41", "intent:120000"})));
    BOOST_TEST(!must(journal.recall("run/a/41")).has_value());
}

BOOST_DATA_TEST_CASE(the_test_case_of_an_unclear_post_is_known_for_an_hour, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    for (const char* const key : {"run/b/41", "run/aa/41", "build/a", "run/a/41/TEST_FAILED"})
        must(journal.remember(key, "intent:5000"));
    must(journal.remember("run/a/40", "recorded:7"));
    BOOST_TEST(!test_case_of_intent(must(journal.posts_of("a")), 4000).has_value());

    must(journal.remember("run/a/42", "intent:5000"));

    for (const EpochMs now : {EpochMs{4000}, EpochMs{3'605'000}})
        BOOST_TEST(test_case_of_intent(must(journal.posts_of("a")), now).value().value() == 42);
    BOOST_TEST(!test_case_of_intent(must(journal.posts_of("a")), 3'605'001).has_value());
}

BOOST_DATA_TEST_CASE(what_was_posted_long_ago_or_belongs_to_another_result_is_no_hindrance, kKinds,
                     kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = keep(journal, verdict("a")).id;
    (void)claim(journal);
    for (const char* const key : {"run/b/42", "run/aa/42", "run/a0/42", "build/a"})
        must(journal.remember(key, "intent:120000"));
    must(journal.remember("run/a/42", "intent:4999"));
    must(journal.remember("run/a/43", "recorded:7"));

    BOOST_TEST(must(journal.assign(id, kProduct, kTestCase, 5000)));
}

BOOST_DATA_TEST_CASE(an_assignment_that_came_too_late_says_so, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = keep(journal, verdict("a")).id;
    Finished attempt = ended(id, State::recorded, 6000);
    attempt.changed = claim(journal).changed;
    attempt.test_case = 42;
    BOOST_TEST(must(CommandLine(stage).journal().assign(id, kProduct, kTestCase, 5000)));

    must(journal.finish(attempt));

    const DeliverySummary row = story(journal, id).row;
    BOOST_TEST((row.state == State::recorded));
    BOOST_TEST(row.test_case.value_or(0) == 42);
    BOOST_TEST(row.note == kAssignedTooLate);
}

BOOST_DATA_TEST_CASE(what_was_dismissed_meanwhile_stays_so_at_the_end_of_an_old_attempt, kKinds,
                     kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = keep(journal, verdict("a")).id;
    Finished old = ended(id, State::pending, 8000);
    old.changed = must(journal.claim(5000, std::chrono::milliseconds(1)))->changed;
    const auto other = stage.connect();  // of a worker that did not stand still
    BOOST_REQUIRE(soon([&] { return must(other->claim(5000, kLease)).has_value(); }));
    must(other->finish(ended(id, State::dead, 6000)));
    BOOST_TEST(must(CommandLine(stage).journal().dismiss(id, {"no"}, 7000)));

    const auto late = journal.finish(old);

    BOOST_REQUIRE(!late);
    BOOST_TEST((late.error().kind == ErrorKind::conflict));
    BOOST_TEST((story(journal, id).row.state == State::dismissed));
    BOOST_TEST(story(journal, id).attempts.size() == 1U);
}

BOOST_DATA_TEST_CASE(what_stands_in_spira_is_marked_as_recorded_with_its_run, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = given_up(journal, "a", 42);

    BOOST_TEST(must(journal.recognise(id, {1287, R"({"testRunId":1287})", 1}, 5000)));

    const DeliverySummary row = story(journal, id).row;
    BOOST_TEST((row.state == State::recorded));
    BOOST_TEST(row.test_run.value_or(0) == 1287);
    BOOST_TEST(row.product.value_or(0) == 1);
    BOOST_TEST(row.test_case.value_or(0) == 42);
    BOOST_TEST(row.details == R"({"testRunId":1287})");
    BOOST_TEST(row.note == "");
    BOOST_TEST(row.changed == 5000);
    BOOST_TEST(!must(journal.recognise(id, {1288}, 6000)));
    BOOST_TEST(story(journal, id).row.test_run.value_or(0) == 1287);
}

BOOST_DATA_TEST_CASE(launches_without_a_verdict_are_expected_the_newest_first, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    must(journal.keep({launch("a", 1000), launch("b", 3000), launch("c", 2000), launch("d", 4000),
                       verdict("b"), news("c", "TEST_STARTED")}));

    const auto all = must(journal.expected(5000, 10));

    BOOST_REQUIRE(all.size() == 3U);
    BOOST_TEST(all[0].launch.bench_result.text() == "d");
    BOOST_TEST(all[1].launch.bench_result.text() == "c");
    BOOST_TEST(all[2].launch.bench_result.text() == "a");
    BOOST_TEST(all[2].launch.test_case.value() == 42);
    BOOST_TEST(must(journal.expected(5000, 2)).size() == 2U);
}

BOOST_DATA_TEST_CASE(a_launch_is_overdue_some_time_after_its_planned_end, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    must(journal.keep({launch("planned", 0), launch("unplanned", 0)}));
    must(journal.watch("planned", 9000, kHour));
    const auto overdue = [&](EpochMs now) {
        std::string names;
        for (const Expected& one : must(journal.expected(now, 10))) {
            if (one.overdue) names += one.launch.bench_result.text() + " ";
        }
        return names;
    };

    const auto all = must(journal.expected(1000, 10));
    BOOST_REQUIRE(all.size() == 2U);
    for (const Expected& one : all) {
        BOOST_TEST(one.due.value_or(-1) ==
                   (one.launch.bench_result.text() == "planned" ? kHour : -1));
    }
    BOOST_TEST(overdue(kHour + kOverdueAfter) == "");
    BOOST_TEST(overdue(kHour + kOverdueAfter + 1) == "planned ");
    BOOST_TEST(overdue(kOverdueWithoutPlan) == "planned ");
    BOOST_TEST(overdue(kOverdueWithoutPlan + 1).size() == 18U);
    BOOST_TEST(must(journal.expected(kExpectedFor, 10)).size() == 2U);
    BOOST_TEST(must(journal.expected(kExpectedFor + 1, 10)).empty());
}

BOOST_DATA_TEST_CASE(refused_bodies_are_kept_the_newest_first_and_no_more_than_the_limit, kKinds,
                     kind) {
    Stage stage(kind);
    for (int i = 1; i <= 5; ++i) {
        must(stage.journal().keep_refused(
            {i * 1000, "192.0.2.7", "No JSON.", "\xFF body " + std::to_string(i)}, 3));
    }

    stage.reopen();

    const auto all = must(stage.journal().refused(10));
    BOOST_REQUIRE(all.size() == 3U);
    BOOST_TEST(all[0].received == 5000);
    BOOST_TEST(all[0].peer == "192.0.2.7");
    BOOST_TEST(all[0].reason == "No JSON.");
    BOOST_TEST(all[0].body == "\xFF body 5");
    BOOST_TEST(all[0].bytes == 8);
    BOOST_TEST(all[2].body == "\xFF body 3");
    BOOST_TEST(all[0].id > all[1].id);
    BOOST_TEST(must(stage.journal().refused(1)).size() == 1U);
}

BOOST_DATA_TEST_CASE(a_long_refused_body_is_cut_and_its_length_kept, kKinds, kind) {
    Stage stage(kind);
    must(stage.journal().keep_refused({1, "p", "r", std::string(kLongestRefused + 9, 'x')}, 3));
    const auto all = must(stage.journal().refused(1));
    BOOST_REQUIRE(all.size() == 1U);
    BOOST_TEST(all[0].body.size() == kLongestRefused);
    BOOST_TEST(all[0].bytes == static_cast<std::int64_t>(kLongestRefused + 9));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
