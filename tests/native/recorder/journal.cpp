#include "native/recorder/journal/journal.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "native/recorder/journal/journal_lock.hpp"
#include "native/recorder/journal/sqlite.hpp"
#include "tests/native/support.hpp"

namespace octospira::recorder {

namespace {

struct Store {
    std::unique_ptr<Journal> open() const {
        auto store = open_store({path});
        BOOST_REQUIRE_MESSAGE(store, (store ? "" : sentence(store.error())));
        auto journal = (*store)->connect();
        BOOST_REQUIRE(journal);
        return std::move(*journal);
    }
    void execute(const char* sql) const {
        sqlite3* handle = nullptr;
        BOOST_REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
        BOOST_CHECK(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(handle);
    }

    octospira::test::Folder folder;
    const std::string path = folder.file("journal.sqlite");
};

/// As the first released version made it.
constexpr const char* kFirstVersion = R"sql(
CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bench_result TEXT NOT NULL,
    event TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    body TEXT NOT NULL,
    build INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'recorded', 'ignored', 'dead')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    last_error TEXT NOT NULL DEFAULT '',
    product INTEGER,
    test_case INTEGER,
    test_run INTEGER,
    execution_status INTEGER,
    UNIQUE (bench_result, event)
);
CREATE INDEX notifications_due ON notifications (next_attempt_ms) WHERE state = 'pending';
CREATE TABLE ledger (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE launches (
    bench_result TEXT PRIMARY KEY,
    product INTEGER NOT NULL,
    test_case INTEGER NOT NULL,
    release INTEGER,
    test_set INTEGER,
    started_ms INTEGER NOT NULL
) WITHOUT ROWID;
PRAGMA application_id = 1331917907;
PRAGMA user_version = 1;
)sql";

/// The second version's notifications, and what else it has.
constexpr const char* kSecondVersion = R"sql(
CREATE TABLE notifications (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_ms INTEGER NOT NULL,
    bench_result TEXT NOT NULL,
    event TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    body TEXT NOT NULL,
    build INTEGER NOT NULL,
    reconciled INTEGER NOT NULL DEFAULT 0,
    verdict INTEGER,
    state TEXT NOT NULL CHECK (state = 'pending' OR state = 'recorded' OR state = 'ignored' OR
        state = 'conflict' OR state = 'dead'),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL DEFAULT '',
    product INTEGER,
    test_case INTEGER,
    test_run INTEGER,
    execution_status INTEGER,
    UNIQUE (made_ms, bench_result, event)
);
CREATE INDEX notifications_due ON notifications (next_attempt_ms, received_ms)
    WHERE state = 'pending';
CREATE INDEX notifications_recorded ON notifications (changed_ms, execution_status, received_ms)
    WHERE state = 'recorded';
CREATE INDEX notifications_aside ON notifications (state, changed_ms)
    WHERE state = 'ignored' OR state = 'conflict' OR state = 'dead';
CREATE TABLE ledger (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE attempts (
    notification INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    took_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    note TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (notification, number)
) WITHOUT ROWID;
CREATE TABLE launches (
    bench_result TEXT PRIMARY KEY,
    product INTEGER NOT NULL,
    test_case INTEGER NOT NULL,
    release INTEGER,
    test_set INTEGER,
    started_ms INTEGER NOT NULL,
    user TEXT NOT NULL DEFAULT '',
    report_url TEXT NOT NULL DEFAULT '',
    expected_ms INTEGER,
    next_poll_ms INTEGER
) WITHOUT ROWID;
CREATE INDEX launches_watched ON launches (next_poll_ms) WHERE next_poll_ms IS NOT NULL;
PRAGMA application_id = 1331917907;
PRAGMA user_version = 2;
)sql";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(journal, Store)

// What every journal promises is in journal_suite; here is what is SQLite's own.

BOOST_AUTO_TEST_CASE(a_journal_of_the_first_version_is_brought_up_to_date_with_all_it_holds) {
    execute(kFirstVersion);
    execute(
        "INSERT INTO notifications (bench_result, event, received_ms, body, build, state, "
        "next_attempt_ms, changed_ms, last_error) VALUES ('lUig7oEBrZGjujUFtpV_', "
        "'TEST_PASSED', 1000, '{}', 0, 'pending', 1000, 1000, ''), ('b', 'TEST_FAILED', 2000, "
        "'{}', 1, 'dead', 2000, 2500, 'Refused.')");
    execute(
        "INSERT INTO launches VALUES ('b', 1, 42, NULL, NULL, 500); "
        "INSERT INTO ledger VALUES ('run/b/42', 'intent')");

    const auto journal = open();

    const auto rows = journal->list({});
    BOOST_REQUIRE(rows);
    BOOST_REQUIRE(rows->size() == 2U);
    BOOST_TEST((*rows)[0].note == "Refused.");
    BOOST_TEST((*rows)[0].build);
    BOOST_TEST((*rows)[1].bench_result == "lUig7oEBrZGjujUFtpV_");
    BOOST_TEST(journal->recall("run/b/42")->value_or("") == "intent");
    BOOST_TEST((*journal->launch_of("b"))->test_case.value() == 42);
    NewNotification again;
    again.bench_result = "lUig7oEBrZGjujUFtpV_";
    again.event = "TEST_PASSED";
    again.verdict = 2;
    BOOST_TEST(journal->keep({again})->front().duplicate);
    again.event = "TEST_FAILED";
    again.verdict = 1;
    BOOST_TEST((journal->keep({again})->front().state == State::conflict));
}

BOOST_AUTO_TEST_CASE(a_journal_of_the_second_version_is_brought_up_to_date_with_all_it_holds) {
    execute(kSecondVersion);
    execute(
        "INSERT INTO notifications (id, made_ms, bench_result, event, received_ms, body, build, "
        "reconciled, verdict, state, attempts, next_attempt_ms, changed_ms, note, details, "
        "product, test_case, test_run, execution_status) VALUES "
        "(7, 0, 'a', 'TEST_PASSED', 1000, '{}', 1, 1, 2, 'recorded', 2, 1000, 2500, 'n', '{}', 1, "
        "42, 1286, 2), (9, 0, 'a', 'TEST_FAILED', 1000, '{}', 0, 0, 1, 'conflict', 0, 1000, 1000, "
        "'', '', NULL, NULL, NULL, NULL); "
        "INSERT INTO notifications (id, made_ms, bench_result, event, received_ms, body, build, "
        "state, next_attempt_ms, changed_ms) VALUES (30, 0, 'gone', 'E', 0, '', 0, 'ignored', 0, "
        "0); DELETE FROM notifications WHERE id = 30; "
        "INSERT INTO attempts VALUES (7, 1, 2500, 55, 'recorded', '', '')");

    const auto journal = open();

    const auto first = journal->find(7);
    BOOST_REQUIRE(first);
    BOOST_REQUIRE(first->has_value());
    const DeliverySummary& row = (*first)->row;
    BOOST_TEST((row.state == State::recorded));
    BOOST_TEST(row.build);
    BOOST_TEST(row.reconciled);
    BOOST_TEST(row.attempts == 2);
    BOOST_TEST(row.note == "n");
    BOOST_TEST(row.test_run.value_or(0) == 1286);
    BOOST_TEST(row.verdict.value_or(0) == 2);
    BOOST_TEST(!row.second_verdict);
    BOOST_TEST((*first)->attempts.size() == 1U);
    BOOST_TEST(journal->dismiss(9, {"no"}, 3000).value_or(false));
    NewNotification fresh;
    fresh.bench_result = "b";
    fresh.event = "TEST_PASSED";
    BOOST_TEST(journal->keep({fresh})->front().id == 31);
}

BOOST_AUTO_TEST_CASE(a_newer_journal_and_another_programs_database_are_refused_untouched) {
    (void)open();
    execute("PRAGMA user_version = 999");
    const auto newer = open_store({path});
    BOOST_REQUIRE(!newer);
    BOOST_TEST(newer.error().message.english.find("version 999") != std::string::npos);

    execute("PRAGMA user_version = 1; PRAGMA application_id = 7");
    const auto foreign = open_store({path});
    BOOST_REQUIRE(!foreign);
    BOOST_TEST(foreign.error().message.english.find("another program") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_no_database_or_no_place_for_one_is_refused_with_a_sentence) {
    std::ofstream(path) << "This is a text, long enough that nobody takes it for a database file, "
                           "which begins with a header of a hundred bytes.";
    BOOST_TEST(!open_store({path}));
    const auto nowhere = open_store({folder.file("no/such/folder")});
    BOOST_REQUIRE(!nowhere);
    BOOST_TEST(sentence(nowhere.error()).find("folder that exists") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_write_ahead_log_begins_anew_while_notifications_pour_in) {
    constexpr std::size_t kBody = 4000;
    constexpr std::size_t kGroup = 60;
    constexpr std::size_t kEnough = 48 * 1024 * 1024;
    const Store at;
    auto store = open_store({at.path});
    BOOST_REQUIRE(store);
    auto journal = (*store)->connect();
    BOOST_REQUIRE(journal);
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(1500);
    std::size_t written = 0;

    // One group upon the other: there is no moment in which a checkpoint could reach the end.
    while (written < kEnough || std::chrono::steady_clock::now() < end) {
        std::vector<Incoming> group;
        for (std::size_t i = 0; i < kGroup; ++i) {
            NewNotification one;
            one.bench_result = "run-" + std::to_string(written++);
            one.event = "TEST_PASSED";
            one.body = std::string(kBody, 'x');
            one.verdict = 2;
            group.emplace_back(std::move(one));
        }
        written += kGroup * kBody;
        BOOST_REQUIRE((*journal)->keep(group));
    }

    BOOST_TEST(std::filesystem::file_size(at.path + "-wal") < written / 2);
}

BOOST_AUTO_TEST_CASE(a_statement_whose_reader_threw_reads_the_next_question_from_its_beginning) {
    (void)open();
    auto database = sqlite::Database::open(path, std::chrono::seconds(1), {}).value();
    auto numbers = database.prepare("SELECT ?1 UNION ALL SELECT ?1 + 1").value();
    BOOST_CHECK_THROW((void)numbers.bind(1, std::int64_t{10}).each([](const sqlite::Statement&) {
        throw std::bad_alloc();
    }),
                      std::bad_alloc);

    std::vector<std::int64_t> read;
    (void)(numbers.bind(1, std::int64_t{20}).each([&](const sqlite::Statement& row) {
        read.push_back(row.integer(0));
    }));

    BOOST_TEST(read == (std::vector<std::int64_t>{20, 21}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(only_its_owner_can_read_the_journal) {
    (void)open();
    struct stat status {};
    BOOST_REQUIRE(::stat(path.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 077U) == 0U);
}

BOOST_AUTO_TEST_CASE(one_process_part_at_a_time_holds_a_journal) {
    {
        const auto first = JournalLock::take(path);
        BOOST_REQUIRE(first);
        BOOST_TEST(!JournalLock::take(path));
    }
    BOOST_TEST(JournalLock::take(path).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder
