#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include "native/http/server.hpp"
#include "native/recorder/failpoints.hpp"
#include "native/recorder/journal/journal.hpp"
#include "native/recorder/observer.hpp"

namespace octospira::recorder {

/// Group commit: everything that has arrived becomes one transaction, and is answered only after
/// its commit.  Commits are made on a thread of their own: when the disk is slow, or another
/// program locks the journal, the server's thread still serves. What arrives during a commit
/// becomes the next group. A sender that has waited for `patience` is asked to retry later; its
/// data stays in the group and is committed when possible.
class GroupCommit {
  public:
    /// Called for each arrival after the commit, or after it failed. On the server's thread.
    /// `respond` is empty if the sender was asked to retry.
    using OnStored =
        std::function<void(const Incoming&, const Result<Stored>&, const http::Respond&)>;

    /// How long a sender waits for the commit before it is asked to retry.
    static constexpr std::chrono::milliseconds kPatience{1'500};

    struct Dependencies {
        std::function<void(std::function<void()>)> post;  ///< to the server's thread
        std::function<void(std::chrono::milliseconds, std::function<void()>)> after;  ///< likewise
        OnStored on_stored;
        std::function<void(const http::Respond&)> on_late;  ///< on the server's thread
        std::function<void()> flushed;  ///< after every successful commit, on the server's thread
        Observer& observer;
        Failpoints at = {};
        std::chrono::milliseconds patience = kPatience;
    };

    /// The total size of waiting bodies.
    static constexpr std::size_t kMostBytes = std::size_t{64} << 20;

    GroupCommit(Journal& journal, Dependencies with);
    GroupCommit(const GroupCommit&) = delete;
    GroupCommit& operator=(const GroupCommit&) = delete;
    /// Commits what is left; sends no more answers.
    ~GroupCommit();

    /// On the server's thread. False when the journal is so far behind that nothing more is taken:
    /// then on_stored is not called.
    [[nodiscard]] bool submit(Incoming arrival, const http::Respond& respond);

    /// Keeps what was refused, for the operator, after the next group; on the server's thread.
    /// Dropped if too much of that is already waiting.
    void keep_refused(RefusedBody refused);

  private:
    using Clock = std::chrono::steady_clock;
    struct Group {
        std::vector<Incoming> arrivals;
        std::vector<RefusedBody> refused;
        // Of the server's thread; one for each of arrivals, in order.
        std::vector<http::Respond> waiting;
        std::vector<Clock::time_point> since;
        std::size_t told = 0;   ///< the number that were asked to retry
        std::size_t bytes = 0;  ///< of the bodies

        void add(Incoming arrival, const http::Respond& respond, std::size_t size);
        [[nodiscard]] bool empty() const { return arrivals.empty() && refused.empty(); }
    };
    class Writer;

    void begin();
    /// Flushes when the server's loop has gone round once and brought nothing new.
    void gather(std::size_t seen);
    void flush();
    [[nodiscard]] Result<std::vector<Stored>> commit(const Group& group);
    void answer(const Group& group, const Result<std::vector<Stored>>& kept);
    void watch();
    void tell_late();

    Journal& journal_;
    Dependencies with_;
    Group group_;
    std::shared_ptr<Group> in_hand_;  ///< the writer's
    bool gathering_ = false;          ///< gather() will be called
    bool watching_ = false;           ///< tell_late() will be called
    std::unique_ptr<Writer> writer_;
};

}  // namespace octospira::recorder
