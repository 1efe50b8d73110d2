#include "tests/faults/crowd.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <utility>

namespace octospira::faults {

using std::chrono::milliseconds;
namespace world = recorder::test;

namespace {

/// Longer than a call takes on a busy machine, shorter than anybody wants to wait for a test.
constexpr milliseconds kTimeout{700};

}  // namespace

ImpatientRecorder::ImpatientRecorder(const std::string& spira_url,
                                     const std::function<void(RecorderOptions&)>& change)
    : client_(http::create_client({})) {
    RecorderOptions options;
    options.port = 0;
    options.journal = folder_.file("journal.sqlite");
    options.spira = {spira_url, world::kUser, world::kKey};
    options.credentials = {{world::kSecret}, {}};
    options.client.connect_timeout = kTimeout;
    options.client.total_timeout = kTimeout;
    options.schedule.assign(500, milliseconds(20));
    options.post_window = milliseconds(500);  // nothing here stores later
    options.breaker.first_pause = milliseconds(20);
    options.breaker.longest_pause = milliseconds(100);
    options.breaker.longest_check = milliseconds(100);
    options.log = log_;
    if (change) change(options);
    auto made = recorder::Recorder::create(std::move(options));
    BOOST_REQUIRE_MESSAGE(made, (made ? "" : sentence(made.error())));
    recorder_ = std::move(*made);
    thread_ = std::thread([this] { recorder_->run(); });
}

ImpatientRecorder::~ImpatientRecorder() {
    recorder_->stop();
    thread_.join();
}

Answer ImpatientRecorder::post(const std::string& path, const std::string& body) {
    return client_->send(
        "POST", url() + path,
        {{"X-OctoSpira-Secret", world::kSecret}, {"Content-Type", "application/json"}}, body);
}

bool ImpatientRecorder::recorded(const std::vector<std::string>& bench_results) const {
    return std::all_of(bench_results.begin(), bench_results.end(), [&](const std::string& id) {
        return log_->tells("recorded", id) || log_->tells("already_recorded", id);
    });
}

Plan Trial::only(int skip, int times) const {
    Plan some = plan;
    some.skip = skip;
    some.times = times;
    return some;
}

std::vector<Trial> all_trials() {
    std::vector<Trial> trials;
    for (const Fault fault : kFaults) {
        Plan plan{.fault = fault};
        plan.time = kTimeout / 4;
        if (fault == Fault::delay) plan.time = kTimeout * 3 / 2;  // too late for whoever waits
        if (fault == Fault::close_mid_answer) plan.bytes = 30;
        if (fault == Fault::throttle) plan.bytes = 20'000;
        trials.push_back({std::string(name_of(fault)), plan});
    }
    trials.push_back({"corrupt, but not in the header", {.fault = Fault::corrupt, .bytes = 400}});
    trials.push_back({"delay, but not too long", {.fault = Fault::delay}});
    return trials;
}

std::uint16_t port_of(const std::string& url) {
    const auto port = parse_positive(url.substr(url.rfind(':') + 1));
    BOOST_REQUIRE(port.has_value());
    return static_cast<std::uint16_t>(*port);
}

std::string Crowd::next() {
    std::string number = std::to_string(++made_);
    number.insert(0, 6 - std::min<std::size_t>(6, number.size()), '0');
    return "faultyNetwork_" + number;
}

std::string Crowd::one() {
    std::string id = next();
    spira_.store_bench_result(test_case(), id);
    return id;
}

std::vector<std::string> Crowd::many(int count, ImpatientRecorder& recorder) {
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) {
        ids.push_back(next());
        const Json launch{
            {"benchResultId", ids.back()}, {"productId", 1}, {"testCaseId", test_case()}};
        BOOST_REQUIRE(recorder.post("/launches", to_text(launch)).status == 200);
    }
    return ids;
}

std::vector<int> Crowd::times_recorded(const std::vector<std::string>& bench_results) {
    const Json runs = spira_.runs();
    std::vector<int> times;
    for (const std::string& id : bench_results) {
        const std::string marker = "OctoPerf bench result: " + id;
        times.push_back(
            static_cast<int>(std::count_if(runs.begin(), runs.end(), [&](const Json& run) {
                return text_at(run, "RunnerStackTrace").find(marker) != std::string::npos;
            })));
    }
    return times;
}

std::vector<std::string> post_each(const std::vector<std::string>& bench_results,
                                   const std::function<Answer(const std::string& body)>& post) {
    std::vector<std::string> answered;
    for (const std::string& id : bench_results) {
        if (post(world::notification("TEST_PASSED", id)).status == 200) answered.push_back(id);
    }
    return answered;
}

void conclude(const Case& tried) {
    report(tried);
    BOOST_TEST_CONTEXT(tried.what << ", " << tried.where) {
        BOOST_TEST(tried.recorded == tried.notifications);
        BOOST_TEST(tried.doubled == 0);
        BOOST_TEST(tried.lost == 0);
    }
}

}  // namespace octospira::faults
