#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include "tests/native/recorder/journal_suite.hpp"
#include "tests/native/recorder/postgres_server.hpp"

namespace octospira::recorder::test {

namespace {

std::string run(int i) {
    return "run-" + std::to_string(i);
}

/// Two recorders with one journal.
struct Recorders {
    Recorders() : where(PostgresServer::instance().empty_database()) {
        for (auto& store : stores) store = must(open_store({where}));
        for (std::size_t i = 0; i < stores.size(); ++i) journals[i] = must(stores[i]->connect());
    }
    Journal& one() { return *journals[0]; }
    Journal& other() { return *journals[1]; }
    /// As if it had been killed: nothing is given back.
    void kill_one() {
        journals[0].reset();
        stores[0].reset();
    }

    const std::string where;
    std::array<std::unique_ptr<JournalStore>, 2> stores;
    std::array<std::unique_ptr<Journal>, 2> journals;
};

/// Calls `work(journal)` on several threads at once, each with its own connection, in turns of
/// both recorders. Boost.Test is not made for several threads: what they find, they return.
template <class Work>
void at_once(Recorders& recorders, int threads, Work work) {
    std::vector<std::unique_ptr<Journal>> journals;
    for (int i = 0; i < threads; ++i) {
        journals.push_back(must(recorders.stores[static_cast<std::size_t>(i) % 2]->connect()));
    }
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i) {
        all.emplace_back([&, i] { work(*journals[static_cast<std::size_t>(i)], i); });
    }
    for (std::thread& thread : all) thread.join();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(recorders_that_share_a_journal, Recorders)

BOOST_AUTO_TEST_CASE(each_notification_is_claimed_once_and_one_of_a_run_at_a_time) {
    constexpr int kRuns = 100;
    std::vector<Incoming> arrivals;
    for (int i = 0; i < kRuns; ++i) {
        arrivals.emplace_back(verdict(run(i)));
        arrivals.emplace_back(verdict(run(i), "TEST_FAILED"));
    }
    for (const Stored& kept : must(one().keep(arrivals))) {
        if (kept.state == State::conflict) BOOST_REQUIRE(must(one().replay(kept.id, 1000)) == 1);
    }
    std::mutex mutex;
    std::multiset<std::int64_t> claimed;
    std::set<std::string> in_hand;
    std::atomic<int> together = 0;
    std::atomic<int> failures = 0;
    std::atomic<int> left = 2 * kRuns;

    at_once(*this, 6, [&](Journal& journal, int) {
        while (left > 0 && failures == 0) {
            const auto pending = journal.claim(5000, kLease);
            if (!pending) ++failures;
            if (!pending || !*pending) continue;
            {
                const std::lock_guard lock(mutex);
                claimed.insert((*pending)->id);
                if (!in_hand.insert((*pending)->bench_result).second) ++together;
            }
            std::this_thread::yield();
            {
                const std::lock_guard lock(mutex);
                in_hand.erase((*pending)->bench_result);
            }
            if (!journal.finish(ended((*pending)->id, State::recorded, 6000))) ++failures;
            --left;
        }
    });

    BOOST_TEST(failures == 0);
    BOOST_TEST(together == 0);
    BOOST_TEST(claimed.size() == 2U * kRuns);
    BOOST_TEST(std::set(claimed.begin(), claimed.end()).size() == 2U * kRuns);
    BOOST_TEST(must(one().state_counts()).recorded == 2 * kRuns);
}

BOOST_AUTO_TEST_CASE(what_both_get_at_the_same_moment_is_kept_once) {
    constexpr int kGroups = 20;
    constexpr int kInGroup = 20;
    std::mutex mutex;
    std::map<std::string, std::set<std::int64_t>> ids;
    std::map<std::string, int> fresh;
    std::string failure;

    at_once(*this, 4, [&](Journal& journal, int thread) {
        for (int group = 0; group < kGroups; ++group) {
            std::vector<Incoming> arrivals;
            std::vector<std::string> names;
            for (int i = 0; i < kInGroup; ++i) {
                // The same ones, in another order on each thread.
                const int at = thread % 2 == 0 ? i : kInGroup - 1 - i;
                const std::string name = run(group * kInGroup + at);
                arrivals.emplace_back(verdict(name));
                names.push_back(name);
                arrivals.emplace_back(launch(name));
                names.push_back("launch " + name);
            }
            const auto kept = journal.keep(arrivals);
            const std::lock_guard lock(mutex);
            if (!kept) {
                failure = sentence(kept.error());
                return;
            }
            for (std::size_t i = 0; i < names.size(); ++i) {
                ids[names[i]].insert((*kept)[i].id);
                if (!(*kept)[i].duplicate) ++fresh[names[i]];
            }
        }
    });

    BOOST_TEST(failure == "");
    BOOST_TEST(ids.size() == 2U * kGroups * kInGroup);
    for (const auto& [name, of_it] : ids) {
        BOOST_TEST(of_it.size() == 1U, name);
        BOOST_TEST(fresh[name] == 1, name);
    }
    BOOST_TEST(must(one().state_counts()).pending == kGroups * kInGroup);
}

BOOST_AUTO_TEST_CASE(of_two_verdicts_at_the_same_moment_one_is_the_first_and_one_a_conflict) {
    constexpr int kRuns = 100;
    std::mutex mutex;
    std::map<int, std::multiset<State>> states;

    at_once(*this, 2, [&](Journal& journal, int thread) {
        for (int i = 0; i < kRuns; ++i) {
            const auto kept = journal.keep({verdict(run(i), thread == 0 ? "P" : "TEST_FAILED")});
            const std::lock_guard lock(mutex);
            if (kept) states[i].insert(kept->front().state);
        }
    });

    for (int i = 0; i < kRuns; ++i) {
        BOOST_TEST((states[i] == std::multiset{State::pending, State::conflict}));
    }
}

BOOST_AUTO_TEST_CASE(what_a_killed_recorder_had_in_hand_goes_on_with_another) {
    const auto id = keep(one(), verdict("a")).id;
    BOOST_REQUIRE(must(one().claim(2000, std::chrono::milliseconds(300))).has_value());
    BOOST_REQUIRE(nothing_to_claim(other()));
    kill_one();

    std::optional<Pending> again;
    BOOST_TEST(soon([&] {
        again = must(other().claim(2000, kLease));
        return again.has_value();
    }));
    BOOST_TEST(again->id == id);
}

BOOST_AUTO_TEST_CASE(who_has_lost_his_claim_changes_nothing) {
    const auto id = keep(one(), verdict("a")).id;
    BOOST_REQUIRE(must(one().claim(2000, std::chrono::milliseconds(1))).has_value());
    BOOST_REQUIRE(soon([&] { return must(other().claim(2000, kLease)).has_value(); }));

    const auto late = one().finish(ended(id, State::dead, 3000));
    must(one().give_back(id));
    must(one().renew({id}, std::chrono::milliseconds(1)));

    BOOST_REQUIRE(!late);
    BOOST_TEST((late.error().kind == ErrorKind::conflict));
    BOOST_TEST((story(one(), id).row.state == State::pending));
    BOOST_TEST(nothing_to_claim(one()));
    must(other().finish(ended(id, State::recorded, 4000)));
    BOOST_TEST(!one().finish(ended(id, State::dead, 5000)));
    BOOST_TEST((story(one(), id).row.state == State::recorded));
    BOOST_TEST(story(one(), id).attempts.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_lease_that_ended_unnoticed_is_still_good) {
    const auto id = keep(one(), verdict("a")).id;
    BOOST_REQUIRE(must(one().claim(2000, std::chrono::milliseconds(0))).has_value());
    must(one().finish(ended(id, State::recorded, 3000)));
    BOOST_TEST((story(one(), id).row.state == State::recorded));
}

BOOST_AUTO_TEST_CASE(a_recorder_hears_what_another_made_due_and_nothing_else) {
    std::atomic<int> heard = 0;
    stores[1]->listen([&heard] { ++heard; });
    // It calls once when it begins.
    int expected = 1;
    BOOST_REQUIRE(soon([&] { return heard == expected; }));
    // Notices come in the order of their commits: one too many is seen at the next, or at the last.
    const auto hears = [&](const char* what, const std::function<void()>& act) {
        act();
        ++expected;
        BOOST_TEST(soon([&] { return heard >= expected; }), what);
        BOOST_TEST(heard == expected, what);
    };

    std::int64_t id = 0;
    hears("a notification", [&] { id = keep(one(), verdict("a")).id; });
    BOOST_REQUIRE(claim(one()).id == id);
    hears("a launch", [&] { (void)keep(one(), launch("b")); });
    hears("what was given back", [&] { must(one().give_back(id)); });
    BOOST_REQUIRE(claim(one()).id == id);
    must(one().finish(ended(id, State::dead, 2000)));
    hears("a replay", [&] { BOOST_TEST(must(one().replay(id, 3000)) == 1); });
    const auto conflict = keep(one(), verdict("a", "TEST_FAILED")).id;
    hears("a conflict to be recorded after all",
          [&] { BOOST_TEST(must(one().replay(conflict, 3000)) == 1); });
    const auto first = claim(one()).id;
    hears("the end of another of the run",
          [&] { must(one().finish(ended(first, State::recorded, 4000))); });

    // What it does itself, and what makes nothing due, it is not told of.
    (void)keep(other(), verdict("own"));
    (void)keep(one(), verdict("own"));
    (void)keep(one(), news("own", "TEST_STARTED"));
    hears("the last", [&] { (void)keep(one(), verdict("last")); });
}

BOOST_AUTO_TEST_CASE(a_turn_of_a_dead_recorder_is_taken_by_another_when_its_lease_is_over) {
    BOOST_REQUIRE(must(one().lock("test case 42")));
    kill_one();
    BOOST_TEST(!must(other().lock("test case 42")));
    const auto left = PostgresServer::instance().sql(
        where, "SELECT until <= clock_timestamp() + interval '1 minute' FROM octospira.turns");
    BOOST_TEST(left == "t");

    (void)PostgresServer::instance().sql(where, "UPDATE octospira.turns SET until = now()");

    BOOST_TEST(must(other().lock("test case 42")));
}

BOOST_AUTO_TEST_CASE(a_turn_is_renewed_while_it_is_held_and_not_after_it_ran_out) {
    const auto left = [this] {
        return PostgresServer::instance().sql(
            where, "SELECT until > clock_timestamp() + interval '1 hour' FROM octospira.turns");
    };
    BOOST_REQUIRE(must(one().lock("test case 42")));
    must(one().renew_turns(std::chrono::hours(2)));
    BOOST_TEST(left() == "t");

    (void)PostgresServer::instance().sql(where, "UPDATE octospira.turns SET until = now()");
    must(one().renew_turns(std::chrono::hours(2)));

    BOOST_TEST(left() == "f");
    BOOST_TEST(must(other().lock("test case 42")));
}

bool somebody_waits(const std::string& where) {
    return soon([&] {
        return PostgresServer::instance().sql(
                   where, "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted") == "t";
    });
}

BOOST_AUTO_TEST_CASE(an_assignment_waits_for_an_intent_in_the_making_and_is_refused) {
    const auto id = keep(one(), verdict("b")).id;
    Somebody somebody(where);
    somebody.does("BEGIN");
    somebody.does("SELECT id FROM octospira.notifications FOR NO KEY UPDATE");
    somebody.does("INSERT INTO octospira.ledger VALUES ('run/b/42', 'intent:120000')");
    Result<bool> assigned;
    std::thread assigning(
        [&] { assigned = other().assign(id, *ProductId::from(1), *TestCaseId::from(77), 5000); });
    const bool waits = somebody_waits(where);

    somebody.does("COMMIT");
    assigning.join();

    BOOST_TEST(waits);
    BOOST_REQUIRE(!assigned);
    BOOST_TEST((assigned.error().kind == ErrorKind::conflict));
}

BOOST_AUTO_TEST_CASE(an_intent_waits_for_an_assignment_in_the_making_and_is_refused) {
    const auto id = keep(one(), verdict("b")).id;
    Somebody somebody(where);
    somebody.does("BEGIN");
    somebody.does("UPDATE octospira.notifications SET changed_ms = 5000 WHERE id = " +
                  std::to_string(id));
    somebody.does(
        "INSERT INTO octospira.launches (made_ms, bench_result, product, test_case, started_ms, "
        "user_name, report_url, arrival) "
        "SELECT made_ms, bench_result, 1, 77, 0, '', '', 1 FROM octospira.notifications");
    Result<bool> kept;
    std::thread keeping([&] {
        kept = other().keep_intent({"b", "run/b/42", "intent:120000", std::nullopt});
    });
    const bool waits = somebody_waits(where);

    somebody.does("COMMIT");
    keeping.join();

    BOOST_TEST(waits);
    BOOST_TEST(!must(std::move(kept)));
}

BOOST_AUTO_TEST_CASE(a_group_that_the_server_gave_up_for_a_deadlock_is_kept_all_the_same) {
    const auto c = keep(one(), verdict("c")).id;
    const auto insert = [](const std::string& run) {
        return "INSERT INTO octospira.notifications SELECT "
               "nextval('octospira.notification_ids'), made_ms, '" +
               run +
               "', event, received_ms, body, build, reconciled, verdict, leads, arrival, state, "
               "attempts, next_attempt_ms, changed_ms FROM octospira.notifications "
               "WHERE bench_result = 'c'";
    };
    Somebody somebody(where);
    somebody.does("SET deadlock_timeout = '1min'; BEGIN");  // the other side is the one to give way
    somebody.does(insert("b"));
    Result<std::vector<Stored>> kept;
    std::thread keeping([&] { kept = one().keep({verdict("a"), verdict("b"), verdict("c")}); });
    const bool waits = somebody_waits(where);

    somebody.does(insert("a"));
    somebody.does("ROLLBACK");
    keeping.join();

    BOOST_TEST(waits);
    BOOST_TEST(PostgresServer::instance().log().find("deadlock detected") != std::string::npos);
    const auto all = must(std::move(kept));
    BOOST_TEST(!all[0].duplicate);
    BOOST_TEST(!all[1].duplicate);
    BOOST_TEST(all[2].id == c);
    BOOST_TEST(must(one().state_counts()).pending == 3);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
