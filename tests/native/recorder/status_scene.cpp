// A status page over a journal of its own, filled by whoever started the program: for the tests in
// tests/browser, which need states and days that no recorder would come to within seconds.
//
// The first line of its output is {"url", "journal"}. Every line of its input is a delivery,
//   {"run", "event", "name", "url", "status", "state", "note", "answer", "attempts", "daysAgo",
//    "delayMs", "nextMs", "launch", "found"}
// or {"health": {"ok", "text"}}, or {"expected": {"run", "startedAgoMs", "forMs"}}, or
// {"refused": {"reason", "body"}}, and is answered with {"id"} when the page shows it. What is
// delivered again is recorded at once. It ends with its input.

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>

#include "core/base/json.hpp"
#include "native/recorder/status/status_page.hpp"
#include "tests/native/support.hpp"

namespace {

using namespace octospira;
using namespace octospira::recorder;

constexpr const char* kToken = "a-token-of-the-tests-0001";
constexpr const char* kSecret = "a-secret-of-the-tests-0001";
constexpr EpochMs kDayMs = 86'400'000;
constexpr std::chrono::milliseconds kLease(60'000);

EpochMs system_time() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

template <class T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    std::cerr << sentence(result.error()) << std::endl;
    std::exit(1);
}
void must(const Result<void>& result) {
    if (result) return;
    std::cerr << sentence(result.error()) << std::endl;
    std::exit(1);
}

std::string body_of(const Json& delivery) {
    return to_text(Json{{"type", text_at(delivery, "event")},
                        {"benchResultId", text_at(delivery, "run")},
                        {"reportName", text_at(delivery, "name")},
                        {"reportUrl", text_at(delivery, "url")},
                        {"percentErrors", Json{{"ERRORS_PERCENT", Json{{"value", 0.37}}}}}});
}

/// Leases what is due until it has this one, and gives the others back.
void finish(Journal& journal, const Finished& finished, EpochMs now) {
    std::vector<std::int64_t> others;
    while (const auto pending = must(journal.claim(now, kLease))) {
        if (pending->id == finished.id) break;
        others.push_back(pending->id);
    }
    must(journal.finish(finished));
    for (const std::int64_t id : others) must(journal.give_back(id));
}

std::int64_t add(Journal& journal, const Json& delivery) {
    const EpochMs now = system_time();
    const EpochMs received = now - integer_at(delivery, "daysAgo").value_or(0) * kDayMs -
                             integer_at(delivery, "agoMs").value_or(0);
    const std::string run = text_at(delivery, "run");
    const auto status = integer_at(delivery, "status");
    if (bool_at(delivery, "launch").value_or(false)) {
        NewLaunch launch{{*BenchResultId::parse(run), *ProductId::from(1), *TestCaseId::from(42)}};
        launch.launch.started = received - 60'000;
        must(journal.keep({launch}));
    }
    NewNotification arrival{run, text_at(delivery, "event"), received, body_of(delivery)};
    if (status) arrival.verdict = static_cast<int>(*status);
    const auto kept = must(journal.keep({arrival})).front();
    const State state = state_from(text_at(delivery, "state")).value_or(State::pending);
    const auto attempts =
        integer_at(delivery, "attempts").value_or(state == State::pending ? 0 : 1);
    for (int i = 1; i <= static_cast<int>(attempts); ++i) {
        const bool last = i == attempts;
        Finished finished{kept.id, last ? state : State::pending, i};
        finished.now = received + integer_at(delivery, "delayMs").value_or(400) * i;
        finished.next_attempt = last ? now + integer_at(delivery, "nextMs").value_or(600'000) : 0;
        finished.note = text_at(delivery, "note");
        finished.answer = text_at(delivery, "answer");
        finished.milliseconds = 180 + 40 * i;
        if (state == State::recorded && last) {
            finished.note.clear();
            finished.answer.clear();
            finished.product = 1;
            finished.test_case = 42;
            finished.test_run = 1000 + kept.id;
            finished.execution_status = status;
            if (bool_at(delivery, "found").value_or(false))
                finished.details = to_text(Json{{kAlreadyRecorded, true}});
        }
        finish(journal, finished, now);
    }
    return kept.id;
}

/// A test that was started and has no result yet.
void expect(Journal& journal, const Json& expected) {
    const std::string run = text_at(expected, "run");
    NewLaunch launch{{*BenchResultId::parse(run), *ProductId::from(1), *TestCaseId::from(42)}};
    launch.launch.started = system_time() - integer_at(expected, "startedAgoMs").value_or(0);
    launch.launch.user = text_at(expected, "user");
    must(journal.keep({launch}));
    must(journal.watch(run, std::nullopt, integer_at(expected, "forMs")));
}

/// Records whatever is due: what somebody wanted delivered again.
void deliver_due(Journal& journal) {
    const EpochMs now = system_time();
    while (const auto pending = must(journal.claim(now, kLease))) {
        Finished finished{pending->id, State::recorded, pending->attempts};
        finished.now = now;
        finished.product = 1;
        finished.test_case = 42;
        finished.test_run = 1000 + pending->id;
        finished.execution_status = 2;
        must(journal.finish(finished));
    }
}

class Scene {
  public:
    explicit Scene(const std::string& folder) {
        store_ = must(open_store({folder + "/journal.db"}));
        journal_ = must(store_->connect());
        again_ = must(store_->connect());
        log_ = create_log({LogFormat::json, nullptr, {kToken, kSecret}});
        StatusOptions options;
        options.port = 0;
        options.tokens = {kToken};
        options.spira_url = "http://spira.localhost:8800";
        options.octoperf_url = "http://octoperf.localhost:8801";
        options.refresh = std::chrono::milliseconds(300);
        options.settings = {{"Spira", options.spira_url}, {"Spira account", "octoperf-recorder"}};
        started_ = system_time() - 3 * 3'600'000 - 754'000;
        page_ = must(create_status_page(
            options, {must(store_->connect()), *log_, [this] { return health(); },
                      [this] { deliver_due(*again_); }, system_time}));
        thread_ = std::thread([this] { page_->run(); });
    }
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;
    ~Scene() {
        page_->stop();
        thread_.join();
    }

    [[nodiscard]] std::uint16_t port() const { return page_->port(); }

    Json take(const Json& line) {
        if (const Json* const spira = find(line, "health")) {
            const std::lock_guard lock(mutex_);
            spira_.ok = bool_at(*spira, "ok").value_or(true);
            spira_.text = text_at(*spira, "text");
            spira_.until = spira_.ok ? std::nullopt : std::optional(system_time() + 28'000);
            return Json{{"id", 0}};
        }
        if (const Json* const one = find(line, "expected")) {
            expect(*journal_, *one);
            return Json{{"id", 0}};
        }
        if (const Json* const one = find(line, "refused")) {
            const std::string body = text_at(*one, "body");
            must(journal_->keep_refused({system_time(), "192.0.2.7", text_at(*one, "reason"), body},
                                        100));
            return Json{{"id", 0}};
        }
        return Json{{"id", add(*journal_, line)}};
    }

  private:
    status::Health health() {
        const std::lock_guard lock(mutex_);
        return {
            started_,
            {{"Journal", true, "SQLite, writable"}, {"Workers", true, "3 of 3 running"}, spira_}};
    }

    std::unique_ptr<JournalStore> store_;
    std::unique_ptr<Journal> journal_;
    std::unique_ptr<Journal> again_;
    std::unique_ptr<Log> log_;
    std::mutex mutex_;
    EpochMs started_ = 0;
    status::Part spira_{"Spira", true, "no errors so far"};
    std::unique_ptr<StatusPage> page_;
    std::thread thread_;
};

}  // namespace

int main() {
    const octospira::test::Folder folder;
    Scene scene(folder.path().string());
    std::cout << to_text(Json{{"url", "http://127.0.0.1:" + std::to_string(scene.port())},
                              {"token", kToken},
                              {"secret", kSecret},
                              {"journal", folder.file("journal.db")}})
              << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
        const auto json = parse_json(line);
        if (!json) return 1;
        std::cout << to_text(scene.take(*json)) << std::endl;
    }
    return 0;
}
