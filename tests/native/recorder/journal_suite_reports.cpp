#include "tests/native/recorder/journal_suite.hpp"

namespace octospira::recorder::test {

namespace {

/// Keeps one more and records, ignores, … it at `now`.
std::int64_t settled(Journal& journal, const std::string& bench_result, State state, EpochMs now,
                     EpochMs received = 1000) {
    const auto id = keep(journal, verdict(bench_result, "TEST_PASSED", received)).id;
    BOOST_REQUIRE(claim(journal, received).id == id);
    Finished finished = ended(id, state, now);
    finished.attempts = state == State::dead ? 9 : 0;
    must(journal.finish(finished));
    return id;
}

std::vector<std::int64_t> ids(const std::vector<DeliverySummary>& rows) {
    std::vector<std::int64_t> all;
    for (const DeliverySummary& row : rows) all.push_back(row.id);
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(journals)
BOOST_AUTO_TEST_SUITE(reports)

BOOST_DATA_TEST_CASE(the_tally_counts_each_state_and_knows_the_oldest_that_waits, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    BOOST_TEST(!must(journal.state_counts()).oldest_pending.has_value());
    (void)settled(journal, "r", State::recorded, 2000, 100);
    (void)settled(journal, "r2", State::recorded, 2000, 100);
    (void)settled(journal, "d", State::dead, 2000, 100);
    must(journal.keep({verdict("p", "T", 4000), verdict("q", "T", 3000), verdict("s", "T", 5000),
                       verdict("p", "TEST_FAILED"), news("p", "TEST_STARTED")}));
    Finished later = ended(claim(journal, 3000).id, State::pending, 3500);
    later.next_attempt = 90'000;
    must(journal.finish(later));

    const auto tally = must(journal.state_counts());

    BOOST_TEST(tally.pending == 3);
    BOOST_TEST(tally.recorded == 2);
    BOOST_TEST(tally.ignored == 1);
    BOOST_TEST(tally.conflict == 1);
    BOOST_TEST(tally.dead == 1);
    BOOST_TEST(tally.oldest_pending.value_or(0) == 3000);
}

BOOST_DATA_TEST_CASE(a_list_shows_the_newest_first_and_goes_on_page_by_page, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    std::vector<std::int64_t> newest;
    for (int i = 0; i < 7; ++i) {
        newest.insert(newest.begin(), keep(journal, verdict("r" + std::to_string(i))).id);
    }
    ListQuery query;
    query.limit = 3;
    std::vector<std::int64_t> seen;
    for (auto page = must(journal.list(query)); !page.empty(); page = must(journal.list(query))) {
        BOOST_TEST(page.size() <= 3U);
        for (const std::int64_t id : ids(page)) seen.push_back(id);
        query.before = page.back().id;
    }
    BOOST_TEST(seen == newest, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(a_list_shows_one_state_or_one_bench_result, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto kept = must(journal.keep(
        {verdict("a"), verdict("a", "TEST_FAILED"), verdict("b"), news("b", "TEST_STARTED")}));
    ListQuery conflicts;
    conflicts.state = State::conflict;
    BOOST_TEST(ids(must(journal.list(conflicts))) == std::vector{kept[1].id},
               boost::test_tools::per_element());
    ListQuery of_b;
    of_b.bench_result = "b";
    BOOST_TEST(ids(must(journal.list(of_b))) == (std::vector{kept[3].id, kept[2].id}),
               boost::test_tools::per_element());
    of_b.state = State::pending;
    BOOST_TEST(ids(must(journal.list(of_b))) == std::vector{kept[2].id},
               boost::test_tools::per_element());
    of_b.state = State::dead;
    BOOST_TEST(must(journal.list(of_b)).empty());
}

BOOST_DATA_TEST_CASE(a_story_has_the_launch_and_the_other_notifications_of_the_run, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto kept =
        must(journal.keep({verdict("a"), verdict("a", "TEST_FAILED"), verdict("b"), launch("a")}));

    const auto of_a = story(journal, kept[0].id);
    const auto of_b = story(journal, kept[2].id);

    BOOST_TEST(of_a.siblings == std::vector{kept[1].id}, boost::test_tools::per_element());
    BOOST_REQUIRE(of_a.launch.has_value());
    BOOST_TEST(of_a.launch->test_case.value() == 42);
    BOOST_TEST(of_b.siblings.empty());
    BOOST_TEST(!of_b.launch.has_value());
    BOOST_TEST(!must(journal.find(kept[2].id + 1000)).has_value());
}

BOOST_DATA_TEST_CASE(a_dead_one_is_replayed_with_its_attempts_before_it, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = settled(journal, "a", State::dead, 2000);
    (void)settled(journal, "b", State::dead, 2000);
    BOOST_REQUIRE(nothing_to_claim(journal));

    BOOST_TEST(must(journal.replay(id, 5000)) == 1);

    BOOST_TEST(nothing_to_claim(journal, 4999));
    const auto again = claim(journal, 5000);
    BOOST_TEST(again.id == id);
    BOOST_TEST(again.attempts == 0);
    BOOST_TEST(story(journal, id).attempts.size() == 1U);
    BOOST_TEST(must(journal.state_counts()).dead == 1);
}

BOOST_DATA_TEST_CASE(all_dead_ones_are_replayed_and_no_conflict, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    (void)settled(journal, "a", State::dead, 2000);
    (void)settled(journal, "b", State::dead, 2000);
    (void)settled(journal, "c", State::recorded, 2000);
    const auto conflict = keep(journal, verdict("c", "TEST_FAILED"));
    BOOST_REQUIRE((conflict.state == State::conflict));

    BOOST_TEST(must(journal.replay(std::nullopt, 5000)) == 2);

    BOOST_TEST(must(journal.state_counts()).pending == 2);
    BOOST_TEST(must(journal.replay(std::nullopt, 5000)) == 0);
    BOOST_TEST(must(journal.replay(conflict.id, 5000)) == 1);
    BOOST_TEST(must(journal.state_counts()).pending == 3);
}

BOOST_DATA_TEST_CASE(what_is_recorded_pending_or_unknown_is_not_replayed, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto recorded = settled(journal, "a", State::recorded, 2000);
    const auto pending = keep(journal, verdict("b")).id;
    BOOST_TEST(must(journal.replay(recorded, 5000)) == 0);
    BOOST_TEST(must(journal.replay(pending, 5000)) == 0);
    BOOST_TEST(must(journal.replay(4711, 5000)) == 0);
    BOOST_TEST((story(journal, recorded).row.state == State::recorded));
}

BOOST_DATA_TEST_CASE(a_list_is_filtered_by_product_test_case_and_time, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    must(journal.keep({launch("launched", 500)}));
    const auto launched = settled(journal, "launched", State::dead, 2000, 1000);
    const auto other = keep(journal, verdict("other", "TEST_PASSED", 1500)).id;
    Finished finished = ended(claim(journal, 1500).id, State::recorded, 1600);
    finished.product = 7;
    finished.test_case = 70;
    must(journal.finish(finished));
    const auto found = [&journal](const ListQuery& query) {
        return ids(must(journal.list(query)));
    };
    using Ids = std::vector<std::int64_t>;

    const auto kept = must(journal.launch_of("launched"));
    ListQuery of_product;
    of_product.product = kept->product.value();
    BOOST_TEST(found(of_product) == (Ids{launched}));
    ListQuery of_test_case;
    of_test_case.product = 7;
    of_test_case.test_case = 70;
    BOOST_TEST(found(of_test_case) == (Ids{other}));
    of_test_case.test_case = 71;
    BOOST_TEST(found(of_test_case).empty());

    ListQuery from;
    from.from = 1500;
    BOOST_TEST(found(from) == (Ids{other}));
    ListQuery to;
    to.to = 1500;
    BOOST_TEST(found(to) == (Ids{launched}));
}

BOOST_DATA_TEST_CASE(the_old_is_forgotten_and_the_dead_and_the_ledger_stay, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto recorded = settled(journal, "r", State::recorded, 2000);
    const auto ignored = settled(journal, "i", State::ignored, 2000);
    const auto dead = settled(journal, "d", State::dead, 2000);
    const auto fresh = settled(journal, "f", State::recorded, 5000);
    const auto waiting = keep(journal, verdict("w")).id;
    const auto conflict = keep(journal, verdict("w", "TEST_FAILED")).id;
    must(journal.keep({launch("r", 500), launch("d", 500), launch("f", 6000)}));
    must(journal.remember("run/r/42", "recorded:7"));

    BOOST_TEST(must(journal.forget(5000, 100)) == 3);

    for (const auto id : {recorded, ignored, conflict}) {
        BOOST_TEST(!must(journal.find(id)).has_value());
    }
    for (const auto id : {dead, fresh, waiting}) BOOST_TEST(must(journal.find(id)).has_value());
    BOOST_TEST(story(journal, fresh).attempts.size() == 1U);
    BOOST_TEST(must(journal.recall("run/r/42")).value_or("") == "recorded:7");
    BOOST_TEST(!must(journal.launch_of("r")).has_value());
    BOOST_TEST(must(journal.launch_of("d")).has_value());
    BOOST_TEST(must(journal.launch_of("f")).has_value());
    BOOST_TEST(must(journal.forget(5000, 100)) == 0);
}

BOOST_DATA_TEST_CASE(no_more_than_the_limit_is_forgotten_at_once, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    for (int i = 0; i < 3; ++i) {
        (void)settled(journal, "r" + std::to_string(i), State::recorded, 2000);
        (void)settled(journal, "i" + std::to_string(i), State::ignored, 2000);
    }
    BOOST_TEST(must(journal.forget(5000, 4)) == 4);
    BOOST_TEST(must(journal.forget(5000, 4)) == 2);
    const auto tally = must(journal.state_counts());
    BOOST_TEST(tally.recorded + tally.ignored == 0);
}

BOOST_DATA_TEST_CASE(what_was_forgotten_is_new_when_it_comes_again, kKinds, kind) {
    Stage stage(kind);
    Journal& journal = stage.journal();
    const auto id = settled(journal, "a", State::recorded, 2000);
    BOOST_REQUIRE(must(journal.forget(5000, 100)) == 1);
    const auto again = keep(journal, verdict("a"));
    BOOST_TEST(!again.duplicate);
    BOOST_TEST(again.id > id);
    BOOST_TEST((again.state == State::pending));
    BOOST_TEST(story(journal, again.id).attempts.empty());
}

BOOST_DATA_TEST_CASE(a_probe_leaves_nothing_behind, kKinds, kind) {
    Stage stage(kind);
    must(stage.journal().probe());
    BOOST_TEST(!must(stage.journal().recall("probe")).has_value());
    must(stage.journal().probe());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
