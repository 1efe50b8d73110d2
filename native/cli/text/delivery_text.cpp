#include "native/cli/text/delivery_text.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

#include "core/base/text.hpp"
#include "native/cli/text/wrap.hpp"
#include "native/recorder/status/delivery_json.hpp"
#include "native/recorder/status/links.hpp"
#include "native/recorder/status/words.hpp"

namespace octospira::cli {

namespace {

using recorder::DeliverySummary;
using recorder::State;
namespace status = recorder::status;

constexpr std::size_t kLongestTest = 32;
/// With less room than this the reason stands on a line of its own.
constexpr int kShortestWhy = 40;
constexpr std::size_t kTest = 3;  ///< the column of names
constexpr int kShortestTest = 8;

std::string_view word_of(State state) {
    // Shorter than the page's words, and what --state takes.
    return recorder::to_string(state);
}

Paint paint_of(State state) {
    switch (state) {
        case State::recorded:
            return Paint::good;
        case State::dead:
            return Paint::bad;
        case State::conflict:
            return Paint::warn;
        case State::pending:
            return Paint::strong;
        case State::ignored:
        case State::dismissed:
            return Paint::faint;
    }
    return Paint::plain;
}

std::string in_spira(const DeliverySummary& row) {
    std::string words;
    const auto add = [&words](const std::string& part) {
        words += (words.empty() ? "" : " ") + part;
    };
    if (row.test_case) add("TC:" + std::to_string(*row.test_case));
    if (row.test_run) add("TR:" + std::to_string(*row.test_run));
    if (row.execution_status) add(std::string(status::name_of_verdict(*row.execution_status)));
    return words;
}

std::string padded(std::string text, int width) {
    text.append(static_cast<std::size_t>(std::max(0, width - columns(text))), ' ');
    return text;
}

using Cells = std::array<std::string, 6>;

Cells cells_of(const Listed& listed) {
    const DeliverySummary& row = listed.row;
    std::string why = printable_line(row.state == State::dismissed ? row.reason : row.note);
    if (row.state == State::pending && row.attempts > 0)
        why = "next " + local_time(row.next_attempt) + ": " + why;
    return {std::to_string(row.id),
            std::string(word_of(row.state)),
            local_time(row.received),
            fitted(printable_line(listed.test), static_cast<int>(kLongestTest)),
            in_spira(row),
            std::move(why)};
}

void add_fact(std::string& text, std::string_view name, const std::string& value) {
    if (!value.empty()) text += concat({"  ", padded(std::string(name), 13), " ", value, "\n"});
}

std::string indented(const std::string& text, std::string_view by) {
    std::string whole;
    for (const std::string_view line : split(text, '\n')) whole += concat({by, line, "\n"});
    return whole;
}

std::string fitting(const Terminal& terminal, const std::string& text) {
    return terminal.there ? wrapped(text, terminal.width) : text;
}

std::string attempts_of(const recorder::DeliveryDetail& story, const Terminal& terminal) {
    std::string text = "\n" + painted(terminal, Paint::strong, "Attempts") + "\n";
    if (story.attempts.empty()) return text + "  none yet\n";
    for (const recorder::Attempt& attempt : story.attempts) {
        const std::string_view word =
            attempt.state == State::pending ? "put off" : word_of(attempt.state);
        text += concat({"  ", padded(std::to_string(attempt.number), 3), local_time(attempt.at),
                        "  ", painted(terminal, paint_of(attempt.state), word), " after ",
                        status::length_of(attempt.milliseconds), "\n"});
        if (!attempt.note.empty())
            text += fitting(terminal, indented(printable(attempt.note), "     "));
        if (!attempt.answer.empty()) text += indented(printable(attempt.answer), "     | ");
    }
    return text;
}

std::string dismissal_of(const DeliverySummary& row) {
    return concat({local_time(row.reason_at), row.reason_by.empty() ? "" : " by ",
                   printable_line(row.reason_by), ": ", printable_line(row.reason)});
}

std::string siblings_of(const recorder::DeliveryDetail& story) {
    std::string words;
    for (const std::int64_t id : story.siblings)
        words += (words.empty() ? "" : ", ") + std::to_string(id);
    return words;
}

std::string notification_of(const recorder::DeliveryDetail& story) {
    const auto json = parse_json(story.body);
    return indented(printable(json ? status::to_pretty_text(*json) : story.body), "  ");
}

}  // namespace

std::string local_time(EpochMs time) {
    const std::time_t seconds = static_cast<std::time_t>(time / 1000);
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    const std::size_t length =
        std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %Z", &parts);
    return {text.data(), length};
}

std::string delivery_table(const std::vector<Listed>& rows, const Terminal& terminal) {
    std::vector<Cells> lines = {{"ID", "STATE", "RECEIVED", "TEST", "IN SPIRA", "WHY"}};
    for (const Listed& row : rows) lines.push_back(cells_of(row));
    std::array<int, 6> widths{};
    for (const Cells& line : lines) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], columns(line[i]));
    }
    int left = terminal.width;
    for (std::size_t i = 0; i + 1 < widths.size(); ++i) left -= widths[i] + 2;
    const bool below = terminal.there && left < kShortestWhy;
    int& test = widths[kTest];
    if (terminal.there && left < -2)
        test = std::max(std::min(test, kShortestTest), test + left + 2);
    std::string text;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const Cells& line = lines[at];
        std::string row;
        for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
            const bool state = at > 0 && i == 1;
            const std::string cell = padded(fitted(line[i], widths[i]), widths[i]);
            row +=
                (state ? painted(terminal, paint_of(rows[at - 1].row.state), cell) : cell) + "  ";
        }
        // Elsewhere than on a terminal nothing is cut: somebody searches in it.
        if (!below) row += terminal.there ? fitted(line.back(), left) : line.back();
        while (row.ends_with(' ')) row.pop_back();
        text += (at == 0 ? painted(terminal, Paint::faint, row) : row) + "\n";
        if (below && at > 0 && !line.back().empty())
            text += "    " + fitted(line.back(), terminal.width - 4) + "\n";
    }
    return text;
}

std::string delivery_story(const recorder::DeliveryDetail& story, const Terminal& terminal) {
    const DeliverySummary& row = story.row;
    const status::Report report = status::report_of({}, story.body);
    const std::string head =
        concat({painted(terminal, Paint::strong, "Delivery " + std::to_string(row.id)), "  ",
                painted(terminal, paint_of(row.state), word_of(row.state)), "\n"});
    std::string facts;
    add_fact(facts, "Test", printable_line(report.name));
    add_fact(facts, "Why", printable_line(row.note));
    if (row.reason_at != 0) add_fact(facts, "Dismissed", dismissal_of(row));
    if (row.second_verdict)
        add_fact(facts, "Second run", "in addition to that of the first verdict");
    add_fact(facts, "In Spira", in_spira(row));
    if (recorder::found_in_spira(row.details))
        add_fact(facts, "Found", "The run was already in Spira, so nothing was posted.");
    if (row.product) add_fact(facts, "Product", "PR:" + std::to_string(*row.product));
    add_fact(facts, "Report", printable_line(report.url));
    add_fact(facts, "Event", printable_line(row.event));
    add_fact(facts, "Bench result", printable_line(row.bench_result));
    add_fact(facts, "Received", local_time(row.received));
    add_fact(facts, "Changed", local_time(row.changed));
    if (row.state == State::pending) add_fact(facts, "Next attempt", local_time(row.next_attempt));
    if (row.reconciled)
        add_fact(facts, "Origin", "OctoPerf was polled because no notification had arrived");
    if (row.build) add_fact(facts, "Path", "BuildService, with a build of the release");
    if (story.launch) {
        add_fact(facts, "Launch",
                 concat({"test case TC:", std::to_string(story.launch->test_case.value()), ", ",
                         local_time(story.launch->started)}));
    }
    add_fact(facts, "Same run", siblings_of(story));
    return head + fitting(terminal, facts) + attempts_of(story, terminal) + "\n" +
           painted(terminal, Paint::strong, "Notification") + "\n" + notification_of(story);
}

}  // namespace octospira::cli
