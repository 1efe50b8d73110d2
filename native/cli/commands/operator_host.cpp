#include "native/cli/commands/operator_host.hpp"

#include <memory>
#include <random>
#include <thread>
#include <utility>
#include <variant>

#include "native/cli/text/output.hpp"
#include "native/cli/text/terminal.hpp"

namespace octospira::cli {

namespace {

/// OctoPerf API §3.4: the one call that cannot be taken back.
bool starts_a_test(const flows::Command& command) {
    const auto* call = std::get_if<flows::OctoPerfCall>(&command);
    return call != nullptr && call->request.method == Method::post &&
           call->request.path.starts_with("runtime/scenarios/run/");
}

std::function<double()> dice() {
    auto engine = std::make_shared<std::mt19937>(std::random_device()());
    return [engine] { return std::uniform_real_distribution<double>(0, 1)(*engine); };
}

host::HttpHostOptions options_of(const Access& access) {
    return {access.spira.value_or(host::SpiraAccess{}),
            access.octoperf,
            access.client,
            {},
            dice(),
            {},
            access.recorder};
}

}  // namespace

OperatorHost::OperatorHost(const Access& access, host::Memory& memory,
                           const Interruption& interruption, bool yes)
    : interruption_(interruption),
      yes_(yes),
      http_(
          [&] {
              auto options = options_of(access);
              options.client.cancelled = [this] { return !held_ && interruption_.raised(); };
              options.sleep = [this](std::chrono::milliseconds time) { return pause(time); };
              return options;
          }(),
          memory) {}

bool OperatorHost::pause(std::chrono::milliseconds time) const {
    if (!held_) return interruption_.wait(time);
    std::this_thread::sleep_for(time);
    return true;
}

Result<flows::Reply> OperatorHost::perform(const flows::Command& command) {
    if (!held_ && interruption_.raised()) {
        return failure(ErrorKind::unavailable, "Interrupted.");
    }
    if (starts_a_test(command)) hold();
    if (const auto* question = std::get_if<flows::Confirm>(&command)) {
        return flows::Confirmed{answer(*question)};
    }
    if (const auto* message = std::get_if<flows::Notify>(&command)) {
        message_ = *message;
        return flows::Ack{};
    }
    // Whoever wants to show or wait listens in between (watch.hpp).
    if (std::holds_alternative<flows::Show>(command)) return Answer{};
    if (std::holds_alternative<flows::WaitForDialog>(command)) return flows::DialogEvent{};
    return http_.perform(command);
}

bool OperatorHost::answer(const flows::Confirm& question) {
    if (yes_) return true;
    const std::string text = without_prefix(question.text);
    const auto said = ask_yes_no(text);
    if (!said) unanswered_ = text;
    return said.value_or(false);
}

}  // namespace octospira::cli
