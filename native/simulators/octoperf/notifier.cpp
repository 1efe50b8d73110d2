#include "native/simulators/octoperf/notifier.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "native/http/client.hpp"
#include "native/simulators/octoperf/payload.hpp"
#include "native/simulators/octoperf/world.hpp"

namespace octospira::simulators::octoperf {

namespace {

constexpr std::size_t kLogLength = 500;
constexpr std::chrono::milliseconds kDelay{1'500};  ///< of the reading "delayed"

bool ticked(const NotificationTarget& target, std::string_view event) {
    return std::find(target.events.begin(), target.events.end(), event) != target.events.end();
}

Result<NotificationTarget> parse_target(const Json& json,
                                        const std::vector<NotificationTarget>& present) {
    NotificationTarget target;
    const auto index = integer_at(json, "keep").value_or(-1);
    const NotificationTarget* kept = index >= 0 && static_cast<std::size_t>(index) < present.size()
                                         ? &present[static_cast<std::size_t>(index)]
                                         : nullptr;
    target.url = string_at(json, "url").value_or(kept != nullptr ? kept->url : "");
    if (!target.url.starts_with("http://") && !target.url.starts_with("https://")) {
        return failure(ErrorKind::invalid_input, "The notification's URL is not an http address.",
                       "Enter a URL that starts with http:// or https://.");
    }
    target.events = kept != nullptr ? kept->events : std::vector<std::string>();
    if (const Json* events = array_at(json, "events")) {
        target.events.clear();
        for (const Json& event : *events) {
            const std::string name = event.is_string() ? event.get<std::string>() : "";
            if (std::find(kEvents.begin(), kEvents.end(), name) == kEvents.end()) {
                return failure(ErrorKind::invalid_input, "A ticked event does not exist.");
            }
            target.events.push_back(name);
        }
    }
    if (target.events.empty()) {
        return failure(ErrorKind::invalid_input, "A notification needs at least one event.",
                       "Tick Test failed, Test passed and Test error.");
    }
    const Json* headers = array_at(json, "headers");
    if (headers == nullptr && kept != nullptr) target.headers = kept->headers;
    if (headers != nullptr) {
        for (const Json& header : *headers) {
            const std::string name = text_at(header, "name");
            if (name.empty()) continue;
            auto value = string_at(header, "value");
            if (!value && kept != nullptr) value = http::field(kept->headers, name);
            target.headers.emplace_back(name, value.value_or(""));
        }
    }
    return target;
}

}  // namespace

void Notifier::fire(Run& run, std::string_view event) {
    run.events.emplace_back(event);
    const Scenario* scenario = world_.store.scenario(run.scenario_id);
    const Telling telling{
        world_.switches, world_.public_url, scenario != nullptr ? scenario->users : 0,
        scenario != nullptr ? (scenario->ramp_ms + scenario->plateau_ms) / 60'000 : 0};
    const Json payload = notification(telling, run, event);
    for (const NotificationTarget& target : targets) {
        if (ticked(target, event)) send(target, payload);
    }
}

void Notifier::fire_dummy(std::size_t target) {
    if (target >= targets.size()) return;
    Run run;
    const EpochMs now = world_.now();
    run.id = world_.ids.next(now);
    run.report_id = world_.ids.next(now);
    run.workspace_id = world_.ids.next(now);
    run.design_project_id = world_.ids.next(now);
    run.username = "first.last@example.com";
    run.name = "Test notification";
    run.state = State::finished;
    run.ended = now;
    send_now(targets[target],
             notification({world_.switches, world_.public_url, 0, 0}, run, "TEST_PASSED"));
}

void Notifier::send(const NotificationTarget& target, const Json& payload) {
    const std::string& reading = world_.switches.notifications;
    if (reading == "lost") return;
    if (reading == "delayed") {
        ++pending_;
        world_.server->after(kDelay, [this, target, payload] {
            send_now(target, payload);
            --pending_;
        });
        return;
    }
    send_now(target, payload);
    if (reading == "duplicated") send_now(target, payload);
}

void Notifier::send_now(const NotificationTarget& target, const Json& payload) {
    const std::size_t number = first_number_ + log_.size();
    log_.push_back(Json{{"time", world_.now()},
                        {"event", text_at(payload, "type")},
                        {"benchResultId", text_at(payload, "benchResultId")},
                        {"url", redact(target.url)},
                        {"status", nullptr},
                        {"payload", payload}});
    if (log_.size() > kLogLength) {
        log_.erase(log_.begin());
        ++first_number_;
    }
    ++pending_;
    courier_.add(
        [this, number, target, body = to_text(payload)] { deliver(number, target, body); });
}

/// On the courier's thread.
void Notifier::deliver(std::size_t number, const NotificationTarget& target,
                       const std::string& body) {
    http::ClientOptions options;
    options.connect_timeout = std::chrono::seconds(2);
    options.total_timeout = std::chrono::seconds(5);
    http::Fields headers = target.headers;
    headers.emplace_back("Content-Type", "application/json");
    Answer answer = http::create_client(options)->send("POST", target.url, headers, body);
    world_.server->post(
        [this, number, answer = std::move(answer)] { on_delivered(number, answer); });
}

void Notifier::on_delivered(std::size_t number, const Answer& answer) {
    if (number >= first_number_ && number - first_number_ < log_.size()) {
        Json& row = log_[number - first_number_];
        row["status"] = answer.status;
        if (answer.status == 0) row["failure"] = redact(answer.body);
    }
    if (--pending_ != 0) return;
    for (const auto& then : std::exchange(waiting_, {})) then();
}

void Notifier::when_idle(std::function<void()> then) {
    if (pending_ == 0) return then();
    waiting_.push_back(std::move(then));
}

void Notifier::clear_log() {
    // Numbers go on, so that an answer still on its way does not land in a later row.
    first_number_ += log_.size();
    log_.clear();
}

Json Notifier::log() const {
    return Json(log_);
}

Json Notifier::targets_json() const {
    Json list = Json::array();
    for (const NotificationTarget& target : targets) {
        Json headers = Json::array();
        for (const auto& [name, value] : target.headers) headers.push_back(name);
        list.push_back(Json{{"url", redact(target.url)},
                            {"headers", std::move(headers)},
                            {"events", target.events}});
    }
    return list;
}

Result<void> Notifier::set_targets(const Json& list) {
    if (!list.is_array()) {
        return failure(ErrorKind::invalid_input, "The notifications are not a list.");
    }
    std::vector<NotificationTarget> parsed;
    for (const Json& json : list) {
        auto target = parse_target(json, targets);
        if (!target) return tl::unexpected(target.error());
        parsed.push_back(std::move(*target));
    }
    targets = std::move(parsed);
    return {};
}

}  // namespace octospira::simulators::octoperf
