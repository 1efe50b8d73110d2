// The file of --config, as people write it.
#include "native/cli/settings/settings_file.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "tests/native/cli/program.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::cli::test {

using recorder::test::Folder;

namespace {

/// A small program with one command, and what its settings' file made of it.
struct Settings {
    explicit Settings(const std::string& bytes) {
        program.set_config("--config");
        file = std::make_shared<SettingsFile>(program);
        program.config_formatter(file);
        CLI::App* const serve = program.add_subcommand("serve");
        serve->add_option("--spira-user", user);
        serve->add_option("--spira-url", url);
        serve->add_option("--port", port);
        serve->add_flag("--header-only", header_only);
        serve->add_option("--allow-network", networks)->delimiter(',');
        serve->add_option("--for-product", products)->delimiter(';');
        std::ofstream(path, std::ios::binary) << bytes;
        try {
            program.parse(std::vector<std::string>{"serve", path, "--config"}
                          // the last comes first
            );
        } catch (const CLI::ParseError& error) {
            problem = error.what();
        }
    }

    const Folder folder;
    const std::string path = folder.file("octospira.conf");
    CLI::App program;
    std::shared_ptr<SettingsFile> file;
    std::string user;
    std::string url;
    int port = 0;
    bool header_only = false;
    std::vector<std::string> networks;
    std::vector<std::string> products;
    std::string problem;
};

std::string user_of(const std::string& written) {
    const Settings settings("[serve]\nspira-user = " + written + "\n");
    return settings.problem.empty() ? settings.user : "problem: " + settings.problem;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(settings_file)

BOOST_AUTO_TEST_CASE(a_string_is_what_toml_says_it_is) {
    BOOST_TEST(user_of(R"("fred")") == "fred");
    BOOST_TEST(user_of(R"("a # b"  # c)") == "a # b");
    BOOST_TEST(user_of(R"("fred smith, jr; [x]")") == "fred smith, jr; [x]");
    BOOST_TEST(user_of(R"("say \"hi\" \\ \t.")") == "say \"hi\" \\ \t.");
    BOOST_TEST(user_of(R"("Ren\u00e9 \U0001F419")") == "René 🐙");
    BOOST_TEST(user_of(R"('C:\users\"fred" # 1' # the rest)") == R"(C:\users\"fred" # 1)");
    BOOST_TEST(user_of("\"\"") == "");
    for (const char* wrong : {R"("a\qb")", R"("a\u12")", R"("\uD800")", R"("open)", R"("a" b)",
                              R"("""x""")", "“fred”", "{a = 1}", "[\"a\""}) {
        const std::string said = user_of(wrong);
        BOOST_TEST(said.starts_with("problem: "), wrong);
        BOOST_TEST(has(said, "octospira.conf, line 2: "), said);
        BOOST_TEST(has(said, "spira-user"), said);
    }
}

BOOST_AUTO_TEST_CASE(a_word_without_quotes_ends_at_a_comment_and_not_at_a_hash) {
    BOOST_TEST(user_of("fred smith # the account") == "fred smith");
    BOOST_TEST(user_of("https://x/#/a") == "https://x/#/a");
    BOOST_TEST(user_of("\xC2\xA0"
                       "fred\xE2\x80\xAF") == "fred");
    BOOST_TEST(Settings("[serve]\nport = 8_802\nheader-only = yes\n").port == 8802);
    BOOST_TEST(Settings("[serve]\nheader-only\n").header_only);
}

BOOST_AUTO_TEST_CASE(what_windows_editors_put_around_the_text_is_no_part_of_it) {
    const std::string plain = "[serve]\r\nspira-user = \"fred\"\r\n; old\r\nport = 1\r\n";
    std::string wide = "\xFF\xFE";
    for (const char byte : plain) wide += std::string{byte, '\0'};
    for (const std::string& bytes : std::vector<std::string>{
             "\xEF\xBB\xBF" + plain, wide, std::string("[serve]\rspira-user = fred\rport = 1\r"),
             "\xC2\xA0[serve]\xC2\xA0\n\xE2\x80\x8Bspira-user\xC2\xA0= \"fred\"\nport=1"}) {
        const Settings settings(bytes);
        BOOST_TEST(settings.problem == "");
        BOOST_TEST(settings.user == "fred");
        BOOST_TEST(settings.port == 1);
    }
}

BOOST_AUTO_TEST_CASE(several_values_are_an_array_a_list_or_lines_of_their_own) {
    using Values = std::vector<std::string>;
    const Values networks = {"10.0.0.0/8", "192.0.2.1"};
    for (const char* written :
         {"allow-network = [\"10.0.0.0/8\", # the office\n  '192.0.2.1',\n]",
          "allow-network = 10.0.0.0/8, 192.0.2.1 # both",
          "allow-network = \"10.0.0.0/8,192.0.2.1\"",
          "allow-network = 10.0.0.0/8\nport = 3\nallow-network = 192.0.2.1"}) {
        const Settings settings("[serve]\n" + std::string(written) + "\n");
        BOOST_TEST(settings.problem == "");
        BOOST_TEST(settings.networks == networks, boost::test_tools::per_element());
    }
    const Settings rules("[serve]\nfor-product = [\"all: attach\", \"1: incident, caution\"]\n");
    BOOST_TEST(rules.products == (Values{"all: attach", "1: incident, caution"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(each_mistake_is_told_with_its_line_and_the_nearest_right_name) {
    const Settings settings(
        "spira-url = x\n[serve]\nspira-urll = secret-value\nport = 1\nport = 2\n"
        "spira_user = fred\nfree text here\n[serv]\nport = 1\n");
    const std::string& said = settings.problem;
    BOOST_TEST(has(said, "line 1: “spira-url” is before any section"), said);
    BOOST_TEST(has(said,
                   "line 3: there is no setting “spira-urll” in [serve]. Did you mean "
                   "spira-url?"),
               said);
    BOOST_TEST(has(said, "line 5: port is already set in line 4"), said);
    BOOST_TEST(has(said,
                   "line 6: there is no setting “spira_user” in [serve]. Did you mean "
                   "spira-user?"),
               said);
    BOOST_TEST(has(said, "line 7: this is not NAME = VALUE"), said);
    BOOST_TEST(has(said,
                   "line 8: there is no command “serv” for this section. Did you mean "
                   "serve?"),
               said);
    BOOST_TEST(!has(said, "secret-value"), said);
    BOOST_TEST(!has(said, "line 9"), said);
}

BOOST_AUTO_TEST_CASE(a_setting_with_a_wrong_value_is_told_with_file_and_line) {
    const Folder folder;
    const std::string path = folder.file("a.conf");
    std::ofstream(path) << "[serve]\n\nport = 99999\n";
    const Outcome outcome = run({"serve", "--config", path});
    BOOST_TEST(outcome.code == 2);
    BOOST_TEST(has(outcome.err, "port in " + path + ", line 3 takes a port"), outcome.err);
}

BOOST_AUTO_TEST_CASE(names_values_and_what_is_missing_are_told_at_once) {
    const Folder folder;
    const std::string path = folder.file("a.conf");
    std::ofstream(path) << "[serve]\nport = abc\nspira-urll = x\nspira-url = htp://x\n"
                           "header-only = maybe\ntimeout = 1.5h\nallow-network = 10.0.0.0/33\n"
                           "trusted-proxy = nowhere\n";
    const Outcome outcome = run({"serve", "--config", path});
    BOOST_TEST(outcome.code == 2);
    for (const std::string& part :
         {"port in " + path + ", line 2 takes a port, a number from 0 to 65535, not “abc”.",
          path + ", line 3: there is no setting “spira-urll”",
          std::string("The Spira address is not an http or https URL."),
          "header-only in " + path + ", line 5 takes true or false, not “maybe”.",
          "timeout in " + path + ", line 6 takes a time with its unit", std::string("not “1.5h”."),
          std::string("10.0.0.0/33"), std::string("nowhere"), std::string("--spira-user"),
          std::string("--spira-key-file")})
        BOOST_TEST(has(outcome.err, part), part << " in " << outcome.err);
}

BOOST_AUTO_TEST_CASE(the_environment_wins_over_the_file_and_a_flag_over_both) {
    const Folder folder;
    const std::string path = folder.file("a.conf");
    std::ofstream(path) << "[serve]\nport = 70001\n";
    const std::vector<std::string> words = {"serve", "--config", path};
    BOOST_TEST(has(run(words, {{"OCTOSPIRA_PORT", "70002"}}).err, "OCTOSPIRA_PORT takes"));
    std::vector<std::string> typed = words;
    typed.insert(typed.end(), {"--port", "70003"});
    BOOST_TEST(has(run(typed, {{"OCTOSPIRA_PORT", "70002"}}).err, "--port takes"));
}

BOOST_AUTO_TEST_CASE(what_the_environment_replaces_in_the_file_is_not_looked_at) {
    const Folder folder;
    const std::string path = folder.file("a.conf");
    const auto said = [&path](const std::string& file, const std::string& environment) {
        std::ofstream(path) << "[serve]\nport = " << file << "\n";
        return run({"serve", "--config", path}, {{"OCTOSPIRA_PORT", environment}}).err;
    };
    BOOST_TEST(!has(said("70001", "8802"), "takes a port"));
    BOOST_TEST(has(said("8801", "70002"), "OCTOSPIRA_PORT takes"));
}

BOOST_AUTO_TEST_CASE(an_empty_text_is_no_number) {
    const Settings settings("[serve]\nspira-user = \"\"\nheader-only = \"\"\n");
    BOOST_TEST(has(settings.problem, "line 3 needs a value"), settings.problem);
    BOOST_TEST(!has(settings.problem, "line 2"), settings.problem);
    const Folder folder;
    const std::string path = folder.file("a.conf");
    std::ofstream(path) << "[serve]\nport = \"\"\n";
    const Outcome file = run({"serve", "--config", path});
    BOOST_TEST(file.code == 2);
    BOOST_TEST(has(file.err, "port in " + path + ", line 2 needs a value."), file.err);
    BOOST_TEST(has(run({"serve", "--port", ""}).err, "--port needs a value."));
}

BOOST_AUTO_TEST_CASE(the_file_may_be_named_by_the_environment_and_must_then_be_there) {
    const Folder folder;
    const std::string path = folder.file("a.conf");
    std::ofstream(path) << "[serve]\nspira-urll = x\n";
    const Outcome typo = run({"serve"}, {{"OCTOSPIRA_CONFIG", path}});
    BOOST_TEST(typo.code == 2);
    BOOST_TEST(has(typo.err, path + ", line 2"), typo.err);
    for (const std::string& wrong : {folder.file("none.conf"), folder.path().string()}) {
        const Outcome outcome = run({"serve"}, {{"OCTOSPIRA_CONFIG", wrong}});
        BOOST_TEST(outcome.code == 2);
        BOOST_TEST(has(outcome.err, wrong), outcome.err);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
