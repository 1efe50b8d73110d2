#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"
#include "core/flows/engine/engine.hpp"

namespace octospira::testing {

/// A page, a Spira and an OctoPerf at the engine's boundary: answers each command as a good world
/// would, unless a test says otherwise. Holds the conversation in JSON texts, and writes it down
/// (OCTOSPIRA_TRANSCRIPTS) so that it can be held again with the WebAssembly build.
class FakePage {
  public:
    FakePage();

    /// The event "launch", to be changed before run().
    Json event;
    /// What Spira stores of the test case; a PUT replaces it.
    Json test_case;
    bool stores_put_object = true;
    bool stores_put_text = true;
    std::map<std::string, std::string> hints;
    std::set<std::string> locks;

    using Answering = std::function<Json(const Json& command)>;
    /// Answers commands whose line begins so, e.g. "octoperf POST runtime/scenarios/run", instead
    /// of the good world. The last one given wins.
    void on(std::string line, Answering answering);
    /// The same, for the first `times` of them only.
    void on_first(int times, std::string line, Answering answering);

    /// Of several commands that go on at once: which is answered next. A `listen`
    /// waits until nothing else is left or `person` does something.
    enum class Order { first_begun, last_begun };
    Order order = Order::first_begun;
    /// Asked before each of those answers while a `listen` is among them: what the person does
    /// now (heard(…)), or null for nothing yet.
    std::function<Json()> person;
    /// Asked before every rule: what to answer instead, or null.
    Answering intercept;
    /// The most calls that were going on at once.
    std::size_t most_calls = 0;

    /// Holds the conversation to its end and returns the `done` command. Fails the test when it
    /// does not end or when something secret or unsafe is said.
    Json run();

    /// What the good world answers.
    Json answer_well(const Json& command);

    /// Every command so far, as "octoperf GET runtime/scenarios/…", "confirm", "notify error", …
    std::vector<std::string> lines;
    /// The commands themselves.
    std::vector<Json> commands;
    [[nodiscard]] int count(std::string_view beginning) const;
    /// The text of the last message.
    [[nodiscard]] std::string message() const;
    [[nodiscard]] std::string stored_bench_result() const;

    void set_property(int number, const std::string& value);

  private:
    Json lock(const std::string& key, bool take);
    Json spira_answer(const Json& command);
    Json octoperf_answer(const Json& command);
    Json answer(const Json& command, const std::string& line);
    Json answer_several(const Json& command);
    void write_down(const Json& command);

    struct Started {
        int id;
        Json command;
        std::string line;
    };
    std::vector<Started> begun_;
    struct Rule {
        std::string line;
        Answering answering;
        int times;
    };
    std::vector<Rule> rules_;
    flows::Engine engine_;
};

/// The events of every page, for one engine that knows them all.
std::span<const flows::EventKind> page_events();

// Replies.
Json rest(int status, const std::string& content);  ///< what executeRest's success callback gets
Json rest(int status, const Json& content);
Json api(const Json& result);        ///< what executeApi's success callback gets
Json refused(const Json& argument);  ///< a failure callback's only argument
Json confirmed(bool yes);
Json heard(const std::string& what, const std::string& button = "");

inline const std::string kScenario = "aKpHtoYBUDjbSvwJg3Vu";
inline const std::string kBenchResult = "lUig7oEBrZGjujUFtpV_";
inline const std::string kReport = "lkig7oEBrZGjujUFtpWw";
inline const std::string kRun = "octoperf POST runtime/scenarios/run/";

}  // namespace octospira::testing
