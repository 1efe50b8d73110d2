#include "native/cli/commands/interruption.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace octospira::cli {

namespace {

constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP};

// A signal handler reaches nothing but globals.
std::atomic<int> first_signal{0};
std::atomic<std::size_t> words_length{0};
std::array<char, 400> words{};
std::array<int, 2> waker{-1, -1};
std::array<struct sigaction, kSignals.size()> before{};

void on_signal(int signal) {
    const int saved = errno;
    int none = 0;
    if (!first_signal.compare_exchange_strong(none, signal)) {
        const auto written = ::write(STDERR_FILENO, words.data(), words_length);
        (void)written;
        ::_exit(128 + signal);
    }
    const auto written = ::write(waker[1], "x", 1);
    (void)written;
    errno = saved;
}

}  // namespace

Interruption::Interruption() {
    first_signal = 0;
    words_length = 0;
    if (::pipe2(waker.data(), O_CLOEXEC | O_NONBLOCK) != 0) waker = {-1, -1};
    struct sigaction action = {};
    action.sa_handler = on_signal;  // no SA_RESTART: a question at the terminal ends, too
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        ::sigaction(kSignals[i], &action, &before[i]);
    }
}

Interruption::~Interruption() {
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        ::sigaction(kSignals[i], &before[i], nullptr);
    }
    for (const int end : waker) ::close(end);
}

bool Interruption::raised() const {
    return first_signal != 0;
}

int Interruption::exit_code() const {
    const int signal = first_signal;
    return signal == 0 ? 0 : 128 + signal;
}

bool Interruption::wait(std::chrono::milliseconds time) const {
    const auto end = std::chrono::steady_clock::now() + time;
    for (;;) {
        if (raised()) return false;
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            end - std::chrono::steady_clock::now());
        if (left.count() <= 0) return true;
        // Never emptied: once there was a signal, this returns at once.
        pollfd readable{waker[0], POLLIN, 0};
        ::poll(&readable, 1, static_cast<int>(std::min<std::int64_t>(left.count() + 1, 60'000)));
    }
}

void Interruption::set_last_words(const std::string& sentence) {
    words_length = 0;
    const std::size_t length = std::min(sentence.size(), words.size());
    std::memcpy(words.data(), sentence.data(), length);
    words_length = length;
}

}  // namespace octospira::cli
