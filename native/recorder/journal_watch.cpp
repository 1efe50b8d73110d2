#include "native/recorder/journal_watch.hpp"

#include <algorithm>
#include <utility>

namespace octospira::recorder {

namespace {

constexpr std::chrono::milliseconds kBetween(2'000);
/// Counting in a large journal takes its time; no more than this part of a core is spent on it.
constexpr int kOneIn = 100;

}  // namespace

JournalWatch::JournalWatch(std::unique_ptr<Journal> journal, Log& log)
    : journal_(std::move(journal)), log_(log), thread_([this] { return look(); }) {}

void JournalWatch::start() {
    (void)look();
    thread_.start();
}

std::chrono::milliseconds JournalWatch::look() {
    const auto begun = std::chrono::steady_clock::now();
    {
        const std::lock_guard lock(mutex_);
        looking_since_ = begun;
    }
    const auto probe = journal_->probe();
    const auto counting = std::chrono::steady_clock::now();
    const auto tally = journal_->tally();
    const auto took = std::chrono::steady_clock::now() - counting;
    tell(probe);
    const std::lock_guard lock(mutex_);
    looking_since_.reset();
    seen_.writable = probe.has_value();
    seen_.trouble = probe ? "" : sentence(probe.error());
    if (tally) seen_.tally = *tally;
    if (!probe) return kBetween;
    return std::max(kBetween, std::chrono::duration_cast<std::chrono::milliseconds>(took) * kOneIn);
}

void JournalWatch::tell(const Result<void>& probe) {
    const std::string trouble = probe ? "" : sentence(probe.error());
    if (trouble == told_) return;
    told_ = trouble;
    if (!probe) return journal_failed(log_, probe.error());
    log_.write(LogLevel::info, "journal_available", Json::object());
}

JournalWatch::Seen JournalWatch::seen() const {
    const std::lock_guard lock(mutex_);
    Seen seen = seen_;
    if (seen.writable && looking_since_ &&
        std::chrono::steady_clock::now() - *looking_since_ > kPatience) {
        seen.writable = false;
        seen.trouble = "The journal does not answer.";
    }
    return seen;
}

}  // namespace octospira::recorder
