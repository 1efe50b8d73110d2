#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "native/recorder/journal/journal.hpp"

namespace octospira::recorder::test {

/// A journal in memory that an operator looks at: stories are put in by the test. What only
/// deliveries ask for fails.
class FakeJournal : public Journal {
  public:
    std::vector<DeliveryDetail> stories;  ///< the oldest first
    std::vector<Expected> launches;
    std::vector<RefusedBody> refusals;
    std::optional<EpochMs> due;
    bool broken = false;   ///< every question fails
    bool posting = false;  ///< every result is being posted

    Result<StateCounts> state_counts() override {
        if (broken) return gone();
        StateCounts tally;
        for (const DeliveryDetail& story : stories) {
            switch (story.row.state) {
                case State::pending:
                    ++tally.pending;
                    break;
                case State::recorded:
                    ++tally.recorded;
                    break;
                case State::ignored:
                    ++tally.ignored;
                    break;
                case State::conflict:
                    ++tally.conflict;
                    break;
                case State::dead:
                    ++tally.dead;
                    break;
                case State::dismissed:
                    ++tally.dismissed;
                    break;
            }
            if (story.row.state == State::pending && !tally.oldest_pending)
                tally.oldest_pending = story.row.received;
        }
        return tally;
    }

    Result<std::vector<DeliverySummary>> list(const ListQuery& query) override {
        if (broken) return gone();
        std::vector<DeliverySummary> rows;
        for (auto one = stories.rbegin(); one != stories.rend(); ++one) {
            const DeliverySummary& row = one->row;
            if (query.state && row.state != *query.state) continue;
            if (!query.bench_result.empty() && row.bench_result != query.bench_result) continue;
            if (query.before > 0 && row.id >= query.before) continue;
            if (query.product && row.product != query.product) continue;
            if (query.test_case && row.test_case != query.test_case) continue;
            if (query.from && row.received < *query.from) continue;
            if (query.to && row.received >= *query.to) continue;
            if (static_cast<int>(rows.size()) < query.limit) rows.push_back(row);
        }
        return rows;
    }

    Result<std::optional<DeliveryDetail>> find(std::int64_t id) override {
        if (broken) return gone();
        for (const DeliveryDetail& story : stories) {
            if (story.row.id == id) return std::optional(story);
        }
        return std::optional<DeliveryDetail>();
    }

    Result<int> replay(std::optional<std::int64_t> id, EpochMs now) override {
        if (broken) return gone();
        int count = 0;
        for (DeliveryDetail& story : stories) {
            const bool dead = story.row.state == State::dead;
            const bool meant =
                id ? story.row.id == *id && (dead || story.row.state == State::conflict) : dead;
            if (!meant) continue;
            story.row.state = State::pending;
            story.row.next_attempt = now;
            ++count;
        }
        return count;
    }

    Result<int> retry_now(std::optional<std::int64_t> id, EpochMs now) override {
        if (broken) return gone();
        int count = 0;
        for (DeliveryDetail& story : stories) {
            if (story.row.state != State::pending || (id && story.row.id != *id)) continue;
            story.row.next_attempt = std::min(story.row.next_attempt, now);
            ++count;
        }
        return count;
    }
    Result<bool> dismiss(std::int64_t id, const Dismissal& why, EpochMs now) override {
        if (broken) return gone();
        DeliverySummary* const row = aside(id);
        if (row == nullptr) return false;
        row->state = State::dismissed;
        row->reason = why.reason;
        row->reason_by = why.by;
        row->reason_at = now;
        return true;
    }
    Result<bool> assign(std::int64_t id, ProductId product, TestCaseId test_case,
                        EpochMs now) override {
        if (broken) return gone();
        if (posting) return tl::unexpected(being_recorded(id));
        for (DeliveryDetail& story : stories) {
            if (story.row.id != id || story.row.state == State::recorded) continue;
            const auto run = BenchResultId::parse(story.row.bench_result);
            if (!run) return false;
            story.launch = flows::Launch{*run, product, test_case};
            story.row.state = State::pending;
            story.row.next_attempt = now;
            return true;
        }
        return false;
    }
    Result<bool> recognise(std::int64_t id, const Recognised& found, EpochMs) override {
        if (broken) return gone();
        DeliverySummary* const row = aside(id);
        if (row == nullptr) return false;
        row->state = State::recorded;
        row->test_run = found.test_run;
        return true;
    }
    Result<std::vector<Expected>> expected(EpochMs, int) override {
        if (broken) return gone();
        return launches;
    }
    Result<void> keep_refused(const RefusedBody&, int) override { return gone(); }
    Result<std::vector<RefusedBody>> refused(int) override {
        if (broken) return gone();
        return refusals;
    }

    Result<std::optional<EpochMs>> next_due(EpochMs) override {
        if (broken) return gone();
        return due;
    }

    Result<std::vector<Stored>> keep(const std::vector<Incoming>&) override { return gone(); }
    Result<std::optional<Pending>> claim(EpochMs, std::chrono::milliseconds) override {
        return gone();
    }
    Result<std::optional<Pending>> claim_newest(EpochMs, std::chrono::milliseconds) override {
        return gone();
    }
    Result<void> make_due(EpochMs, std::chrono::milliseconds) override { return {}; }
    Result<void> renew_turns(std::chrono::milliseconds) override { return gone(); }
    Result<void> renew(const std::vector<std::int64_t>&, std::chrono::milliseconds) override {
        return gone();
    }
    Result<void> give_back(std::int64_t) override { return gone(); }
    Result<void> finish(const Finished&) override { return gone(); }
    Result<bool> lock(const std::string&) override { return gone(); }
    Result<void> unlock(const std::string&) override { return gone(); }
    Result<LedgerEntries> posts_of(const std::string&) override { return gone(); }
    Result<bool> keep_intent(const RunIntent&) override { return gone(); }
    Result<std::optional<flows::Launch>> launch_of(const std::string&) override { return gone(); }
    Result<std::optional<std::string>> recall(const std::string&) override { return gone(); }
    Result<void> remember(const std::string&, const std::optional<std::string>&) override {
        return gone();
    }
    Result<std::optional<Watched>> claim_launch(EpochMs, std::chrono::milliseconds) override {
        return gone();
    }
    Result<void> watch(const std::string&, std::optional<EpochMs>,
                       std::optional<std::int64_t>) override {
        return gone();
    }
    Result<std::optional<EpochMs>> next_poll() override { return gone(); }
    Result<int> forget(EpochMs, int) override { return gone(); }
    Result<void> probe(bool) override { return gone(); }

  private:
    /// The row of a dead or conflicting one.
    DeliverySummary* aside(std::int64_t id) {
        for (DeliveryDetail& story : stories) {
            DeliverySummary& row = story.row;
            if (row.id != id) continue;
            return row.state == State::dead || row.state == State::conflict ? &row : nullptr;
        }
        return nullptr;
    }
    static tl::unexpected<Error> gone() {
        return failure(ErrorKind::unavailable, "The journal cannot be read: disk I/O error.",
                       "Look at the disk.");
    }
};

}  // namespace octospira::recorder::test
