#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.hpp"

namespace octospira::recorder::status {

/// Somebody who gave a token. Neither text has anything to do with it.
struct Session {
    std::string id;    ///< of the cookie, 256 random bits
    std::string csrf;  ///< of the forms, 256 random bits
    EpochMs ends = 0;
    std::string notice = {};  ///< to be shown once
};

/// Who may look: tokens, the sessions they opened, and how often somebody guessed wrong. One thread
/// at a time.
class Access {
  public:
    Access(std::vector<std::string> tokens, std::chrono::milliseconds session_length);

    enum class Answer { right, wrong, too_many };
    /// Compares in a time that depends on the lengths only. After ten wrong ones from a peer within
    /// a minute it does not even look: `too_many` until that minute is over.
    [[nodiscard]] Answer try_token(std::string_view token, const std::string& peer, EpochMs now);

    [[nodiscard]] const Session& open(EpochMs now);
    /// nullptr when there is none of that id or it has ended. Valid until the next open or close.
    [[nodiscard]] Session* find(std::string_view id, EpochMs now);
    void close(const std::string& id);

  private:
    const std::vector<std::string> tokens_;
    const std::chrono::milliseconds session_length_;
    std::deque<Session> sessions_;                         ///< the oldest first
    std::map<std::string, std::deque<EpochMs>> failures_;  ///< by peer, of the last minute
};

/// Equality in a time that depends on the lengths only.
[[nodiscard]] bool equal_in_constant_time(std::string_view given, std::string_view expected);

/// 256 bits of the system's randomness, in hexadecimal.
[[nodiscard]] std::string random_text();

}  // namespace octospira::recorder::status
