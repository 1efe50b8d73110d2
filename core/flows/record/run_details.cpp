#include "core/flows/record/run_details.hpp"

#include <algorithm>

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "core/flows/record/verdict.hpp"
#include "core/octoperf/links.hpp"
#include "core/spira/safe_text.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

using octoperf::Metric;
using spira::letters_in;

namespace {

constexpr std::size_t kNameLimit = 100;
constexpr std::size_t kNotesLimit = 100'000;
constexpr std::string_view kReport = "Full Report: ";

std::string alarms_line(const std::vector<std::string>& alarms) {
    std::string text;
    std::size_t known = 0;
    for (const std::string_view severity : {"CRITICAL", "WARNING", "PASSED"}) {
        const std::size_t number = count_severity(alarms, severity);
        known += number;
        // PASSED entries are declared good bands, not breaches (OctoPerf API §3.9).
        if (number == 0 || severity == "PASSED") continue;
        if (!text.empty()) text += ", ";
        text += std::to_string(number) + " " + std::string(severity);
    }
    if (alarms.size() > known) {
        if (!text.empty()) text += ", ";
        text += std::to_string(alarms.size() - known) + " other";
    }
    return text.empty() ? "none" : text;
}

/// Whole lines, as many as leave room for what must be there.
std::string notes_of(const RunFacts& facts) {
    std::string notes = spira::safe_text(facts.notes, kNotesLimit);
    const std::size_t end = notes.rfind('\n');
    notes.resize(end == std::string::npos ? 0 : end + 1);
    return notes;
}

}  // namespace

std::string figure_text(const Metric& metric) {
    if (!metric.value) return "no samples";
    const std::string number = format_number(*metric.value, kFigureDecimals);
    return metric.unit.empty() ? number : concat({number, " ", metric.unit});
}

std::string run_details(const RunFacts& facts) {
    std::string text = facts.verdict + "\n";
    if (facts.second_verdict) {
        text += concat({spira::kSecondVerdict,
                        " of the same result: another test run holds the first one.\n"});
    }
    text += "\n";
    const auto add = [&text](std::string_view label, std::string_view value) {
        text += concat({label, ": ", value, "\n"});
    };
    if (!facts.state.empty()) add("State", spira::safe_line(facts.state, 40));
    if (facts.duration_ms) add("Duration", format_duration(*facts.duration_ms));
    for (const Metric& metric : facts.metrics) {
        add(spira::safe_line(metric.name, kNameLimit),
            spira::safe_line(figure_text(metric), kNameLimit));
    }
    add("Alarms", alarms_line(facts.alarms));
    const std::string figures = figures_line(facts.figures);
    const std::string link = octoperf::link_of(facts.notification.report_url);
    const std::string end = concat(
        {notes_of(facts), link.empty() ? run_message(facts.notification) : concat({kReport, link}),
         "\n", figures, figures.empty() ? "" : "\n",
         spira::marker(*facts.notification.bench_result), "\n"});
    const std::size_t room = spira::kDetailsLimit - std::min(spira::kDetailsLimit, letters_in(end));
    text = spira::safe_text(text, room) + end;
    const std::string& told = facts.notification.without_account;
    if (told.empty()) return text;
    const std::string notification = concat({"\n", spira::kNotificationLine, "\n", told, "\n"});
    if (letters_in(text) + letters_in(notification) <= spira::kDetailsLimit) text += notification;
    return text;
}

std::string run_message(const octoperf::Notification& notification) {
    const std::string link = octoperf::link_of(notification.report_url);
    if (link.empty()) return concat({kReport, "OctoPerf gave no address"});
    const std::string message = concat({kReport, link});
    return letters_in(message) > spira::kLineLimit ? concat({kReport, "see the details"}) : message;
}

}  // namespace octospira::flows
