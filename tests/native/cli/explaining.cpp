// octospira completion, octospira manual: shells and man read them here.
#include <array>
#include <boost/test/unit_test.hpp>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>

#include "core/base/text.hpp"
#include "native/cli/terminal.hpp"
#include "tests/native/cli/operator_world.hpp"

namespace octospira::cli::test {

using recorder::test::Folder;

namespace {

/// What a shell command writes on both outputs, its exit code on a last line of its own.
std::string shell(const std::string& command) {
    std::string text;
    FILE* const pipe = ::popen(("{ " + command + "; } 2>&1; echo \"exit $?\"").c_str(), "r");
    BOOST_REQUIRE(pipe != nullptr);
    std::array<char, 4096> part{};
    while (std::size_t length = std::fread(part.data(), 1, part.size(), pipe))
        text.append(part.data(), length);
    ::pclose(pipe);
    return text;
}

/// Programs that read our output; ./dev installs them.
void need(const std::string& program) {
    BOOST_REQUIRE_MESSAGE(has(shell("command -v " + program), "exit 0"),
                          program << " is not installed: ./dev test installs it");
}

std::string write(const Folder& folder, const std::string& name,
                  const std::vector<std::string>& words) {
    const Outcome outcome = run(words);
    BOOST_REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
    std::ofstream(folder.file(name)) << outcome.out;
    return folder.file(name);
}

/// What completes these words: the last is the one that is typed.
std::string bash(const std::string& script, const std::string& words) {
    return shell("bash --norc -c 'source " + script + "; COMP_WORDS=(" + words +
                 "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _octospira 2>/dev/null; "
                 "echo \"<${COMPREPLY[*]}>\"'");
}

const std::string kSmall = "abcdefghijklmnopqrstuvwxyz";
const std::string kLarge = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The words that begin like this and go on with these characters, wherever they stand.
std::set<std::string> words_in(const std::string& text, const std::string& begin,
                               const std::string& characters) {
    std::set<std::string> found;
    for (auto at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1)) {
        const auto end = text.find_first_not_of(characters, at + begin.size());
        const bool inside =
            at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0 ||
                       text[at - 1] == '-' || text[at - 1] == '_');
        const std::string word = text.substr(at, end - at);
        if (!inside && word.size() > begin.size()) found.insert(word);
    }
    return found;
}

const std::vector<std::vector<std::string>> kCommands = {{},
                                                         {"serve"},
                                                         {"launch"},
                                                         {"status"},
                                                         {"stop"},
                                                         {"record"},
                                                         {"check"},
                                                         {"simulate", "spira"},
                                                         {"simulate", "octoperf"},
                                                         {"demo"},
                                                         {"bench"},
                                                         {"deliveries"},
                                                         {"replay"},
                                                         {"completion"},
                                                         {"manual"}};

}  // namespace

BOOST_AUTO_TEST_SUITE(explaining)

BOOST_AUTO_TEST_CASE(bash_completes_commands_options_choices_and_files) {
    const Folder folder;
    const std::string script = write(folder, "bash", {"completion", "bash"});
    BOOST_TEST(shell("bash -n " + script) == "exit 0\n");

    BOOST_TEST(has(bash(script, "octospira la"), "<launch>"));
    BOOST_TEST(has(bash(script, "octospira simulate s"), "<spira>"));
    BOOST_TEST(has(bash(script, "octospira simulate octoperf --run"), "<--run-time>"));
    BOOST_TEST(has(bash(script, "octospira launch --det"), "<--detach>"));
    BOOST_TEST(has(bash(script, "octospira launch --output \"\""), "<auto text json>"));
    BOOST_TEST(has(bash(script, "octospira launch --output = j"), "<json>"));
    BOOST_TEST(has(bash(script, "octospira --config = serve launch --wa"), "<--wait>"));
    BOOST_TEST(has(bash(script, "octospira --config launch stop --y"), "<--yes>"));
    BOOST_TEST(has(bash(script, "octospira serve --config " + folder.file("ba")), "/bash>"));
    BOOST_TEST(has(bash(script, "octospira completion f"), "<fish>"));
    BOOST_TEST(has(bash(script, "octospira launch --test-case T"), "<>"));
}

BOOST_AUTO_TEST_CASE(zsh_takes_its_completion_and_completes_by_it) {
    need("zsh");
    const Folder folder;
    const std::string script = write(folder, "_octospira", {"completion", "zsh"});
    BOOST_TEST(shell("zsh -n " + script) == "exit 0\n");
    // A zsh on a terminal of its own, which types a word and a tab and shows what came of it.
    std::ofstream(folder.file("try.zsh")) << R"(zmodload zsh/zpty
zpty z "TERM=xterm zsh -f -i"
zpty -w z "fpath=($1 \$fpath); autoload -U compinit; compinit -D -u; unsetopt beep"
zpty -w z "say() { print -r -- \"<\$BUFFER>\" }; zle -N say; bindkey '^T' say; print REA\"\"DY"
zpty -r z out "*READY*"
zpty -n -w z $2$'\t\x14'
zpty -r z out "*$3*" && print -r -- "found"
zpty -d z
)";
    const auto completes = [&](const std::string& typed, const std::string& wanted) {
        return has(shell("timeout 15 zsh -f " + folder.file("try.zsh") + " " +
                         folder.path().string() + " '" + typed + "' '" + wanted + "'"),
                   "found");
    };
    BOOST_TEST(completes("octospira la", "<octospira launch >"));
    BOOST_TEST(completes("octospira launch --det", "<octospira launch --detach >"));
    BOOST_TEST(completes("octospira launch --output ", "auto*json*text"));
    BOOST_TEST(completes("octospira simulate sp", "<octospira simulate spira >"));
}

BOOST_AUTO_TEST_CASE(fish_takes_its_completion_and_completes_by_it) {
    need("fish");
    const Folder folder;
    const std::string script = write(folder, "fish", {"completion", "fish"});
    BOOST_TEST(shell("fish -n " + script) == "exit 0\n");
    const auto completed = [&](const std::string& typed) {
        return shell("HOME=" + folder.path().string() + " fish --no-config -c 'source " + script +
                     "; complete -C \"" + typed + "\"'");
    };
    BOOST_TEST(has(completed("octospira la"), "launch\tStart a load test"));
    BOOST_TEST(has(completed("octospira launch --det"), "--detach\t"));
    BOOST_TEST(has(completed("octospira launch --output "), "json\t"));
    BOOST_TEST(has(completed("octospira simulate sp"), "spira\t"));
    BOOST_TEST(!has(completed("octospira simulate "), "launch\t"));
    BOOST_TEST(!has(completed("octospira simulate spira "), "octoperf\t"));
    BOOST_TEST(has(completed("octospira launch --ca-file " + folder.file("fi")), "/fish"));
}

BOOST_AUTO_TEST_CASE(no_line_of_any_help_is_wider_than_a_terminal) {
    for (std::vector<std::string> words : kCommands) {
        words.emplace_back("--help");
        const std::string help = run(words).out;
        BOOST_TEST(has(help, "Usage:"));
        for (const std::string_view line : split(help, '\n')) BOOST_TEST(columns(line) <= 80, line);
    }
}

BOOST_AUTO_TEST_CASE(the_manual_has_every_option_and_variable_of_every_help) {
    const std::string manual = replace_all(run({"manual"}).out, "\\-", "-");
    for (std::vector<std::string> words : kCommands) {
        std::string heading = words.empty() ? ".SH OPTIONS\n" : ".SS octospira";
        for (const std::string& word : words) heading += " " + word;
        if (!words.empty()) heading += "\n";
        const std::size_t begin = manual.find(heading);
        BOOST_TEST_CONTEXT(heading) BOOST_REQUIRE(begin != std::string::npos);
        const std::size_t end = manual.find("\n.S", begin);
        const std::string section = manual.substr(begin, end - begin);

        words.emplace_back("--help");
        std::string help = run(words).out;
        const std::size_t options = help.find("\nOptions:");
        BOOST_REQUIRE(options != std::string::npos);
        // An example may have an option of another command in it.
        help = help.substr(options, help.find("Example") - options);
        for (const std::string& option : words_in(help, "--", kSmall + "-"))
            BOOST_TEST(has(section, "\\fB" + option + "\\fR"), heading << option);
        for (const std::string& variable : words_in(help, "OCTOSPIRA_", kLarge + "_"))
            BOOST_TEST(has(manual, "\n.B " + variable + "\n"), heading << variable);
    }
}

BOOST_AUTO_TEST_CASE(man_groff_and_mandoc_read_the_manual_without_a_warning) {
    const Folder folder;
    const std::string page = write(folder, "octospira.1", {"manual"});
    for (const char* program : {"groff", "mandoc", "man", "col"}) need(program);
    BOOST_TEST(shell("groff -man -ww -z " + page) == "exit 0\n");
    BOOST_TEST(shell("mandoc -T lint -W warning " + page) == "exit 0\n");
    const std::string warnings =
        shell("LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -l " + page + " 2>&1 >/dev/null");
    BOOST_TEST(warnings == "exit 0\n");
    const std::string text = shell("LC_ALL=C.UTF-8 MANWIDTH=80 man -l " + page + " | col -bx");
    for (const char* part : {"octospira launch [OPTION...]", "EXIT STATUS", "130", "…", "NO_COLOR"})
        BOOST_TEST(has(text, part), part);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
