#include "native/cli/text/operator_words.hpp"

#include <array>

#include "core/base/text.hpp"
#include "core/texts/texts.hpp"

namespace octospira::cli {

namespace {

struct Words {
    std::string_view page;
    std::string_view command;
};

constexpr std::string_view kOctoPerfKey =
    "Check the key of --octoperf-key-file or OCTOSPIRA_OCTOPERF_KEY: OctoPerf shows it under "
    "Account, Profile.";
constexpr std::string_view kSpiraAccount =
    "Check --spira-url, --spira-user and the key of --spira-key-file or "
    "OCTOSPIRA_SPIRA_KEY (the RSS token in that user's profile), and that the user is a member of "
    "the product.";
constexpr std::string_view kScenario =
    "Give the scenario's 20-character id or its address with --scenario, or choose one in Spira "
    "with OctoPerf → Choose Scenario.";

constexpr std::array kWords = {
    Words{texts::octoperf_key_refused_advice.english, kOctoPerfKey},
    Words{texts::spira_access_advice.english, kSpiraAccount},
    Words{texts::scenario_missing_advice.english, kScenario},
    Words{texts::scenario_paste.english, kScenario},
    Words{texts::unknown_scenario_advice.english, kScenario},
    Words{texts::unknown_scenario.english,
          "No scenario with this id was found in OctoPerf, or the API key's user has no access."},
    Words{texts::octoperf_failed_advice.english,
          "Try again later. If this continues, check --octoperf-url."},
    Words{texts::not_reached_advice.english,
          "Try again later. If this continues, check the address and anything in front of it "
          "(proxy, gateway, sign-in)."},
    Words{texts::octoperf_shape_advice.english,
          "Check --octoperf-url: it must be the root of an OctoPerf server."},
    Words{texts::spira_address_advice.english,
          "Check --spira-url: it must be the root of a Spira site."},
    Words{texts::no_run_advice.english, "Start one with octospira launch."},
    Words{texts::setup_right_unknown.english,
          "The Spira account's permission to modify test cases and create test runs can only be "
          "verified by using it."},
    Words{texts::setup_recorder_none.english,
          "No recorder is checked: give --recorder-url and --secret-file to do so."},
    Words{" This page keeps trying.", " Trying again."},
    Words{texts::record_watched_advice.english, "Looking for it in Spira for a few minutes."},
    Words{"Use OctoPerf → Record Result Now again", "Run octospira record again"},
    Words{"OctoPerf → Show Progress", "octospira status"},
    Words{"use Record Result Now again", "run octospira record again"},
};

}  // namespace

std::string in_operators_words(std::string_view text) {
    std::string words(text);
    for (const Words& known : kWords) {
        if (words.find(known.page) != std::string::npos)
            words = replace_all(words, known.page, known.command);
    }
    return words;
}

Error for_operator(Error error) {
    error.message = in_operators_words(error.message.english);
    error.advice = in_operators_words(error.advice.english);
    // The network's own words (http::Client) stand in the message.
    if (contains_ignoring_case(error.message.english, "certificate"))
        error.advice = kCertificateAdvice;
    return error;
}

}  // namespace octospira::cli
