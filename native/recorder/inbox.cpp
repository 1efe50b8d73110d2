#include "native/recorder/inbox.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace octospira::recorder {

namespace {

/// More than this many waiting: whoever comes is told to come back later.
constexpr std::size_t kMostWaiting = 10'000;

}  // namespace

/// One group at a time, on a thread of its own.
class Inbox::Writer {
  public:
    explicit Writer(Inbox& inbox) : inbox_(inbox), thread_([this] { work(); }) {}
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

    void take(Group group) {
        {
            const std::lock_guard lock(mutex_);
            group_ = std::make_shared<Group>(std::move(group));
        }
        changed_.notify_all();
    }

  private:
    void work() {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [this] { return stopping_ || group_ != nullptr; });
            if (group_ == nullptr) return;
            const auto group = std::exchange(group_, nullptr);
            lock.unlock();
            auto kept = inbox_.commit(*group);
            inbox_.with_.post([this, group, kept = std::move(kept)] {
                inbox_.committing_ = false;
                inbox_.answer(*group, kept);
                inbox_.flush();
            });
            lock.lock();
        }
    }

    Inbox& inbox_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::shared_ptr<Group> group_;
    bool stopping_ = false;
    std::thread thread_;
};

Inbox::Inbox(Journal& journal, Surroundings with) : journal_(journal), with_(std::move(with)) {
    if (!with_.local) writer_ = std::make_unique<Writer>(*this);
}

Inbox::~Inbox() = default;

bool Inbox::submit(Arrival arrival, const http::Respond& respond) {
    if (group_.arrivals.size() >= kMostWaiting) return false;
    group_.arrivals.push_back(std::move(arrival));
    group_.waiting.push_back(respond);
    if (group_.arrivals.size() == 1 && !committing_) with_.post([this] { gather(1); });
    return true;
}

void Inbox::gather(std::size_t seen) {
    const std::size_t now = group_.arrivals.size();
    if (committing_ || now == seen) return flush();
    with_.post([this, now] { gather(now); });
}

void Inbox::flush() {
    if (committing_ || group_.arrivals.empty()) return;
    Group group = std::exchange(group_, {});
    if (writer_) {
        committing_ = true;
        return writer_->take(std::move(group));
    }
    answer(group, commit(group));
}

Result<std::vector<Kept>> Inbox::commit(const Group& group) {
    const auto begun = std::chrono::steady_clock::now();
    auto kept = journal_.keep(group.arrivals);
    if (!kept) return kept;
    reach(with_.at, "committed");
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    with_.observer.committed(took.count(), group.arrivals.size());
    return kept;
}

void Inbox::answer(const Group& group, const Result<std::vector<Kept>>& kept) {
    for (std::size_t i = 0; i < group.waiting.size(); ++i) {
        with_.on_kept(group.arrivals[i],
                      kept ? Result<Kept>((*kept)[i]) : tl::unexpected(kept.error()),
                      group.waiting[i]);
    }
    if (kept) with_.flushed();
}

}  // namespace octospira::recorder
