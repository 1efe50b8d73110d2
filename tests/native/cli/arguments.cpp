#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "native/cli/text/terminal.hpp"
#include "tests/native/cli/program.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::cli::test {

using recorder::test::Folder;

namespace {

std::string write(const Folder& folder, const std::string& name, const std::string& text) {
    std::ofstream(folder.file(name)) << text;
    return folder.file(name);
}

const std::vector<std::string> kServe = {"serve", "--spira-url", "http://127.0.0.1:9",
                                         "--spira-user", "fred"};

}  // namespace

BOOST_AUTO_TEST_SUITE(arguments)

BOOST_AUTO_TEST_CASE(version_and_help_are_done_and_no_subcommand_is_a_usage_error) {
    BOOST_TEST(run({"--version"}).out == "octospira " OCTOSPIRA_VERSION "\n");
    const Outcome help = run({"--help"});
    BOOST_TEST(help.code == 0);
    for (const char* name : {"serve", "deliveries", "Examples", "Exit codes"}) {
        BOOST_TEST(has(help.out, name), name);
    }
    BOOST_TEST(run({}).code == 2);
    BOOST_TEST(run({"dance"}).code == 2);
}

BOOST_AUTO_TEST_CASE(the_help_says_what_an_option_takes_in_words_for_people) {
    for (const char* command :
         {"serve", "launch", "status", "stop", "record", "check", "deliveries", "replay"}) {
        const std::string help = run({command, "--help"}).out;
        for (const char* part : {"TEXT", " INT", "UINT", "FLOAT", "VALUE", "\n\n\n"})
            BOOST_TEST(!has(help, part), command << " has " << part);
    }
    BOOST_TEST(has(run({"deliveries", "--help"}).out, "--limit N=50 (1 to 1000)"));
    BOOST_TEST(has(run({"launch", "--help"}).out, "--output FORMAT:{auto,text,json}=auto"));
}

BOOST_AUTO_TEST_CASE(no_line_of_any_help_is_wider_than_a_terminal) {
    const std::vector<std::vector<std::string>> commands = {
        {},         {"serve"},      {"launch"},
        {"status"}, {"stop"},       {"record"},
        {"check"},  {"deliveries"}, {"deliveries", "show"},
        {"replay"}};
    for (std::vector<std::string> words : commands) {
        words.emplace_back("--help");
        const std::string help = run(words).out;
        BOOST_TEST(has(help, "Usage:"));
        for (const std::string_view line : split(help, '\n')) BOOST_TEST(columns(line) <= 80, line);
    }
}

BOOST_AUTO_TEST_CASE(the_help_of_serve_names_every_variable_and_no_flag_takes_a_secret) {
    const Outcome help = run({"serve", "--help"});
    BOOST_TEST(help.code == 0);
    for (const char* name : {"OCTOSPIRA_SPIRA_KEY_FILE", "OCTOSPIRA_SECRET_FILE",
                             "OCTOSPIRA_JOURNAL", "X-OctoSpira-Secret", "60s"}) {
        BOOST_TEST(has(help.out, name), name);
    }
    for (const char* flag : {"--spira-key", "--secret", "--octoperf-key", "--webhook-key"}) {
        BOOST_TEST(run({"serve", flag, "x"}).code == 2, flag);
    }
}

BOOST_AUTO_TEST_CASE(a_missing_key_says_how_to_give_it) {
    const Outcome outcome = run(kServe);
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(has(outcome.err, "--spira-key-file"));
    BOOST_TEST(has(outcome.err, "OCTOSPIRA_SPIRA_KEY"));
}

BOOST_AUTO_TEST_CASE(a_short_or_unreadable_secret_is_refused_without_being_shown) {
    const Folder folder;
    auto words = kServe;
    words.insert(words.end(), {"--secret-file", write(folder, "short", "abc123\n")});
    const Outcome weak = run(words, {{"OCTOSPIRA_SPIRA_KEY", "key"}});
    BOOST_TEST(weak.code == 2);
    BOOST_TEST(has(weak.err, "16 characters"));
    BOOST_TEST(!has(weak.err, "abc123"));
    words.back() = folder.file("no-such-file");
    BOOST_TEST(run(words, {{"OCTOSPIRA_SPIRA_KEY", "key"}}).code == 2);
}

BOOST_AUTO_TEST_CASE(wrong_numbers_and_durations_are_usage_errors) {
    for (const std::vector<std::string>& more : {std::vector<std::string>{"--workers", "11"},
                                                 {"--port", "70000"},
                                                 {"--timeout", "soon"},
                                                 {"--timeout", "60"},
                                                 {"--log-format", "xml"},
                                                 {"--ca-file", "/no/such/file"}}) {
        auto words = kServe;
        words.insert(words.end(), more.begin(), more.end());
        BOOST_TEST(run(words, {{"OCTOSPIRA_SPIRA_KEY", "key"}}).code == 2, more[0]);
    }
}

BOOST_AUTO_TEST_CASE(settings_come_from_a_file_and_from_the_environment_too) {
    const Folder folder;
    const std::string config =
        write(folder, "config.toml",
              "[serve]\nspira-url = \"http://127.0.0.1:9\"\nport = 0\njournal = \"" +
                  folder.file("journal.db") + "\"\nspira-key-file = \"" +
                  write(folder, "key", "the-key-of-spira\n") + "\"\n");
    Program program({"serve", "--config", config}, {{"OCTOSPIRA_SPIRA_USER", "fred"}});

    BOOST_TEST(recorder::test::soon([&] { return has(program.err(), "\"started\""); }));
    program.signal(SIGTERM);
    BOOST_TEST(program.wait() == 0);
    BOOST_TEST(has(program.err(), "\"stopped\""));
    BOOST_TEST(!has(program.err(), "the-key-of-spira"));
    const std::string wrong = write(folder, "wrong.toml", "[serve]\nspira-ulr = \"x\"\n");
    BOOST_TEST(run({"serve", "--config", wrong}).code == 2);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
