#include "native/recorder/blame.hpp"

#include "core/base/not_reached.hpp"
#include "core/flows/intent.hpp"
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

}  // namespace

Result<flows::Reply> CountingHost::perform(const flows::Command& command) {
    auto reply = host_.perform(command);
    if (!std::holds_alternative<flows::SpiraCall>(command) || !reply) return reply;
    ++calls_.asked;
    const auto* const answer = std::get_if<Answer>(&*reply);
    if (answer != nullptr && is_answered(*answer)) ++calls_.answered;
    return reply;
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
