#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/text.hpp"
#include "native/cli/commands/core_dumps.hpp"
#include "tests/native/cli/program.hpp"
#include "tests/native/http/certificates.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::cli::test {

using namespace recorder::test;
using http::test::Certificates;

namespace {

constexpr const char* kFirst = "the-first-secret-of-some-length";
constexpr const char* kSecond = "the-second-secret-of-some-length";

std::string write(const Folder& folder, const std::string& name, const std::string& text) {
    std::ofstream(folder.file(name)) << text;
    return folder.file(name);
}

std::vector<std::string> words(const Folder& folder, const std::vector<std::string>& more) {
    std::vector<std::string> all = {"serve",     "--spira-user",           "fred", "--port", "0",
                                    "--journal", folder.file("journal.db")};
    if (more.empty() || more.front() != "--spira-url")
        all.insert(all.end(), {"--spira-url", "http://127.0.0.1:9"});
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

/// `octospira serve` as a process, before a Spira that is never there.
struct Served {
    Served(const Folder& folder, const std::vector<std::string>& more, Environment environment = {})
        : program(words(folder, more), with_key(std::move(environment))) {
        BOOST_REQUIRE_MESSAGE(soon([this] { return port() != 0; }), program.err());
    }

    static Environment with_key(Environment environment) {
        environment.emplace_back("OCTOSPIRA_SPIRA_KEY", "the-key-of-spira");
        return environment;
    }
    [[nodiscard]] std::int64_t port() const {
        const std::string text = program.err();
        const auto line = parse_json(text.substr(0, text.find('\n')));
        return line ? integer_at(*line, "port").value_or(0) : 0;
    }
    [[nodiscard]] int asked(const std::string& query, const http::Fields& headers,
                            const std::string& scheme = "http",
                            const std::string& ca_file = {}) const {
        http::ClientOptions options;
        options.ca_file = ca_file;
        const std::string url =
            scheme + "://127.0.0.1:" + std::to_string(port()) + "/launches" + query;
        return http::create_client(options)->send("GET", url, headers, "").status;
    }
    [[nodiscard]] int asked_with(const std::string& secret) const {
        return asked("", {{"X-OctoSpira-Secret", secret}});
    }
    /// Sends SIGHUP and waits until the log has `event` once more.
    void hang_up(const std::string& event) const {
        const std::string sought = "\"event\":\"" + event + "\"";
        const auto count = [&] {
            return split(replace_all(program.err(), sought, "\x01"), char(1)).size();
        };
        const std::size_t before = count();
        program.signal(SIGHUP);
        BOOST_REQUIRE_MESSAGE(soon([&] { return count() > before; }), program.err());
    }

    Program program;
};

Outcome refused(const std::vector<std::string>& more) {
    const Folder folder;
    return run(words(folder, more), Served::with_key({{"OCTOSPIRA_SECRET", kFirst}}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(credentials)

BOOST_AUTO_TEST_CASE(a_secret_is_changed_by_sighup_without_a_moment_in_which_neither_is_valid) {
    const Folder folder;
    const std::string file = write(folder, "secret", kFirst);
    const Served served(folder, {"--secret-file", file});
    BOOST_TEST(served.asked_with(kFirst) == 200);
    BOOST_TEST(served.asked_with(kSecond) == 401);

    write(folder, "secret", std::string(kFirst) + "\n" + kSecond + "\n");
    served.hang_up("reloaded");
    BOOST_TEST(served.asked_with(kFirst) == 200);
    BOOST_TEST(served.asked_with(kSecond) == 200);

    write(folder, "secret", kSecond);
    served.hang_up("reloaded");
    BOOST_TEST(served.asked_with(kFirst) == 401);
    BOOST_TEST(served.asked_with(kSecond) == 200);
    BOOST_TEST(!has(served.program.err(), kFirst));
    BOOST_TEST(!has(served.program.err(), kSecond));
}

BOOST_AUTO_TEST_CASE(a_secret_file_that_cannot_be_used_leaves_all_as_it_was) {
    const Folder folder;
    const std::string file = write(folder, "secret", kFirst);
    const Served served(folder, {"--secret-file", file});
    write(folder, "secret", "short");
    served.hang_up("reload_failed");
    BOOST_TEST(has(served.program.err(), "fewer than 16"));
    BOOST_TEST(served.asked_with(kFirst) == 200);
    BOOST_TEST(served.asked_with("short") == 401);
}

BOOST_AUTO_TEST_CASE(a_folder_or_nothing_in_place_of_a_file_leaves_all_as_it_was_too) {
    const Folder folder;
    const std::string file = write(folder, "secret", kFirst);
    const std::string accounts = write(folder, "accounts", "anna key-of-anna\n");
    const std::string keys = write(folder, "webhook.key", "key-of-octoperf\n");
    Served served(folder, {"--secret-file", file, "--webhook-account-file", accounts,
                           "--webhook-user", "octoperf", "--webhook-key-file", keys});
    for (const std::string& path : {file, accounts, keys}) {
        const std::string kept = path + ".kept";
        std::filesystem::rename(path, kept);
        served.hang_up("reload_failed");  // vanished
        std::filesystem::create_directory(path);
        served.hang_up("reload_failed");
        std::filesystem::remove(path);
        std::ofstream(path) << "\r\n";
        served.hang_up("reload_failed");  // empty
        std::filesystem::remove(path);
        std::filesystem::rename(kept, path);
        BOOST_TEST(served.asked_with(kFirst) == 200);
        BOOST_TEST(served.asked("?username=anna&api-key=key-of-anna", {}) == 200);
        BOOST_TEST(served.asked("?username=octoperf&api-key=key-of-octoperf", {}) == 200);
    }
    served.hang_up("reloaded");
    served.program.signal(SIGTERM);
    BOOST_TEST(served.program.wait() == 0);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_ends_soon_is_warned_about_at_the_start_and_at_a_reload) {
    const Folder folder;
    const Certificates certificates;  // for two days
    const http::TlsFiles pair = certificates.make("first");
    const Served served(folder, {"--tls-cert", pair.certificate, "--tls-key", pair.key},
                        {{"OCTOSPIRA_SECRET", kFirst}});
    BOOST_TEST(soon([&] { return has(served.program.err(), "certificate_expires_soon"); }));
    const std::string again = "openssl x509 -in " + pair.certificate + " -signkey " + pair.key +
                              " -days -1 -out " + pair.certificate + ".old && mv " +
                              pair.certificate + ".old " + pair.certificate;
    const http::test::Ran made = http::test::ran(again);
    BOOST_REQUIRE_MESSAGE(made.code == 0, made.text);
    served.hang_up("certificate_expired");
    BOOST_TEST(has(served.program.err(), pair.certificate));
}

BOOST_AUTO_TEST_CASE(a_key_that_goes_in_clear_to_another_machine_is_warned_about) {
    const Folder folder;
    const Served far(folder, {"--spira-url", "http://spira.example.com"},
                     {{"OCTOSPIRA_SECRET", kFirst}});
    BOOST_TEST(soon([&] { return has(far.program.err(), "spira_key_in_clear"); }));
    const Folder other;
    const Served near(other, {}, {{"OCTOSPIRA_SECRET", kFirst}});
    near.hang_up("reloaded");
    BOOST_TEST(!has(near.program.err(), "spira_key_in_clear"));
}

BOOST_AUTO_TEST_CASE(several_accounts_come_from_a_file_and_sighup_reads_it_again) {
    const Folder folder;
    const std::string file =
        write(folder, "accounts", "# who posts\nanna {key-of-anna}\n\nfred smith  key-of-fred\n");
    const Served served(folder, {"--webhook-account-file", file});
    BOOST_TEST(served.asked("?username=anna&api-key=key-of-anna", {}) == 200);
    BOOST_TEST(served.asked("?username=fred%20smith&api-key=key-of-fred", {}) == 200);
    BOOST_TEST(served.asked("?username=anna&api-key=key-of-fred", {}) == 401);
    BOOST_TEST(served.asked("?username=fred&api-key=the-key-of-spira", {}) == 401);

    write(folder, "accounts", "anna next-key-of-anna\n");
    served.hang_up("reloaded");
    BOOST_TEST(served.asked("?username=anna&api-key=key-of-anna", {}) == 401);
    BOOST_TEST(served.asked("?username=anna&api-key=next-key-of-anna", {}) == 200);

    write(folder, "accounts", "anna\n");
    served.hang_up("reload_failed");
    BOOST_TEST(has(served.program.err(), "Line 1"));
    BOOST_TEST(served.asked("?username=anna&api-key=next-key-of-anna", {}) == 200);
}

BOOST_AUTO_TEST_CASE(tls_is_served_and_sighup_brings_the_new_certificate) {
    const Folder folder;
    const Certificates certificates;
    const http::TlsFiles pair = certificates.make("first");
    const Served served(folder, {"--tls-cert", pair.certificate, "--tls-key", pair.key},
                        {{"OCTOSPIRA_SECRET", kFirst}});
    const http::Fields secret = {{"X-OctoSpira-Secret", kFirst}};
    const std::string old_ca = certificates.file("old.crt");
    BOOST_REQUIRE(http::test::ran("cp " + pair.certificate + " " + old_ca).code == 0);
    BOOST_TEST(served.asked("", secret, "https", old_ca) == 200);
    BOOST_TEST(served.asked("", secret, "http") == 0);

    (void)certificates.make("first");
    served.hang_up("reloaded");
    BOOST_TEST(served.asked("", secret, "https", old_ca) == 0);
    BOOST_TEST(served.asked("", secret, "https", pair.certificate) == 200);

    BOOST_REQUIRE(http::test::ran("echo nonsense >" + pair.key).code == 0);
    served.hang_up("reload_failed");
    BOOST_TEST(served.asked("", secret, "https", pair.certificate) == 200);
}

BOOST_AUTO_TEST_CASE(settings_of_the_credentials_come_from_the_environment_too) {
    const Folder folder;
    const Served served(folder, {},
                        {{"OCTOSPIRA_SECRET", kFirst},
                         {"OCTOSPIRA_ALLOW_NETWORK", "198.51.100.0/24,203.0.113.7"},
                         {"OCTOSPIRA_TRUSTED_PROXY", "127.0.0.1"},
                         {"OCTOSPIRA_FAILURE_LIMIT", "1"},
                         {"OCTOSPIRA_FAILURE_WINDOW", "5m"},
                         {"OCTOSPIRA_MAX_CONNECTIONS", "2"}});
    const auto from = [&](const std::string& address, const std::string& secret) {
        return served.asked("", {{"X-OctoSpira-Secret", secret}, {"X-Forwarded-For", address}});
    };
    BOOST_TEST(from("198.51.100.1", kFirst) == 200);
    BOOST_TEST(from("203.0.113.7", kFirst) == 200);
    BOOST_TEST(from("203.0.113.8", kFirst) == 403);
    BOOST_TEST(from("198.51.100.1", "wrong") == 401);
    BOOST_TEST(from("198.51.100.1", "wrong") == 429);
    BOOST_TEST(from("198.51.100.1", kFirst) == 200);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_used_is_refused_at_the_start_with_a_sentence) {
    const Outcome plain = refused({"--address", "0.0.0.0"});
    BOOST_TEST(plain.code == 2);
    BOOST_TEST(has(plain.err, "--public-plain-http"));
    BOOST_TEST(has(refused({"--tls-cert", "/no/such/file"}).err, "both --tls-cert and --tls-key"));
    const Outcome missing = refused({"--tls-cert", "/no/cert", "--tls-key", "/no/key"});
    BOOST_TEST(missing.code == 2);
    BOOST_TEST(has(missing.err, "/no/cert"));
    BOOST_TEST(has(refused({"--allow-network", "10.0.0.0/33"}).err, "10.0.0.0/33"));
    BOOST_TEST(has(refused({"--trusted-proxy", "proxy.example"}).err, "proxy.example"));
    BOOST_TEST(refused({"--max-connections", "0"}).code == 2);
    BOOST_TEST(refused({"--failure-limit", "-1"}).code == 2);
    BOOST_TEST(refused({"--webhook-account-file", "/no/accounts"}).code == 2);
}

BOOST_AUTO_TEST_CASE(sighup_while_it_stops_and_a_stop_after_a_sighup_end_in_order) {
    const Folder folder;
    Served served(folder, {}, {{"OCTOSPIRA_SECRET", kFirst}});
    served.hang_up("reloaded");
    served.program.signal(SIGTERM);
    served.program.signal(SIGHUP);
    BOOST_TEST(served.program.wait() == 0);
}

BOOST_AUTO_TEST_CASE(signals_of_tools_that_rotate_logs_do_not_end_it) {
    const Folder folder;
    Served served(folder, {}, {{"OCTOSPIRA_SECRET", kFirst}});
    served.program.signal(SIGUSR1);
    served.program.signal(SIGUSR2);
    served.hang_up("reloaded");
    served.program.signal(SIGTERM);
    BOOST_TEST(served.program.wait() == 0);
}

BOOST_AUTO_TEST_CASE(no_core_dump_is_written_with_the_secrets_in_it) {
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        keep_out_of_core_dumps();
        rlimit limit{};
        ::getrlimit(RLIMIT_CORE, &limit);
        const bool dumpable = ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0;
        ::_exit((limit.rlim_max == 0 ? 0 : 1) + (dumpable ? 2 : 0));
    }
    int status = 0;
    BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
#if defined(__SANITIZE_ADDRESS__)
    BOOST_TEST((WEXITSTATUS(status) & 1) == 0);
#else
    BOOST_TEST(WEXITSTATUS(status) == 0);
#endif
}

BOOST_AUTO_TEST_CASE(the_served_program_has_no_core_dump) {
    const Folder folder;
    const Served served(folder, {}, {{"OCTOSPIRA_SECRET", kFirst}});
    std::ifstream file("/proc/" + std::to_string(served.program.id()) + "/limits");
    const std::string limits(std::istreambuf_iterator<char>(file), {});
    BOOST_TEST(has(collapse_blanks(limits), "Max core file size 0 0"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
