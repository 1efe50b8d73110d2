#include "tests/crash/scene.hpp"

#include <signal.h>

#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"
#include "tests/crash/victim.hpp"
#include "tests/faults/report.hpp"

namespace octospira::crash {

using namespace recorder::test;

const std::vector<std::string>& Scene::bench_results() {
    static const std::vector<std::string> all = {"lUig7oEBrZGjujUFtpV_", "lUig7oEBrZGjujUFtpVA",
                                                 "lUig7oEBrZGjujUFtpVB"};
    return all;
}

Scene::Scene(std::string journal)
    : journal_(journal.empty() ? folder_.file("journal.db") : std::move(journal)) {
    spira.store_bench_result(1, bench_results()[0]);
    spira.store_bench_result(2, bench_results()[1]);
}

void Scene::start(const std::string& deadly, int times, std::size_t limit) {
    std::vector<std::string> arguments = {spira.url(), journal_};
    if (times > 0 || limit > 0) {
        arguments.push_back(deadly);
        arguments.push_back(std::to_string(times));
    }
    if (limit > 0) arguments.push_back(std::to_string(limit));
    victim_ = std::make_unique<cli::test::Program>(arguments);
    port_ = 0;
    const bool started = soon([this] {
        const std::string text = victim_->err();
        const auto line = parse_json(text.substr(0, text.find('\n')));
        port_ = line ? integer_at(*line, "port").value_or(0) : 0;
        return port_ != 0;
    });
    BOOST_REQUIRE_MESSAGE(started, victim_->err());
}

void Scene::kill() {
    victim_->signal(SIGKILL);
    (void)victim_->wait();
}

void Scene::terminate() {
    victim_->signal(SIGTERM);
    (void)victim_->wait();
}

int Scene::post(const std::string& path, const std::string& body) const {
    http::ClientOptions options;
    options.total_timeout = std::chrono::seconds(5);
    return http::create_client(options)
        ->send("POST", "http://127.0.0.1:" + std::to_string(port_) + path,
               {{"X-OctoSpira-Secret", kSecret}, {"Content-Type", "application/json"}}, body)
        .status;
}

void Scene::send_all() {
    (void)post("/launches",
               R"({"benchResultId":")" + bench_results()[2] + R"(","productId":1,"testCaseId":3})");
    for (const std::string& id : bench_results()) {
        if (post(kTestPath, notification("TEST_PASSED", id)) == 200) answered_.insert(id);
    }
}

std::vector<recorder::DeliverySummary> Scene::rows() const {
    const auto store = recorder::open_store({journal_, "", false});
    if (!store) return {};
    const auto journal = (*store)->connect();
    if (!journal) return {};
    return (*journal)->list({}).value_or(std::vector<recorder::DeliverySummary>());
}

bool Scene::all_recorded() const {
    std::set<std::string> waiting = answered_;
    for (const recorder::DeliverySummary& row : rows()) {
        if (row.state == recorder::State::recorded) waiting.erase(row.bench_result);
    }
    return waiting.empty();
}

void Scene::settle(int patience) {
    bool settled = false;
    for (int i = 0; i < patience && !settled; ++i) {
        settled = soon([this] { return dead() || all_recorded(); });
    }
    BOOST_CHECK_MESSAGE(settled, log());
}

std::size_t Scene::runs_of(const std::string& bench_result) {
    std::size_t count = 0;
    const Json runs = spira.runs();
    for (const Json& run : runs) {
        if (text_at(run, "RunnerStackTrace").find(bench_result) != std::string::npos) ++count;
    }
    return count;
}

void Scene::check_once(const std::string& kind, const std::string& what) {
    std::vector<int> times;
    for (const std::string& id : bench_results()) {
        const std::size_t runs = runs_of(id);
        const bool answered = answered_.count(id) > 0;
        BOOST_CHECK_MESSAGE(answered ? runs == 1 : runs <= 1, id << " was recorded " << runs
                                                                 << " times\n"
                                                                 << log());
        if (answered) times.push_back(static_cast<int>(runs));
    }
    const bool sqlite = journal_.find("://") == std::string::npos;
    if (!kind.empty())
        faults::report(faults::case_of(kind, what, sqlite ? "SQLite" : "PostgreSQL", times));
}

std::vector<std::string> Scene::points() const {
    std::vector<std::string> all;
    const std::string out = victim_->out();
    for (const std::string_view line : split(out, '\n')) {
        if (!line.empty()) all.emplace_back(line);
    }
    return all;
}

}  // namespace octospira::crash
