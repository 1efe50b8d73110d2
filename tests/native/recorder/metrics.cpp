#include "native/recorder/metrics.hpp"

#include <boost/test/unit_test.hpp>
#include <cctype>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.hpp"

namespace octospira::recorder {

namespace {

/// Prometheus' text format as its documentation has it ("Exposition formats", text-based format),
/// read strictly: what this does not understand is an error.
struct Exposition {
    std::map<std::string, std::string> types;  ///< name → counter, gauge or histogram
    std::set<std::string> helped;              ///< names with a HELP line
    std::map<std::string, double> samples;     ///< name{label="value",…} → value
    std::vector<std::string> families;         ///< names in the order of their TYPE lines
    std::vector<std::string> errors;
};

bool is_name(std::string_view text) {
    if (text.empty() || std::isdigit(static_cast<unsigned char>(text[0]))) return false;
    for (const char c : text) {
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '_' && c != ':') return false;
    }
    return true;
}

/// Of `name="value",…`: false when it is anything else.
bool labels_fit(std::string_view text) {
    while (!text.empty()) {
        const std::size_t equals = text.find("=\"");
        if (equals == std::string_view::npos || !is_name(text.substr(0, equals))) return false;
        text.remove_prefix(equals + 2);
        std::size_t end = 0;
        while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
        if (end >= text.size()) return false;
        text.remove_prefix(end + 1);
        if (text.empty()) return true;
        if (text.front() != ',') return false;
        text.remove_prefix(1);
    }
    return true;
}

std::string family_of(const Exposition& read, std::string_view name) {
    for (const std::string_view suffix : {"_bucket", "_sum", "_count"}) {
        if (!name.ends_with(suffix)) continue;
        const std::string stem(name.substr(0, name.size() - suffix.size()));
        const auto found = read.types.find(stem);
        if (found != read.types.end() && found->second == "histogram") return stem;
    }
    return std::string(name);
}

void read_sample(Exposition& read, std::string_view line) {
    const std::size_t blank = line.rfind(' ');
    const std::string_view series = line.substr(0, blank == std::string_view::npos ? 0 : blank);
    const std::string number(line.substr(series.empty() ? 0 : blank + 1));
    const std::size_t brace = series.find('{');
    const std::string_view name = series.substr(0, brace);
    bool good = is_name(name);
    if (brace != std::string_view::npos) {
        good = good && series.back() == '}' &&
               labels_fit(series.substr(brace + 1, series.size() - brace - 2));
    }
    char* end = nullptr;
    const double value = std::strtod(number.c_str(), &end);
    good = good && !number.empty() && *end == '\0';
    // A family's samples stand together, after its TYPE.
    good = good && !read.families.empty() && read.families.back() == family_of(read, name);
    good = good && read.samples.emplace(std::string(series), value).second;
    if (!good) read.errors.emplace_back(line);
}

Exposition parse(const std::string& text) {
    Exposition read;
    if (!text.ends_with('\n')) read.errors.emplace_back("the last line has no end");
    for (const std::string_view line : split(text, '\n')) {
        if (line.empty()) continue;
        const auto words = split(line, ' ');
        if (line.front() != '#') {
            read_sample(read, line);
        } else if (words.size() > 3 && words[1] == "HELP" && is_name(words[2])) {
            if (!read.helped.emplace(words[2]).second) read.errors.emplace_back(line);
        } else if (words.size() == 4 && words[1] == "TYPE" && is_name(words[2])) {
            if (!read.types.emplace(words[2], words[3]).second) read.errors.emplace_back(line);
            read.families.emplace_back(words[2]);
        } else {
            read.errors.emplace_back(line);
        }
    }
    return read;
}

struct Told {
    double of(const std::string& series) const {
        const Exposition read = parse(metrics.text());
        const auto found = read.samples.find(series);
        return found == read.samples.end() ? -1 : found->second;
    }
    Metrics metrics{1'700'000'000'000};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(metrics_told, Told)

BOOST_AUTO_TEST_CASE(a_strict_reader_understands_every_line_and_every_family_is_explained) {
    metrics.refused(Refusal::credentials);
    metrics.delivered(0.2);

    const Exposition read = parse(metrics.text());

    BOOST_TEST(read.errors.empty(), "first: " << (read.errors.empty() ? "" : read.errors[0]));
    BOOST_TEST(read.types.size() > 15U);
    for (const auto& [name, type] : read.types) {
        BOOST_TEST(read.helped.contains(name), name << " has no HELP");
        BOOST_TEST(name.ends_with("_total") == (type == "counter"), name << " is a " << type);
        BOOST_TEST((name.starts_with("octospira_") || name.starts_with("process_")), name);
    }
}

BOOST_AUTO_TEST_CASE(every_counter_counts_its_own_event_and_no_other) {
    const auto before = parse(metrics.text()).samples;
    const std::vector<std::pair<std::string, std::function<void()>>> events = {
        {"octospira_notifications_accepted_total", [&] { metrics.accepted(); }},
        {"octospira_notifications_duplicate_total", [&] { metrics.duplicate(); }},
        {"octospira_notifications_ignored_total", [&] { metrics.ignored(); }},
        {"octospira_results_recorded_twice_total", [&] { metrics.recorded_twice(); }},
        {"octospira_notifications_conflict_total", [&] { metrics.conflict(); }},
        {"octospira_launches_registered_total", [&] { metrics.launch(); }},
        {"octospira_requests_refused_total{cause=\"address\"}",
         [&] { metrics.refused(Refusal::address); }},
        {"octospira_requests_refused_total{cause=\"credentials\"}",
         [&] { metrics.refused(Refusal::credentials); }},
        {"octospira_requests_refused_total{cause=\"limited\"}",
         [&] { metrics.refused(Refusal::limited); }},
        {"octospira_requests_refused_total{cause=\"network\"}",
         [&] { metrics.refused(Refusal::network); }},
        {"octospira_requests_refused_total{cause=\"content\"}",
         [&] { metrics.refused(Refusal::content); }},
        {"octospira_requests_refused_total{cause=\"busy\"}",
         [&] { metrics.refused(Refusal::busy); }},
        {"octospira_delivery_attempts_total{outcome=\"put_off\"}",
         [&] { metrics.attempted(State::pending); }},
        {"octospira_delivery_attempts_total{outcome=\"recorded\"}",
         [&] { metrics.attempted(State::recorded); }},
        {"octospira_delivery_attempts_total{outcome=\"ignored\"}",
         [&] { metrics.attempted(State::ignored); }},
        {"octospira_delivery_attempts_total{outcome=\"conflict\"}",
         [&] { metrics.attempted(State::conflict); }},
        {"octospira_delivery_attempts_total{outcome=\"dead\"}",
         [&] { metrics.attempted(State::dead); }},
        {"octospira_reconciliations_total{outcome=\"running\"}",
         [&] { metrics.reconciled("running"); }},
        {"octospira_reconciliations_total{outcome=\"ended\"}",
         [&] { metrics.reconciled("ended"); }},
        {"octospira_reconciliations_total{outcome=\"gone\"}", [&] { metrics.reconciled("gone"); }},
        {"octospira_reconciliations_total{outcome=\"failed\"}",
         [&] { metrics.reconciled("failed"); }},
    };

    for (std::size_t i = 0; i < events.size(); ++i) {
        for (std::size_t times = 0; times <= i; ++times) events[i].second();
    }

    const auto after = parse(metrics.text()).samples;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const std::string& name = events[i].first;
        BOOST_TEST(before.contains(name), name << " is not there before its first event");
        const auto found = after.find(name);
        BOOST_REQUIRE(found != after.end());
        BOOST_TEST(found->second == static_cast<double>(i + 1), name << " = " << found->second);
    }
}

BOOST_AUTO_TEST_CASE(a_histogram_counts_in_every_bucket_that_holds_the_value) {
    metrics.delivered(0.2);
    metrics.delivered(30);
    metrics.committed(0.003, 5);

    BOOST_TEST(of("octospira_delivery_seconds_bucket{le=\"0.1\"}") == 0);
    BOOST_TEST(of("octospira_delivery_seconds_bucket{le=\"0.25\"}") == 1);
    BOOST_TEST(of("octospira_delivery_seconds_bucket{le=\"60\"}") == 2);
    BOOST_TEST(of("octospira_delivery_seconds_bucket{le=\"+Inf\"}") == 2);
    BOOST_TEST(of("octospira_delivery_seconds_count") == 2);
    BOOST_TEST(of("octospira_delivery_seconds_sum") == 30.2);
    BOOST_TEST(of("octospira_commit_seconds_bucket{le=\"0.002\"}") == 0);
    BOOST_TEST(of("octospira_commit_seconds_bucket{le=\"0.004\"}") == 1);
    BOOST_TEST(of("octospira_commit_arrivals_sum") == 5);
}

BOOST_AUTO_TEST_CASE(the_breaker_is_in_one_state_at_a_time) {
    const std::vector<std::pair<BreakerState, std::string>> states = {
        {BreakerState::open, "open"},

        {BreakerState::closed, "closed"}};
    for (const auto& [state, name] : states) {
        metrics.breaker(state);
        for (const auto& [other, label] : states) {
            BOOST_TEST(of("octospira_breaker_state{state=\"" + label + "\"}") ==
                       (other == state ? 1 : 0));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_pause_of_the_figures_is_one_while_it_lasts) {
    BOOST_TEST(of("octospira_figures_paused") == 0);
    metrics.figures_paused(true);
    BOOST_TEST(of("octospira_figures_paused") == 1);
    metrics.figures_paused(false);
    BOOST_TEST(of("octospira_figures_paused") == 0);
}

BOOST_AUTO_TEST_CASE(an_unknown_outcome_makes_no_series_of_its_own) {
    const std::size_t before = parse(metrics.text()).samples.size();
    metrics.reconciled("something\" new");
    BOOST_TEST(parse(metrics.text()).samples.size() == before);
}

BOOST_AUTO_TEST_CASE(depth_and_age_of_the_queue_are_those_of_the_tally) {
    StateCounts tally;
    tally.pending = 7;
    tally.dead = 3;
    tally.conflict = 2;
    tally.oldest_pending = 10'000;
    metrics.refresh(tally, 72'500);

    BOOST_TEST(of("octospira_queue_notifications") == 7);
    BOOST_TEST(of("octospira_queue_oldest_age_seconds") == 62.5);
    BOOST_TEST(of("octospira_dead_letters") == 3);
    BOOST_TEST(of("octospira_conflicts") == 2);

    metrics.refresh(StateCounts{}, 72'500);
    BOOST_TEST(of("octospira_queue_notifications") == 0);
    BOOST_TEST(of("octospira_queue_oldest_age_seconds") == 0);
}

BOOST_AUTO_TEST_CASE(version_and_start_are_told) {
    BOOST_TEST(of("octospira_build_info{version=\"" OCTOSPIRA_VERSION "\"}") == 1);
    BOOST_TEST(of("process_start_time_seconds") == 1'700'000'000);
}

BOOST_AUTO_TEST_CASE(the_strict_reader_refuses_what_is_not_the_format) {
    for (const char* const wrong :
         {"octospira_x 1\n", "# TYPE a counter\na{b=c} 1\n", "# TYPE a counter\na 1x\n",
          "# TYPE a counter\na 1\na 2\n", "# TYPE a counter\n9a 1\n", "# TYPE a counter\na 1"}) {
        BOOST_TEST(!parse(wrong).errors.empty(), wrong);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder
