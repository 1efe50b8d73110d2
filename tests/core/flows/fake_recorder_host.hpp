#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/flows/record.hpp"

namespace octospira::testing {

/// A recorder's world at the level of commands: a Spira that keeps runs, an OctoPerf, a ledger.
class FakeRecorderHost {
  public:
    FakeRecorderHost();

    std::vector<Json> test_cases;  ///< what a search finds before Spira's filter
    std::vector<Json> runs;        ///< what was recorded
    std::vector<Json> builds;
    std::vector<Json> incidents;
    std::vector<Json> associations;
    std::vector<Json> documents;
    /// What a recorded run makes of its test case's execution date: its own end, by default.
    std::function<std::string(const Json& run)> execution_date;
    std::map<std::string, std::string> ledger;
    std::map<std::string, std::string> hints;

    using Answering = std::function<Answer(const Request&)>;
    void on(std::string line, Answering answering);
    void on_first(int times, std::string line, Answering answering);

    flows::Done run(flows::Step step);
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
    Answer octoperf_answer(const Request& request) const;

    struct Rule {
        std::string line;
        Answering answering;
        int times;
    };
    std::vector<Rule> rules_;
};

/// A test case with the bench result's id in property 5.
Json test_case_with(int id, const std::string& bench_result);
/// The real notification, unless a type or end state is given.
flows::RecordRequest record_request(const std::string& type = "TEST_PASSED",
                                    const std::string& end_state = "FINISHED");

inline const std::string kRecordedResult = "lUig7oEBrZGjujUFtpV_";
inline const std::string kRecordCall = "spira POST projects/1/test-runs/record";

}  // namespace octospira::testing
