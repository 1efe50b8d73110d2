#include "tests/crash/scene.hpp"

#include <signal.h>
#include <sqlite3.h>

#include <boost/test/unit_test.hpp>

#include "core/base/text.hpp"
#include "tests/crash/victim.hpp"

namespace octospira::crash {

using namespace recorder::test;

const std::vector<std::string>& Scene::bench_results() {
    static const std::vector<std::string> all = {"lUig7oEBrZGjujUFtpV_", "lUig7oEBrZGjujUFtpVA",
                                                 "lUig7oEBrZGjujUFtpVB"};
    return all;
}

Scene::Scene() {
    spira.store_bench_result(1, bench_results()[0]);
    spira.store_bench_result(2, bench_results()[1]);
}

void Scene::start(const std::string& deadly, int times, std::size_t limit) {
    std::vector<std::string> arguments = {spira.url(), folder_.file("journal.db")};
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

std::string Scene::query(const std::string& sql) const {
    sqlite3* handle = nullptr;
    BOOST_REQUIRE(sqlite3_open(folder_.file("journal.db").c_str(), &handle) == SQLITE_OK);
    sqlite3_busy_timeout(handle, 5000);
    std::string value;
    const auto take = [](void* to, int, char** columns, char**) {
        *static_cast<std::string*>(to) +=
            std::string(columns[0] == nullptr ? "" : columns[0]) + ";";
        return 0;
    };
    (void)sqlite3_exec(handle, sql.c_str(), take, &value, nullptr);
    sqlite3_close(handle);
    return value;
}

bool Scene::all_recorded() const {
    const std::string recorded =
        query("SELECT bench_result FROM notifications WHERE state = 'recorded'");
    for (const std::string& id : answered_) {
        if (recorded.find(id + ";") == std::string::npos) return false;
    }
    return true;
}

void Scene::settle() {
    BOOST_CHECK_MESSAGE(soon([this] { return dead() || all_recorded(); }), log());
}

std::size_t Scene::runs_of(const std::string& bench_result) {
    std::size_t count = 0;
    const Json runs = spira.runs();
    for (const Json& run : runs) {
        if (text_at(run, "RunnerStackTrace").find(bench_result) != std::string::npos) ++count;
    }
    return count;
}

void Scene::check_once() {
    for (const std::string& id : bench_results()) {
        const std::size_t runs = runs_of(id);
        const bool right = answered_.count(id) > 0 ? runs == 1 : runs <= 1;
        BOOST_CHECK_MESSAGE(right, id << " was recorded " << runs << " times\n" << log());
    }
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
