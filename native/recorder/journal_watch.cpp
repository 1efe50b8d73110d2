#include "native/recorder/journal_watch.hpp"

#include <utility>

namespace octospira::recorder {

namespace {

constexpr std::chrono::seconds kBetween(2);

}  // namespace

JournalWatch::JournalWatch(std::unique_ptr<Journal> journal)
    : journal_(std::move(journal)), thread_([this] { return look(); }) {}

void JournalWatch::start() {
    (void)look();
    thread_.start();
}

std::chrono::milliseconds JournalWatch::look() {
    const auto probe = journal_->probe();
    const auto tally = journal_->tally();
    const std::lock_guard lock(mutex_);
    seen_.writable = probe.has_value();
    seen_.trouble = probe ? "" : sentence(probe.error());
    if (tally) seen_.tally = *tally;
    return kBetween;
}

JournalWatch::Seen JournalWatch::seen() const {
    const std::lock_guard lock(mutex_);
    return seen_;
}

}  // namespace octospira::recorder
