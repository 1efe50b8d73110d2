#pragma once

#include <optional>

#include "core/base/error.hpp"
#include "core/base/http.hpp"
#include "native/host/host.hpp"

namespace octospira::recorder {

/// How Spira was asked during one attempt.
struct SpiraCalls {
    int asked = 0;
    int answered = 0;  ///< by Spira's API itself: what was wanted, or a refusal in its own words
};

/// How OctoPerf was asked during one attempt.
struct OctoPerfCalls {
    int answered = 0;                   ///< by OctoPerf itself, be it that it does not know the run
    std::optional<Error> trouble = {};  ///< the first failure, or refusal of the key
};

/// Passes a conversation's commands on and counts the calls to Spira and to OctoPerf.
class CountingHost : public host::Host {
  public:
    explicit CountingHost(host::Host& host) : host_(host) {}
    void begin() override { host_.begin(); }
    [[nodiscard]] Result<flows::Reply> perform(const flows::Command& command) override;
    [[nodiscard]] const SpiraCalls& calls() const { return calls_; }
    [[nodiscard]] const OctoPerfCalls& octoperf() const { return octoperf_; }

  private:
    void count_spira(const Answer& answer);
    void count_octoperf(const Answer& answer);

    host::Host& host_;
    SpiraCalls calls_;
    OctoPerfCalls octoperf_;
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
