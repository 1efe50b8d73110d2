#include "native/recorder/delivery/blame.hpp"

#include "core/base/not_reached.hpp"
#include "core/flows/record/intent.hpp"
#include "core/octoperf/answers.hpp"
#include "core/spira/errors.hpp"

namespace octospira::recorder {

namespace {

bool refuses_account(ErrorKind kind) {
    return kind == ErrorKind::unauthorized || kind == ErrorKind::forbidden;
}

/// Whether this is the word of Spira's API, be it a refusal.
bool is_answered(const Answer& answer) {
    if (answer.ok()) return !has_foreign_body(answer);
    const ErrorKind kind = spira::error_of(answer, "").kind;
    return !retryable(kind) && !refuses_account(kind);
}

/// Whether OctoPerf as a whole fails, or refuses the key. A missing right or an unknown run is the
/// one result's.
bool is_octoperfs(const Error& error) {
    return error.foreign || retryable(error.kind) || error.kind == ErrorKind::unauthorized;
}

}  // namespace

Result<flows::Reply> CountingHost::perform(const flows::Command& command) {
    auto reply = host_.perform(command);
    const auto* const answer = reply ? std::get_if<Answer>(&*reply) : nullptr;
    if (answer == nullptr) return reply;
    if (std::holds_alternative<flows::SpiraCall>(command)) count_spira(*answer);
    if (std::holds_alternative<flows::OctoPerfCall>(command)) count_octoperf(*answer);
    return reply;
}

void CountingHost::count_spira(const Answer& answer) {
    ++calls_.asked;
    if (is_answered(answer)) ++calls_.answered;
}

void CountingHost::count_octoperf(const Answer& answer) {
    const auto json = octoperf::json_of(answer, "OctoPerf");
    if (json || !is_octoperfs(json.error())) {
        ++octoperf_.answered;
    } else if (!octoperf_.trouble) {
        octoperf_.trouble = json.error();
    }
}

Blame blame_of(const Error& error, const SpiraCalls& calls) {
    if (calls.asked == 0 || error.origin == "journal" || error.origin == flows::kPostUnderWay) {
        return Blame::nobody;
    }
    if (refuses_account(error.kind)) return Blame::account;
    if (!retryable(error.kind) || error.origin == "correlation") return Blame::result;
    return calls.answered == 0 ? Blame::spira : Blame::product;
}

}  // namespace octospira::recorder
