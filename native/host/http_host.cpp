#include "native/host/http_host.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "native/host/address.hpp"

namespace octospira::host {

namespace {

/// Spira wants both on every call, GET included (Spira REST §0, 3).
http::Fields spira_headers(const SpiraAccess& spira) {
    return {{"username", spira.username},
            {"api-key", normalise_spira_key(spira.api_key)},
            {"Accept", "application/json"},
            {"Content-Type", "application/json"}};
}

http::Fields octoperf_headers(const OctoPerfAccess& octoperf, bool body) {
    http::Fields headers = {{"Authorization", "Bearer " + octoperf.api_key}, {"Accept", "*/*"}};
    if (body) headers.emplace_back("Content-Type", "application/json; charset=utf-8");
    return headers;
}

/// So much of an answer is kept for a person to read.
constexpr std::size_t kLongestTrouble = 1000;

std::string trouble_of(const Request& request, const Answer& answer) {
    const std::string status =
        answer.status == 0
            ? std::string("no answer")
            : concat({std::to_string(answer.status), " ", http::reason_phrase(answer.status)});
    return concat({to_string(request.method), " ", request.path.substr(0, request.path.find('?')),
                   ": ", status, ": ",
                   redact(collapse_blanks(cut_utf8(answer.body, kLongestTrouble)))});
}

http::Fields recorder_headers(const RecorderAccess& recorder) {
    return {{"X-OctoSpira-Secret", recorder.secret},
            {"Accept", "application/json"},
            {"Content-Type", "application/json"}};
}

tl::unexpected<Error> stopping() {
    return failure(ErrorKind::unavailable, "The program is stopping.",
                   "It continues after the next start.");
}

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace

std::chrono::milliseconds with_jitter(std::chrono::milliseconds delay, double random) {
    const double factor = 0.8 + 0.4 * random;
    return std::chrono::milliseconds(
        static_cast<std::int64_t>(static_cast<double>(delay.count()) * factor));
}

HttpHost::HttpHost(HttpHostOptions options, Memory& memory)
    : options_(std::move(options)),
      memory_(memory),
      client_(http::create_client(options_.client)),
      spira_base_(options_.spira.base_url + "/Services/v7_0/RestService.svc/"),
      spira_headers_(spira_headers(options_.spira)) {}

Result<Answer> HttpHost::send(const std::string& url, const http::Fields& headers,
                              const Request& request) {
    if (options_.client.cancelled && options_.client.cancelled()) return stopping();
    Answer answer = client_->send(std::string(to_string(request.method)), url, headers,
                                  request.body ? to_text(*request.body) : std::string());
    if (!answer.ok()) trouble_ = trouble_of(request, answer);
    return answer;
}

Result<flows::Reply> HttpHost::ask_spira(const Request& request) {
    if (options_.at) options_.at("before_spira");
    auto answer = send(spira_base_ + request.path, spira_headers_, request);
    if (options_.at) options_.at("after_spira");
    if (!answer) return tl::unexpected(std::move(answer).error());
    if (!answer->ok()) retry_after_s_ = std::max(retry_after_s_, answer->retry_after_s);
    return flows::Reply(std::move(*answer));
}

Result<flows::Reply> HttpHost::ask_octoperf(const Request& request) {
    if (!options_.octoperf) {
        return Answer{0, "no OctoPerf key is configured", std::nullopt, false};
    }
    const auto patience = options_.octoperf_patience;
    const auto left = patience - waited_for_octoperf_;
    if (patience.count() > 0 && left.count() <= 0)
        return Answer{0, "OctoPerf gave no answer in time before", std::nullopt, false};
    if (patience.count() > 0) client_->limit_time(std::min(left, options_.client.total_timeout));
    const auto begin = std::chrono::steady_clock::now();
    auto answer = send_to_octoperf(request);
    waited_for_octoperf_ +=
        std::chrono::ceil<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    client_->limit_time(options_.client.total_timeout);
    if (!answer) return tl::unexpected(std::move(answer).error());
    return flows::Reply(std::move(*answer));
}

Result<Answer> HttpHost::send_to_octoperf(const Request& request) {
    return send(options_.octoperf->base_url + "/" + request.path,
                octoperf_headers(*options_.octoperf, request.body.has_value()), request);
}

Result<flows::Reply> HttpHost::ask_recorder(const Request& request) {
    if (!options_.recorder) return Answer{0, "no recorder is configured", std::nullopt, false};
    auto answer = send(options_.recorder->base_url + "/" + request.path,
                       recorder_headers(*options_.recorder), request);
    if (!answer) return tl::unexpected(std::move(answer).error());
    return flows::Reply(std::move(*answer));
}

Result<flows::Reply> HttpHost::perform(const flows::Command& command) {
    using Replied = Result<flows::Reply>;
    return std::visit(
        Overloaded{
            [this](const flows::SpiraCall& call) { return ask_spira(call.request); },
            [this](const flows::OctoPerfCall& call) { return ask_octoperf(call.request); },
            [this](const flows::RecorderCall& call) { return ask_recorder(call.request); },
            [this](const flows::Sleep& sleep) -> Replied {
                const std::chrono::milliseconds asked(sleep.milliseconds);
                if (!options_.sleep(with_jitter(asked, options_.random()))) return stopping();
                return flows::Ack{};
            },
            [this](const flows::Remember& note) -> Replied {
                const auto kept = memory_.remember(note.memory, note.key, note.value);
                if (!kept && kept.error().kind == ErrorKind::conflict)
                    return tl::unexpected(kept.error());
                if (!kept) return Answer{0, sentence(kept.error())};
                return flows::Ack{};
            },
            [this](const flows::Recall& question) -> Replied {
                auto value = memory_.recall(question.memory, question.key);
                if (!value) return tl::unexpected(std::move(value).error());
                return flows::Recalled{std::move(*value)};
            },
            // Nobody sits before this host: nobody reads a message, and nobody says yes.
            [](const flows::Confirm&) -> Replied { return flows::Confirmed{false}; },
            [](const auto&) -> Replied { return flows::Ack{}; },
        },
        command);
}

}  // namespace octospira::host
