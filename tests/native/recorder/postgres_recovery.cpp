#include <atomic>
#include <future>
#include <map>
#include <mutex>
#include <set>

#include "native/recorder/postgres/session.hpp"
#include "native/recorder/postgres/store.hpp"
#include "tests/native/recorder/journal_suite.hpp"
#include "tests/native/recorder/postgres_relay.hpp"
#include "tests/native/recorder/postgres_server.hpp"
#include "tests/native/support.hpp"

#if defined(__SANITIZE_ADDRESS__)
/// libpqxx 7.7 asks a connection for its encoding before it has taken the result into its hands,
/// and where the connection was lost meanwhile, that throws: some hundred bytes for each that is
/// lost.
extern "C" const char* __lsan_default_suppressions() {
    return "leak:PQmakeEmptyPGresult\n";
}
#endif

namespace octospira::recorder::test {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct Shared {
    Shared() : server(PostgresServer::instance()), where(server.empty_database()) {
        store = must(open_store({where}));
        journal = must(store->connect());
    }
    void restart() const {
        server.kill();
        server.start();
    }

    PostgresServer& server;
    const std::string where;
    std::unique_ptr<JournalStore> store;
    std::unique_ptr<Journal> journal;
};

/// A journal behind a relay.
struct Relayed {
    Relayed() : server(PostgresServer::instance()), where(server.empty_database()) {
        const std::string name = folder.path().string();
        relay = std::make_unique<PostgresRelay>(name, 5432, server.socket());
        store = must(open_store({"postgresql://octospira@/journal?host=" + name}));
        journal = must(store->connect());
    }
    Relayed(const Relayed&) = delete;
    Relayed& operator=(const Relayed&) = delete;
    ~Relayed() {
        journal.reset();
        store.reset();
        relay.reset();
    }

    PostgresServer& server;
    const std::string where;
    octospira::test::Folder folder;
    std::unique_ptr<PostgresRelay> relay;
    std::unique_ptr<JournalStore> store;
    std::unique_ptr<Journal> journal;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(a_postgres_journal_recovers)

BOOST_FIXTURE_TEST_CASE(the_first_call_after_a_restart_succeeds_whichever_it_is, Shared) {
    std::int64_t id = 0;
    const std::pair<const char*, std::function<void()>> calls[] = {
        {"keep", [&] { id = keep(*journal, verdict("a")).id; }},
        {"claim", [&] { BOOST_TEST(claim(*journal).id == id); }},
        {"renew", [&] { must(journal->renew({id}, kLease)); }},
        {"remember", [&] { must(journal->remember("k", "v")); }},
        {"finish", [&] { must(journal->finish(ended(id, State::recorded, 2000))); }},
        {"find", [&] { BOOST_TEST(story(*journal, id).attempts.size() == 1U); }},
        {"tally", [&] { BOOST_TEST(must(journal->state_counts()).recorded == 1); }},
        {"lock", [&] { BOOST_TEST(must(journal->lock("t"))); }},
        {"probe", [&] { must(journal->probe()); }},
        {"recall", [&] { BOOST_TEST(must(journal->recall("k")).value_or("") == "v"); }},
    };
    for (const auto& [name, call] : calls) {
        BOOST_TEST_CONTEXT(name) {
            restart();
            call();
        }
    }
}

BOOST_FIXTURE_TEST_CASE(while_the_server_is_away_calls_fail_soon_with_a_sentence, Shared) {
    server.kill();
    const auto kept = journal->keep({verdict("a")});
    const auto connected = store->connect();
    const auto opened = open_store({where});
    server.start();

    BOOST_REQUIRE(!kept);
    BOOST_REQUIRE(!connected);
    BOOST_REQUIRE(!opened);
    BOOST_TEST((kept.error().kind == ErrorKind::unavailable));
    BOOST_TEST((opened.error().kind == ErrorKind::unavailable));
    BOOST_TEST(sentence(kept.error()).find("Check that the PostgreSQL server is running") !=
               std::string::npos);
    BOOST_TEST(sentence(kept.error()).find('\n') == std::string::npos);
    BOOST_TEST(!keep(*journal, verdict("a")).duplicate);
}

BOOST_FIXTURE_TEST_CASE(nothing_is_lost_or_done_twice_when_it_restarts_in_the_middle, Shared) {
    std::atomic<bool> sending = true;
    std::atomic<bool> delivering = true;
    std::map<std::string, std::int64_t> answered;
    std::vector<std::unique_ptr<Journal>> journals;
    for (int i = 0; i < 3; ++i) journals.push_back(must(store->connect()));
    std::atomic<int> kept_so_far = 0;
    std::thread sender([&] {
        for (int i = 0; sending; ++i) {
            const std::string name = "run-" + std::to_string(i);
            // As OctoPerf would, until it is answered.
            for (bool done = false; !done && sending;) {
                const auto kept = journals[0]->keep({verdict(name)});
                done = kept.has_value();
                if (done) answered[name] = kept->front().id;
            }
            ++kept_so_far;
        }
    });
    const auto deliver = [&](Journal& with) {
        while (delivering) {
            const auto pending = with.claim(5000, milliseconds(500));
            if (!pending || !*pending) continue;
            // A delivery whose end cannot be written is made again when its lease has ended.
            (void)with.finish(ended((*pending)->id, State::recorded, 6000));
        }
    };
    std::thread one([&] { deliver(*journals[1]); });
    std::thread other([&] { deliver(*journals[2]); });

    for (int i = 0; i < 3; ++i) {
        const int before = kept_so_far;
        BOOST_TEST(soon([&] { return kept_so_far > before + 20; }));
        restart();
    }
    sending = false;
    sender.join();
    BOOST_TEST(soon([&] {
        const auto tally = journal->state_counts();
        return tally && tally->pending == 0;
    }));
    delivering = false;
    one.join();
    other.join();

    BOOST_TEST(answered.size() > 60U);
    for (const auto& [name, id] : answered) {
        const auto found = story(*journal, id);
        BOOST_TEST(found.row.bench_result == name);
        BOOST_TEST((found.row.state == State::recorded));
        BOOST_TEST(found.attempts.size() == 1U);
    }
}

BOOST_FIXTURE_TEST_CASE(a_group_whose_answer_was_lost_is_kept_once_and_no_duplicate, Relayed) {
    (void)keep(*journal, verdict("before"));
    relay->lose_an_answer();

    const auto kept =
        must(journal->keep({verdict("a"), launch("a"), verdict("a"), verdict("before")}));

    BOOST_REQUIRE(relay->lost());
    BOOST_TEST(!kept[0].duplicate);
    BOOST_TEST(!kept[1].duplicate);
    BOOST_TEST(kept[2].duplicate);
    BOOST_TEST(kept[3].duplicate);
    BOOST_TEST((kept[0].state == State::pending));
    BOOST_TEST(must(journal->state_counts()).pending == 2);
    BOOST_TEST(story(*journal, kept[0].id).row.bench_result == "a");
}

BOOST_FIXTURE_TEST_CASE(a_claim_whose_answer_was_lost_is_not_stuck, Relayed) {
    BOOST_REQUIRE(nothing_to_claim(*journal));
    must(journal->keep({verdict("a", "T", 1000), verdict("b", "T", 2000)}));
    relay->lose_an_answer();

    const auto first = claim(*journal);

    BOOST_REQUIRE(relay->lost());
    BOOST_TEST(first.bench_result == "a");
    BOOST_TEST(claim(*journal).bench_result == "b");
    BOOST_TEST(server.sql(where, "SELECT count(*) FROM octospira.claims") == "2");
}

BOOST_FIXTURE_TEST_CASE(an_end_whose_answer_was_lost_is_written_once, Relayed) {
    must(journal->keep({verdict("a"), verdict("b")}));
    must(journal->finish(ended(claim(*journal).id, State::recorded, 2000)));
    const auto id = claim(*journal).id;
    relay->lose_an_answer();

    must(journal->finish(ended(id, State::recorded, 3000)));

    BOOST_REQUIRE(relay->lost());
    BOOST_TEST(story(*journal, id).attempts.size() == 1U);
    BOOST_TEST((story(*journal, id).row.state == State::recorded));
}

BOOST_FIXTURE_TEST_CASE(a_server_that_hangs_does_not_hang_its_callers, Shared) {
    const postgres::Patience patience{std::chrono::seconds(2), milliseconds(500),
                                      milliseconds(1000)};
    const auto impatient = must(open_postgres_store({where}, patience));
    const auto hung = must(impatient->connect());
    (void)keep(*hung, verdict("a"));
    server.freeze();
    std::promise<void> done;
    std::thread rescuer([&] {
        if (done.get_future().wait_for(std::chrono::seconds(20)) == std::future_status::timeout) {
            server.go_on();
        }
    });
    const auto since = steady_clock::now();

    const auto kept = hung->keep({verdict("b")});
    const auto connected = impatient->connect();

    const auto took = steady_clock::now() - since;
    done.set_value();
    rescuer.join();
    server.go_on();
    BOOST_REQUIRE(!kept);
    BOOST_TEST(sentence(kept.error()).find("does not answer") != std::string::npos);
    BOOST_TEST(!connected);
    BOOST_TEST((took < std::chrono::seconds(8)));
    BOOST_TEST((took >= milliseconds(1000)));
    (void)keep(*hung, verdict("b"));
    BOOST_TEST(must(hung->state_counts()).pending == 2);
}

BOOST_FIXTURE_TEST_CASE(what_waits_too_long_for_somebody_elses_lock_gives_up, Shared) {
    const postgres::Patience patience{std::chrono::seconds(2), milliseconds(200),
                                      std::chrono::seconds(60)};
    const auto impatient = must(open_postgres_store({where}, patience));
    const auto waiting = must(impatient->connect());
    Somebody somebody(where);
    somebody.does("BEGIN; LOCK TABLE octospira.notifications");

    const auto kept = waiting->keep({verdict("a")});

    somebody.does("ROLLBACK");
    BOOST_REQUIRE(!kept);
    BOOST_TEST((kept.error().kind == ErrorKind::unavailable));
    BOOST_TEST(!keep(*waiting, verdict("a")).duplicate);
}

BOOST_FIXTURE_TEST_CASE(a_listener_comes_back_and_says_so, Shared) {
    std::atomic<int> heard = 0;
    const auto other = must(open_store({where}));
    other->listen([&heard] { ++heard; });
    BOOST_REQUIRE(soon([&] { return heard == 1; }));

    server.kill();
    server.start();

    BOOST_TEST(soon([&] { return heard == 2; }));
    (void)keep(*journal, verdict("a"));
    BOOST_TEST(soon([&] { return heard == 3; }));
}

BOOST_FIXTURE_TEST_CASE(a_turn_outlives_a_restart_of_the_server, Shared) {
    const auto other = must(store->connect());
    BOOST_REQUIRE(must(journal->lock("t")));
    restart();
    BOOST_TEST(!must(other->lock("t")));
    BOOST_TEST(must(journal->lock("t")));
}

BOOST_FIXTURE_TEST_CASE(the_server_looks_within_a_minute_whether_our_machine_is_there, Shared) {
    auto address = postgres::parse_address(server.guarded(where), PostgresServer::kPassword);
    postgres::Session session(must(std::move(address)), std::make_shared<postgres::Watchdog>());
    const auto setting = [&session](const std::string& name) {
        const auto rows = must(
            session.ask_unprepared("SELECT setting FROM pg_settings WHERE name = '" + name + "'"));
        return rows.integer(0, 0);
    };
    const auto silence = setting("tcp_keepalives_idle") +
                         setting("tcp_keepalives_interval") * setting("tcp_keepalives_count");
    BOOST_TEST(silence > 0);
    BOOST_TEST(silence <= 45);
    BOOST_TEST(setting("tcp_user_timeout") > 0);
    BOOST_TEST(setting("tcp_user_timeout") <= 45'000);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
