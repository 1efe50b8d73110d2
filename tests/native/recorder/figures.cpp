#include <atomic>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <mutex>
#include <thread>

#include "core/base/text.hpp"
#include "native/http/server.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::recorder::test {

namespace {

using std::chrono::milliseconds;

/// An OctoPerf that answers every call alike, or never, and counts for how many results it was
/// asked for figures.
class OctoPerfSide {
  public:
    OctoPerfSide() {
        auto created = http::create_server(
            {}, [this](const http::ServerRequest& request, const http::Respond& respond) {
                if (request.path.find("runtime/bench-results/") != std::string::npos) ++results_;
                const bool metrics = request.path.find("analysis/metrics") != std::string::npos;
                if (status == 0 || (metrics && holds_metrics)) return held_.push_back(respond);
                respond({status, "{}"});
            });
        BOOST_REQUIRE(created);
        server_ = std::move(*created);
        thread_ = std::thread([this] { server_->run(); });
    }
    OctoPerfSide(const OctoPerfSide&) = delete;
    OctoPerfSide& operator=(const OctoPerfSide&) = delete;
    ~OctoPerfSide() {
        server_->stop(milliseconds(0));
        thread_.join();
        held_.clear();  // an answer belongs to its server
    }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }
    int results() const { return results_; }

    std::atomic<int> status{200};            ///< 0: accepts, and never answers
    std::atomic<bool> holds_metrics{false};  ///< never answers a call for metrics

  private:
    std::atomic<int> results_{0};
    std::vector<http::Respond> held_;
    std::unique_ptr<http::Server> server_;
    std::thread thread_;
};

/// A recorder that delivers one result after the other.
struct Scene {
    SpiraSide spira;
    OctoPerfSide octoperf;
    FiguresPauses pauses = {3, milliseconds(200), milliseconds(60'000), milliseconds(60'000)};
    std::unique_ptr<RecorderSide> recorder;
    int sent = 0;

    void start() {
        recorder = std::make_unique<RecorderSide>(spira.url(), [this](RecorderOptions& options) {
            options.octoperf = {octoperf.url(), "octoperf-key"};
            options.client.total_timeout = milliseconds(1'000);
            options.workers = 1;
            options.figures = pauses;
        });
    }

    /// The next result, by its id, once it is recorded.
    std::string record() {
        const std::string id = "resultWithFigures_" + std::to_string(10 + sent++);
        spira.store_bench_result(1, id);
        (void)recorder->post(kTestPath, notification("TEST_PASSED", id));
        BOOST_TEST(soon([&] { return recorder->state_of(id) == "recorded"; }));
        return id;
    }
    std::string warnings_of(const std::string& id) const {
        const auto details = parse_json(
            recorder->query("SELECT details FROM notifications WHERE bench_result = '" + id + "'"));
        const Json* const warnings = details ? array_at(*details, "warnings") : nullptr;
        return warnings == nullptr ? "" : to_text(*warnings);
    }
    std::string metric() {
        const std::string text = recorder->send("GET", "/metrics", {}, "").body;
        const std::string_view name = "\noctospira_figures_paused ";
        return text.substr(text.find(name) + name.size(), 1);
    }
    int ready() { return recorder->send("GET", "/readyz", {}, "").status; }

    /// How many lines of the log are about `event`.
    int lines_of(const std::string& event) {
        recorder->stop();
        const std::string log = recorder->log();
        int count = 0;
        for (const std::string_view line : split(log, '\n')) {
            if (line.find("\"event\":\"" + event + "\"") != std::string_view::npos) ++count;
        }
        return count;
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(figures, Scene)

BOOST_AUTO_TEST_CASE(a_silent_octoperf_holds_one_result_and_no_other) {
    octoperf.status = 0;
    start();

    for (int i = 0; i < 5; ++i) (void)record();

    BOOST_TEST(octoperf.results() == 1);
    BOOST_TEST(spira.runs().size() == 5U);
    BOOST_TEST(metric() == "1");
    BOOST_TEST(ready() == 200);
    BOOST_TEST(lines_of("figures_paused") == 1);
}

BOOST_AUTO_TEST_CASE(an_octoperf_that_is_silent_about_metrics_only_holds_one_result_too) {
    octoperf.holds_metrics = true;
    start();

    for (int i = 0; i < 4; ++i) (void)record();

    BOOST_TEST(octoperf.results() == 1);
    BOOST_TEST(spira.runs().size() == 4U);
    BOOST_TEST(lines_of("figures_paused") == 1);
}

BOOST_AUTO_TEST_CASE(an_octoperf_that_refuses_the_key_is_asked_for_three_results_only) {
    octoperf.status = 401;
    start();

    for (int i = 0; i < 6; ++i) (void)record();

    BOOST_TEST(octoperf.results() == 3);
    BOOST_TEST(lines_of("figures_paused") == 1);
    BOOST_TEST(recorder->log().find("rejected the API key") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_only_one_result_lacks_pauses_nothing) {
    for (const int status : {403, 404}) {
        octoperf.status = status;
        start();
        const int before = octoperf.results();
        for (int i = 0; i < 4; ++i) (void)record();
        BOOST_TEST(octoperf.results() == before + 4);
        BOOST_TEST(metric() == "0");
    }
}

BOOST_AUTO_TEST_CASE(a_run_without_figures_says_so_and_one_with_them_does_not) {
    start();
    BOOST_TEST(warnings_of(record()) == "[]");

    octoperf.status = 503;
    for (int i = 0; i < 3; ++i)
        BOOST_TEST(warnings_of(record()).find("OctoPerf") != std::string::npos);
    BOOST_TEST(warnings_of(record()).find("it was not asked") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_octoperf_that_answers_again_is_asked_for_every_result_again) {
    pauses.first = milliseconds(1);
    octoperf.status = 500;
    start();
    for (int i = 0; i < 3; ++i) (void)record();
    BOOST_TEST(metric() == "1");

    octoperf.status = 200;
    (void)record();

    BOOST_TEST(metric() == "0");
    const int before = octoperf.results();
    BOOST_TEST(warnings_of(record()) == "[]");
    BOOST_TEST(octoperf.results() == before + 1);
    BOOST_TEST(lines_of("figures_paused") == 1);
    BOOST_TEST(lines_of("figures_resumed") == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
