#pragma once

#include <optional>

#include "core/base/error.hpp"
#include "core/base/http.hpp"
#include "native/host/host.hpp"

namespace octospira::recorder {

/// The calls to Spira during one attempt.
struct SpiraCalls {
    int asked = 0;
    int answered = 0;  ///< by Spira's API itself: with success, or a refusal in its own words
};

/// The calls to OctoPerf during one attempt.
struct OctoPerfCalls {
    int answered = 0;                   ///< by OctoPerf itself, including \"run not found\"
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

/// What a failed attempt is evidence against.
enum class Blame {
    nobody,   ///< Spira was not called, or the attempt waits for the recorder itself
    result,   ///< Spira answered, and cannot accept this one result
    product,  ///< Spira answered at first, then failed: for this result, or for its whole product
    account,  ///< Spira rejects the account, everywhere or in this product
    spira,    ///< Spira answered no call: it may be unreachable
};
[[nodiscard]] Blame blame_of(const Error& error, const SpiraCalls& calls);

}  // namespace octospira::recorder
