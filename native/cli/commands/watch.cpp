#include "native/cli/commands/watch.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

#include "core/base/text.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/octoperf/requests.hpp"
#include "native/cli/text/operator_words.hpp"
#include "native/cli/text/output.hpp"

namespace octospira::cli {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBeat{200};

/// To the thousandth, a whole number as such.
Json rounded(std::optional<double> value) {
    if (!value || std::abs(*value) > 1e15) return nullptr;
    const auto thousandths = static_cast<std::int64_t>(std::llround(*value * 1000));
    if (thousandths % 1000 == 0) return thousandths / 1000;
    return static_cast<double>(thousandths) / 1000;
}

}  // namespace

EpochMs now_ms() {
    return std::chrono::duration_cast<milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

Json to_json(const Look& look) {
    return object({{"state", look.state},
                   {"percent", rounded(look.percent)},
                   {"elapsedSeconds", rounded(static_cast<double>(look.elapsed_ms) / 1000)},
                   {"users", look.users > 0 ? Json(look.users) : Json(nullptr)},
                   {"hits", rounded(look.figures[0])},
                   {"errorsPercent", rounded(look.figures[1])},
                   {"responseTimeSeconds", rounded(look.figures[2])}});
}

std::string figures_text(const Look& look) {
    static constexpr std::string_view kNames[] = {"hits ", "errors ", "response time "};
    static constexpr std::string_view kUnits[] = {"", " %", " s"};
    std::string text;
    for (std::size_t i = 0; i < octoperf::kSummaryValues; ++i) {
        if (!look.figures[i]) continue;
        text += concat(
            {text.empty() ? "" : ", ", kNames[i], format_number(*look.figures[i], 2), kUnits[i]});
    }
    return text;
}

Watch::Watch(OperatorHost& host, flows::LastRunPtr run, WatchHow how)
    : host_(host), run_(std::move(run)), how_(std::move(how)) {}

Result<flows::Reply> Watch::perform(const flows::Command& command) {
    if (const auto* call = std::get_if<flows::OctoPerfCall>(&command)) return ask(*call);
    if (const auto* shown = std::get_if<flows::Show>(&command)) {
        take(shown->view);
        if (how_.looked) how_.looked(look_);
        return flows::Ack{};
    }
    if (const auto* listening = std::get_if<flows::WaitForDialog>(&command)) {
        return wait(listening->milliseconds);
    }
    if (std::holds_alternative<flows::Sleep>(command)) tell();
    return host_.perform(command);
}

/// The last message is the end's, and others tell it.
void Watch::tell() {
    if (told_ || !how_.told || !host_.message()) return;
    told_ = true;
    how_.told(in_operators_words(without_prefix(host_.message()->text)));
}

/// The figures come from the answers: a view has them as texts only.
Result<flows::Reply> Watch::ask(const flows::OctoPerfCall& call) {
    auto reply = host_.perform(call);
    if (!reply) return reply;
    const auto* answer = std::get_if<Answer>(&*reply);
    if (answer == nullptr || !answer->ok()) return reply;
    if (call.request.path == octoperf::summarise(*run_->id).path) {
        if (const auto summary = octoperf::read_summary(*answer)) look_.figures = *summary;
    } else if (call.request.path == octoperf::find_threshold_alarms(*run_->id).path) {
        look_.alarms = octoperf::read_alarm_severities(*answer);
    }
    return reply;
}

void Watch::take(const Json& view) {
    look_.scenario = flows::one_line(run_->scenario);
    look_.state = run_->result.state_text;
    look_.ended = run_->ended();
    look_.users = run_->plan.users;
    look_.elapsed_ms = elapsed();
    look_.trouble.clear();
    bool first = true;
    const Json* blocks = array_at(view, "blocks");
    if (blocks == nullptr) return;
    for (const Json& block : *blocks) {
        if (text_at(block, "type") == "progress") {
            const Json* percent = find(block, "percent");
            look_.percent = percent == nullptr ? std::nullopt : number_of(*percent);
        }
        if (text_at(block, "type") != "text") continue;
        // The first says where the test is; a warning after it, what could not be read.
        if (std::exchange(first, false)) {
            look_.sentence = text_at(block, "text");
        } else if (text_at(block, "tone") == "warn") {
            look_.trouble = in_operators_words(text_at(block, "text"));
        }
    }
}

Result<flows::Reply> Watch::wait(std::optional<int> asked) {
    if (how_.once) return flows::DialogEvent{};
    // Where something is wrong the conversation asks for longer pauses: so does a pause of ours.
    const double usual = std::max(1, asked.value_or(1000));
    if (!first_pause_) first_pause_ = asked.value_or(1000);
    const double factor = std::max(1.0, usual / std::max(1, *first_pause_));
    const auto pause = how_.every ? milliseconds(static_cast<std::int64_t>(
                                        static_cast<double>(how_.every->count()) * factor))
                                  : milliseconds(static_cast<std::int64_t>(usual));
    const auto end = std::chrono::steady_clock::now() + pause;
    for (;;) {
        const auto left =
            std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now());
        if (left.count() <= 0) break;
        if (!host_.pause(how_.waiting ? std::min(left, kBeat) : left)) {
            return failure(ErrorKind::unavailable, "Interrupted.");
        }
        look_.elapsed_ms = elapsed();
        if (how_.waiting) how_.waiting(look_);
    }
    return flows::DialogEvent{flows::DialogEvent::What::elapsed, {}, now_ms()};
}

std::int64_t Watch::elapsed() const {
    const EpochMs now = now_ms();
    const EpochMs end = run_->ended() ? run_->result.last_modified.value_or(now) : now;
    return std::max<std::int64_t>(end - run_->result.created.value_or(now), 0);
}

}  // namespace octospira::cli
