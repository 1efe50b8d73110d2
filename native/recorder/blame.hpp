#pragma once

#include "core/base/error.hpp"
#include "native/host/host.hpp"

namespace octospira::recorder {

/// How Spira was asked during one attempt.
struct SpiraCalls {
    int asked = 0;
    int answered = 0;  ///< by Spira's API itself: what was wanted, or a refusal in its own words
};

/// Passes a conversation's commands on and counts the calls to Spira.
class CountingHost : public host::Host {
  public:
    explicit CountingHost(host::Host& host) : host_(host) {}
    void begin() override { host_.begin(); }
    [[nodiscard]] Result<flows::Reply> perform(const flows::Command& command) override;
    [[nodiscard]] const SpiraCalls& calls() const { return calls_; }

  private:
    host::Host& host_;
    SpiraCalls calls_;
};

/// What a failed attempt speaks against.
enum class Blame {
    nobody,   ///< Spira was not asked, or the attempt waits for something of ours
    result,   ///< Spira answered, and it is this one result that it cannot take
    product,  ///< Spira answered first, and failed then: this result, or all of its product
    account,  ///< Spira refuses the account, everywhere or in this product
    spira,    ///< no call was answered by Spira: perhaps it is away
};
[[nodiscard]] Blame blame_of(const Error& error, const SpiraCalls& calls);

}  // namespace octospira::recorder
