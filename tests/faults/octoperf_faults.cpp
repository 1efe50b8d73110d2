// A bad network between the recorder and OctoPerf, which it only asks for more figures.

#include <boost/test/unit_test.hpp>

#include "native/simulators/octoperf/simulator.hpp"
#include "tests/faults/crowd.hpp"

namespace octospira::faults {

using recorder::test::kTestPath;
using recorder::test::soon;

namespace {

const std::string kOctoPerfKey = "0f0e0d0c-1111-4222-8333-444455556666";

/// A simulated OctoPerf on a thread of its own.
class OctoPerfSide {
  public:
    OctoPerfSide() {
        simulators::octoperf::OctoPerfOptions options;
        options.api_key = kOctoPerfKey;
        options.run_time = std::chrono::milliseconds(300);
        auto octoperf = simulators::octoperf::OctoPerf::create(std::move(options));
        BOOST_REQUIRE(octoperf);
        octoperf_ = std::move(*octoperf);
        thread_ = std::thread([this] { octoperf_->run(); });
    }
    OctoPerfSide(const OctoPerfSide&) = delete;
    OctoPerfSide& operator=(const OctoPerfSide&) = delete;
    ~OctoPerfSide() {
        octoperf_->stop();
        thread_.join();
    }
    [[nodiscard]] std::uint16_t port() const { return octoperf_->port(); }

    /// Starts a load test; its bench result's id.
    [[nodiscard]] std::string run(const std::string& scenario) const {
        const Answer answer = http::create_client({})->send(
            "POST", octoperf_->base_url() + "/runtime/scenarios/run/" + scenario,
            {{"Authorization", "Bearer " + kOctoPerfKey}}, "");
        const auto report = parse_json(answer.body);
        BOOST_REQUIRE_MESSAGE(answer.ok() && report, answer.body);
        const Json* ids = array_at(*report, "benchResultIds");
        BOOST_REQUIRE(ids != nullptr && !ids->empty());
        return ids->front().get<std::string>();
    }

  private:
    std::unique_ptr<simulators::octoperf::OctoPerf> octoperf_;
    std::thread thread_;
};

/// The fault is never lifted: results are recorded with what the notification itself tells.
void try_all_the_time(const Trial& trial, int skip, const std::string& where) {
    SpiraSide spira;
    const OctoPerfSide octoperf;
    Gate gate(octoperf.port());
    ImpatientRecorder recorder(spira.url(), [&](RecorderOptions& options) {
        options.octoperf = host::OctoPerfAccess{gate.url(), kOctoPerfKey};
        // Several calls run into it, one after the other.
        options.client.total_timeout = std::chrono::milliseconds(300);
    });
    Crowd crowd(spira);
    const auto some = crowd.many(3, recorder);

    gate.set(trial.only(skip, -1));
    const auto answered =
        post_each(some, [&](const std::string& body) { return recorder.post(kTestPath, body); });

    BOOST_TEST(answered.size() == some.size());
    BOOST_TEST(soon([&] { return recorder.recorded(some); }));
    BOOST_TEST(gate.counts().faulted > 0);
    conclude(case_of(kKind, trial.what, where, crowd.times_recorded(some)));
}

/// A scenario of the simulated OctoPerf whose tests pass.
constexpr const char* kPasses = "aKpHtoYBUDjbSvwJg3Vu";

/// A clock that goes thirty times as fast: the recorder asks first ten seconds after a launch.
EpochMs hurried_clock() {
    static const auto kBegin = std::chrono::steady_clock::now();
    const auto since = std::chrono::steady_clock::now() - kBegin;
    constexpr EpochMs kStart = 1'795'357'384'000;
    return kStart + 30 * std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

/// Launches that a page registered, and of whose ends OctoPerf tells nobody.
void try_without_notifications(const Plan& plan, const std::string& where) {
    SpiraSide spira;
    const OctoPerfSide octoperf;
    Gate gate(octoperf.port());
    ImpatientRecorder recorder(spira.url(), [&](RecorderOptions& options) {
        options.octoperf = host::OctoPerfAccess{gate.url(), kOctoPerfKey};
        options.clock = hurried_clock;
    });
    Crowd crowd(spira);
    std::vector<std::string> runs;
    for (int test_case = 1; test_case <= 3; ++test_case) {
        runs.push_back(octoperf.run(kPasses));
        const Json launch{
            {"benchResultId", runs.back()}, {"productId", 1}, {"testCaseId", test_case}};
        BOOST_REQUIRE(recorder.post("/launches", to_text(launch)).status == 200);
    }
    gate.set(plan);

    const auto all = [&] { return recorder.recorded(runs); };
    BOOST_TEST((soon(all) || soon(all) || soon(all)));

    BOOST_TEST(recorder.log().events("reconciled").size() == runs.size());
    conclude(case_of("Lost notifications", "OctoPerf tells nobody of the end", where,
                     crowd.times_recorded(runs)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(octoperf)

BOOST_AUTO_TEST_CASE(a_result_whose_notification_never_comes_is_recorded_by_polling) {
    try_without_notifications({}, "OctoPerf is well");
}

BOOST_AUTO_TEST_CASE(a_result_whose_notification_never_comes_outlives_a_failing_octoperf) {
    try_without_notifications({.fault = Fault::close_on_data, .skip = 1, .times = 3},
                              "OctoPerf fails three times");
}

BOOST_AUTO_TEST_CASE(a_fault_at_octoperf_never_prevents_recording) {
    for (const Trial& trial : all_trials()) {
        BOOST_TEST_CONTEXT(trial.what) {
            try_all_the_time(trial, 0, "recorder → OctoPerf, every call, never lifted");
            try_all_the_time(trial, 1, "recorder → OctoPerf, all but the first connection");
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::faults
