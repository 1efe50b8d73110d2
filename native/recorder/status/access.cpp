#include "native/recorder/status/access.hpp"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace octospira::recorder::status {

namespace {

/// One more ends the oldest: whoever has the token cannot fill the memory by logging in.
constexpr std::size_t kMaxSessions = 64;
constexpr std::size_t kMaxFailures = 10;
constexpr EpochMs kFailureWindow = 60'000;
/// Peers remembered; beyond, somebody plays with addresses, and all share one count.
constexpr std::size_t kMaxPeers = 1000;

}  // namespace

bool equal_in_constant_time(std::string_view given, std::string_view expected) {
    // volatile: or the compiler may leave the loop at the first difference.
    volatile unsigned char difference = given.size() == expected.size() ? 0 : 1;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const char other = expected.empty() ? '\0' : expected[i % expected.size()];
        difference =
            static_cast<unsigned char>(difference | static_cast<unsigned char>(given[i] ^ other));
    }
    return difference == 0;
}

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

Access::Answer Access::try_token(std::string_view token, const std::string& peer, EpochMs now) {
    for (auto one = failures_.begin(); one != failures_.end();) {
        auto& times = one->second;
        while (!times.empty() && times.front() <= now - kFailureWindow) times.pop_front();
        one = times.empty() ? failures_.erase(one) : std::next(one);
    }
    const bool crowded = failures_.size() >= kMaxPeers && !failures_.contains(peer);
    const std::string& key = crowded ? std::string() : peer;
    const auto known = failures_.find(key);
    if (known != failures_.end() && known->second.size() >= kMaxFailures) return Answer::too_many;
    bool right = false;
    for (const std::string& one : tokens_) {
        const bool equal = equal_in_constant_time(token, one);
        right = right || (equal && !one.empty());
    }
    if (right) return Answer::right;
    failures_[key].push_back(now);
    return Answer::wrong;
}

const Session& Access::open(EpochMs now) {
    std::erase_if(sessions_, [now](const Session& one) { return one.ends <= now; });
    if (sessions_.size() >= kMaxSessions) sessions_.pop_front();
    return sessions_.emplace_back(
        Session{random_text(), random_text(), now + session_length_.count()});
}

Session* Access::find(std::string_view id, EpochMs now) {
    Session* found = nullptr;
    for (Session& one : sessions_) {
        const bool equal = equal_in_constant_time(id, one.id);
        if (equal && one.ends > now) found = &one;
    }
    return found;
}

void Access::close(const std::string& id) {
    std::erase_if(sessions_, [&id](const Session& one) { return one.id == id; });
}

}  // namespace octospira::recorder::status
