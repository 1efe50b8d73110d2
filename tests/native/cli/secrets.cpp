// Every secret that a served recorder has is sought in everything it leaves or shows: its
// arguments, the journal, the log, the metrics, the status page and a core dump.

#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/text.hpp"
#include "tests/native/cli/program.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::cli::test {

using namespace recorder::test;

namespace {

const std::string kOctoPerfKey = "0f0e0d0c-1111-4222-8333-444455556666";
const std::string kWebhookKey = "{B0000009-0C70-4009-8009-5B1CA0000009}";
const std::string kToken = "the-token-of-the-status-page";
const std::string kWrong = "what-a-stranger-has-tried";
/// In the fixture's notification.
const std::string kMail = "first.last@example.com";

std::string content(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// `octospira serve` with all the secrets it can have. OctoPerf is a port where nobody answers.
class Served {
  public:
    explicit Served(const SpiraSide& spira)
        : program_({"serve", "--spira-url", spira.url(), "--spira-user", kUser, "--webhook-user",
                    "octoperf", "--webhook-key-file", write("webhook.key", kWebhookKey),
                    "--octoperf-url", "http://127.0.0.1:9", "--status-port", "0", "--port", "0",
                    "--status-token-file", write("status.token", kToken), "--journal", journal()},
                   {{"OCTOSPIRA_SPIRA_KEY", kKey},
                    {"OCTOSPIRA_SECRET", kSecret + "\n" + kNextSecret},
                    {"OCTOSPIRA_OCTOPERF_KEY", kOctoPerfKey}}) {
        BOOST_REQUIRE_MESSAGE(soon([this] { return number("port") != 0; }), program_.err());
    }

    [[nodiscard]] std::string ask(const std::string& method, const std::string& target,
                                  const http::Fields& headers = {}, const std::string& body = {}) {
        return send(number("port"), method, target, headers, body);
    }
    /// A page of the operator's, its headers included.
    [[nodiscard]] std::string page(const std::string& target) {
        return send(number("statusPort"), "GET", target, {{"Authorization", "Bearer " + kToken}},
                    {});
    }
    [[nodiscard]] bool logged(const std::string& event) const {
        return program_.err().find("\"event\":\"" + event + "\"") != std::string::npos;
    }

    [[nodiscard]] std::string arguments() const {
        return content("/proc/" + std::to_string(program_.id()) + "/cmdline");
    }
    [[nodiscard]] std::string log() const { return program_.out() + program_.err(); }
    /// The journal's files, the write-ahead log among them.
    [[nodiscard]] std::string journal_files() const {
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path() / "journal"))
            all += content(entry.path());
        return all;
    }
    /// Ends it as a crash would. True when it left a core dump.
    [[nodiscard]] bool dumped_core() {
        program_.signal(SIGABRT);
        BOOST_TEST(program_.wait() == -SIGABRT);
        for (const auto& entry : std::filesystem::directory_iterator(".")) {
            if (entry.path().filename().string().rfind("core", 0) == 0 && entry.is_regular_file() &&
                content(entry.path())
                        .rfind("\x7f"
                               "ELF",
                               0) == 0)
                return true;
        }
        return false;
    }

  private:
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_.file(name)) << text << "\n";
        return folder_.file(name);
    }
    std::string journal() const {
        std::filesystem::create_directory(folder_.path() / "journal");
        return folder_.file("journal/journal.db");
    }
    /// Of the log's first line.
    std::int64_t number(const char* member) const {
        const std::string text = program_.err();
        const auto line = parse_json(text.substr(0, text.find('\n')));
        return line ? integer_at(*line, member).value_or(0) : 0;
    }
    static std::string send(std::int64_t port, const std::string& method, const std::string& target,
                            const http::Fields& headers, const std::string& body) {
        const std::string url = "http://127.0.0.1:" + std::to_string(port) + target;
        const Answer answer = http::create_client({})->send(method, url, headers, body);
        BOOST_TEST(answer.status != 0, target);
        return answer.body;
    }

    const Folder folder_;
    Program program_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(secrets)

BOOST_AUTO_TEST_CASE(no_secret_is_in_arguments_journal_log_metrics_status_page_or_core_dump) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    // An answer that repeats what it was asked with.
    const std::string echo = "no: username=" + kUser + "&api-key=" + kKey + " " + kSecret + " " +
                             kOctoPerfKey + " " + kToken;
    spira.set_faults(Json::array({Json{{"match", "* test-runs/record"},
                                       {"action", "status"},
                                       {"times", -1},
                                       {"status", 400},
                                       {"body", to_text(Json(echo))}}}));
    Served served(spira);
    const std::string account = "?username=octoperf&api-key=" + percent_encode(kWebhookKey);
    (void)served.ask("POST", kTestPath + account, {}, real_notification());
    (void)served.ask("POST", "/" + kSecret, {{"X-OctoSpira-Secret", kNextSecret}}, kSecret);
    (void)served.ask("POST", kTestPath + account, {{"X-OctoSpira-Secret", kSecret}}, "{" + kSecret);
    (void)served.ask("POST", kTestPath, {{"X-OctoSpira-Secret", kWrong}}, real_notification());
    BOOST_REQUIRE_MESSAGE(soon([&] { return served.logged("delivery_given_up"); }), served.log());
    (void)served.ask("GET", kTestPath + "?username=octoperf&api-key=" + kWrong);

    const std::vector<std::pair<std::string, std::string>> places = {
        {"arguments", served.arguments()},
        {"journal", served.journal_files()},
        {"log", served.log()},
        {"metrics", served.ask("GET", "/metrics")},
        {"readiness", served.ask("GET", "/readyz")},
        {"status page", served.page("/")},
        {"list", served.page("/deliveries?state=dead")},
        {"delivery", served.page("/deliveries/1")},
        {"export", served.page("/deliveries/export")},
    };

    // We look at the right things.
    BOOST_TEST(places[0].second.find("--status-token-file") != std::string::npos);
    BOOST_TEST(places[1].second.find(kBenchResult) != std::string::npos);
    BOOST_TEST(places[2].second.find(kBenchResult) != std::string::npos);
    BOOST_TEST(places[3].second.find("octospira_") != std::string::npos);
    BOOST_TEST(places[5].second.find("OctoPerf") != std::string::npos);
    for (std::size_t i = 6; i < places.size(); ++i) {
        BOOST_TEST_CONTEXT(places[i].first)
        BOOST_TEST(places[i].second.find(kBenchResult) != std::string::npos);
    }
    for (const auto& [place, text] : places) {
        for (const std::string& secret : {kKey.substr(1, 36), kWebhookKey.substr(1, 36), kSecret,
                                          kNextSecret, kOctoPerfKey, kToken, kWrong, kMail}) {
            BOOST_TEST_CONTEXT(place)
            BOOST_TEST(text.find(secret) == std::string::npos, secret);
        }
    }
    BOOST_TEST(!served.dumped_core());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::cli::test
