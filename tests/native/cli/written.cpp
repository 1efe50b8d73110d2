// Secrets as editors, shells and containers hand them over.
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "native/cli/settings/secrets.hpp"
#include "native/cli/settings/text_file.hpp"
#include "tests/native/cli/program.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::cli::test {

using recorder::test::Folder;
using Use = SecretSource::Use;

namespace {

const std::string kKey = "{A0000004-0C70-4004-8004-5B1CA0000004}";

std::string wide(const std::string& text, bool little) {
    std::string bytes = little ? "\xFF\xFE" : "\xFE\xFF";
    for (const char byte : text)
        bytes += little ? std::string{byte, '\0'} : std::string{'\0', byte};
    return bytes;
}

/// What is read of a file with these bytes: the secret, or "! " and the sentence.
std::string read(const std::string& bytes, Use use = Use::header) {
    const Folder folder;
    std::ofstream(folder.file("key"), std::ios::binary) << bytes;
    const auto secret = read_secret({folder.file("key"), "", use});
    if (secret) return *secret;
    BOOST_TEST(sentence(secret.error()).find(folder.file("key")) != std::string::npos);
    BOOST_TEST(sentence(secret.error()).find("A0000004") == std::string::npos);
    return "! " + sentence(secret.error());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(written_secrets)

BOOST_AUTO_TEST_CASE(what_cannot_be_seen_around_a_secret_is_no_part_of_it) {
    for (const std::string& bytes :
         {kKey, kKey + "\r\n", "\xEF\xBB\xBF" + kKey + "\r\n", wide(kKey + "\r\n", true),
          wide(kKey + "\n", false), kKey + "\xC2\xA0", "\xE2\x80\x8B" + kKey,
          "\xE2\x80\xAF\t" + kKey + "\xE2\x81\xA0", kKey + "\r", "\n\n  " + kKey + "  \n\n",
          "\"" + kKey + "\"", "' " + kKey + " '\n"}) {
        BOOST_TEST(read(bytes) == kKey);
    }
}

BOOST_AUTO_TEST_CASE(what_no_header_can_carry_is_refused_with_the_files_name) {
    for (const std::string& bytes :
         {kKey + std::string(1, '\0'), "\x1B[31m" + kKey, kKey + "\xC3\xA9",
          kKey.substr(0, 5) + "\xC2\xA0" + kKey.substr(5),
          kKey.substr(0, 5) + "\t" + kKey.substr(5), "\xFF" + kKey, kKey + "\x7F",
          "api-key=" + kKey, "export OCTOSPIRA_SPIRA_KEY=" + kKey, "key: " + kKey,
          std::string(2000, 'a')}) {
        BOOST_TEST(read(bytes).starts_with("! "), bytes);
    }
    BOOST_TEST(read("caf\xC3\xA9-key", Use::address) == "caf\xC3\xA9-key");
    BOOST_TEST(read("\"it's\xC2\xA0 mine\"\n", Use::login) == "\"it's\xC2\xA0 mine\"");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_none_is_refused_with_the_reason) {
    const Folder folder;
    const auto why = [](const std::string& path) {
        const auto secret = read_secret({path, ""});
        return secret ? "read: " + *secret : sentence(secret.error());
    };
    std::filesystem::create_directory(folder.path() / "dir");
    BOOST_TEST(why(folder.file("dir")).find("it is a folder") != std::string::npos);
    BOOST_TEST(why(folder.file("none")).find("there is no such file") != std::string::npos);
    BOOST_TEST(why("/dev/zero").find("more than 64 KiB") != std::string::npos);
    BOOST_TEST(why("/dev/null").find("is empty") != std::string::npos);
    std::ofstream(folder.file("blank")) << "\xEF\xBB\xBF\r\n \xC2\xA0\n";
    BOOST_TEST(why(folder.file("blank")).find("is empty") != std::string::npos);
    // Nobody writes to it: it is not waited for.
    BOOST_REQUIRE(::mkfifo(folder.file("pipe").c_str(), 0600) == 0);
    BOOST_TEST(why(folder.file("pipe")).find("is empty") != std::string::npos);
    BOOST_TEST(why("/proc/self/mem").find("cannot be read") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(accounts_are_read_from_what_a_windows_editor_leaves) {
    const Folder folder;
    std::ofstream(folder.file("accounts"), std::ios::binary)
        << "\xEF\xBB\xBF# who posts\r\nanna key-of-anna\xC2\xA0\r\n\r\nfred smith\tkey-of-fred\r\n";
    const auto accounts = read_accounts(folder.file("accounts"));
    BOOST_REQUIRE(accounts);
    BOOST_REQUIRE(accounts->size() == 2U);
    BOOST_TEST(accounts->at(0).second == "key-of-anna");
    BOOST_TEST(accounts->at(1).first == "fred smith");
    std::ofstream(folder.file("accounts")) << "anna key\x01of-anna\n";
    BOOST_TEST(!read_accounts(folder.file("accounts")));
}

BOOST_AUTO_TEST_CASE(a_user_name_with_something_unseen_in_it_is_refused) {
    BOOST_TEST(read_user("\xC2\xA0René \r\n", "--spira-user").value_or("") == "René");
    for (const char* wrong : {"fred\nsmith", "fred\xC2\xA0smith", "fr\x1b[1med",
                              "fr\xE2\x80\x8B"
                              "ed"}) {
        const auto user = read_user(wrong, "--spira-user");
        BOOST_REQUIRE(!user);
        BOOST_TEST(sentence(user.error()).find("--spira-user") != std::string::npos);
        BOOST_TEST(sentence(user.error()).find("smith") == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(a_folder_in_place_of_any_file_is_a_sentence_and_exit_code_2) {
    const Folder folder;
    const std::string key = folder.file("key");
    const std::string secret = folder.file("secret");
    std::ofstream(key) << kKey;
    std::ofstream(secret) << "0123456789abcdef0123456789abcdef";
    for (const char* option :
         {"--spira-key-file", "--secret-file", "--webhook-key-file", "--webhook-account-file",
          "--status-token-file", "--octoperf-key-file", "--journal-password-file", "--ca-file",
          "--config"}) {
        std::vector<std::string> words = {
            "serve",  "--spira-url", "http://127.0.0.1:9", "--spira-user",           "fred",
            "--port", "0",           "--journal",          folder.file("journal.db")};
        if (option != std::string("--spira-key-file"))
            words.insert(words.end(), {"--spira-key-file", key});
        if (option != std::string("--secret-file"))
            words.insert(words.end(), {"--secret-file", secret});
        words.insert(words.end(), {option, folder.path().string()});
        const Outcome outcome = run(words);
        BOOST_TEST_CONTEXT(option << outcome.err) {
            BOOST_TEST(outcome.code == 2);
            BOOST_TEST(outcome.err.find("folder") != std::string::npos);
            BOOST_TEST(outcome.err.find(folder.path().string()) != std::string::npos);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
