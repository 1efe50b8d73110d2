#include "native/recorder/webhook/group_commit.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace octospira::recorder {

namespace {

/// More than this many waiting: whoever comes is told to come back later.
constexpr std::size_t kMostWaiting = 10'000;
/// Refused bodies of one group, and how many the journal keeps altogether.
constexpr std::size_t kMostRefused = 16;
constexpr int kMostRefusedKept = 100;

std::size_t size_of(const Incoming& arrival) {
    const auto* notification = std::get_if<NewNotification>(&arrival);
    return notification != nullptr ? notification->body.size() : sizeof(NewLaunch);
}

Error not_written(std::string_view why) noexcept {
    try {
        return {ErrorKind::unavailable, "The journal cannot be written: " + std::string(why) + ".",
                "", "journal"};
    } catch (const std::exception&) {
        return {};  // no memory even for the sentence
    }
}

}  // namespace

void GroupCommit::Group::add(Incoming arrival, const http::Respond& respond, std::size_t size) {
    // All or nothing, also where memory ends.
    waiting.reserve(waiting.size() + 1 > waiting.capacity() ? 2 * waiting.size() + 1 : 0);
    since.reserve(waiting.capacity());
    arrivals.push_back(std::move(arrival));
    waiting.push_back(respond);
    since.push_back(Clock::now());
    bytes += size;
}

/// One group at a time, on a thread of its own.
class GroupCommit::Writer {
  public:
    explicit Writer(GroupCommit& group_commit)
        : group_commit_(group_commit), thread_([this] { work(); }) {}
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

    void take(std::shared_ptr<const Group> group) {
        {
            const std::lock_guard lock(mutex_);
            group_ = std::move(group);
        }
        changed_.notify_all();
    }

  private:
    void work() {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [this] { return stopping_ || group_ != nullptr; });
            if (group_ == nullptr) return;
            auto group = std::exchange(group_, nullptr);
            lock.unlock();
            auto kept = group_commit_.commit(*group);
            group.reset();  // its answers are the server's thread's alone
            tell(std::move(kept));
            lock.lock();
        }
    }

    /// Without memory to say it, the sooner there is some the better.
    void tell(Result<std::vector<Stored>> kept) {
        std::shared_ptr<Result<std::vector<Stored>>> told;
        for (;;) {
            try {
                if (!told) told = std::make_shared<Result<std::vector<Stored>>>(std::move(kept));
                return group_commit_.with_.post([this, told] {
                    const auto done = std::exchange(group_commit_.in_hand_, nullptr);
                    group_commit_.flush();  // whatever becomes of the answers
                    group_commit_.answer(*done, *told);
                });
            } catch (const std::exception&) {
                std::this_thread::sleep_for(std::chrono::milliseconds(50));
            }
        }
    }

    GroupCommit& group_commit_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::shared_ptr<const Group> group_;
    bool stopping_ = false;
    std::thread thread_;
};

GroupCommit::GroupCommit(Journal& journal, Dependencies with)
    : journal_(journal), with_(std::move(with)), writer_(std::make_unique<Writer>(*this)) {}

GroupCommit::~GroupCommit() {
    writer_.reset();
    // Who sent these was told to come back, and may not do that.
    if (!group_.empty()) (void)commit(group_);
}

bool GroupCommit::submit(Incoming arrival, const http::Respond& respond) {
    const std::size_t size = size_of(arrival);
    const std::size_t waiting = group_.bytes + (in_hand_ ? in_hand_->bytes : 0);
    if (group_.arrivals.size() >= kMostWaiting || waiting + size > kMostBytes) return false;
    group_.add(std::move(arrival), respond, size);
    begin();
    watch();
    return true;
}

void GroupCommit::keep_refused(RefusedBody refused) {
    if (group_.refused.size() >= kMostRefused) return;
    group_.refused.push_back(std::move(refused));
    begin();
}

void GroupCommit::begin() {
    if (gathering_ || in_hand_) return;
    with_.post([this] { gather(1); });
    gathering_ = true;
}

void GroupCommit::gather(std::size_t seen) {
    gathering_ = false;
    const std::size_t now = group_.arrivals.size() + group_.refused.size();
    if (in_hand_ || now == seen) return flush();
    with_.post([this, now] { gather(now); });
    gathering_ = true;
}

void GroupCommit::flush() {
    if (in_hand_ || group_.empty()) return;
    in_hand_ = std::make_shared<Group>(std::exchange(group_, {}));
    writer_->take(in_hand_);
}

/// On the writer's thread.
Result<std::vector<Stored>> GroupCommit::commit(const Group& group) {
    try {
        const auto begun = Clock::now();
        Result<std::vector<Stored>> kept;
        if (!group.arrivals.empty()) {
            kept = journal_.keep(group.arrivals);
            if (!kept) return kept;
            at_failpoint(with_.at, "committed");
            const std::chrono::duration<double> took = Clock::now() - begun;
            with_.observer.committed(took.count(), group.arrivals.size());
        }
        for (const RefusedBody& refused : group.refused)
            (void)journal_.keep_refused(refused, kMostRefusedKept);
        return kept;
    } catch (const std::exception& exception) {
        return tl::unexpected(not_written(exception.what()));
    }
}

void GroupCommit::answer(const Group& group, const Result<std::vector<Stored>>& kept) {
    for (std::size_t i = 0; i < group.waiting.size(); ++i) {
        with_.on_stored(group.arrivals[i],
                        kept ? Result<Stored>((*kept)[i]) : tl::unexpected(kept.error()),
                        group.waiting[i]);
    }
    if (kept && !group.arrivals.empty()) with_.flushed();
}

/// Looks in time at who waits longest.
void GroupCommit::watch() {
    if (watching_) return;
    const Group* const oldest =
        in_hand_ && in_hand_->told < in_hand_->since.size() ? in_hand_.get() : &group_;
    if (oldest->told == oldest->since.size()) return;
    const auto left = oldest->since[oldest->told] + with_.patience - Clock::now();
    const auto delay = std::chrono::ceil<std::chrono::milliseconds>(left);
    with_.after(std::max(delay, std::chrono::milliseconds(1)), [this] { tell_late(); });
    watching_ = true;
}

void GroupCommit::tell_late() {
    watching_ = false;
    const auto now = Clock::now();
    for (Group* const group : {in_hand_.get(), &group_}) {
        if (group == nullptr) continue;
        for (; group->told < group->since.size(); ++group->told) {
            if (now - group->since[group->told] < with_.patience) break;
            with_.on_late(std::exchange(group->waiting[group->told], http::Respond()));
        }
    }
    watch();
}

}  // namespace octospira::recorder
