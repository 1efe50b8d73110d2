#include "native/recorder/status/access.hpp"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "native/recorder/constant_time.hpp"

namespace octospira::recorder::status {

namespace {

/// One more ends the oldest: whoever has the token cannot fill the memory by logging in.
constexpr std::size_t kMaxSessions = 64;
constexpr std::size_t kMaxFailures = 10;
constexpr EpochMs kFailureWindow = 60'000;

}  // namespace

std::string random_text() {
    std::array<unsigned char, 32> bytes{};
    // Up to 256 bytes come whole or not at all (getrandom(2)); without them nothing is safe.
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        std::abort();
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : bytes) {
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

Access::Access(std::vector<std::string> tokens, std::chrono::milliseconds session_length)
    : tokens_(std::move(tokens)), session_length_(session_length) {}

Access::Answer Access::try_token(std::string_view token, EpochMs now) {
    bool right = false;
    for (const std::string& one : tokens_) right |= equal_in_constant_time(token, one);
    if (right && !token.empty()) return Answer::right;
    // A clock that was set back must not keep failures for longer.
    std::erase_if(failures_, [now](EpochMs at) { return at <= now - kFailureWindow || at > now; });
    if (failures_.size() >= kMaxFailures) return Answer::too_many;
    failures_.push_back(now);
    return Answer::wrong;
}

const Session& Access::open(EpochMs now) {
    std::erase_if(sessions_, [now](const Session& one) { return one.ends <= now; });
    if (sessions_.size() >= kMaxSessions) sessions_.pop_front();
    return sessions_.emplace_back(
        Session{random_text(), random_text(), now + session_length_.count()});
}

const Session* Access::find(std::string_view id, EpochMs now) const {
    const Session* found = nullptr;
    for (const Session& one : sessions_) {
        const bool equal = equal_in_constant_time(id, one.id);
        if (equal && one.ends > now) found = &one;
    }
    return found;
}

void Access::close(const std::string& id) {
    std::erase_if(sessions_, [&id](const Session& one) { return one.id == id; });
}

}  // namespace octospira::recorder::status
