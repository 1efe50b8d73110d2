#include "native/cli/commands/stop_signals.hpp"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <utility>

#include "native/cli/exit_codes.hpp"

namespace octospira::cli {

namespace {

sigset_t held(Hangup hangup) {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    if (hangup == Hangup::reloads) sigaddset(&signals, SIGHUP);
    return signals;
}

void as_memory_allows(const std::function<void()>& reload) {
    try {
        reload();
    } catch (const std::exception&) {
        // Not even that it failed could be said. The old settings stay.
    }
}

}  // namespace

void hold_signals(Hangup hangup) {
    const sigset_t signals = held(hangup);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    if (hangup == Hangup::ends) return;
    // Of tools that send them to every service, such as those that rotate logs.
    (void)std::signal(SIGUSR1, SIG_IGN);
    (void)std::signal(SIGUSR2, SIG_IGN);
}

StopSignals::StopSignals(std::function<void()> on_stop, std::function<void()> on_hangup) {
    thread_ = std::thread([this, stop = std::move(on_stop), reload = std::move(on_hangup)] {
        const sigset_t signals = held(reload ? Hangup::reloads : Hangup::ends);
        bool stopping = false;
        for (;;) {
            int signal = 0;
            sigwait(&signals, &signal);
            if (over_) return;
            if (signal == SIGHUP) {
                if (!stopping) as_memory_allows(reload);
                continue;
            }
            if (stopping) ::_exit(kFailed);
            stopping = true;
            try {
                stop();
            } catch (const std::exception&) {
                ::_exit(kFailed);  // what came in is in the journal
            }
        }
    });
}

StopSignals::~StopSignals() {
    over_ = true;
    // The thread waits for this very signal, which ends nothing.
    // NOLINTNEXTLINE(bugprone-bad-signal-to-kill-thread)
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
}

}  // namespace octospira::cli
