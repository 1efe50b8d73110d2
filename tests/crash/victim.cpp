// A recorder that kills itself: victim SPIRA-URL JOURNAL [POINT NTH [LIMIT]]
// SIGKILL comes when the named point (native/recorder/failpoints.hpp) is reached for the NTH time;
// every point that is reached is a line on standard output. No file can grow beyond LIMIT bytes.
// VICTIM_PATIENCE_MS: how long it waits for an answer of Spira.

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "native/recorder/recorder.hpp"
#include "tests/crash/victim.hpp"

namespace {

class Points {
  public:
    Points(std::string deadly, int times) : deadly_(std::move(deadly)), times_(times) {}

    void reached(const std::string& point) {
        const std::lock_guard lock(mutex_);
        const std::string line = point + "\n";
        if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) ::_exit(3);
        if (point == deadly_ && ++counts_[point] == times_) ::kill(::getpid(), SIGKILL);
    }

  private:
    const std::string deadly_;
    const int times_;
    std::mutex mutex_;
    std::map<std::string, int> counts_;
};

}  // namespace

int main(int argc, char** argv) {
    using namespace octospira;
    if (argc < 3) return 2;
    sigset_t asked_to_stop;
    ::sigemptyset(&asked_to_stop);
    ::sigaddset(&asked_to_stop, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &asked_to_stop, nullptr);
    Points points(argc > 4 ? argv[3] : "", argc > 4 ? std::stoi(argv[4]) : 0);
    if (argc > 5) {
        const rlimit limit{std::stoul(argv[5]), std::stoul(argv[5])};
        ::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    recorder::RecorderOptions options;
    options.port = 0;
    options.spira = {argv[1], crash::kUser, crash::kKey};
    options.journal = argv[2];
    options.credentials.secrets = {crash::kSecret};
    options.schedule = {std::chrono::milliseconds(50), std::chrono::milliseconds(100),
                        std::chrono::milliseconds(200), std::chrono::milliseconds(400)};
    options.breaker.first_pause = std::chrono::milliseconds(100);
    options.breaker.longest_check = std::chrono::milliseconds(500);
    // Times of a real recorder, thirty times as short.
    options.client.total_timeout = std::chrono::seconds(2);
    if (const char* const patience = std::getenv("VICTIM_PATIENCE_MS"))
        options.client.total_timeout = std::chrono::milliseconds(std::stoi(patience));
    options.post_window = std::chrono::seconds(4);
    options.grace = std::chrono::milliseconds(170);
    options.at = [&points](const char* point) { points.reached(point); };
    auto recorder = recorder::Recorder::create(std::move(options));
    if (!recorder) {
        std::cerr << sentence(recorder.error()) << std::endl;
        return 1;
    }
    // Blocked before any thread begins, so that none but this one gets it.
    std::thread stopping([&recorder, &asked_to_stop] {
        int signal = 0;
        if (::sigwait(&asked_to_stop, &signal) == 0) (*recorder)->stop();
    });
    (*recorder)->run();
    ::pthread_kill(stopping.native_handle(), SIGTERM);
    stopping.join();
    return 0;
}
