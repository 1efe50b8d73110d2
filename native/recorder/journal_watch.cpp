#include "native/recorder/journal_watch.hpp"

#include <algorithm>
#include <utility>

namespace octospira::recorder {

namespace {

constexpr std::chrono::milliseconds kBetween(2'000);
/// A look at a large journal takes its time; no more than this part of a core is spent on looking.
constexpr int kOneIn = 100;

}  // namespace

JournalWatch::JournalWatch(std::unique_ptr<Journal> journal)
    : journal_(std::move(journal)), thread_([this] { return look(); }) {}

void JournalWatch::start() {
    (void)look();
    thread_.start();
}

std::chrono::milliseconds JournalWatch::look() {
    const auto begun = std::chrono::steady_clock::now();
    const auto probe = journal_->probe();
    const auto tally = journal_->tally();
    const std::lock_guard lock(mutex_);
    seen_.writable = probe.has_value();
    seen_.trouble = probe ? "" : sentence(probe.error());
    if (tally) seen_.tally = *tally;
    const auto took = std::chrono::steady_clock::now() - begun;
    return std::max(kBetween, std::chrono::duration_cast<std::chrono::milliseconds>(took) * kOneIn);
}

JournalWatch::Seen JournalWatch::seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
}

}  // namespace octospira::recorder
