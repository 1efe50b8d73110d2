#include "native/recorder/delivery/held_leases.hpp"

#include <algorithm>
#include <utility>

namespace octospira::recorder {

using std::chrono::milliseconds;

namespace {

/// A worker that was killed leaves its claim behind for this long.
constexpr milliseconds kLease(45'000);

}  // namespace

/// In one go with the note that it is in hand, so that release() never takes it from us.
Result<std::optional<Pending>> HeldLeases::take(EpochMs now, bool newest) {
    return journal_.with([&](Journal& journal) {
        auto row = newest ? journal.claim_newest(now, kLease)
                          : Result<std::optional<Pending>>(std::nullopt);
        if (row && !*row) row = journal.claim(now, kLease);
        if (!row || !*row) return row;
        deferrals_.remove((*row)->id);
        const std::lock_guard lock(mutex_);
        in_hand_.push_back((*row)->id);
        return row;
    });
}

/// Out of our hands. Its claim is kept for that time only, so that others are claimed meanwhile.
void HeldLeases::defer(std::int64_t id, const std::string& waits_for, milliseconds time) {
    const auto kept = journal_.with([&](Journal& journal) {
        let_go(id);
        deferrals_.add(id, waits_for);
        return journal.renew({id}, time);
    });
    if (!kept) journal_failed(log_, kept.error());
}

/// Another worker may have claimed it a moment ago.
void HeldLeases::release(const std::string& waits_for, bool all) {
    for (const std::int64_t id : deferrals_.take(waits_for, all)) give_back_unused(id);
}

void HeldLeases::end() {
    for (const std::int64_t id : deferrals_.take_all()) give_back_unused(id);
}

void HeldLeases::give_back_unused(std::int64_t id) {
    (void)journal_.with([&](Journal& journal) -> Result<void> {
        {
            const std::lock_guard lock(mutex_);
            if (std::find(in_hand_.begin(), in_hand_.end(), id) != in_hand_.end()) return {};
        }
        return journal.give_back(id);  // where that fails, the claim expires
    });
}

void HeldLeases::let_go(std::int64_t id) {
    const std::lock_guard lock(mutex_);
    std::erase(in_hand_, id);
}

/// A claim that stays, because the journal cannot be reached, keeps others from what may be due.
void HeldLeases::give_back(std::int64_t id) {
    const auto given = journal_.with([&](Journal& journal) {
        let_go(id);
        return journal.give_back(id);
    });
    if (given) return;
    const std::lock_guard lock(mutex_);
    left_.push_back(id);
}

Result<void> HeldLeases::finish(const Finished& finished) {
    return journal_.with([&](Journal& journal) {
        auto written = journal.finish(finished);
        if (written || written.error().kind == ErrorKind::conflict) let_go(finished.id);
        return written;
    });
}

void HeldLeases::renew() {
    std::vector<std::int64_t> left;
    {
        const std::lock_guard lock(mutex_);
        left = std::exchange(left_, {});
    }
    for (const std::int64_t id : left) give_back(id);
    const auto renewed = journal_.with([this](Journal& journal) -> Result<void> {
        std::vector<std::int64_t> ids;
        {
            const std::lock_guard lock(mutex_);
            ids = in_hand_;
        }
        if (ids.empty()) return {};
        auto claims = journal.renew(ids, kLease);
        return claims ? journal.renew_turns(kLease) : claims;
    });
    if (!renewed) journal_failed(log_, renewed.error());
}

}  // namespace octospira::recorder
