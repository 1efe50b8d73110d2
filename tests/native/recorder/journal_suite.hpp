#pragma once

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "native/recorder/journal/journal.hpp"
#include "tests/native/support.hpp"

// What every journal promises (native/recorder/journal/journal.hpp), tested with each
// implementation.

namespace octospira::recorder::test {

enum class Kind { sqlite, postgres };
std::ostream& operator<<(std::ostream& out, Kind kind);
inline const auto kKinds = boost::unit_test::data::make({Kind::sqlite, Kind::postgres});

/// A new and empty store of one kind, with one connection.
class Stage {
  public:
    explicit Stage(Kind kind);
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    ~Stage();

    [[nodiscard]] Journal& journal() { return *journal_; }
    /// Another connection.
    [[nodiscard]] std::unique_ptr<Journal> connect();
    /// Closes everything and opens the store again.
    void reopen();
    [[nodiscard]] const std::string& where() const { return where_; }

  private:
    void open();

    octospira::test::Folder folder_;
    std::string where_;
    std::unique_ptr<JournalStore> store_;
    std::unique_ptr<Journal> journal_;
};

using octospira::test::soon;

inline constexpr std::chrono::milliseconds kLease = std::chrono::minutes(10);

/// Spira's execution status of a test that failed or passed (Spira REST §4).
inline constexpr int kFailed = 1;
inline constexpr int kPassed = 2;

/// A notification that says how the test ended: "TEST_FAILED" failed, and all others passed.
[[nodiscard]] NewNotification verdict(const std::string& bench_result,
                                      const std::string& event = "TEST_PASSED",
                                      EpochMs received = 1000);
/// One without a verdict.
[[nodiscard]] NewNotification news(const std::string& bench_result, const std::string& event);
[[nodiscard]] NewLaunch launch(const std::string& bench_result, EpochMs started = 500,
                               EpochMs next_poll = 5000);
/// How an attempt of a claimed notification ended.
[[nodiscard]] Finished ended(std::int64_t id, State state, EpochMs now);

/// The value, or the test fails with the error's sentence.
template <class T>
T must(Result<T> result) {
    BOOST_REQUIRE_MESSAGE(result, (result ? std::string() : sentence(result.error())));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// Keeps one arrival alone.
[[nodiscard]] Stored keep(Journal& journal, Incoming arrival);
/// What is claimed next; the test fails when there is nothing.
[[nodiscard]] Pending claim(Journal& journal, EpochMs now = 100'000);
[[nodiscard]] bool nothing_to_claim(Journal& journal, EpochMs now = 100'000);
/// As find(), which must find it.
[[nodiscard]] DeliveryDetail story(Journal& journal, std::int64_t id);

}  // namespace octospira::recorder::test
