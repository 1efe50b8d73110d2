#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "native/http/server.hpp"
#include "native/recorder/journal.hpp"
#include "native/recorder/observer.hpp"
#include "native/recorder/points.hpp"

namespace octospira::recorder {

/// Group commit: everything that has arrived becomes one transaction, and is answered only after
/// its commit.
///
/// With a local journal the commit is made on the server's own thread, after everything that
/// arrives while its loop goes round once: groups come about by themselves, and nothing has to be
/// handed over. A journal across a network commits on a thread of its own, so that a slow one does
/// not keep anybody from being told to come back later.
class Inbox {
  public:
    /// Called for each arrival after the commit, or after it failed. On the server's thread.
    using OnKept = std::function<void(const Arrival&, const Result<Kept>&, const http::Respond&)>;

    struct Surroundings {
        std::function<void(std::function<void()>)> post;  ///< to the server's thread
        OnKept on_kept;
        std::function<void()> flushed;  ///< after every successful commit, on the server's thread
        Observer& observer;
        AtPoint at = {};
        bool local = true;  ///< JournalStore::is_local()
    };

    Inbox(Journal& journal, Surroundings with);
    Inbox(const Inbox&) = delete;
    Inbox& operator=(const Inbox&) = delete;
    ~Inbox();

    /// On the server's thread. False when the journal is so far behind that nothing more is taken:
    /// then on_kept is not called.
    [[nodiscard]] bool submit(Arrival arrival, const http::Respond& respond);

  private:
    struct Group {
        std::vector<Arrival> arrivals;
        std::vector<http::Respond> waiting;  ///< one for each of arrivals
    };
    class Writer;

    /// Flushes when the server's loop has gone round once and brought nothing new.
    void gather(std::size_t seen);
    void flush();
    [[nodiscard]] Result<std::vector<Kept>> commit(const Group& group);
    void answer(const Group& group, const Result<std::vector<Kept>>& kept);

    Journal& journal_;
    Surroundings with_;
    Group group_;
    bool committing_ = false;         ///< the writer has a group in hand
    std::unique_ptr<Writer> writer_;  ///< of a journal across a network
};

}  // namespace octospira::recorder
