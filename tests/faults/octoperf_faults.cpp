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

}  // namespace

BOOST_AUTO_TEST_SUITE(octoperf)

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
