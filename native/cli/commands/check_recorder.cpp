#include "native/cli/commands/check_recorder.hpp"

#include <memory>

#include "core/base/text.hpp"
#include "native/host/address.hpp"

namespace octospira::cli {

namespace {

constexpr std::string_view kWebhook = "/Services/Webhooks/TestService.svc/OctoPerf";
constexpr std::string_view kLook =
    "Check --recorder-url, the recorder's log, and the proxy in front of it.";

class Knocking {
  public:
    Knocking(const host::RecorderAccess& recorder, const http::ClientOptions& client,
             Checks& checks)
        : recorder_(recorder), client_(http::create_client(client)), checks_(checks) {}

    void run() {
        if (!answers()) return;
        is_ready();
        const bool let_in = lets_the_secret_in();
        refuses_others();
        if (let_in) takes_notifications();
    }

  private:
    Answer ask(const std::string& method, std::string_view path, const std::string& secret,
               const std::string& body = {}) {
        http::Fields headers = {{"Content-Type", "application/json"}};
        if (!secret.empty()) headers.emplace_back("X-OctoSpira-Secret", secret);
        return client_->send(method, recorder_.base_url + std::string(path), headers, body);
    }

    static std::string status_of(const Answer& answer) {
        if (answer.status == 0) return answer.body;
        return "HTTP " + std::to_string(answer.status);
    }
    static std::string said(const Answer& answer) {
        const auto json = parse_json(answer.body);
        return json ? text_at(*json, "status") : "";
    }

    void problem(const std::string& text, std::string_view advice = kLook) {
        checks_.add(Mark::problem, text, std::string(advice));
    }

    bool answers() {
        const Answer answer = ask("GET", "/healthz", "");
        if (answer.status == 0) {
            problem("The recorder cannot be reached at " + recorder_.base_url + ": " + answer.body +
                    ".");
            return false;
        }
        if (!answer.ok() || said(answer) != "alive") {
            problem("The server at " + recorder_.base_url + " is not an OctoSpira recorder (" +
                    status_of(answer) + ").");
            return false;
        }
        if (host::sends_in_clear(recorder_.base_url)) {
            checks_.add(Mark::attention,
                        "The recorder answers at " + recorder_.base_url +
                            ", and anyone on the network path can read the secret.",
                        "Put TLS in front of it and give OctoPerf the https address.");
        } else {
            checks_.add(Mark::ok, "The recorder answers at " + recorder_.base_url + ".");
        }
        return true;
    }

    void is_ready() {
        const Answer answer = ask("GET", "/readyz", "");
        if (answer.ok()) {
            checks_.add(Mark::ok, "Its journal can be written and it delivers.");
        } else if (answer.status == 503) {
            problem("The recorder is not ready: " + redact(cut_utf8(answer.body, 300)),
                    "Check its log and its machine's disk.");
        } else {
            checks_.add(Mark::note,
                        "It does not say here whether it is ready (" + status_of(answer) + ").");
        }
    }

    bool lets_the_secret_in() {
        const Answer answer = ask("GET", "/launches", recorder_.secret);
        if (answer.ok() && said(answer) == "accepted") {
            checks_.add(Mark::ok, "The recorder accepts the secret.");
            return true;
        }
        if (answer.status == 401) {
            problem("The recorder rejected the secret.",
                    "Give it the same one here (--secret-file), in serve and in OctoPerf's "
                    "notification.");
        } else {
            problem("The recorder does not answer as it should when it sees the secret (" +
                    status_of(answer) + ").");
        }
        return false;
    }

    void refuses_others() {
        for (const std::string& secret : {std::string(), recorder_.secret + "-wrong"}) {
            const Answer answer = ask("POST", kWebhook, secret, "{}");
            // 429: it has seen too many wrong ones already, and is as closed.
            if (answer.status == 401 || answer.status == 429) continue;
            return problem(
                "The recorder does not refuse " +
                    std::string(secret.empty() ? "a request without a secret" : "a wrong secret") +
                    " (" + status_of(answer) + ").",
                answer.status == 0 ? kLook
                                   : "Something in front of it lets requests through, or adds the "
                                     "secret: check the proxy.");
        }
        checks_.add(Mark::ok, "It rejects a wrong secret and a missing one.");
    }

    /// An empty object is no notification: whoever says so has let us in and read it.
    void takes_notifications() {
        const Answer answer = ask("POST", kWebhook, recorder_.secret, "{}");
        const auto json = parse_json(answer.body);
        if (answer.status == 400 && json && !text_at(*json, "error").empty()) {
            checks_.add(Mark::ok, "OctoPerf's notifications reach it at " + recorder_.base_url +
                                      std::string(kWebhook) + ".");
        } else {
            problem("Notifications do not get through to " + recorder_.base_url +
                    std::string(kWebhook) + " (" + status_of(answer) + ").");
        }
    }

    const host::RecorderAccess& recorder_;
    std::unique_ptr<http::Client> client_;
    Checks& checks_;
};

}  // namespace

void check_recorder(const host::RecorderAccess& recorder, const http::ClientOptions& client,
                    Checks& checks) {
    Knocking(recorder, client, checks).run();
}

}  // namespace octospira::cli
