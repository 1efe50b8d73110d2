// octospira deliveries and octospira replay, on a journal that this test fills.

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "native/cli/text/delivery_text.hpp"
#include "native/recorder/journal/journal.hpp"
#include "tests/native/cli/program.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::cli::test {

namespace {

using recorder::State;

constexpr EpochMs kNow = 1'700'000'000'000;
const std::string kKey = "A0000004-0C70-4004-8004-5B1CA0000004";

/// A journal's file, open in this process as a running recorder's would be in its own.
struct JournalFile {
    JournalFile() {
        auto opened = recorder::open_store({folder.file("journal.db")});
        BOOST_REQUIRE(opened);
        store = std::move(*opened);
        journal = std::move(*store->connect());
    }

    std::int64_t add(const std::string& run, State state, const std::string& note,
                     const std::string& answer = "") {
        const std::string body = to_text(Json{{"type", "TEST_PASSED"},
                                              {"benchResultId", run},
                                              {"reportName", "Fin Whale \x1b[31m" + run}});
        recorder::NewNotification arrival{run, "TEST_PASSED", kNow, body};
        arrival.verdict = 2;
        const auto kept = *journal->keep({arrival});
        recorder::Finished finished{kept[0].id, state, 1};
        finished.now = kNow + 1500;
        finished.next_attempt = kNow + 60'000;
        finished.note = note;
        finished.answer = answer;
        finished.milliseconds = 1200;
        if (state == State::recorded) {
            finished.product = 1;
            finished.test_case = 42;
            finished.test_run = 1286;
            finished.execution_status = 2;
        }
        BOOST_REQUIRE(journal->claim(kNow, std::chrono::minutes(1))->has_value());
        BOOST_REQUIRE(journal->finish(finished));
        return kept[0].id;
    }

    Outcome call(std::vector<std::string> arguments) const {
        return run(arguments,
                   {{"OCTOSPIRA_JOURNAL", folder.file("journal.db")}, {"TZ", "Europe/Paris"}});
    }
    /// A recorded run that passed, and in conflict with it one that failed; its number.
    std::int64_t add_conflict(const std::string& run) {
        (void)add(run, State::recorded, "");
        recorder::NewNotification failed{run, "TEST_FAILED", kNow, "{}"};
        failed.verdict = 1;
        const auto kept = *journal->keep({failed});
        BOOST_REQUIRE((kept[0].state == State::conflict));
        return kept[0].id;
    }
    /// One that waits for an hour.
    std::int64_t add_waiting(const std::string& run) {
        const auto id = add(run, State::pending, "Spira is away.");
        recorder::Finished later{id, State::pending, 4};
        later.now = kNow;
        later.next_attempt = 4'000'000'000'000;
        BOOST_REQUIRE(journal->claim(kNow + 60'000, std::chrono::minutes(1))->has_value());
        BOOST_REQUIRE(journal->finish(later));
        return id;
    }
    recorder::DeliverySummary row_of(std::int64_t id) { return (**journal->find(id)).row; }
    State state_of(std::int64_t id) { return (**journal->find(id)).row.state; }

    recorder::test::Folder folder;
    std::unique_ptr<recorder::JournalStore> store;
    std::unique_ptr<recorder::Journal> journal;
};

recorder::DeliverySummary row_of(State state, const std::string& note) {
    recorder::DeliverySummary row;
    row.id = 7;
    row.state = state;
    row.received = kNow;
    row.note = note;
    return row;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(deliveries_command, JournalFile)

BOOST_AUTO_TEST_CASE(a_list_names_test_place_and_reason_in_local_time) {
    add("run-1", State::dead, "Spira knows no such test case.");
    add("run-2", State::recorded, "");

    const Outcome listed = call({"deliveries", "--output", "text"});

    BOOST_TEST(listed.code == 0);
    for (const char* const part : {"dead", "Spira knows no such test case.", "TC:42 TR:1286 Passed",
                                   "2023-11-14 23:13:20 CET", "Fin Whale"}) {
        BOOST_TEST(has(listed.out, part), part << " in " << listed.out);
    }
}

BOOST_AUTO_TEST_CASE(a_list_is_json_lines_where_no_person_looks_and_can_be_narrowed) {
    add("run-1", State::dead, "gone");
    add("run-2", State::recorded, "");
    add("run-3", State::dead, "gone");

    const Outcome dead = call({"deliveries", "--state", "dead"});
    std::vector<std::int64_t> ids;
    for (const std::string_view line : split(dead.out, '\n')) {
        if (line.empty()) continue;
        const auto json = parse_json(line);
        BOOST_REQUIRE(json);
        BOOST_TEST(text_at(*json, "state") == "dead");
        ids.push_back(*integer_at(*json, "id"));
    }
    BOOST_TEST(ids == (std::vector<std::int64_t>{3, 1}), boost::test_tools::per_element());

    const Outcome one = call({"deliveries", "list", "--run", "run-2"});
    BOOST_TEST(has(one.out, "\"id\":2"));
    BOOST_TEST(!has(one.out, "run-3"));
    BOOST_TEST(!has(call({"deliveries", "--limit", "1"}).out, "run-2"));
    BOOST_TEST(call({"deliveries", "--state", "lost"}).code == 2);
}

BOOST_AUTO_TEST_CASE(one_is_told_with_every_attempt_and_answer_but_no_key_and_no_escape) {
    add("run-1", State::dead, "Spira refused the key " + kKey + ".",
        "HTTP 401\n\x1b]0;owned\x07 body");

    const Outcome shown = call({"deliveries", "show", "1", "--output", "text"});

    BOOST_TEST(shown.code == 0);
    for (const char* const part :
         {"Delivery 1", "| HTTP 401", "after 1.2 s", "\"reportName\": \"Fin Whale"}) {
        BOOST_TEST(has(shown.out, part), part << " in " << shown.out);
    }
    BOOST_TEST(!has(shown.out, kKey));
    BOOST_TEST(!has(shown.out, "\x1b"));
    BOOST_TEST(!has(shown.out, "\x07"));

    const auto json = parse_json(call({"deliveries", "show", "1"}).out);
    BOOST_REQUIRE(json);
    BOOST_TEST(array_at(*json, "history")->size() == 1U);
    BOOST_TEST(call({"deliveries", "show", "99"}).code == 1);
}

BOOST_AUTO_TEST_CASE(an_export_holds_every_dead_letter_with_its_notification) {
    for (int i = 0; i < 3; ++i) add("run-" + std::to_string(i), State::dead, "gone");
    add("run-ok", State::recorded, "");

    const Outcome exported = call({"deliveries", "export"});

    int lines = 0;
    for (const std::string_view line : split(exported.out, '\n')) {
        if (line.empty()) continue;
        const auto json = parse_json(line);
        BOOST_REQUIRE(json);
        BOOST_TEST(find(*json, "notification")->is_object());
        ++lines;
    }
    BOOST_TEST(lines == 3);
    BOOST_TEST(!has(exported.out, "run-ok"));
}

BOOST_AUTO_TEST_CASE(whoever_looks_and_leaves_does_not_take_a_running_recorders_log_along) {
    const auto second = store->connect();  // as a recorder has several
    BOOST_REQUIRE(second);
    add("run-1", State::dead, "gone");

    BOOST_TEST(call({"deliveries"}).code == 0);
    add("run-2", State::dead, "gone");

    BOOST_TEST(std::filesystem::exists(folder.file("journal.db-wal")));
    BOOST_TEST(has(call({"deliveries"}).out, "run-2"));
}

BOOST_AUTO_TEST_CASE(looking_at_a_journal_that_is_not_there_does_not_make_one) {
    const std::string other = folder.file("other.db");
    const Outcome looked = call({"deliveries", "--journal", other});
    BOOST_TEST(looked.code == 1);
    BOOST_TEST(has(looked.err, "There is no journal at"));
    BOOST_TEST(!std::filesystem::exists(other));
}

BOOST_AUTO_TEST_CASE(a_replay_makes_those_named_due_and_says_why_it_does_not) {
    const auto dead = add("run-1", State::dead, "gone");
    const auto done = add("run-2", State::recorded, "");

    const Outcome both =
        call({"replay", std::to_string(dead), std::to_string(done), "99", "--output", "text"});

    BOOST_TEST(both.code == 1);
    BOOST_TEST(has(both.out, "Delivery 1 will be delivered again."));
    BOOST_TEST(has(both.out, "Delivery 2: it is recorded; only dead"));
    BOOST_TEST(has(both.out, "there is no delivery with that number"));
    BOOST_TEST((state_of(dead) == State::pending));
    BOOST_TEST((state_of(done) == State::recorded));
}

BOOST_AUTO_TEST_CASE(a_replay_of_all_takes_the_dead_and_nothing_else) {
    const auto first = add("run-1", State::dead, "gone");
    const auto second = add("run-2", State::dead, "gone");
    const auto done = add("run-3", State::recorded, "");

    const Outcome all = call({"replay", "--all"});

    BOOST_TEST(all.out == "{\"replayed\":2}\n");
    BOOST_TEST((state_of(first) == State::pending));
    BOOST_TEST((state_of(second) == State::pending));
    BOOST_TEST((state_of(done) == State::recorded));
}

BOOST_AUTO_TEST_CASE(a_replay_that_does_not_say_of_what_is_a_mistake_of_the_caller) {
    BOOST_TEST(call({"replay"}).code == 2);
    BOOST_TEST(has(call({"replay"}).err, "Nothing to replay: give delivery numbers or --all."));
    BOOST_TEST(call({"replay", "1", "--all"}).code == 2);
    BOOST_TEST(call({"replay", "-1"}).code == 2);
}

BOOST_AUTO_TEST_CASE(a_conflict_is_not_replayed_where_nobody_says_yes_to_a_second_test_run) {
    const auto conflict = add_conflict("run-1");

    const Outcome asked = call({"replay", std::to_string(conflict), "--output", "text"});

    BOOST_TEST(asked.code == 1);
    BOOST_TEST(has(asked.out,
                   "Record Failed as well? TC:42 has Passed (TR:1286) for this run; a second test "
                   "run is added and the test case becomes Failed."));
    BOOST_TEST(has(asked.out, "--yes"));
    BOOST_TEST((state_of(conflict) == State::conflict));
}

BOOST_AUTO_TEST_CASE(a_conflict_is_replayed_with_yes_as_a_second_verdict) {
    const auto conflict = add_conflict("run-1");

    const Outcome replayed = call({"replay", std::to_string(conflict), "--yes"});

    BOOST_TEST(replayed.code == 0);
    BOOST_TEST(replayed.out == "{\"id\":" + std::to_string(conflict) + ",\"replayed\":true}\n");
    BOOST_TEST((state_of(conflict) == State::pending));
    BOOST_TEST(row_of(conflict).second_verdict);
}

BOOST_AUTO_TEST_CASE(a_conflict_that_was_dismissed_is_asked_about_as_well) {
    const auto conflict = add_conflict("run-1");
    BOOST_REQUIRE(*journal->dismiss(conflict, {"no"}, kNow));
    BOOST_TEST(call({"replay", std::to_string(conflict)}).code == 1);
    BOOST_TEST((state_of(conflict) == State::dismissed));
}

BOOST_AUTO_TEST_CASE(a_dismissed_one_is_shown_with_its_reason_and_leaves_the_dead) {
    const auto dead = add("run-1", State::dead, "gone");

    const Outcome done = call({"deliveries", "dismiss", std::to_string(dead), "--reason",
                               "A rehearsal\nwith " + kKey, "--output", "text"});

    BOOST_TEST(done.code == 0);
    BOOST_TEST(done.out == "Delivery 1 is dismissed.\n");
    BOOST_TEST((state_of(dead) == State::dismissed));
    BOOST_TEST(!row_of(dead).reason_by.empty());
    BOOST_TEST(!has(row_of(dead).reason, kKey));
    BOOST_TEST(call({"deliveries", "--state", "dead"}).out == "");
    BOOST_TEST(has(call({"deliveries", "--state", "dismissed", "--output", "text"}).out,
                   "A rehearsal with"));
    BOOST_TEST(has(call({"deliveries", "show", "1", "--output", "text"}).out, "Dismissed"));
}

BOOST_AUTO_TEST_CASE(only_the_dead_and_the_conflicting_are_dismissed_and_only_with_a_reason) {
    const auto recorded = add("run-1", State::recorded, "");
    const auto dead = add("run-2", State::dead, "gone");

    const Outcome both = call({"deliveries", "dismiss", std::to_string(recorded),
                               std::to_string(dead), "99", "--reason", "no"});

    BOOST_TEST(both.code == 1);
    BOOST_TEST(has(both.out, "{\"id\":1,\"dismissed\":false,\"why\":\"it is recorded; only dead"));
    BOOST_TEST(has(both.out, "{\"id\":2,\"dismissed\":true}"));
    BOOST_TEST(has(both.out, "there is no delivery with that number"));
    BOOST_TEST(call({"deliveries", "dismiss", "2"}).code == 2);
    BOOST_TEST(call({"deliveries", "dismiss", "2", "--reason", " "}).code == 2);
    BOOST_TEST(call({"deliveries", "dismiss", "--reason", "no"}).code == 2);
}

BOOST_AUTO_TEST_CASE(an_assigned_one_is_due_for_that_test_case) {
    const auto dead = add("run-1", State::dead, "No test case fits.");

    const Outcome done = call({"deliveries", "assign", std::to_string(dead), "TC:7", "--product",
                               "PR:3", "--output", "text"});

    BOOST_TEST(done.code == 0);
    BOOST_TEST(has(done.out, "Delivery 1 will be recorded in TC:7 of PR:3."));
    BOOST_TEST((state_of(dead) == State::pending));
    const auto launch = *journal->launch_of("run-1");
    BOOST_REQUIRE(launch.has_value());
    BOOST_TEST(launch->test_case.value() == 7);
    BOOST_TEST(launch->product.value() == 3);
}

BOOST_AUTO_TEST_CASE(an_assignment_needs_a_product_only_where_none_is_known) {
    const auto dead = add("run-1", State::dead, "gone");
    const Outcome unknown = call({"deliveries", "assign", std::to_string(dead), "7"});
    BOOST_TEST(unknown.code == 2);
    BOOST_TEST(has(unknown.err, "--product"));
    recorder::NewLaunch launch{{*BenchResultId::parse("run-1"), *ProductId::from(5),
                                *TestCaseId::from(42), std::nullopt, std::nullopt, kNow}};
    BOOST_REQUIRE(journal->keep({launch}));

    BOOST_TEST(call({"deliveries", "assign", std::to_string(dead), "7"}).code == 0);

    BOOST_TEST((*journal->launch_of("run-1"))->product.value() == 5);
    BOOST_TEST((*journal->launch_of("run-1"))->test_case.value() == 7);
    BOOST_TEST(call({"deliveries", "assign", "1", "TS:7", "--product", "1"}).code == 2);
    BOOST_TEST(call({"deliveries", "assign", "1"}).code == 2);
    BOOST_TEST(call({"deliveries", "assign", "99", "7", "--product", "1"}).code == 1);
}

BOOST_AUTO_TEST_CASE(what_waits_is_due_at_once_when_it_is_retried) {
    const auto first = add_waiting("run-1");
    const auto second = add_waiting("run-2");
    const auto dead = add("run-3", State::dead, "gone");

    const Outcome some = call(
        {"deliveries", "retry", std::to_string(first), std::to_string(dead), "--output", "text"});
    BOOST_TEST(some.code == 1);
    BOOST_TEST(has(some.out, "Delivery 1 is due now."));
    BOOST_TEST(has(some.out, "Delivery 3: it is dead; only"));
    BOOST_TEST(row_of(first).next_attempt < 4'000'000'000'000);
    BOOST_TEST(row_of(second).next_attempt == 4'000'000'000'000);

    BOOST_TEST(call({"deliveries", "retry", "--all"}).out == "{\"retried\":2}\n");
    BOOST_TEST(row_of(second).next_attempt < 4'000'000'000'000);
    BOOST_TEST((state_of(dead) == State::dead));
    BOOST_TEST(call({"deliveries", "retry"}).code == 2);
}

BOOST_AUTO_TEST_CASE(a_retry_of_all_says_that_pauses_end_also_where_nothing_waits) {
    const std::vector<std::string> retry = {"deliveries", "retry", "--all", "--output", "text"};
    BOOST_TEST(call(retry).out == "Nothing is waiting. A running recorder ends its pauses.\n");
    (void)add_waiting("run-1");
    BOOST_TEST(call(retry).out == "1 due now. A running recorder ends its pauses.\n");
}

BOOST_AUTO_TEST_CASE(launches_without_a_result_are_listed_with_when_they_are_due) {
    const EpochMs now = std::chrono::duration_cast<std::chrono::milliseconds>(
                            std::chrono::system_clock::now().time_since_epoch())
                            .count();
    const auto launch = [](const std::string& run, EpochMs started) {
        return recorder::NewLaunch{{*BenchResultId::parse(run), *ProductId::from(5),
                                    *TestCaseId::from(42), std::nullopt, std::nullopt, started}};
    };
    BOOST_REQUIRE(journal->keep({launch("run-late", now - 7'200'000), launch("run-new", now)}));
    BOOST_REQUIRE(journal->watch("run-late", std::nullopt, 60'000));

    const Outcome text = call({"deliveries", "expected", "--output", "text"});
    const Outcome json = call({"deliveries", "expected"});

    BOOST_TEST(text.code == 0);
    BOOST_TEST(has(text.out, "PR:5 TC:42  run-new"));
    BOOST_TEST(has(text.out, "unknown time"));
    BOOST_TEST(has(text.out, "OVERDUE"));
    const auto lines = split(json.out, '\n');
    BOOST_REQUIRE(lines.size() >= 2U);
    BOOST_TEST(has(std::string(lines[0]), "\"overdue\":false"));
    BOOST_TEST(has(std::string(lines[1]), "\"overdue\":true"));
    BOOST_TEST(has(std::string(lines[1]), "\"benchResultId\":\"run-late\""));
}

BOOST_AUTO_TEST_CASE(what_could_not_be_read_is_listed_with_the_reason_and_no_escape) {
    BOOST_REQUIRE(journal->keep_refused(
        {kNow, "192.0.2.7", "It is not JSON.", "{\x1b[31m\xFF key " + kKey}, 5));

    const Outcome text = call({"deliveries", "refused", "--output", "text"});

    BOOST_TEST(text.code == 0);
    for (const char* const part : {"192.0.2.7", "It is not JSON.", "[31m"}) {
        BOOST_TEST(has(text.out, part), part << " in " << text.out);
    }
    BOOST_TEST(!has(text.out, "\x1b"));
    BOOST_TEST(!has(text.out, kKey));
    const Outcome json = call({"deliveries", "refused"});
    BOOST_TEST(parse_json(trim(json.out)).has_value(), json.out);
    BOOST_TEST(!has(json.out, kKey));
}

BOOST_AUTO_TEST_CASE(another_programs_database_is_refused_and_stays_as_it_is) {
    const std::string other = folder.file("other.db");
    std::filesystem::copy_file("/bin/true", other);
    const auto size = std::filesystem::file_size(other);
    for (const std::string& command : {std::string("deliveries"), std::string("replay")}) {
        std::vector<std::string> arguments = {command, "--journal", other};
        if (command == "replay") arguments.emplace_back("--all");
        const Outcome looked = call(arguments);
        BOOST_TEST(looked.code == 2);
        BOOST_TEST(has(looked.err, "is not a database"));
    }
    BOOST_TEST(std::filesystem::file_size(other) == size);
    BOOST_TEST(!std::filesystem::exists(other + "-wal"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(delivery_text)

BOOST_AUTO_TEST_CASE(nothing_that_a_terminal_would_obey_is_printed) {
    const std::string text = printable("a\x1b[31m\r\x07\x7f\xC2\x9B\xE2\x80\xAE\xE2\x81\xA6z\nß");
    for (const char* const unwanted :
         {"\x1b", "\r", "\x07", "\x7f", "\xC2\x9B", "\xE2\x80\xAE", "\xE2\x81\xA6"}) {
        BOOST_TEST(!has(text, unwanted));
    }
    BOOST_TEST(has(text, "z\nß"));
    BOOST_TEST(!has(printable_line("a\nb\tc"), "\n"));
}

BOOST_AUTO_TEST_CASE(a_table_never_is_wider_than_its_terminal) {
    const std::string long_note(300, 'x');
    for (const int width : {60, 90, 120, 200}) {
        const Terminal terminal{true, false, true, width};
        const std::string table = delivery_table(
            {{row_of(State::conflict, long_note), "Fin Whale checkout with many users at night"}},
            terminal);
        for (const std::string_view line : split(table, '\n'))
            BOOST_TEST(columns(line) <= width, width << ": " << line);
        BOOST_TEST(has(table, "xxxx"));
    }
}

BOOST_AUTO_TEST_CASE(elsewhere_than_on_a_terminal_no_reason_is_cut) {
    const std::string long_note(300, 'x');
    BOOST_TEST(has(delivery_table({{row_of(State::dead, long_note), ""}}, {}), long_note));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
