#include "native/recorder/log_writer.hpp"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace octospira::recorder {

namespace {

/// A pipe that poll() calls writable takes so much without blocking (PIPE_BUF, pipe(7)).
constexpr std::size_t kPiece = 4096;
constexpr int kLookMs = 100;  ///< between two looks at whether the end has come

std::uint64_t lines_in(std::string_view text) {
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

struct LogWriter::State {
    explicit State(Options its_options) : options(std::move(its_options)) {
        struct stat facts = {};
        if (::fstat(options.descriptor, &facts) != 0) return;
        socket = S_ISSOCK(facts.st_mode);
        plain_file = S_ISREG(facts.st_mode);
    }

    void run() {
        // Without the signal, write() returns EPIPE when the reader is gone. This thread may
        // outlive the LogWriter and its reader.
        sigset_t broken_pipe;
        sigemptyset(&broken_pipe);
        sigaddset(&broken_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
        std::unique_lock lock(mutex);
        for (;;) {
            changed.wait(lock, [this] { return ending || !queue.empty(); });
            if (queue.empty()) break;
            std::string lines = std::exchange(queue, {});
            lock.unlock();
            write(lines);
            lock.lock();
        }
        ended = true;
        changed.notify_all();
    }

    /// Lines that were dropped are reported before those that come after them.
    void write(const std::string& lines) {
        const std::uint64_t unsaid = dropped - reported;
        if (unsaid > 0 && options.report && write_all(options.report(unsaid))) reported += unsaid;
        if (!write_all(lines)) dropped += lines_in(std::string_view(lines).substr(written));
    }

    /// False where something was left; `written` says how much was not.
    bool write_all(std::string_view text) {
        // Half a line may be there: what follows begins on a line of its own.
        if (torn && !put("\n")) return false;
        torn = false;
        const bool whole = put(text);
        torn = !whole && written > 0 && text[written - 1] != '\n';
        return whole;
    }

    bool put(std::string_view text) {
        written = 0;
        while (written < text.size()) {
            if (!plain_file && !wait_until_writable()) return false;
            const std::string_view piece =
                text.substr(written, plain_file ? std::string_view::npos : kPiece);
            const auto length = socket ? ::send(options.descriptor, piece.data(), piece.size(),
                                                MSG_DONTWAIT | MSG_NOSIGNAL)
                                       : ::write(options.descriptor, piece.data(), piece.size());
            if (length > 0) {
                written += static_cast<std::size_t>(length);
            } else if (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK) {
                return false;  // the reader is gone, the disk is full
            }
        }
        return true;
    }

    /// False when the time for last words is over.
    bool wait_until_writable() {
        if (options.descriptor < 0) return true;  // poll() would wait for ever
        for (;;) {
            pollfd writable{options.descriptor, POLLOUT, 0};
            // An error is writable: write() then says which.
            const bool is_writable = ::poll(&writable, 1, kLookMs) > 0;
            if (given_up) return false;
            if (is_writable) return true;
        }
    }

    const Options options;
    bool socket = false;
    bool plain_file = false;
    std::mutex mutex;
    std::condition_variable changed;
    std::string queue;
    bool ending = false;
    bool ended = false;
    std::atomic<bool> given_up{false};
    std::atomic<std::uint64_t> dropped{0};
    std::uint64_t reported = 0;  ///< the rest of these members: the thread's alone
    std::size_t written = 0;
    bool torn = false;
};

LogWriter::LogWriter(Options options) : state_(std::make_shared<State>(std::move(options))) {
    try {
        std::thread([state = state_] {
            try {
                state->run();
            } catch (const std::exception&) {
                const std::lock_guard lock(state->mutex);
                state->ended = true;  // from here on lines are dropped and counted
                state->changed.notify_all();
            }
        }).detach();
    } catch (const std::system_error&) {
        state_->ended = true;
    }
}

LogWriter::~LogWriter() {
    std::unique_lock lock(state_->mutex);
    state_->ending = true;
    state_->changed.notify_all();
    state_->changed.wait_for(lock, state_->options.last_words, [this] { return state_->ended; });
    state_->given_up = true;
}

void LogWriter::write(std::string lines) {
    const std::lock_guard lock(state_->mutex);
    if (state_->ended || state_->queue.size() + lines.size() > state_->options.queue_bytes) {
        state_->dropped += lines_in(lines);
        return;
    }
    state_->queue += lines;
    state_->changed.notify_all();
}

std::uint64_t LogWriter::dropped() const {
    return state_->dropped;
}

}  // namespace octospira::recorder
