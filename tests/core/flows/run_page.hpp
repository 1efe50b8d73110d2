#pragma once

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

#include "tests/core/flows/fake_page.hpp"
#include "tests/core/flows/views.hpp"

namespace octospira::testing {

/// A page whose test case has a last test: an OctoPerf that goes through the test's states, with
/// figures, and a Spira that keeps test runs. In the dialog nobody does anything.
class RunPage : public FakePage {
  public:
    explicit RunPage(const std::string& event_name,
                     std::vector<std::string> run_states = {"RUNNING"});
    RunPage(const RunPage&) = delete;
    RunPage& operator=(const RunPage&) = delete;

    /// One for each time the bench result is read; the last one stays.
    std::vector<std::string> states;
    /// What the person does at each wait, until nothing is left; then nothing.
    std::vector<Json> actions;
    std::vector<Json> runs;  ///< in Spira
    /// A name for the scenario.
    void call_scenario(const std::string& name);
    /// The launch was made in this browser.
    void remember_launch(const std::string& report_url, const std::string& bench_result);

    /// Every view that was shown, in words.
    [[nodiscard]] std::vector<std::string> views() const;

  private:
    Json next_state();
};

/// The last message of a conversation that has ended.
[[nodiscard]] const Json& last_notify(const RunPage& page);

inline const std::string kRecord = "spira POST projects/1/test-runs/record";
inline const std::string kStop = "octoperf POST runtime/bench-results/stop/";
inline const std::string kReportUrl =
    "https://api.octoperf.com/ui/workspace/0r5ifn4BrW7hkFYMIu1j/project/1L5ifn4BrW7hkFYMIu19/"
    "analysis/report/lkig7oEBrZGjujUFtpWw";

/// Answers that are none, in every way that has been seen.
std::vector<Json> failures();

/// Holds the conversation once for each of its steps and each of failures(), with that step failing
/// that way, and checks that it ends with exactly one message or quietly with one of `quiet`.
/// `make` gives a fresh page; `check` sees each after its end.
template <class Make, class Check>
void fail_every_step(const Make& make, Check check) {
    auto good = make();
    good->run();
    BOOST_REQUIRE(good->lines.size() > 1U);
    for (std::size_t fail = 0; fail + 1 < good->lines.size(); ++fail) {
        for (const Json& failure : failures()) {
            auto page = make();
            page->intercept = [&page, &failure, fail](const Json&) {
                return page->lines.size() == fail + 1 ? failure : Json();
            };
            check(*page, page->run(), good->lines[fail] + " -> " + to_text(failure));
        }
    }
}

}  // namespace octospira::testing
