#include "native/cli/commands/checks.hpp"

#include <unistd.h>

#include "core/base/text.hpp"
#include "native/cli/text/operator_words.hpp"
#include "native/cli/text/output.hpp"

namespace octospira::cli {

namespace {

struct Look {
    std::string_view name;  ///< in JSON
    std::string_view word;
    std::string_view symbol;
    Paint paint;
};
constexpr Look kLooks[] = {
    {"ok", "OK", "✔", Paint::good},
    {"attention", "Attention", "!", Paint::warn},
    {"problem", "Problem", "✖", Paint::bad},
    {"note", "Note", "–", Paint::faint},
};
const Look& look_of(Mark mark) {
    return kLooks[static_cast<int>(mark)];
}

}  // namespace

Checks::Checks(bool json) : json_(json), terminal_(terminal_of(STDOUT_FILENO)) {}

void Checks::add(Mark mark, const std::string& page_text, const std::string& page_advice) {
    const std::string text = shown_safely(in_operators_words(page_text));
    std::string advice = shown_safely(in_operators_words(page_advice));
    if (contains_ignoring_case(text, "certificate")) advice = std::string(kCertificateAdvice);
    const Look& look = look_of(mark);
    ++counts_[static_cast<int>(mark)];
    rows_.push_back(object({{"result", look.name}, {"text", text}, {"advice", advice}}));
    if (json_) return;
    const bool symbols = terminal_.there && terminal_.unicode;
    std::string line = painted(terminal_, look.paint,
                               symbols ? std::string(look.symbol) : std::string(look.word) + ":");
    line += " " + text;
    if (!advice.empty()) {
        const bool aside = mark == Mark::ok || mark == Mark::note;
        line += aside ? " " : symbols ? "\n  → " : "\n  To do: ";
        line += aside ? painted(terminal_, Paint::faint, advice) : advice;
    }
    print_painted(line);
}

void Checks::add(const Error& problem) {
    const Error error = for_operator(problem);
    add(Mark::problem, error.message.english, error.advice.english);
}

void Checks::end() const {
    const int problems = count(Mark::problem);
    const int attention = count(Mark::attention);
    if (json_) {
        return print_json(object({{"checks", rows_},
                                  {"problems", problems},
                                  {"attention", attention},
                                  {"unchecked", count(Mark::note)}}));
    }
    const int unknown = count(Mark::note);
    const std::string unchecked = unknown == 0 ? std::string()
                                  : unknown == 1
                                      ? std::string("1 thing could not be checked")
                                      : std::to_string(unknown) + " things could not be checked";
    if (problems + attention == 0) {
        return print("No problems found" + (unknown == 0 ? "" : "; " + unchecked) + ".");
    }
    print(concat({"Problems: ", std::to_string(problems), ", attention: ",
                  std::to_string(attention), unknown == 0 ? "" : "; ", unchecked, "."}));
}

}  // namespace octospira::cli
