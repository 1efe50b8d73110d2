#include "native/cli/text/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "core/base/text.hpp"
#include "core/flows/engine/messages.hpp"
#include "native/cli/text/output.hpp"
#include "native/cli/text/wrap.hpp"

namespace octospira::cli {

namespace {

constexpr int kLongestBar = 30;
constexpr int kShortestBar = 8;

/// "Running" of RUNNING.
std::string word_of(const std::string& state) {
    std::string word = to_lower(shown_safely(state));
    if (!word.empty() && state[0] >= 'A' && state[0] <= 'Z') word[0] = state[0];
    return word;
}

}  // namespace

std::string duration_text(std::int64_t milliseconds) {
    return flows::duration_text(milliseconds, Language::english);
}

Progress::Progress(bool json) : json_(json), terminal_(terminal_of(STDERR_FILENO)) {}

WatchHow Progress::how(std::optional<std::chrono::milliseconds> every) {
    WatchHow how;
    how.every = every;
    how.looked = [this](const Look& look) { looked(look); };
    if (!json_ && terminal_.there) how.waiting = [this](const Look& look) { draw(look); };
    return how;
}

void Progress::looked(const Look& look) {
    if (look.trouble != trouble_) {
        trouble_ = look.trouble;
        if (!trouble_.empty()) say(trouble_);
    }
    if (json_) {
        if (look.ended) return;  // told with its verdict
        Json line = object({{"event", "progress"}, {"time", format_utc(now_ms())}});
        line.update(to_json(look));
        return print_json(line);
    }
    if (terminal_.there) return draw(look);
    if (look.state == state_ || look.ended) return;
    state_ = look.state;
    std::cerr << word_of(look.state) << ": " << shown_safely(look.sentence) << std::endl;
}

void Progress::draw(const Look& look) {
    if (look.ended) return erase();
    terminal_.width = terminal_of(STDERR_FILENO).width;
    const std::string word = word_of(look.state);
    std::string percent = look.percent ? format_number(*look.percent, 0) : "";
    // Three columns, so that nothing moves when a digit is added.
    if (!percent.empty() && percent.size() < 3) percent.insert(0, 3 - percent.size(), ' ');
    std::string tail = percent.empty() ? "" : concat({" ", percent, " %"});
    tail += "  " + duration_text(look.elapsed_ms);
    const int used = columns(word) + 2 + columns(tail) + 1;
    const int room = std::max(terminal_.width - used, kShortestBar);
    const int width = std::min(room, kLongestBar);
    std::string figures = figures_text(look);
    if (!figures.empty()) figures = fitted("  " + figures, terminal_.width - used - width);
    std::cerr << "\r" << painted(terminal_, Paint::strong, word) << "  "
              << bar(terminal_, look.percent, width, beat_++) << tail
              << painted(terminal_, Paint::faint, figures) << "\033[K" << std::flush;
    drawn_ = true;
}

void Progress::erase() {
    if (drawn_) std::cerr << "\r\033[K" << std::flush;
    drawn_ = false;
}

void Progress::doing(const std::string& what) {
    if (json_ || !terminal_.there) return;
    erase();
    std::cerr << painted(terminal_, Paint::faint, what) << std::flush;
    drawn_ = true;
}

void Progress::say(const std::string& sentence) {
    erase();
    std::cerr << wrapped_for(STDERR_FILENO, "octospira: " + shown_safely(sentence)) << std::endl;
}

}  // namespace octospira::cli
