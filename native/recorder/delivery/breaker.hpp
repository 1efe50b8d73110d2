#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "core/base/ids.hpp"

namespace octospira::recorder {

/// The state of Spira as a whole.
enum class SpiraState {
    reachable,    ///< no problem is known
    unreachable,  ///< no connection, or what answers is not Spira's API
    refused,      ///< it rejects the recorder's account: a new key, an expired password, a lock
};

enum class BreakerState { closed, open };
[[nodiscard]] const char* to_string(BreakerState state);

struct BreakerOptions {
    int failures = 5;  ///< different results of one product, with no success between, that pause it
    std::chrono::milliseconds first_pause{10'000};     ///< doubled with every probe that fails
    std::chrono::milliseconds longest_pause{300'000};  ///< of a product: its probes are results
    std::chrono::milliseconds longest_check{30'000};   ///< of Spira: its check is a cheap request
    std::chrono::milliseconds idle{60'000};  ///< without an answer, until Spira is checked
};

/// Decides what may be tried while something fails. Two scopes, and a steady clock for both:
///
/// Spira as a whole is open while a cheap request to it (SpiraCheck) is not answered, or refused.
/// Only that request opens and closes it, never the failure of a result.
///
/// A product is paused when several different results of it failed although Spira answers, or when
/// Spira rejects the account in this product only. Then one result at a time is a probe: one that
/// has never failed at any time, others when the pause is over. The first success ends the pause. A
/// result that fails alone therefore delays no other product, and a new result of its own product
/// by one attempt at most.
///
/// From any thread.
class Breaker {
  public:
    using Time = std::chrono::steady_clock::time_point;

    /// How a result was admitted. A failed probe uses up no attempt.
    enum class Pass { regular, probe };

    /// A result that is due.
    struct Candidate {
        std::int64_t id = 0;
        std::optional<ProductId> product = std::nullopt;  ///< empty: not known yet
        bool has_failed = false;                          ///< in an earlier attempt
    };

    struct PausedProduct {
        ProductId product;
        bool refused = false;  ///< Spira rejects the account there
    };

    explicit Breaker(BreakerOptions options) : options_(options) {}

    // ---- results

    /// Whether this result may be tried now. Each admitted one must be reported to one of the next
    /// functions.
    [[nodiscard]] std::optional<Pass> pass(const Candidate& candidate, Time now);
    /// It was recorded. True when that ended its product's pause.
    bool succeeded(const Candidate& candidate);
    /// It failed although Spira answers; `refused`: because a permission in this product is
    /// missing. True when that began its product's pause.
    bool failed(const Candidate& candidate, Pass pass, bool refused, Time now);
    /// Its attempt says nothing about its product: Spira was not asked, or refused this one result.
    void untried(const Candidate& candidate, Pass pass);

    /// An operator's retry: ends all pauses. Spira and paused products are tried at once.
    void lift(Time now);

    // ---- the whole of Spira

    /// Each returns true if the state has changed.
    bool spira_answered(Time now);
    /// `retry_after_s`: what it asked for, limited to the longest check.
    bool spira_unreachable(Time now, std::optional<int> retry_after_s);
    bool spira_refused(Time now);
    /// When Spira is checked next.
    [[nodiscard]] Time next_check() const;

    // ---- for the operator

    [[nodiscard]] SpiraState spira() const;
    [[nodiscard]] BreakerState state() const;  ///< of the whole of Spira
    [[nodiscard]] std::vector<PausedProduct> paused() const;
    /// Whether something has failed recently, so that the oldest results may not be the ones that
    /// succeed.
    [[nodiscard]] bool anything_fails() const;
    /// When this product's pause is over; empty: it is not paused.
    [[nodiscard]] std::optional<Time> until(ProductId product) const;
    /// When a result that is not admitted now can be tried again, unless its product's pause ends
    /// earlier.
    [[nodiscard]] Time not_before(const Candidate& candidate, Time now) const;

  private:
    struct Product {
        std::set<std::int64_t> failed;  ///< different results since the last success
        std::chrono::milliseconds pause{0};
        std::optional<Time> until;  ///< set: paused
        bool refused = false;
        bool probing = false;
    };

    bool set_spira(SpiraState state, Time next);
    [[nodiscard]] Product* product_of(const Candidate& candidate);
    [[nodiscard]] static bool has_failed(const Candidate& candidate, const Product& product);

    const BreakerOptions options_;
    mutable std::mutex mutex_;
    SpiraState spira_ = SpiraState::reachable;
    std::chrono::milliseconds spira_pause_{0};
    Time next_check_ = Time::min();             ///< at startup, at once
    std::map<std::int32_t, Product> products_;  ///< those that failed since their last success
};

}  // namespace octospira::recorder
