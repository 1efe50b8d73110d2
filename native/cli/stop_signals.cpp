#include "native/cli/stop_signals.hpp"

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <utility>

#include "native/cli/cli.hpp"

namespace octospira::cli {

namespace {

sigset_t stopping() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

}  // namespace

void hold_stop_signals() {
    const sigset_t signals = stopping();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

StopSignals::StopSignals(std::function<void()> on_stop) {
    thread_ = std::thread([this, stop = std::move(on_stop)] {
        const sigset_t signals = stopping();
        for (int count = 0;; ++count) {
            int signal = 0;
            sigwait(&signals, &signal);
            if (over_) return;
            if (count > 0) ::_exit(kFailed);
            stop();
        }
    });
}

StopSignals::~StopSignals() {
    over_ = true;
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
}

}  // namespace octospira::cli
