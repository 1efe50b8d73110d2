#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "core/base/text.hpp"
#include "native/cli/text/terminal.hpp"
#include "tests/native/cli/program.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::cli::test {

using namespace recorder::test;

namespace {

/// The smallest app that has the settings a demonstration fills in.
constexpr const char* kManifest = R"({
"guid":"5b1ca000-0c70-4000-8000-000000000001","name":"DemoTest","caption":"Demo Test","version":0.1,
"settingGroups":[{"name":"all","caption":"All"}],
"settings":[
 {"name":"octoperfUrl","caption":"OctoPerf URL","settingTypeId":14,"settingGroup":"all","position":1},
 {"name":"octoperfApiKey","caption":"API Key","settingTypeId":1,"isSecure":true,"settingGroup":"all","position":2},
 {"name":"recorderUrl","caption":"Recorder URL","settingTypeId":14,"settingGroup":"all","position":3},
 {"name":"recorderSecret","caption":"Recorder Secret","settingTypeId":1,"isSecure":true,"settingGroup":"all","position":4}
]})";

/// A package is base64 of its manifest as JSON.
std::string package_in(const Folder& folder) {
    std::ofstream(folder.file("manifest.json")) << kManifest;
    const std::string package = folder.file("demo.spiraapp");
    const std::string command = "base64 -w0 " + folder.file("manifest.json") + " > " + package;
    BOOST_REQUIRE(std::system(command.c_str()) == 0);
    return package;
}

Json ask(const std::string& method, const std::string& url, const http::Fields& headers = {}) {
    const Answer answer = http::create_client({})->send(method, url, headers, "");
    BOOST_REQUIRE_MESSAGE(answer.ok(), answer.status << " " << answer.body);
    return parse_json(answer.body).value_or(Json());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(demo)

BOOST_AUTO_TEST_CASE(it_starts_everything_joined_up_and_ends_at_a_signal) {
    const Folder folder;
    Program program({"run", "--package", package_in(folder), "--port-base", "0", "--run-time",
                     "300ms", "--output", "json"},
                    {}, kDemo);
    BOOST_REQUIRE(soon([&] { return program.out().find('\n') != std::string::npos; }));
    const auto addresses = parse_json(program.out());
    BOOST_REQUIRE(addresses);

    const Json all = ask("GET", text_at(*addresses, "spira") + "/_simulator/apps");
    const Json* const apps = array_at(all, "apps");
    BOOST_REQUIRE((apps != nullptr && apps->size() == 1U));
    const Json& app = apps->front();
    BOOST_TEST(bool_at(app, "enabled").value_or(false));
    BOOST_TEST(to_text(app).find(R"("products":{"1":{"enabled":true)") != std::string::npos);
    BOOST_TEST(to_text(app).find(text_at(*addresses, "octoperf")) != std::string::npos);
    BOOST_TEST(ask("GET", text_at(*addresses, "recorder") + "/readyz")["status"] == "ready");
    const auto client = http::create_client({});
    BOOST_TEST(client->send("GET", text_at(*addresses, "testCases"), {}, "").status == 200);

    (void)ask("POST", text_at(*addresses, "octoperf") + "/_simulator/notifications/test");
    BOOST_TEST(soon([&] {
        const std::string log = program.err();
        return log.find("accepted") != std::string::npos ||
               log.find("ignored") != std::string::npos;
    }));

    program.signal(SIGINT);
    BOOST_TEST(program.wait() == 0);
    BOOST_TEST(!std::filesystem::exists(text_at(*addresses, "journal")));
}

BOOST_AUTO_TEST_CASE(a_package_that_spira_would_refuse_ends_it_with_a_sentence) {
    const Folder folder;
    std::ofstream(folder.file("bad.spiraapp")) << "bad";
    const Outcome outcome =
        run({"run", "--package", folder.file("bad.spiraapp"), "--port-base", "0"}, {}, kDemo);
    BOOST_TEST(outcome.code == 1);
    BOOST_TEST(!outcome.err.empty());
}

BOOST_AUTO_TEST_CASE(its_help_fits_a_terminal_and_a_wrong_word_brings_a_sentence_of_its_own_name) {
    for (const std::vector<std::string>& words : {std::vector<std::string>{"--help"},
                                                  {"run", "--help"},
                                                  {"simulate", "spira", "--help"},
                                                  {"simulate", "octoperf", "--help"}}) {
        const std::string help = run(words, {}, kDemo).out;
        BOOST_TEST(has(help, "Usage: octospira-demo"));
        for (const std::string_view line : split(help, '\n')) BOOST_TEST(columns(line) <= 80, line);
    }
    BOOST_TEST(run({"--version"}, {}, kDemo).out == "octospira-demo " OCTOSPIRA_VERSION "\n");
    const Outcome half = run({"simulate"}, {}, kDemo);
    BOOST_TEST(half.code == 2);
    BOOST_TEST(half.err ==
               "octospira-demo: octospira-demo simulate needs a command: spira, octoperf.\n");
    BOOST_TEST(has(run({"rnu"}, {}, kDemo).err, "Did you mean run?"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
