#include "native/recorder/webhook/group_commit.hpp"

#include <boost/test/unit_test.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <new>
#include <thread>

#include "tests/native/recorder/fake_journal.hpp"

namespace octospira::recorder::test {

namespace {

/// Keeps nothing until it may; what it kept is counted.
class SlowJournal : public FakeJournal {
  public:
    Result<std::vector<Stored>> keep(const std::vector<Incoming>& arrivals) override {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return open_; });
        if (without_memory) throw std::bad_alloc();
        kept += arrivals.size();
        return std::vector<Stored>(arrivals.size());
    }
    Result<void> keep_refused(const RefusedBody& refused, int) override {
        reasons.push_back(refused.reason);
        return {};
    }

    void open() {
        {
            const std::lock_guard lock(mutex_);
            open_ = true;
        }
        changed_.notify_all();
    }

    std::size_t kept = 0;  ///< read when the group has answered, or is gone
    std::vector<std::string> reasons;
    bool without_memory = false;

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
};

/// A GroupCommit, and the server's thread, which is the test's.
struct Desk {
    SlowJournal journal;
    Observer observer;
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::function<void()>> tasks;
    std::vector<std::function<void()>> timers;
    int answered = 0;  ///< on_stored, to a sender who still waits
    int late = 0;
    int silent = 0;  ///< on_stored, to one who was told to come back
    std::string trouble;
    std::unique_ptr<GroupCommit> group_commit;

    explicit Desk() {
        GroupCommit::Dependencies with{
            [this](std::function<void()> task) {
                const std::lock_guard lock(mutex);
                tasks.push_back(std::move(task));
                changed.notify_all();
            },
            [this](std::chrono::milliseconds, std::function<void()> task) {
                timers.push_back(std::move(task));
            },
            [this](const Incoming&, const Result<Stored>& kept, const http::Respond& respond) {
                ++(respond ? answered : silent);
                if (!kept) trouble = sentence(kept.error());
            },
            [this](const http::Respond&) { ++late; },
            [] {},
            observer};
        with.patience = std::chrono::milliseconds(0);
        group_commit = std::make_unique<GroupCommit>(journal, std::move(with));
    }

    ~Desk() { journal.open(); }

    bool submit(std::size_t bytes = 10) const {
        NewNotification arrival;
        arrival.body.assign(bytes, 'x');
        return group_commit->submit(arrival, http::Respond([](const http::ServerResponse&) {}));
    }
    /// Runs what is posted until `condition`; false after ten seconds.
    bool run_until(const std::function<bool()>& condition) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!condition()) {
            std::unique_lock lock(mutex);
            if (!changed.wait_until(lock, end, [this] { return !tasks.empty(); })) return false;
            auto task = std::move(tasks.front());
            tasks.pop_front();
            lock.unlock();
            task();
        }
        return true;
    }
    void run_timers() {
        for (const auto& timer : std::exchange(timers, {})) timer();
    }
    bool run_tasks_that_wait() {
        return run_until([this] {
            const std::lock_guard lock(mutex);
            return tasks.empty();
        });
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(inboxes, Desk)

BOOST_AUTO_TEST_CASE(nothing_is_answered_before_the_commit) {
    BOOST_REQUIRE(submit());
    BOOST_REQUIRE(run_tasks_that_wait());
    BOOST_TEST(answered == 0);
    journal.open();
    BOOST_TEST(run_until([this] { return answered == 1; }));
}

BOOST_AUTO_TEST_CASE(who_waits_too_long_is_told_once_and_what_was_sent_is_committed_anyway) {
    BOOST_REQUIRE(submit());
    BOOST_REQUIRE(run_tasks_that_wait());
    BOOST_REQUIRE(submit());  // behind the group in hand
    run_timers();
    BOOST_TEST(late == 2);
    run_timers();
    BOOST_TEST(late == 2);

    journal.open();

    BOOST_TEST(run_until([this] { return silent == 2; }));
    BOOST_TEST(answered == 0);
    BOOST_TEST(journal.kept == 2U);
}

BOOST_AUTO_TEST_CASE(bodies_that_wait_have_a_limit_together) {
    const std::size_t bytes = std::size_t{1} << 20;
    std::size_t taken = 0;
    while (taken < 1000 && submit(bytes)) ++taken;
    BOOST_TEST(taken == GroupCommit::kMostBytes / bytes);
    journal.open();
    BOOST_REQUIRE(run_until([this, taken] { return answered == static_cast<int>(taken); }));
    BOOST_TEST(submit(bytes));
}

BOOST_AUTO_TEST_CASE(a_commit_without_memory_fails_and_the_next_one_does_not) {
    journal.without_memory = true;
    journal.open();
    BOOST_REQUIRE(submit());
    BOOST_REQUIRE(run_until([this] { return answered == 1; }));
    BOOST_TEST(trouble.find("cannot be written") != std::string::npos);
    journal.without_memory = false;
    trouble.clear();
    BOOST_REQUIRE(submit());
    BOOST_REQUIRE(run_until([this] { return answered == 2; }));
    BOOST_TEST(trouble.empty());
}

BOOST_AUTO_TEST_CASE(what_is_left_at_the_end_is_committed) {
    BOOST_REQUIRE(submit());
    BOOST_REQUIRE(run_tasks_that_wait());
    BOOST_REQUIRE(submit());
    journal.open();
    group_commit.reset();
    BOOST_TEST(journal.kept == 2U);
}

BOOST_AUTO_TEST_CASE(what_was_refused_is_kept_too_but_not_without_end) {
    journal.open();
    for (int i = 0; i < 100; ++i) group_commit->keep_refused({1, "peer", "reason", "body"});
    group_commit.reset();
    BOOST_TEST(journal.reasons.size() > 0U);
    BOOST_TEST(journal.reasons.size() < 100U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
