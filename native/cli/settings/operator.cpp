#include "native/cli/settings/operator.hpp"

#include <unistd.h>

#include "core/flows/engine/messages.hpp"
#include "native/cli/settings/duration.hpp"
#include "native/cli/text/progress.hpp"
#include "native/cli/text/terminal.hpp"

namespace octospira::cli {

void add_every_option(CLI::App& command, std::int64_t& every_ms) {
    command
        .add_option("--every", every_ms,
                    "Polling interval, e.g. 10s; default: a tenth of its "
                    "planned duration, 3s to 60s")
        ->transform(duration(100, 3'600'000))
        ->type_name("DURATION");
}

Json or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

std::string in_quotes(const std::string& name) {
    return flows::in_quotes(shown_safely(name)).english;
}

std::string summary(const std::string& name, const Judgement& judgement, const Look& look) {
    const Terminal terminal = terminal_of(STDOUT_FILENO);
    const bool good = judgement.verdict == Verdict::passed;
    const bool bad = judgement.verdict == Verdict::failed || judgement.verdict == Verdict::error;
    const Paint paint = good ? Paint::good : bad ? Paint::bad : Paint::warn;
    const std::string mark = !terminal.unicode ? "" : good ? "✔ " : bad ? "✖ " : "! ";
    std::string text = painted(terminal, paint, mark + std::string(word_for(judgement.verdict))) +
                       ": " + in_quotes(name) + ". " + shown_safely(judgement.sentence);
    std::string figures = figures_text(look);
    if (look.elapsed_ms > 0) {
        figures += (figures.empty() ? "took " : ", took ") + duration_text(look.elapsed_ms);
    }
    return figures.empty() ? text : text + "\n  " + figures;
}

}  // namespace octospira::cli
