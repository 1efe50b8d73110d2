#pragma once

#include <chrono>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.hpp"

namespace octospira::recorder::status {

/// Opened by a token. Neither text is derived from it.
struct Session {
    std::string id;    ///< of the cookie, 256 random bits
    std::string csrf;  ///< sent with every action, 256 random bits
    EpochMs ends = 0;
};

/// The tokens and the sessions they opened. One thread at a time.
class Access {
  public:
    Access(std::vector<std::string> tokens, std::chrono::milliseconds session_length);

    enum class Answer { right, wrong, too_many };
    /// Compares in a time that depends on the lengths only. The right token is always `right`:
    /// wrong ones, sent by any user of this machine, must not lock it out, and 16 characters are
    /// not guessed. More than ten wrong ones within a minute are `too_many`.
    [[nodiscard]] Answer try_token(std::string_view token, EpochMs now);

    [[nodiscard]] const Session& open(EpochMs now);
    /// nullptr when there is none of that id or it has ended. Valid until the next open or close.
    [[nodiscard]] const Session* find(std::string_view id, EpochMs now) const;
    void close(const std::string& id);

  private:
    const std::vector<std::string> tokens_;
    const std::chrono::milliseconds session_length_;
    std::deque<Session> sessions_;  ///< the oldest first
    std::deque<EpochMs> failures_;  ///< at most ten
};

/// 256 bits of the system's randomness, in hexadecimal.
[[nodiscard]] std::string random_text();

}  // namespace octospira::recorder::status
