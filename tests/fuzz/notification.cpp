// OctoPerf's notification as it reaches the webhook: any bytes.

#include "core/octoperf/notification.hpp"

#include <cmath>

#include "core/base/json.hpp"
#include "core/flows/record/run_comparison.hpp"
#include "core/flows/record/run_details.hpp"
#include "core/flows/record/verdict.hpp"
#include "tests/fuzz/target.hpp"

namespace octospira::fuzz {

namespace {

using octoperf::Event;
using octoperf::Notification;

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 64 &&
           text.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
               "0123456789-_") == std::string_view::npos;
}

void judge_parts(const Notification& read) {
    require(!read.type.empty(), "an accepted notification has a type");
    require(read.event == octoperf::event_of(read.type), "the event is the type's");
    require(read.bench_result || read.event == Event::unknown,
            "a known event without a bench result is refused");
    if (read.bench_result) {
        require(is_id(read.bench_result->text()), "the bench result's id has an id's letters");
        require(!shows_a_key(read.bench_result->text()), "the bench result's id is no key");
    }
    for (const octoperf::Metric& metric : read.metrics) {
        require(metric.value && std::isfinite(*metric.value), "every metric has a finite value");
    }
}

/// What is kept is what came, in its order, without the account's name; and it reads back the same.
void judge_what_is_kept(std::string_view input, const Notification& read) {
    Json came = parse_json(input).value_or(Json());
    came.erase("username");
    require_equal(read.without_account, to_text(came), "only the account's name is taken out");
    const auto again = octoperf::parse_notification(read.without_account);
    require(again.has_value(), "what is kept can be read again");
    require_equal(again->without_account, read.without_account, "reading again changes nothing");
    require(again->bench_result == read.bench_result && again->event == read.event &&
                again->end_state == read.end_state && again->report_name == read.report_name &&
                again->metrics.size() == read.metrics.size() && again->alarms == read.alarms,
            "what is kept says the same as what came");
}

/// What would be written into a test run.
void judge_details(const Notification& read) {
    if (!read.bench_result) return;
    const auto verdict = flows::verdict_of(read, 0, false);
    if (!verdict) return require(!flows::why_ignored(read).empty(), "an ignored one has a reason");
    const std::string details = flows::run_details({read,
                                                    verdict->sentence,
                                                    read.end_state_text,
                                                    std::nullopt,
                                                    read.metrics,
                                                    {},
                                                    read.alarms,
                                                    ""});
    require(
        details.find("OctoPerf bench result: " + read.bench_result->text()) != std::string::npos,
        "the details carry the marker by which a run is found again");
    require(!flows::run_message(read).empty(), "a run has a message");
    const auto figures = flows::figures_from_text(flows::figures_to_text(read.metrics));
    require(figures.size() <= read.metrics.size(), "figures do not become more by being kept");
}

}  // namespace

void try_input(std::string_view input) {
    const auto read = octoperf::parse_notification(input);
    if (!read) {
        require(read.error().kind == ErrorKind::protocol,
                "what cannot be read is a protocol error");
        require(!sentence(read.error()).empty(), "a refusal says why");
        return;
    }
    judge_parts(*read);
    judge_what_is_kept(input, *read);
    judge_details(*read);
}

}  // namespace octospira::fuzz
