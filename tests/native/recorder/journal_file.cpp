// What happens to a journal's files: on the disk before a recorder starts, and under its hands.

#include <sqlite3.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <memory>

#include "native/recorder/journal/journal.hpp"
#include "tests/native/recorder/journal_files.hpp"
#include "tests/native/support.hpp"

namespace octospira::recorder::test {

namespace {

using octospira::test::has;

namespace fs = std::filesystem;

/// A recorder's connection to a journal in a folder of its own.
struct Running : JournalFolder {
    Running() {
        auto opened = open_store({path});
        BOOST_REQUIRE(opened);
        store = std::move(*opened);
        journal = std::move(*store->connect());
        BOOST_REQUIRE(keep("before"));
    }

    Result<std::vector<Stored>> keep(const std::string& bench_result) const {
        NewNotification one;
        one.bench_result = bench_result;
        one.event = "TEST_PASSED";
        one.verdict = 2;
        return journal->keep({one});
    }
    /// What is said of a journal that takes nothing; fails the test where it takes something.
    std::string refusal() const {
        const auto kept = keep("after");
        const auto probe = journal->probe();
        BOOST_TEST(!kept.has_value());
        BOOST_TEST(!probe.has_value());
        if (kept || probe) return {};
        BOOST_TEST((kept.error().kind == ErrorKind::unavailable));
        return sentence(probe.error());
    }
    void stop() {
        journal.reset();
        store.reset();
    }

    std::unique_ptr<JournalStore> store;
    std::unique_ptr<Journal> journal;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(a_running_journal, Running)

BOOST_AUTO_TEST_CASE(takes_nothing_once_all_its_files_were_removed) {
    for (const char* const end : {"", "-wal", "-shm"}) fs::remove(path + end);
    BOOST_TEST(has(refusal(), path));
}

BOOST_AUTO_TEST_CASE(takes_nothing_once_its_database_was_removed_and_says_where_its_content_is) {
    fs::remove(path);
    BOOST_TEST(has(refusal(), "/proc/"));
}

BOOST_AUTO_TEST_CASE(takes_nothing_while_it_is_renamed_and_goes_on_when_it_is_back) {
    fs::rename(path, path + ".old");
    BOOST_TEST(has(refusal(), "renamed"));

    fs::rename(path + ".old", path);

    BOOST_TEST(journal->probe().has_value());
    BOOST_TEST(keep("back").has_value());
}

BOOST_AUTO_TEST_CASE(takes_nothing_once_another_file_has_its_name) {
    fs::copy_file(path, path + ".copy");
    fs::rename(path + ".copy", path);
    BOOST_TEST(has(refusal(), "replaced"));
}

BOOST_AUTO_TEST_CASE(takes_nothing_once_its_folder_was_removed_or_renamed) {
    fs::rename(folder, folder.string() + ".away");
    BOOST_TEST(has(refusal(), "was removed, renamed or replaced"));
    fs::rename(folder.string() + ".away", folder);
    BOOST_TEST(keep("back").has_value());
    fs::remove_all(folder);
    BOOST_TEST(!refusal().empty());
}

BOOST_AUTO_TEST_CASE(takes_nothing_once_its_log_or_the_logs_index_was_removed) {
    fs::remove(path + "-shm");
    BOOST_TEST(has(refusal(), "-shm was removed"));
    fs::remove(path + "-wal");
    BOOST_TEST(has(refusal(), "Restart the recorder"));
}

BOOST_AUTO_TEST_CASE(loses_nothing_when_it_is_restarted_after_its_log_was_removed) {
    fs::remove(path + "-wal");
    BOOST_TEST(!journal->probe().has_value());
    // As a killed process would leave it.
    fs::copy_file(path, path + ".copy");
    stop();
    fs::rename(path + ".copy", path);

    const auto again = must_open();

    const auto rows = again.journal->list({});
    BOOST_REQUIRE(rows);
    BOOST_TEST(rows->size() == 1U);
}

BOOST_AUTO_TEST_CASE(has_all_that_was_accepted_in_its_renamed_file_when_it_stops) {
    fs::rename(path, folder / "old.db");
    BOOST_TEST(!journal->probe().has_value());
    stop();
    BOOST_TEST(must_open().journal->list({})->size() == 0U);

    path = (folder / "old.db").string();

    BOOST_TEST(must_open().journal->list({})->size() == 1U);
}

BOOST_AUTO_TEST_CASE(has_all_that_was_accepted_in_its_removed_file_soon_after) {
    fs::remove(path);
    const std::string said = refusal();
    const auto begin = said.find("/proc/");
    BOOST_REQUIRE(begin != std::string::npos);
    const std::string content = said.substr(begin, said.find_last_not_of('.') + 1 - begin);

    fs::copy_file(content, path + ".saved");
    path += ".saved";

    BOOST_TEST(must_open().journal->list({})->size() == 1U);
}

BOOST_AUTO_TEST_CASE(takes_nothing_once_it_was_emptied) {
    fs::resize_file(path, 0);
    BOOST_TEST(has(refusal(), "emptied"));
}

BOOST_AUTO_TEST_CASE(takes_nothing_once_something_else_was_written_over_it) {
    std::ofstream(path, std::ios::trunc) << std::string(100'000, 'x');
    BOOST_TEST(has(refusal(), "overwritten"));
}

BOOST_AUTO_TEST_CASE(takes_nothing_once_another_programs_database_was_copied_over_it) {
    JournalFolder other;
    other.execute("PRAGMA application_id = 7; CREATE TABLE cats (name TEXT)");
    std::ofstream(path, std::ios::binary | std::ios::trunc) << other.content();
    BOOST_TEST(has(refusal(), "overwritten"));
}

BOOST_AUTO_TEST_CASE(takes_nothing_once_it_was_cut_and_that_was_noticed) {
    for (int i = 0; i < 300; ++i) BOOST_REQUIRE(keep("run-" + std::to_string(i)));
    stop();  // moves the log into the file
    store = std::move(*open_store({path}));
    journal = std::move(*store->connect());
    BOOST_REQUIRE(journal->probe());
    fs::resize_file(path, 8192);
    BOOST_TEST(!journal->probe().has_value());
    BOOST_TEST(has(refusal(), "damaged"));
}

BOOST_AUTO_TEST_CASE(goes_on_after_another_program_has_vacuumed_it) {
    for (int i = 0; i < 300; ++i) BOOST_REQUIRE(keep("run-" + std::to_string(i)));
    BOOST_REQUIRE(journal->probe());
    BOOST_REQUIRE(journal->forget(10'000'000'000'000, 1000));
    execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    BOOST_TEST(journal->probe().has_value());
    BOOST_TEST(journal->probe().has_value());
    BOOST_TEST(keep("more").has_value());
}

BOOST_AUTO_TEST_CASE(takes_nothing_once_its_symbolic_link_points_elsewhere) {
    stop();
    const std::string link = (folder / "link.db").string();
    fs::create_symlink(path, link);
    store = std::move(*open_store({link}));
    journal = std::move(*store->connect());
    BOOST_TEST(keep("linked").has_value());
    std::ofstream(folder / "other.db").flush();

    fs::remove(link);
    fs::create_symlink(folder / "other.db", link);

    BOOST_TEST(has(refusal(), link));
}

BOOST_AUTO_TEST_CASE(gives_no_more_connections_once_it_was_replaced) {
    fs::remove(path);
    BOOST_TEST(!store->connect().has_value());
    BOOST_TEST(!fs::exists(path));
}

BOOST_AUTO_TEST_CASE(that_is_damaged_takes_nothing_after_it_was_noticed) {
    for (int i = 0; i < 300; ++i) BOOST_REQUIRE(keep("run-" + std::to_string(i)));
    stop();  // moves the log into the file
    store = std::move(*open_store({path}));
    journal = std::move(*store->connect());
    damage_pages();
    auto reader = store->connect(std::chrono::milliseconds(100));
    bool noticed = !reader;
    if (reader) noticed = !(*reader)->list({}) || !(*reader)->state_counts() || !(*reader)->find(1);
    BOOST_REQUIRE(noticed);
    BOOST_TEST(has(refusal(), "damaged"));
}

BOOST_AUTO_TEST_CASE(gives_up_within_the_time_of_the_connection_when_another_program_writes) {
    const auto hurried = store->connect(std::chrono::milliseconds(50));
    BOOST_REQUIRE(hurried);
    sqlite3* other = nullptr;
    BOOST_REQUIRE(sqlite3_open(path.c_str(), &other) == SQLITE_OK);
    BOOST_REQUIRE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
    const auto begun = std::chrono::steady_clock::now();

    BOOST_TEST(!(*hurried)->keep({NewNotification{"a", "E", 1, "{}"}}).has_value());
    const auto probe = (*hurried)->probe();
    BOOST_REQUIRE(!probe);
    BOOST_TEST(has(sentence(probe.error()), "another program"), sentence(probe.error()));

    BOOST_TEST((std::chrono::steady_clock::now() - begun < std::chrono::seconds(2)));
    sqlite3_close(other);
    BOOST_TEST(keep("later").has_value());
}

BOOST_AUTO_TEST_CASE(is_found_unusable_when_nothing_can_be_added_to_it) {
    execute(
        "CREATE TRIGGER never BEFORE INSERT ON notifications BEGIN SELECT raise(ABORT, 'no'); "
        "END");
    BOOST_TEST(!journal->probe().has_value());
    execute("DROP TRIGGER never");
    BOOST_TEST(journal->probe().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_journals_lock, Running)

BOOST_AUTO_TEST_CASE(holds_for_every_name_of_the_file) {
    const std::string soft = (folder / "soft.db").string();
    const std::string hard = (folder / "hard.db").string();
    fs::create_symlink(path, soft);
    fs::create_hard_link(path, hard);
    const std::string relative = fs::relative(path).string();
    const std::string dotted = (folder / "." / ".." / folder.filename() / "journal.db").string();
    for (const std::string& name : {path, soft, hard, relative, dotted}) {
        const auto second = open_store({name});
        BOOST_TEST(!second.has_value(), name);
    }
    BOOST_TEST(keep("still").has_value());
}

BOOST_AUTO_TEST_CASE(holds_for_a_file_that_was_renamed) {
    fs::rename(path, path + ".old");
    for (const std::string& name : {path + ".old", path}) {
        const auto second = open_store({name});
        BOOST_REQUIRE(!second);
        BOOST_TEST((second.error().kind == ErrorKind::conflict), sentence(second.error()));
    }
}

BOOST_AUTO_TEST_CASE(ends_with_the_store) {
    stop();
    BOOST_TEST(open_store({path}).has_value());
}

BOOST_AUTO_TEST_CASE(lets_others_look) {
    const auto look = open_store({path, "", false});
    BOOST_REQUIRE(look);
    const auto rows = (*(*look)->connect())->list({});
    BOOST_REQUIRE(rows);
    BOOST_TEST(rows->size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(a_file_that_is_given_as_a_journal, JournalFolder)

BOOST_AUTO_TEST_CASE(stays_as_it_is_when_it_is_another_programs_database) {
    execute("CREATE TABLE cats (name TEXT); INSERT INTO cats VALUES ('Tom')");
    const std::string before = content();
    for (const bool recorder : {true, false}) {
        const auto opened = open_store({path, "", recorder});
        BOOST_REQUIRE(!opened);
        BOOST_TEST((opened.error().kind == ErrorKind::invalid_input));
        BOOST_TEST(has(sentence(opened.error()), "another program"));
    }
    BOOST_TEST((content() == before));
    BOOST_TEST(names() == "journal.db");
}

BOOST_AUTO_TEST_CASE(stays_as_it_is_when_its_tables_are_still_in_a_write_ahead_log) {
    sqlite3* other = nullptr;
    BOOST_REQUIRE(sqlite3_open(path.c_str(), &other) == SQLITE_OK);
    BOOST_REQUIRE(sqlite3_exec(other, "PRAGMA journal_mode = WAL; CREATE TABLE cats (name TEXT)",
                               nullptr, nullptr, nullptr) == SQLITE_OK);
    const std::string before = content();
    BOOST_TEST(has(sentence(open_store({path}).error()), "another program"));
    BOOST_TEST((content() == before));
    sqlite3_close(other);
}

BOOST_AUTO_TEST_CASE(stays_as_it_is_when_it_is_a_newer_versions_or_has_another_mark) {
    for (const char* const mark : {"PRAGMA application_id = 1331917907; PRAGMA user_version = 999",
                                   "PRAGMA user_version = 3; PRAGMA application_id = 7"}) {
        execute(mark);
        const std::string before = content();
        for (const bool recorder : {true, false}) {
            BOOST_TEST(!open_store({path, "", recorder}).has_value());
        }
        BOOST_TEST((content() == before));
    }
}

BOOST_AUTO_TEST_CASE(stays_as_it_is_when_it_is_no_database) {
    for (const std::string& text : {std::string("a"), std::string(5000, 'x')}) {
        std::ofstream(path, std::ios::trunc) << text;
        for (const bool recorder : {true, false}) {
            const auto opened = open_store({path, "", recorder});
            BOOST_REQUIRE(!opened);
            BOOST_TEST((opened.error().kind == ErrorKind::invalid_input));
        }
        BOOST_TEST((content() == text));
    }
}

BOOST_AUTO_TEST_CASE(is_not_made_or_filled_by_looking) {
    const auto missing = open_store({path, "", false});
    BOOST_REQUIRE(!missing);
    BOOST_TEST((missing.error().kind == ErrorKind::not_found));
    BOOST_TEST(names() == "");
    std::ofstream(path).flush();
    const auto empty = open_store({path, "", false});
    BOOST_REQUIRE(!empty);
    BOOST_TEST((empty.error().kind == ErrorKind::not_found));
    BOOST_TEST(fs::file_size(path) == 0U);
}

BOOST_AUTO_TEST_CASE(does_not_lose_the_write_ahead_log_of_one_that_was_removed) {
    std::ofstream(path + "-wal") << "frames";
    BOOST_TEST(open_store({path}).has_value());
    BOOST_TEST(fs::file_size(path + "-wal.orphan") == 6U);
}

BOOST_AUTO_TEST_CASE(becomes_one_when_it_is_empty) {
    std::ofstream(path).flush();
    BOOST_TEST(open_store({path}).has_value());
}

BOOST_AUTO_TEST_CASE(of_a_recorder_that_was_killed_at_its_first_start_is_known) {
    auto store = open_store({path});
    BOOST_REQUIRE(store);
    const auto journal = (*store)->connect();
    // As it is on the disk before the log is moved.
    for (const char* const end : {"", "-wal"}) fs::copy_file(path + end, path + ".2" + end);
    BOOST_TEST(open_store({path + ".2"}).has_value());
}

BOOST_AUTO_TEST_CASE(is_refused_when_it_is_a_hard_link_to_what_a_recorder_knows_by_another_name) {
    BOOST_REQUIRE(open_store({path}));
    fs::create_hard_link(path, path + ".2");
    for (const bool recorder : {true, false}) {
        const auto opened = open_store({path + ".2", "", recorder});
        BOOST_REQUIRE(!opened);
        BOOST_TEST(has(sentence(opened.error()), "hard links"));
        BOOST_TEST(open_store({path, "", recorder}).has_value());
    }
}

BOOST_AUTO_TEST_CASE(is_refused_when_it_is_a_folder_or_a_device) {
    for (const std::string& name :
         {folder.string(), std::string("/dev/null"), folder.string() + "/"}) {
        for (const bool recorder : {true, false}) {
            const auto opened = open_store({name, "", recorder});
            BOOST_REQUIRE(!opened);
            BOOST_TEST((opened.error().kind == ErrorKind::invalid_input), name);
        }
    }
}

BOOST_AUTO_TEST_CASE(may_have_a_question_mark_in_its_name) {
    const std::string odd = path + "?mode=memory&x=%20";
    BOOST_TEST(open_store({odd}).has_value());
    BOOST_TEST(fs::exists(odd));
}

BOOST_AUTO_TEST_CASE(is_written_by_nobody_else_any_more) {
    auto store = open_store({path});
    BOOST_REQUIRE(store);
    auto journal = (*store)->connect();
    for (const char* const end : {"", "-wal", "-shm"}) ::chmod((path + end).c_str(), 0666);

    journal = {};
    store = {};
    ::chmod(path.c_str(), 0666);
    store = open_store({path});
    BOOST_REQUIRE(store);
    journal = (*store)->connect();

    for (const char* const end : {"", "-wal", "-shm"}) {
        struct stat status {};
        BOOST_REQUIRE(::stat((path + end).c_str(), &status) == 0);
        BOOST_TEST((status.st_mode & 027U) == 0U, path + end);
    }
}

BOOST_AUTO_TEST_CASE(is_refused_when_its_pages_are_damaged) {
    {
        auto store = open_store({path});
        BOOST_REQUIRE(store);
        auto journal = (*store)->connect();
        for (int i = 0; i < 300; ++i) {
            NewNotification one{"run-" + std::to_string(i), "E", 1, std::string(500, 'b')};
            BOOST_REQUIRE((*journal)->keep({one}));
        }
    }
    damage_pages();
    const auto opened = open_store({path});
    BOOST_REQUIRE(!opened);
    BOOST_TEST((opened.error().kind == ErrorKind::invalid_input));
    BOOST_TEST(has(sentence(opened.error()), "damaged"));
}

BOOST_AUTO_TEST_CASE(is_none_when_it_is_an_address_of_another_form) {
    for (const char* const where :
         {":memory:", "file:journal.db", "file::memory:?cache=shared", "FILE:///tmp/journal.db",
          "sqlite:journal.db", "sqlite:///journal.db", "jdbc:postgresql://h/secret-1234",
          "postgresql+psycopg2://fred:secret-1234@h/d", "postgresql:fred@h/d", "http://h/d",
          "mysql://fred:secret-1234@h/d", "", "  "}) {
        for (const bool recorder : {true, false}) {
            const auto opened = open_store({where, "", recorder});
            BOOST_REQUIRE(!opened);
            BOOST_TEST((opened.error().kind == ErrorKind::invalid_input), where);
            BOOST_TEST(!has(sentence(opened.error()), "secret-1234"));
        }
        BOOST_TEST((*where == '\0' || !fs::exists(where)), where);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
