// A notification whose JSON is not quite JSON: any bytes.

#include "native/recorder/webhook/repair.hpp"

#include "core/base/json.hpp"
#include "native/recorder/webhook/notification_reader.hpp"
#include "tests/fuzz/target.hpp"

namespace octospira::fuzz {

namespace {

void judge_repair(std::string_view input, std::string_view content_type) {
    const auto repaired = recorder::repair_json(input, content_type);
    const auto strict = parse_json(input);
    if (!repaired) return require(!strict || !strict->is_object(), "valid objects are read");
    const std::string text = to_text(repaired->value);
    const auto again = parse_json(text);
    require(again.has_value(), "what was repaired is JSON, and within the limits");
    require_equal(to_text(*again), text, "reading it again changes nothing");
    const auto twice = recorder::repair_json(text, "");
    require(twice && twice->corrections.empty(), "nothing is left to be repaired");
    if (!repaired->corrections.empty()) return;
    require(strict.has_value(), "what is no JSON is not read without a correction");
    require_equal(text, to_text(*strict), "what is JSON is read as it is");
}

void judge_reader(std::string_view input) {
    const auto read = recorder::read_notification(input);
    if (!read) return;
    const auto again = recorder::read_notification(read->notification.without_account);
    require(again.has_value(), "what came in can be read again when it is delivered");
    require(again->corrections.empty(), "and needs no correction then");
    require_equal(again->notification.without_account, read->notification.without_account,
                  "and is the same");
}

}  // namespace

void try_input(std::string_view input) {
    judge_repair(input, "");
    judge_repair(input, "application/json; charset=ISO-8859-1");
    judge_reader(input);
}

}  // namespace octospira::fuzz
