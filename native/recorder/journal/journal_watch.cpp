#include "native/recorder/journal/journal_watch.hpp"

#include <algorithm>
#include <utility>

#include "native/recorder/webhook/group_commit.hpp"

namespace octospira::recorder {

namespace {

constexpr std::chrono::milliseconds kBetween(2'000);
/// Counting in a large journal takes its time; no more than this part of a core is spent on it.
constexpr int kOneIn = 100;
constexpr std::chrono::milliseconds kAfterFailure(6'000);

}  // namespace

JournalWatch::JournalWatch(std::unique_ptr<Journal> journal, Log& log)
    : journal_(std::move(journal)), log_(log), thread_([this] { return look(); }) {}

void JournalWatch::start() {
    (void)look();
    thread_.start();
}

std::chrono::milliseconds JournalWatch::look() {
    const auto begun = Clock::now();
    bool doubted = false;
    {
        const std::lock_guard lock(mutex_);
        looking_since_ = begun;
        doubted = doubt_.has_value();
    }
    const auto probe = journal_->probe(doubted);
    const auto counting = Clock::now();
    const auto tally = journal_->state_counts();
    const auto took = Clock::now() - counting;
    const std::lock_guard lock(mutex_);
    looking_since_.reset();
    seen_.writable = probe.has_value();
    seen_.trouble = probe ? "" : sentence(probe.error());
    if (tally) seen_.tally = *tally;
    if (probe && doubted && counting - begun < GroupCommit::kPatience) trust(begun);
    tell();
    if (!probe || doubt_) return kBetween;
    return std::max(kBetween, std::chrono::duration_cast<std::chrono::milliseconds>(took) * kOneIn);
}

void JournalWatch::kept() {
    const std::lock_guard lock(mutex_);
    if (!doubt_) return;
    trust(Clock::now());
    tell();
}

void JournalWatch::late() {
    doubt("The journal does not store notifications in time.", {});
}

void JournalWatch::failed() {
    doubt("Notifications could not be stored a moment ago.", kAfterFailure);
}

void JournalWatch::doubt(std::string trouble, std::chrono::milliseconds at_least) {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    const auto until = doubt_ ? std::max(doubt_->until, now + at_least) : now + at_least;
    if (doubt_) {
        trouble = std::move(doubt_->trouble);
    } else {
        thread_.wake();
    }
    doubt_ = {std::move(trouble), now, until};
    tell();
}

/// Something that was begun then was committed in time.
void JournalWatch::trust(Clock::time_point begun) {
    if (doubt_ && doubt_->since <= begun && doubt_->until <= Clock::now()) doubt_.reset();
}

/// With mutex_. The probe knows the reason better than what it was doubted for.
void JournalWatch::tell() {
    const std::string doubted = doubt_ ? doubt_->trouble : "";
    const std::string& trouble = seen_.trouble.empty() ? doubted : seen_.trouble;
    // What is left of a trouble that was told is not told anew.
    if (trouble == told_ || (!told_.empty() && seen_.trouble.empty() && doubt_)) return;
    told_ = trouble;
    if (trouble.empty()) return log_.write(LogLevel::info, "journal_available", Json::object());
    log_.write(LogLevel::error, "journal_failed", Json{{"error", trouble}});
}

JournalWatch::Seen JournalWatch::seen() const {
    const std::lock_guard lock(mutex_);
    Seen seen = seen_;
    const bool silent = looking_since_ && Clock::now() - *looking_since_ > kPatience;
    if (seen.writable && (silent || doubt_)) {
        seen.writable = false;
        seen.trouble = silent ? "The journal does not answer." : doubt_->trouble;
    }
    return seen;
}

}  // namespace octospira::recorder
