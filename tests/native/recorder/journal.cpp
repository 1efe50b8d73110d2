#include "native/recorder/journal.hpp"

#include <sqlite3.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "native/recorder/journal_lock.hpp"

namespace octospira::recorder {

namespace {

struct Store {
    Store() {
        std::string name = (std::filesystem::temp_directory_path() / "octospira-XXXXXX").string();
        BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder = name;
        path = (folder / "journal.sqlite").string();
    }
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    ~Store() {
        std::error_code ignored;
        std::filesystem::remove_all(folder, ignored);
    }

    std::unique_ptr<Journal> open() const {
        auto journal = open_sqlite_journal(path);
        BOOST_REQUIRE(journal);
        return std::move(*journal);
    }
    void execute(const char* sql) const {
        sqlite3* handle = nullptr;
        BOOST_REQUIRE(sqlite3_open(path.c_str(), &handle) == SQLITE_OK);
        BOOST_CHECK(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(handle);
    }

    std::filesystem::path folder;
    std::string path;
};

NewNotification one(const std::string& bench_result, const std::string& event,
                    EpochMs received = 1000) {
    return {bench_result, event, received, "{}", false, State::pending};
}

flows::Launch launch(const std::string& bench_result) {
    return {*BenchResultId::parse(bench_result),
            *ProductId::from(1),
            *TestCaseId::from(42),
            *ReleaseId::from(3),
            std::nullopt,
            500};
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(journal, Store)

BOOST_AUTO_TEST_CASE(a_group_is_kept_whole_and_duplicates_in_it_are_seen) {
    const auto journal = open();

    const auto kept = journal->keep({one("a", "TEST_PASSED"), one("b", "TEST_PASSED"),
                                     one("a", "TEST_PASSED"), one("a", "TEST_FAILED")});

    BOOST_REQUIRE(kept);
    BOOST_TEST(!(*kept)[0].duplicate);
    BOOST_TEST(!(*kept)[1].duplicate);
    BOOST_TEST((*kept)[2].duplicate);
    BOOST_TEST((*kept)[2].id == (*kept)[0].id);
    BOOST_TEST(!(*kept)[3].duplicate);
    BOOST_TEST(journal->tally()->pending == 3);
}

BOOST_AUTO_TEST_CASE(what_is_kept_is_there_after_the_journal_was_opened_again) {
    (void)open()->keep({one("a", "TEST_PASSED"), launch("a")});
    const auto journal = open();

    BOOST_TEST(journal->due(5000, 10)->size() == 1U);
    const auto found = journal->launch_of("a");
    BOOST_REQUIRE(found);
    BOOST_REQUIRE(found->has_value());
    BOOST_TEST((*found)->test_case.value() == 42);
    BOOST_TEST((*found)->release->value() == 3);
    BOOST_TEST(!(*found)->test_set.has_value());
    BOOST_TEST((*found)->started == 500);
    BOOST_TEST(!journal->launch_of("b")->has_value());
}

BOOST_AUTO_TEST_CASE(due_are_those_whose_time_has_come_the_longest_waiting_first) {
    const auto journal = open();
    (void)journal->keep(
        {one("late", "T", 3000), one("first", "T", 1000), one("second", "T", 2000)});

    const auto due = journal->due(2000, 10);

    BOOST_REQUIRE(due->size() == 2U);
    BOOST_TEST((*due)[0].bench_result == "first");
    BOOST_TEST((*due)[1].bench_result == "second");
    BOOST_TEST(journal->due(2000, 1)->size() == 1U);
    BOOST_TEST(journal->next_due(2000)->value_or(0) == 3000);
    BOOST_TEST(!journal->next_due(3000)->has_value());
}

BOOST_AUTO_TEST_CASE(what_was_learnt_in_one_attempt_is_kept_by_the_next) {
    const auto journal = open();
    const auto id = (*journal->keep({one("a", "T")}))[0].id;
    (void)journal->finish({id, State::pending, 1, 9000, 2000, "Spira is away.", 1, 42, {}, 2});
    BOOST_TEST(journal->due(8999, 10)->empty());
    BOOST_TEST((*journal->due(9000, 10))[0].attempts == 1);

    (void)journal->finish({id, State::recorded, 1, 0, 9500, "", {}, {}, 1286, {}});

    BOOST_TEST(journal->due(99'999, 10)->empty());
    BOOST_TEST(journal->tally()->recorded == 1);
}

BOOST_AUTO_TEST_CASE(the_ledger_keeps_replaces_and_forgets) {
    const auto journal = open();
    const auto other = open();
    BOOST_TEST(!journal->recall("run/a/42")->has_value());
    (void)journal->remember("run/a/42", "intent");
    BOOST_TEST(other->recall("run/a/42")->value_or("") == "intent");
    (void)other->remember("run/a/42", "recorded:7");
    BOOST_TEST(journal->recall("run/a/42")->value_or("") == "recorded:7");
    (void)journal->remember("run/a/42", std::nullopt);
    BOOST_TEST(!other->recall("run/a/42")->has_value());
}

BOOST_AUTO_TEST_CASE(a_launch_revives_only_what_was_given_up_without_a_test_case) {
    const auto journal = open();
    const auto kept = *journal->keep({one("a", "TEST_ERROR"), one("a", "TEST_FAILED")});
    (void)journal->finish({kept[0].id, State::dead, 3, 0, 2000, "No test case.", {}, {}, {}, {}});
    (void)journal->finish({kept[1].id, State::dead, 3, 0, 2000, "Refused.", 1, 42, {}, {}});

    (void)journal->keep({launch("a")});

    const auto due = journal->due(5000, 10);
    BOOST_REQUIRE(due->size() == 1U);
    BOOST_TEST((*due)[0].event == "TEST_ERROR");
    BOOST_TEST((*due)[0].attempts == 0);
}

BOOST_AUTO_TEST_CASE(a_probe_leaves_nothing_behind) {
    const auto journal = open();
    BOOST_TEST(journal->probe().has_value());
    BOOST_TEST(!journal->recall("probe")->has_value());
}

BOOST_AUTO_TEST_CASE(a_newer_journal_and_another_programs_database_are_refused_untouched) {
    (void)open();
    execute("PRAGMA user_version = 999");
    const auto newer = open_sqlite_journal(path);
    BOOST_REQUIRE(!newer);
    BOOST_TEST(newer.error().message.english.find("version 999") != std::string::npos);

    execute("PRAGMA user_version = 1; PRAGMA application_id = 7");
    const auto foreign = open_sqlite_journal(path);
    BOOST_REQUIRE(!foreign);
    BOOST_TEST(foreign.error().message.english.find("another program") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_no_database_or_no_place_for_one_is_refused_with_a_sentence) {
    std::ofstream(path) << "This is a text, long enough that nobody takes it for a database file, "
                           "which begins with a header of a hundred bytes.";
    BOOST_TEST(!open_sqlite_journal(path));
    const auto nowhere = open_sqlite_journal((folder / "no" / "such" / "folder").string());
    BOOST_REQUIRE(!nowhere);
    BOOST_TEST(sentence(nowhere.error()).find("folder that exists") != std::string::npos);
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
