// What is said to who has mistyped something.
#include <boost/test/unit_test.hpp>
#include <fstream>

#include "tests/native/cli/program.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::cli::test {

namespace {

struct Typed {
    std::vector<std::string> words;
    std::string said;
};

void told(const Typed& typed) {
    const Outcome outcome = run(typed.words);
    BOOST_TEST_CONTEXT(typed.said) {
        BOOST_TEST(outcome.code == 2);
        BOOST_TEST(has(outcome.err, typed.said), outcome.err);
        BOOST_TEST(outcome.out.empty(), outcome.out);
        BOOST_TEST(outcome.err.size() < 1000U);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(usage)

BOOST_AUTO_TEST_CASE(a_mistyped_command_or_option_brings_the_nearest_right_one) {
    const std::vector<Typed> all = {
        {{"lauch"}, "no command “lauch”. Did you mean launch?"},
        {{"lauch", "--help"}, "Did you mean launch?"},
        {{"help", "lauch"}, "Did you mean launch?"},
        {{"--output", "json", "status"}, "no command “json”"},
        {{"deliveries", "shw", "1"},
         "octospira deliveries has no command “shw”. Did you mean show?"},
        {{"--hepl"}, "no option “--hepl”. Did you mean --help?"},
        {{"serve", "--prot", "1"}, "octospira serve has no option “--prot”. Did you mean --port?"},
        {{"serve", "--spira-key", "abc"}, "Did you mean --spira-key-file?"},
        {{"dance"}, "no command “dance”."},
        {{"version"}, "Did you mean --version?"},
        {{"recorder", "deliveries"}, "Did you mean deliveries?"},
        {{"recorder", "serve"}, "Did you mean serve?"},
        {{"deliveries", "replay", "1"},
         "octospira deliveries has no command “replay”. Did you mean octospira replay?"},
    };
    for (const Typed& typed : all) told(typed);
}

BOOST_AUTO_TEST_CASE(what_follows_an_unknown_option_is_not_repeated) {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"serve", "--secret", "hunter2-hunter2"},
          {"serve", "--secret=hunter2-hunter2"}}) {
        const Outcome outcome = run(words);
        BOOST_TEST(outcome.code == 2);
        BOOST_TEST(!has(outcome.err, "hunter2"), outcome.err);
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_value_is_told_with_what_is_taken) {
    const std::vector<Typed> all = {
        {{"deliveries", "show", "abc"}, "ID takes a number above 0, not “abc”."},
        {{"serve", "--port", "99999"},
         "--port takes a port, a number from 0 to 65535, not “99999”."},
        {{"serve", "--port", "http"}, "--port takes a port"},
        {{"serve", "--workers", "11"}, "--workers takes a number from 1 to 10, not “11”."},
        {{"serve", "--timeout", "60"}, "--timeout takes a time with its unit"},
        {{"serve", "--timeout", "0s"}, "--timeout takes a time from 1ms to 86400s, not “0s”."},
        {{"serve", "--timeout", "1.5h"}, "not “1.5h”."},
        {{"serve", "--release", "2147483648"}, "a number from 0 to 2147483647"},
        {{"launch", "TC:2147483648"}, "“TC:2147483648” is not a Spira id. Ids go from 1 to"},
        {{"launch", "1", "--product", "99999999999999999999"},
         "“99999999999999999999” is not a Spira id"},
        {{"launch", "1", "--release", "RL:0"}, "“RL:0” is not a Spira id."},
        {{"serve", "--connect-timeout=-1s"}, "--connect-timeout takes a time from 1ms to 86400s"},
        {{"launch", "TC:1", "--every", "1ms"}, "--every takes a time from 100ms to 3600s"},
        {{"serve", "--log-format", "jsno"},
         "one of these: json, text, not “jsno”. Did you mean json?"},
        {{"serve", "--ca-file", "/no/such/file"},
         "“/no/such/file” cannot be used: there is no such"},
        {{"serve", "--ca-file", "/tmp"}, "“/tmp” cannot be used: it is a folder"},
        {{"serve", "--port"}, "--port needs a value."},
        {{"serve", "--port", "1", "--port", "2"}, "--port is given more than once."},
        {{"launch", "TC:1", "--wait", "--detach"}, "cannot be given together."},
        {{"launch", "TC:1", "url", "a"}, "octospira launch does not take “url”, “a”."},
    };
    for (const Typed& typed : all) told(typed);
}

BOOST_AUTO_TEST_CASE(a_wrong_value_of_the_environment_is_told_with_the_variable) {
    const Outcome outcome = run({"serve"}, {{"OCTOSPIRA_PORT", "many"}});
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(has(outcome.err, "OCTOSPIRA_PORT takes a port"), outcome.err);
}

BOOST_AUTO_TEST_CASE(a_wrong_variable_that_the_command_does_not_use_does_no_harm) {
    const Environment wrong = {{"OCTOSPIRA_TIMEOUT", "never"}};
    const Outcome by_flag = run({"launch", "TC:1", "--timeout", "2s"}, wrong);
    BOOST_TEST(has(by_flag.err, "--spira-url"), by_flag.err);  // what is missing
    BOOST_TEST(!has(by_flag.err, "OCTOSPIRA_TIMEOUT"), by_flag.err);
    const Outcome without = run({"deliveries", "--journal", "/nowhere/journal.db"}, wrong);
    BOOST_TEST(has(without.err, "/nowhere"), without.err);
    BOOST_TEST(!has(without.err, "OCTOSPIRA_TIMEOUT"), without.err);
    BOOST_TEST(has(run({"launch", "TC:1"}, wrong).err, "OCTOSPIRA_TIMEOUT takes a time"));
}

BOOST_AUTO_TEST_CASE(wrong_flags_and_variables_do_not_hide_what_the_file_lacks) {
    const recorder::test::Folder folder;
    const std::string path = folder.file("a.conf");
    std::ofstream(path)
        << "[serve]\nspira-user = fred\nworkers = 99\nallow-network = 10.0.0.0/33\n";
    const std::vector<std::string> words = {"serve", "--config", path};
    std::vector<std::string> typed = words;
    typed.insert(typed.end(), {"--port", "abc"});
    for (const Outcome& outcome : {run(typed), run(words, {{"OCTOSPIRA_PORT", "abc"}})}) {
        BOOST_TEST(outcome.code == 2);
        for (const char* part : {" takes a port", "line 3 takes a number from 1 to 10",
                                 "10.0.0.0/33", "--spira-url", "--spira-key-file"})
            BOOST_TEST(has(outcome.err, part), part << " in " << outcome.err);
        BOOST_TEST(!has(outcome.err, "--spira-user"), outcome.err);
    }
    typed.pop_back();  // without a value for --port the file is not read
    BOOST_TEST(!has(run(typed).err, "--spira-url"));
}

BOOST_AUTO_TEST_CASE(all_that_is_missing_or_wrong_is_told_at_once) {
    const Outcome serve = run({"serve"}, {{"OCTOSPIRA_ALLOW_NETWORK", "10.0.0.0/33"}});
    BOOST_TEST(serve.code == 2);
    for (const char* part : {"--spira-url", "--spira-user", "--spira-key-file", "10.0.0.0/33"})
        BOOST_TEST(has(serve.err, part), part << " in " << serve.err);
    const Outcome launch = run({"launch", "--test-case", "abc"});
    BOOST_TEST(launch.code == 2);
    for (const char* part : {"“abc” is not a test case", "--spira-url", "--spira-user",
                             "--spira-key-file", "--octoperf-key-file"})
        BOOST_TEST(has(launch.err, part), part << " in " << launch.err);
    const Outcome bare = run({"status"});
    BOOST_TEST(bare.code == 2);
    BOOST_TEST(has(bare.err, "the bench result's id"), bare.err);
}

BOOST_AUTO_TEST_CASE(wrong_values_are_told_together) {
    const Outcome outcome =
        run({"serve", "--port", "abc"}, {{"OCTOSPIRA_WORKERS", "11"}, {"OCTOSPIRA_TIMEOUT", "x"}});
    BOOST_TEST(outcome.code == 2);
    for (const char* part : {"--port takes", "OCTOSPIRA_WORKERS takes", "OCTOSPIRA_TIMEOUT takes"})
        BOOST_TEST(has(outcome.err, part), part << " in " << outcome.err);
}

BOOST_AUTO_TEST_CASE(an_unknown_variable_is_told_with_the_nearest_one_and_does_no_harm) {
    const std::string path = run({"deliveries", "--help"}, {{"OCTOSPIRA_PROT", "1"}}).err;
    BOOST_TEST(path ==
               "octospira: The variable “OCTOSPIRA_PROT” is unknown and is ignored. "
               "Did you mean OCTOSPIRA_PORT?\n");
    const Outcome known = run({"deliveries", "--help"}, {{"OCTOSPIRA_SECRET", "s"},
                                                         {"OCTOSPIRA_SPIRA_KEY_FILE", "/x"},
                                                         {"OCTOSPIRA_CONFIG", ""},
                                                         {"OCTOSPIRA_SERVICE_HOST", "10.0.0.1"},
                                                         {"OCTOSPIRA_PORT_8802_TCP_ADDR", "x"}});
    BOOST_TEST(known.code == 0);
    BOOST_TEST(known.err == "");
}

BOOST_AUTO_TEST_CASE(a_secret_in_a_file_and_in_a_variable_is_refused_with_both_names) {
    const recorder::test::Folder folder;
    const std::string file = folder.file("spira.key");
    std::ofstream(file) << "hunter2-hunter2";
    const Outcome outcome =
        run({"serve", "--spira-key-file", file}, {{"OCTOSPIRA_SPIRA_KEY", "hunter3-hunter3"}});
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(has(outcome.err, "--spira-key-file: The file " + file +
                                    " and the variable OCTOSPIRA_SPIRA_KEY both give"),
               outcome.err);
    BOOST_TEST(!has(outcome.err, "hunter"), outcome.err);
}

BOOST_AUTO_TEST_CASE(help_is_found_in_every_way_that_people_try) {
    const std::string help = run({"--help"}).out;
    BOOST_TEST(has(help, "Examples:"));
    BOOST_TEST(run({"help"}).out == help);
    BOOST_TEST(run({"help", "launch"}).out == run({"launch", "--help"}).out);
    BOOST_TEST(run({"help", "deliveries", "show"}).out ==
               run({"deliveries", "show", "--help"}).out);
    BOOST_TEST(run({"help", "launch"}).code == 0);
    BOOST_TEST(run({"-v"}).out == run({"--version"}).out);
    const Outcome bare = run({});
    BOOST_TEST(bare.code == 2);
    BOOST_TEST(bare.err == help);
}

BOOST_AUTO_TEST_CASE(invisible_ends_and_quotes_of_a_variable_are_no_part_of_it) {
    for (const char* port :
         {"\"many\"", "many\r", "\xEF\xBB\xBFmany", "many\xC2\xA0", " 'many' "}) {
        const Outcome outcome = run({"serve"}, {{"OCTOSPIRA_PORT", port}});
        BOOST_TEST(has(outcome.err, "not “many”"), outcome.err);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
