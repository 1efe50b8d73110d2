#include "core/flows/follow/run_outcome.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/record/verdict.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

using octoperf::Event;

Ending ending_of(const octoperf::BenchResult& result, const Alarms* alarms, Language language) {
    struct Words {
        std::string_view state;
        const Text& sentence;
        Tone tone = Tone::plain;
        Event event = Event::unknown;
    };
    static constexpr Words kWords[] = {
        {"CREATED", texts::state_waiting},
        {"PENDING", texts::state_waiting},
        {"SCHEDULED", texts::state_waiting},
        {"SCALING", texts::state_machines},
        {"PREPARING", texts::state_machines},
        {"INITIALIZING", texts::state_starting},
        {"RUNNING", texts::state_running},
        {"FINISHED", texts::ended_planned},
        {"ABORTED", texts::ended_aborted, Tone::warn, Event::ended},
        {"ERROR", texts::ended_error, Tone::bad, Event::error},
    };
    static constexpr Words kJudged[] = {
        {"", texts::alarms_passed, Tone::good, Event::passed},
        {"", texts::alarms_warned, Tone::good, Event::passed},
        {"", texts::alarms_failed, Tone::bad, Event::failed},
        {"", texts::alarms_unread, Tone::warn, Event::unknown},
    };
    const Words* words = nullptr;
    for (const Words& candidate : kWords) {
        if (candidate.state == result.state_text) words = &candidate;
    }
    if (words == nullptr) {
        return {fill(texts::state_other, language, {in_quotes(result.state_text).in(language)})};
    }
    std::string sentence = fill(words->sentence, language);
    if (result.state == octoperf::State::finished && alarms != nullptr) {
        words = &kJudged[3];
        std::string part;
        if (*alarms) {
            const std::size_t warnings = count_severity(**alarms, "WARNING");
            part = std::to_string(warnings);
            words = &kJudged[count_severity(**alarms, "CRITICAL") > 0 ? 2 : warnings > 0 ? 1 : 0];
        } else {
            part = alarms->error().message.in(language);
        }
        sentence += concat({" ", fill(words->sentence, language, {part})});
    }
    return {std::move(sentence), words->tone, words->event};
}

}  // namespace octospira::flows
