#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/flows/record/record.hpp"

namespace octospira::testing {

/// A recorder's world at the level of commands: a Spira that keeps runs, an OctoPerf, a ledger.
/// Time passes while the program sleeps, and when a test lets it.
class FakeRecorderHost {
  public:
    FakeRecorderHost();

    std::vector<Json> test_cases;  ///< what a search finds before Spira's filter
    std::vector<Json> runs;        ///< what was recorded
    std::vector<Json> builds;
    std::vector<Json> incidents;
    std::vector<Json> documents;
    bool details_in_lists = false;  ///< a search of the test case's runs answers with details
    bool steps_in_answers = true;   ///< the answer to a recorded run tells its steps
    std::map<std::string, std::string> ledger;
    std::map<std::string, std::string> hints;

    using Answering = std::function<Answer(const Request&)>;
    void on(std::string line, Answering answering);
    void on_first(int times, std::string line, Answering answering);

    /// The next POST there gets this answer, and is stored so much later all the same.
    void store_late(const std::string& line, EpochMs delay,
                    Answer answer = {0, "no answer in time"});
    /// Lets time pass; what is stored late is stored when it is due.
    void pass(EpochMs milliseconds);
    EpochMs now = 1'657'566'300'000;

    flows::Done run(flows::Step step);
    /// The same, at the present time and with its clock.
    flows::Done record(flows::RecordRequest request);
    /// The good world's answer.
    Answer answer_well(const std::string& line, const Request& request);

    std::vector<std::string> lines;
    [[nodiscard]] int count(std::string_view beginning) const;
    [[nodiscard]] int spira_calls() const { return count("spira "); }
    bool ledger_works = true;
    std::string unkept = {};  ///< ledger keys that begin like this cannot be written
    /// Stops answering, as a killed process would, before the command with this number (from 1).
    std::size_t killed_before = 0;

  private:
    flows::Reply reply(const flows::Command& command, const std::string& line);
    Answer answer(const std::string& line, const Request& request);
    Answer spira_answer(const Request& request);
    Answer record_answer(const Request& request);
    std::optional<Answer> answer_beside_runs(const Request& request);
    Answer runs_answer(const Request& request, bool of_test_case) const;
    std::optional<Answer> incident_answer(const Request& request);
    Answer octoperf_answer(const Request& request) const;

    struct Rule {
        std::string line;
        Answering answering;
        int times;
    };
    std::vector<Rule> rules_;
    struct Late {
        EpochMs due;
        std::string line;
        Request request;
    };
    std::vector<Late> late_;
};

/// Records it, and again as a recorder does after failures that may pass: at once, then ten seconds
/// later each time, for some minutes.
flows::Done record_patiently(FakeRecorderHost& host, const flows::RecordRequest& request);

/// A test case with the bench result's id in property 5.
Json test_case_with(int id, const std::string& bench_result);
/// The real notification, unless a type or end state is given.
flows::RecordRequest record_request(const std::string& type = "TEST_PASSED",
                                    const std::string& end_state = "FINISHED");

inline const std::string kRecordedResult = "lUig7oEBrZGjujUFtpV_";
/// As flows/intent.hpp.
inline constexpr EpochMs kWindow = 120'000;
inline const std::string kSearchRuns = "spira POST projects/1/test-cases/42/test-runs/search";
inline const std::string kSearchProduct = "spira POST projects/1/test-runs/search/automated";
inline const std::string kRecordCall = "spira POST projects/1/test-runs/record";

}  // namespace octospira::testing
