#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/core/flows/views.hpp"

namespace octospira::testing {

using Row = std::vector<std::string>;

/// The scenario of the test case with that number.
std::string scenario_id(int number);

/// A list of test cases, each with a scenario of its own, all of them selected; the person says
/// yes.
class ManyPage : public FakePage {
  public:
    explicit ManyPage(int number);

    static int last_number(const std::string& path) {
        return std::stoi(path.substr(path.rfind('/') + 1));
    }
    static std::string name_of(const std::string& path) {
        return "Whale " + std::to_string(std::stoi(path.substr(path.size() - 6))) + " [PR:1]";
    }
    static std::string bench_of(const std::string& path) {
        return "benchResult_" + path.substr(path.size() - 6);
    }

    void without_dialogs() { event["page"]["dialogs"] = false; }
    void in_french() { event["page"]["culture"] = "fr-FR"; }
    void set_text(int id, int number, const std::string& value) {
        cases[id]["CustomProperties"][number - 4]["StringValue"] = value;
    }
    std::string stored(int id) { return text_at(cases[id]["CustomProperties"][1], "StringValue"); }
    Row row(std::size_t index) { return table_of(shown(*this)).at(index); }

    std::map<int, Json> cases;
};

/// The numbers a conversation ended with.
void check_details(const Json& end, int started, int left_out, int failed);

/// Holds the conversation and checks that nothing was started and the person is told these words.
void check_refused(ManyPage& page, const std::string& words);

}  // namespace octospira::testing
