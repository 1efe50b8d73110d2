#include <set>

#include "tests/native/recorder/journal_suite.hpp"

namespace octospira::recorder::test {

namespace {

constexpr std::chrono::milliseconds kShort(20);  ///< a lease that ends soon

}  // namespace

BOOST_AUTO_TEST_SUITE(journals)
BOOST_AUTO_TEST_SUITE(delivery)

BOOST_DATA_TEST_CASE(what_waits_longest_of_what_is_due_is_claimed_first, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    NewNotification second = verdict("second", "TEST_FAILED", 2000);
    second.body = "body";
    second.build = true;
    must(journal.keep({verdict("late", "T", 3000), verdict("first", "T", 1000), second}));

    BOOST_TEST(claim(journal, 2000).bench_result == "first");
    const auto pending = claim(journal, 2000);
    BOOST_TEST(pending.bench_result == "second");
    BOOST_TEST(pending.event == "TEST_FAILED");
    BOOST_TEST(pending.received == 2000);
    BOOST_TEST(pending.body == "body");
    BOOST_TEST(pending.build);
    BOOST_TEST(pending.attempts == 0);
    BOOST_TEST(nothing_to_claim(journal, 2000));
    BOOST_TEST(claim(journal, 3000).bench_result == "late");
}

BOOST_DATA_TEST_CASE(what_is_not_pending_is_never_claimed, kKinds, kind) {
    Stage stage(kind);
    must(stage.journal().keep({news("a", "TEST_STARTED"), verdict("b"), verdict("b", "TEST_FAILED"),
                               verdict("b", "AGAIN")}));
    BOOST_TEST(claim(stage.journal()).event == "TEST_PASSED");
    BOOST_TEST(nothing_to_claim(stage.journal()));
}

BOOST_DATA_TEST_CASE(two_connections_never_claim_the_same, kKinds, kind) {
    Stage stage(kind);
    const auto other = stage.connect();
    must(stage.journal().keep({verdict("a"), verdict("b"), verdict("c"), verdict("d")}));

    const std::set<std::int64_t> ids = {claim(stage.journal()).id, claim(*other).id,
                                        claim(stage.journal()).id, claim(*other).id};

    BOOST_TEST(ids.size() == 4U);
    BOOST_TEST(nothing_to_claim(*other));
}

BOOST_DATA_TEST_CASE(of_one_bench_result_one_is_in_hand_at_a_time, kKinds, kind) {
    Stage stage(kind);
    const auto other = stage.connect();
    Journal& journal = stage.journal();
    const auto conflict = must(journal.keep({verdict("a"), verdict("a", "TEST_FAILED")}))[1].id;
    BOOST_REQUIRE(must(journal.replay(conflict, 1500)) == 1);

    const auto first = claim(journal);

    BOOST_TEST(first.event == "TEST_PASSED");
    BOOST_TEST(nothing_to_claim(journal));
    BOOST_TEST(nothing_to_claim(*other));
    must(journal.finish(ended(first.id, State::recorded, 2000)));
    BOOST_TEST(claim(*other).id == conflict);
}

BOOST_DATA_TEST_CASE(a_claim_ends_with_its_lease, kKinds, kind) {
    Stage stage(kind);
    const auto other = stage.connect();
    const auto id = keep(stage.journal(), verdict("a")).id;
    BOOST_REQUIRE(must(stage.journal().claim(2000, kShort)).has_value());

    std::optional<Pending> again;
    BOOST_TEST(soon([&] {
        again = must(other->claim(2000, kLease));
        return again.has_value();
    }));
    BOOST_TEST(again->id == id);
    BOOST_TEST(again->attempts == 0);
}

BOOST_DATA_TEST_CASE(a_lease_that_has_ended_lets_another_one_of_the_run_go_first, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto kept = must(journal.keep({verdict("a"), verdict("a", "TEST_FAILED")}));
    BOOST_REQUIRE(must(journal.claim(2000, kShort)).has_value());
    BOOST_REQUIRE(must(journal.replay(kept[1].id, 500)) == 1);

    std::optional<Pending> other;
    BOOST_TEST(soon([&] {
        other = must(journal.claim(2000, kLease));
        return other.has_value();
    }));
    BOOST_TEST(other->id == kept[1].id);
}

BOOST_DATA_TEST_CASE(a_claim_that_is_renewed_goes_on, kKinds, kind) {
    Stage stage(kind);
    const auto other = stage.connect();
    must(stage.journal().keep({verdict("a"), verdict("b")}));
    const auto a = must(stage.journal().claim(2000, kShort));
    BOOST_REQUIRE(a.has_value());
    const auto b = must(stage.journal().claim(2000, kShort));
    BOOST_REQUIRE(b.has_value());

    must(other->renew({a->id}, kLease));
    must(other->renew({}, kLease));

    std::optional<Pending> again;
    BOOST_TEST(soon([&] {
        again = must(other->claim(2000, kLease));
        return again.has_value();
    }));
    BOOST_TEST(again->id == b->id);
    BOOST_TEST(nothing_to_claim(*other));
}

BOOST_DATA_TEST_CASE(what_is_given_back_can_be_claimed_and_is_as_it_was, kKinds, kind) {
    Stage stage(kind);
    const auto other = stage.connect();
    const auto id = keep(stage.journal(), verdict("a")).id;
    BOOST_REQUIRE(claim(stage.journal()).id == id);
    const auto before = story(stage.journal(), id);

    must(stage.journal().give_back(id));

    const auto after = story(stage.journal(), id);
    BOOST_TEST((after.row.state == State::pending));
    BOOST_TEST(after.row.changed == before.row.changed);
    BOOST_TEST(after.attempts.empty());
    BOOST_TEST(claim(*other).id == id);
}

BOOST_DATA_TEST_CASE(each_end_of_an_attempt_is_written_down, kKinds, kind) {
    for (const State state :
         {State::pending, State::recorded, State::ignored, State::conflict, State::dead}) {
        Stage stage(kind);
        Journal& journal = stage.journal();
        const auto id = keep(journal, verdict("a")).id;
        BOOST_REQUIRE(claim(journal).id == id);
        Finished finished = ended(id, state, 7000);
        finished.attempts = 2;
        finished.next_attempt = 9000;
        finished.note = "note";
        finished.answer = "answer";
        finished.milliseconds = 55;
        finished.details = R"({"d":1})";
        finished.product = 1;
        finished.test_case = 42;
        finished.test_run = 1286;
        finished.execution_status = 2;

        must(journal.finish(finished));

        const auto found = story(journal, id);
        BOOST_TEST((found.row.state == state));
        BOOST_TEST(found.row.changed == 7000);
        BOOST_TEST(found.row.next_attempt == 9000);
        BOOST_TEST(found.row.attempts == 2);
        BOOST_TEST(found.row.note == "note");
        BOOST_TEST(found.row.details == R"({"d":1})");
        BOOST_TEST(found.row.product.value_or(0) == 1);
        BOOST_TEST(found.row.test_case.value_or(0) == 42);
        BOOST_TEST(found.row.test_run.value_or(0) == 1286);
        BOOST_TEST(found.row.execution_status.value_or(0) == 2);
        BOOST_REQUIRE(found.attempts.size() == 1U);
        BOOST_TEST(found.attempts[0].number == 1);
        BOOST_TEST(found.attempts[0].at == 7000);
        BOOST_TEST(found.attempts[0].milliseconds == 55);
        BOOST_TEST((found.attempts[0].state == state));
        BOOST_TEST(found.attempts[0].note == "note");
        BOOST_TEST(found.attempts[0].answer == "answer");
        BOOST_TEST(must(journal.claim(8999, kLease)).has_value() == false);
        BOOST_TEST(must(journal.claim(9000, kLease)).has_value() == (state == State::pending));
    }
}

BOOST_DATA_TEST_CASE(what_was_learnt_in_one_attempt_is_kept_by_the_next, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = keep(journal, verdict("a")).id;
    BOOST_REQUIRE(claim(journal).id == id);
    Finished first = ended(id, State::pending, 2000);
    first.attempts = 1;
    first.next_attempt = 9000;
    first.note = "Spira is away.";
    first.product = 1;
    first.test_case = 42;
    must(journal.finish(first));
    BOOST_TEST(claim(journal, 9000).attempts == 1);
    Finished second = ended(id, State::recorded, 9500);
    second.test_run = 1286;

    must(journal.finish(second));

    const auto found = story(journal, id);
    BOOST_TEST(found.row.test_case.value_or(0) == 42);
    BOOST_TEST(found.row.test_run.value_or(0) == 1286);
    BOOST_TEST(found.row.note == "");
    BOOST_REQUIRE(found.attempts.size() == 2U);
    BOOST_TEST(found.attempts[0].note == "Spira is away.");
    BOOST_TEST(found.attempts[1].number == 2);
}

BOOST_DATA_TEST_CASE(the_next_time_is_of_those_that_are_not_due_yet, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    BOOST_TEST(!must(journal.next_due(0)).has_value());
    must(journal.keep({verdict("a", "T", 1000), verdict("b", "T", 3000), verdict("c", "T", 2000),
                       news("d", "TEST_STARTED")}));
    BOOST_TEST(must(journal.next_due(999)).value_or(0) == 1000);
    BOOST_TEST(must(journal.next_due(1000)).value_or(0) == 2000);
    BOOST_TEST(must(journal.next_due(2500)).value_or(0) == 3000);
    BOOST_TEST(!must(journal.next_due(3000)).has_value());
}

BOOST_DATA_TEST_CASE(a_turn_is_held_by_one_connection_until_it_is_given_back, kKinds, kind) {
    Stage stage(kind);
    const auto other = stage.connect();
    BOOST_TEST(must(stage.journal().lock("test case 42")));
    BOOST_TEST(must(stage.journal().lock("test case 42")));
    BOOST_TEST(!must(other->lock("test case 42")));
    BOOST_TEST(must(other->lock("test case 43")));

    must(stage.journal().unlock("test case 42"));
    must(stage.journal().unlock("test case 43"));

    BOOST_TEST(must(other->lock("test case 42")));
    BOOST_TEST(!must(stage.journal().lock("test case 43")));
}

BOOST_DATA_TEST_CASE(the_newest_of_those_never_put_off_is_claimed_where_it_is_asked_for, kKinds,
                     kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    for (int i = 1; i <= 3; ++i) {
        auto one = verdict("run-" + std::to_string(i));
        one.received = 1000 * i;
        (void)keep(journal, one);
    }
    const auto put_off = must(journal.claim_newest(9000, kLease)).value().id;
    Finished later = ended(put_off, State::pending, 9000);
    later.next_attempt = 9001;
    must(journal.finish(later));

    const auto newest = must(journal.claim_newest(9999, kLease));
    const auto next = must(journal.claim_newest(9999, kLease));

    BOOST_TEST(newest.value().bench_result == "run-2");
    BOOST_TEST(next.value().bench_result == "run-1");
    BOOST_TEST(!must(journal.claim_newest(9999, kLease)).has_value());
    BOOST_TEST(must(journal.claim(9999, kLease)).value().bench_result == "run-3");
}

BOOST_DATA_TEST_CASE(what_a_wrong_clock_wrote_is_made_due_and_what_the_schedule_says_is_not, kKinds,
                     kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    constexpr EpochMs kNow = 100'000'000;
    constexpr std::chrono::milliseconds kLongest(1'000'000);
    const auto put_off = [&](const std::string& run, EpochMs changed, EpochMs next) {
        auto one = verdict(run);
        one.received = changed - 1;
        const auto id = keep(journal, one).id;
        BOOST_REQUIRE(must(journal.claim(changed, kLease)).value().id == id);
        Finished later = ended(id, State::pending, changed);
        later.next_attempt = next;
        must(journal.finish(later));
    };
    put_off("right", kNow - 1000, kNow + 500'000);
    put_off("too far ahead", kNow - 2000, kNow + 1'000'001);
    put_off("written in the future", kNow + 70'000, kNow + 70'500);
    auto fresh = verdict("received in the future");
    fresh.received = kNow + 7'200'000;
    (void)keep(journal, fresh);

    must(journal.make_due(kNow, kLongest));

    std::set<std::string> due;
    while (const auto one = must(journal.claim(kNow, kLease))) due.insert(one->bench_result);
    const std::set<std::string> expected = {"too far ahead", "written in the future",
                                            "received in the future"};
    BOOST_TEST(due == expected);
    must(journal.make_due(kNow, std::chrono::milliseconds(0)));
    BOOST_TEST(must(journal.claim(kNow, kLease)).value().bench_result == "right");
}

BOOST_DATA_TEST_CASE(a_launch_that_a_wrong_clock_put_off_for_hours_is_polled_now, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    (void)keep(journal, launch("a", 1000, 10'800'000));
    (void)keep(journal, launch("b", 1000, 60'000));

    must(journal.make_due(2000, std::chrono::hours(12)));

    const auto polled = must(journal.claim_launch(2000, kLease));
    BOOST_TEST(polled.value().launch.bench_result.text() == "a");
    BOOST_TEST(!must(journal.claim_launch(2000, kLease)).has_value());
}

BOOST_DATA_TEST_CASE(a_launch_is_asked_after_when_its_time_comes_by_one_at_a_time, kKinds, kind) {
    Stage stage(kind);
    const auto other = stage.connect();
    Journal& journal = stage.journal();
    BOOST_TEST(!must(journal.next_poll()).has_value());
    must(journal.keep({launch("late", 500, 8000), launch("soon", 500, 5000)}));
    BOOST_TEST(must(journal.next_poll()).value_or(0) == 5000);
    BOOST_TEST(!must(journal.claim_launch(4999, kLease)).has_value());

    const auto watched = must(journal.claim_launch(5000, kLease));

    BOOST_REQUIRE(watched.has_value());
    BOOST_TEST(watched->launch.bench_result.text() == "soon");
    BOOST_TEST(watched->launch.test_case.value() == 42);
    BOOST_TEST(!watched->expected_ms.has_value());
    BOOST_TEST(!must(other->claim_launch(5000, kLease)).has_value());
    BOOST_TEST(!must(journal.claim_launch(5000, kLease)).has_value());
}

BOOST_DATA_TEST_CASE(a_launch_is_asked_after_again_with_what_was_learnt_or_never, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    (void)keep(journal, launch("a"));
    BOOST_REQUIRE(must(journal.claim_launch(5000, kLease)).has_value());
    must(journal.watch("a", 6000, 60'000));
    BOOST_TEST(must(journal.next_poll()).value_or(0) == 6000);
    BOOST_TEST(!must(journal.claim_launch(5999, kLease)).has_value());
    BOOST_TEST(must(journal.claim_launch(6000, kLease))->expected_ms.value_or(0) == 60'000);
    must(journal.watch("a", 7000, std::nullopt));
    BOOST_TEST(must(journal.claim_launch(7000, kLease))->expected_ms.value_or(0) == 60'000);

    must(journal.watch("a", std::nullopt, std::nullopt));

    BOOST_TEST(!must(journal.next_poll()).has_value());
    BOOST_TEST(!must(journal.claim_launch(99'999'999, kLease)).has_value());
    BOOST_TEST(must(journal.launch_of("a")).has_value());
}

BOOST_DATA_TEST_CASE(a_launch_whose_result_came_is_asked_after_no_longer, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    must(journal.keep({launch("a"), launch("b"), launch("c")}));
    must(journal.keep({verdict("a"), news("b", "TEST_STARTED")}));

    std::set<std::string> asked;
    while (const auto watched = must(journal.claim_launch(5000, kLease))) {
        asked.insert(watched->launch.bench_result.text());
        must(journal.watch(watched->launch.bench_result.text(), std::nullopt, std::nullopt));
    }

    BOOST_TEST((asked == std::set<std::string>{"b", "c"}));
    BOOST_TEST(!must(journal.next_poll()).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
