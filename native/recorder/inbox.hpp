#pragma once

#include <functional>
#include <string>
#include <vector>

#include "native/http/server.hpp"
#include "native/recorder/journal.hpp"

namespace octospira::recorder {

/// Group commit on the server's own thread: everything that arrives while the loop goes round once
/// becomes one transaction, and is answered only after its commit.
class Inbox {
  public:
    /// Called after the commit, or after it failed. Runs on the server's thread.
    using OnKept = std::function<void(const Result<Kept>&)>;

    /// `flushed` is called after every successful commit.
    Inbox(Journal& journal, std::function<void()> flushed);

    /// The server whose loop is used; before the first submit().
    void attach(http::Server& server) { server_ = &server; }

    /// On the server's thread.
    void submit(Arrival arrival, OnKept on_kept);

  private:
    void flush();

    Journal& journal_;
    std::function<void()> flushed_;
    http::Server* server_ = nullptr;
    std::vector<Arrival> arrivals_;
    std::vector<OnKept> waiting_;  ///< one for each of arrivals_
};

}  // namespace octospira::recorder
