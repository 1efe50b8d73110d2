#include "native/recorder/postgres/schema.hpp"

#include "native/recorder/postgres/store.hpp"
#include "tests/native/recorder/journal_suite.hpp"
#include "tests/native/recorder/postgres_pooler.hpp"
#include "tests/native/recorder/postgres_server.hpp"
#include "tests/native/support.hpp"

namespace octospira::recorder::test {

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

struct Database {
    Database() : server(PostgresServer::instance()), where(server.empty_database()) {}

    std::string sql(const std::string& statement) const { return server.sql(where, statement); }
    /// The address for a new user, who owns the schema.
    std::string of_reader() const {
        sql("DROP SCHEMA IF EXISTS octospira CASCADE; DROP ROLE IF EXISTS reader; "
            "CREATE ROLE reader LOGIN; CREATE SCHEMA octospira AUTHORIZATION reader");
        return "postgresql://reader" + where.substr(where.find('@'));
    }
    /// The error of a store that cannot be opened.
    Error refused(const std::string& address, const std::string& password = {}) const {
        const auto store = open_store({address, password});
        BOOST_REQUIRE(!store);
        return store.error();
    }
    Result<void> bring_up(std::span<const char* const> steps) const {
        postgres::Session session(must(postgres::parse_address(where, {})),
                                  std::make_shared<postgres::Watchdog>());
        return postgres::bring_up_to_date(session, steps);
    }

    PostgresServer& server;
    const std::string where;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(a_postgres_database, Database)

BOOST_AUTO_TEST_CASE(is_made_ready_once_by_recorders_that_start_at_once) {
    std::array<Result<std::unique_ptr<JournalStore>>, 6> stores;
    std::vector<std::thread> threads;
    for (auto& store : stores) {
        threads.emplace_back([this, &store] { store = open_store({where}); });
    }
    for (std::thread& thread : threads) thread.join();
    for (auto& store : stores) {
        BOOST_TEST(store.has_value(), (store ? "" : sentence(store.error())));
    }
    BOOST_TEST(sql("SELECT count(*) FROM octospira.journal") == "1");
}

BOOST_AUTO_TEST_CASE(is_brought_from_an_old_version_to_a_new_one_with_all_it_holds) {
    auto store = must(open_store({where}));
    const auto id = keep(*must(store->connect()), verdict("a")).id;
    std::vector<const char*> steps(postgres::steps().begin(), postgres::steps().end());
    const std::string old = std::to_string(steps.size());
    BOOST_REQUIRE(sql("SELECT version FROM octospira.journal") == old);
    steps.push_back("ALTER TABLE octospira.notifications ADD COLUMN colour text DEFAULT 'red'");
    steps.push_back("UPDATE octospira.notifications SET colour = 'green'");

    must(bring_up(steps));
    must(bring_up(steps));

    BOOST_TEST(sql("SELECT version FROM octospira.journal") == std::to_string(steps.size()));
    BOOST_TEST(sql("SELECT colour FROM octospira.notifications WHERE id = " + std::to_string(id)) ==
               "green");
}

BOOST_AUTO_TEST_CASE(of_the_first_version_is_brought_up_to_date_with_all_it_holds) {
    must(bring_up(postgres::steps().first(1)));
    sql("INSERT INTO octospira.notifications (id, made_ms, bench_result, event, received_ms, body, "
        "build, reconciled, verdict, leads, arrival, state, next_attempt_ms, changed_ms) VALUES "
        "(nextval('octospira.notification_ids'), 0, 'a', 'TEST_PASSED', 1000, '{}', false, false, "
        "2, true, 1, 'dead', 1000, 2000)");

    auto store = must(open_store({where}));

    const auto journal = must(store->connect());
    BOOST_TEST((story(*journal, 1).row.state == State::dead));
    BOOST_TEST(must(journal->dismiss(1, {"no"}, 3000)));
    BOOST_TEST((keep(*journal, verdict("a", "TEST_FAILED")).state == State::conflict));
    BOOST_TEST(!keep(*journal, verdict("b")).duplicate);
    BOOST_TEST(sql("SELECT count(*) FROM octospira.turns") == "0");
}

BOOST_AUTO_TEST_CASE(of_version_4_keeps_its_functions_for_recorders_that_still_run) {
    must(bring_up(postgres::steps().first(4)));
    sql("CREATE FUNCTION octospira.keep() RETURNS integer LANGUAGE sql AS 'SELECT 4'");

    BOOST_TEST(open_store({where}).has_value());

    BOOST_TEST(sql("SELECT version FROM octospira.journal") == "5");
    BOOST_TEST(sql("SELECT octospira.keep()") == "4");
    BOOST_TEST(!bring_up(postgres::steps().first(4)));
}

BOOST_AUTO_TEST_CASE(stays_as_it_was_when_a_step_to_a_new_version_fails) {
    (void)must(open_store({where}));
    std::vector<const char*> steps(postgres::steps().begin(), postgres::steps().end());
    const std::string old = std::to_string(steps.size());
    steps.push_back("CREATE TABLE octospira.half (done boolean)");
    steps.push_back("ALTER TABLE octospira.nowhere ADD COLUMN colour text");

    const auto failed = bring_up(steps);

    BOOST_TEST(!failed);
    BOOST_TEST(sql("SELECT version FROM octospira.journal") == old);
    BOOST_TEST(sql("SELECT to_regclass('octospira.half') IS NULL") == "t");
    BOOST_TEST(open_store({where}).has_value());
}

BOOST_AUTO_TEST_CASE(of_a_newer_version_is_refused_untouched) {
    (void)must(open_store({where}));
    sql("UPDATE octospira.journal SET version = 999");
    const Error error = refused(where);
    BOOST_TEST((error.kind == ErrorKind::invalid_input));
    BOOST_TEST(contains(sentence(error), "version 999"));
    BOOST_TEST(sql("SELECT version FROM octospira.journal") == "999");
}

BOOST_AUTO_TEST_CASE(with_another_programs_tables_in_our_place_is_refused_untouched) {
    sql("CREATE SCHEMA octospira; CREATE TABLE octospira.cats (name text)");
    BOOST_TEST((refused(where).kind == ErrorKind::invalid_input));
    BOOST_TEST(contains(sentence(refused(where)), "another program"));
    sql("CREATE TABLE octospira.journal (page text)");
    BOOST_TEST(contains(sentence(refused(where)), "another program"));
    sql("DROP TABLE octospira.journal; "
        "CREATE TABLE octospira.journal AS SELECT 'diary'::text AS program, 1 AS version");
    BOOST_TEST(contains(sentence(refused(where)), "another program"));
    BOOST_TEST(sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'octospira'") == "2");
}

BOOST_AUTO_TEST_CASE(may_hold_other_programs_tables_elsewhere) {
    sql("CREATE TABLE IF NOT EXISTS public.notifications (name text)");
    BOOST_TEST(open_store({where}).has_value());
    sql("DROP TABLE public.notifications");
}

BOOST_AUTO_TEST_CASE(in_another_encoding_is_refused) {
    const auto latin = server.new_database("latin",
                                           "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' "
                                           "TEMPLATE template0");
    const Error error = refused(latin);
    BOOST_TEST((error.kind == ErrorKind::invalid_input));
    BOOST_TEST(contains(sentence(error), "LATIN1"));
}

BOOST_AUTO_TEST_CASE(takes_the_password_from_beside_the_address_and_never_shows_it) {
    const std::string guarded = server.guarded(where);
    const auto store = must(open_store({guarded, PostgresServer::kPassword}));
    BOOST_TEST(!keep(*must(store->connect()), verdict("a")).duplicate);

    const Error none = refused(guarded);
    BOOST_TEST((none.kind == ErrorKind::unavailable));
    BOOST_TEST(contains(sentence(none), "password"));
    const Error wrong = refused(guarded, "not-the-password");
    BOOST_TEST((wrong.kind == ErrorKind::unavailable));
    BOOST_TEST(contains(sentence(wrong), "guarded"));
    BOOST_TEST(!contains(sentence(wrong), "not-the-password"));
}

BOOST_AUTO_TEST_CASE(has_no_password_in_its_address) {
    for (const char* const address :
         {"postgresql://fred:secret-1234@127.0.0.1/journal", "postgres://:secret-1234@h/d",
          "postgresql://fred@h/d?password=secret-1234",
          "postgresql://fred@h/d?sslpassword=secret-1234", "postgresql://fred:secret-1234%zz@h/d",
          "postgresql://fred:secret-1234@h:port/d", "postgresql://fred:secret-1234@[::1/d",
          "postgresql://fred@h/d?no_such_option=secret-1234"}) {
        const Error error = refused(address);
        BOOST_TEST((error.kind == ErrorKind::invalid_input), address);
        BOOST_TEST(!contains(sentence(error), "secret-1234"), sentence(error));
    }
    BOOST_TEST(contains(sentence(refused("postgresql://fred:secret@h/d")), "list of processes"));
}

BOOST_AUTO_TEST_CASE(may_be_given_in_libpqs_other_form) {
    // postgresql://user@/name?host=folder&port=n
    const std::string database =
        where.substr(where.find("@/") + 2, where.find('?') - where.find("@/") - 2);
    const std::string user = where.substr(13, where.find('@') - 13);
    std::string rest = where.substr(where.find('?') + 1);
    for (char& c : rest) c = c == '&' ? ' ' : c;
    for (const std::string& form :
         {"dbname=" + database + " user=" + user + " " + rest,
          "  dbname = '" + database + "' user=" + user + " " + rest + "  ",
          "PostgreSQL" + where.substr(where.find("://")), "  " + where + "\n"}) {
        const auto store = open_store({form});
        BOOST_TEST(store.has_value(), form << ": " << (store ? "" : sentence(store.error())));
    }
}

BOOST_AUTO_TEST_CASE(has_no_password_in_libpqs_other_form_either) {
    for (const char* const form :
         {"host=db.example.com dbname=octospira password=secret-1234",
          "password = secret-1234 host=h", "dbname=d sslpassword='secret-1234'",
          "dbname=d no_such=secret-1234", "dbname='secret-1234", "HOST=h password=secret-1234"}) {
        const Error error = refused(form);
        BOOST_TEST((error.kind == ErrorKind::invalid_input), form);
        BOOST_TEST(!contains(sentence(error), "secret-1234"), sentence(error));
    }
}

BOOST_AUTO_TEST_CASE(is_found_unusable_without_its_table_its_function_or_the_right_to_it) {
    auto store = must(open_store({where}));
    const auto journal = must(store->connect());
    must(journal->probe());

    sql("ALTER TABLE octospira.notifications RENAME TO elsewhere");
    BOOST_TEST(!journal->probe().has_value());
    sql("ALTER TABLE octospira.elsewhere RENAME TO notifications");
    must(journal->probe());

    sql("ALTER TABLE octospira.launches RENAME TO elsewhere");
    BOOST_TEST(!journal->probe().has_value());
    sql("ALTER TABLE octospira.elsewhere RENAME TO launches");
    must(journal->probe());
    BOOST_TEST(must(journal->list({})).empty());
}

BOOST_AUTO_TEST_CASE(is_found_unusable_when_its_user_may_only_read) {
    const std::string address = of_reader();
    auto store = must(open_store({address}));
    const auto journal = must(store->connect());
    must(journal->probe());

    sql("REVOKE INSERT ON octospira.notifications FROM reader");
    BOOST_TEST(!journal->probe().has_value());
    sql("GRANT INSERT ON octospira.notifications TO reader");
    must(journal->probe());
    sql("REVOKE ALL ON SEQUENCE octospira.notification_ids FROM reader");
    BOOST_TEST(!journal->probe().has_value());
    sql("GRANT USAGE ON SEQUENCE octospira.notification_ids TO reader");
    must(journal->probe());
    sql("REVOKE INSERT ON octospira.launches FROM reader");
    BOOST_TEST(!journal->probe().has_value());
    sql("GRANT INSERT ON octospira.launches TO reader");
    must(journal->probe());
    sql("ALTER ROLE reader SET default_transaction_read_only = on");
    BOOST_TEST(!must(store->connect())->probe().has_value());
}

/// The rights that notifications, deliveries and an operator's commands use.
const std::vector<std::pair<std::string, std::vector<std::string>>> kRights = {
    {"notifications", {"SELECT", "INSERT", "UPDATE", "DELETE"}},
    {"claims", {"SELECT", "INSERT", "UPDATE", "DELETE"}},
    {"attempts", {"SELECT", "INSERT"}},
    {"ledger", {"SELECT", "INSERT", "UPDATE", "DELETE"}},
    {"launches", {"SELECT", "INSERT", "UPDATE", "DELETE"}},
    {"refused", {"SELECT", "INSERT", "DELETE"}},
    {"turns", {"SELECT", "INSERT", "UPDATE", "DELETE"}},
    {"journal", {"SELECT"}},
};

BOOST_AUTO_TEST_CASE(is_found_unusable_without_one_of_the_rights_to_its_tables) {
    const std::string address = of_reader();
    auto store = must(open_store({address}));
    const auto journal = must(store->connect());
    must(journal->probe());

    for (const auto& [table, rights] : kRights) {
        for (const std::string& right : rights) {
            sql("REVOKE " + right + " ON octospira." + table + " FROM reader");
            BOOST_TEST(!journal->probe().has_value(), right + " on " + table);
            sql("GRANT " + right + " ON octospira." + table + " TO reader");
            must(journal->probe());
        }
        if (table != "journal") BOOST_TEST(sql("SELECT count(*) FROM octospira." + table) == "0");
    }
}

/// A right to all columns but those that the rest of a delivery never reads.
BOOST_AUTO_TEST_CASE(is_found_unusable_without_the_right_to_a_column) {
    const std::string address = of_reader();
    auto store = must(open_store({address}));
    const auto journal = must(store->connect());
    sql("REVOKE SELECT ON octospira.launches FROM reader");
    sql("GRANT SELECT (made_ms, bench_result, product, test_case, arrival, started_ms, user_name, "
        "report_url, expected_ms, next_poll_ms, test_set) ON octospira.launches TO reader");
    BOOST_TEST(!journal->probe().has_value());
    sql("GRANT SELECT (release) ON octospira.launches TO reader");
    must(journal->probe());
}

BOOST_AUTO_TEST_CASE(is_found_unusable_without_a_function_of_its_own) {
    auto store = must(open_store({where}));
    const auto journal = must(store->connect());
    for (const std::string name : {"claim", "is_free"}) {
        sql("ALTER FUNCTION octospira." + name + " RENAME TO elsewhere");
        BOOST_TEST(!journal->probe().has_value(), name);
        sql("ALTER FUNCTION octospira.elsewhere RENAME TO " + name);
        must(journal->probe());
    }
}

BOOST_AUTO_TEST_CASE(is_refused_behind_a_pooler_that_shares_connections_between_transactions) {
    const octospira::test::Folder folder;
    const std::string host = folder.path().string();
    const PostgresPooler pooler(host, 5432, server.socket());

    const Error error = refused("postgresql://octospira@/journal?host=" + host);

    BOOST_TEST((error.kind == ErrorKind::invalid_input), sentence(error));
    BOOST_TEST(contains(sentence(error), "pool_mode"), sentence(error));
}

BOOST_AUTO_TEST_CASE(needs_no_more_rights_than_a_schema_of_its_own) {
    sql("CREATE ROLE humble LOGIN");
    const auto humble = "postgresql://humble" + where.substr(where.find('@'));
    const Error error = refused(humble);
    BOOST_TEST((error.kind == ErrorKind::unavailable));
    BOOST_TEST(contains(sentence(error), "permission denied"));

    sql("CREATE SCHEMA octospira AUTHORIZATION humble");

    auto store = must(open_store({humble}));
    const auto journal = must(store->connect());
    BOOST_TEST(!keep(*journal, verdict("a")).duplicate);
    must(journal->finish(ended(claim(*journal).id, State::recorded, 2000)));
    BOOST_TEST(must(journal->forget(3000, 10)) == 1);
    must(journal->probe());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
