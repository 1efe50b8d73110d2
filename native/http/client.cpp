#include "native/http/client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "core/base/text.hpp"
#include "native/http/failed_call.hpp"

namespace octospira::http {

namespace {

constexpr curl_off_t kLongestWait = 1'000'000'000;

struct CurlGlobal {
    CurlGlobal() { curl_global_init(CURL_GLOBAL_DEFAULT); }
};

struct Received {
    std::string body;
    std::size_t limit = 0;
    bool oversized = false;
};

std::size_t on_body(const char* data, std::size_t, std::size_t bytes, void* user) {
    auto& received = *static_cast<Received*>(user);
    received.oversized = received.body.size() + bytes > received.limit;
    if (received.oversized) return 0;  // curl ends with CURLE_WRITE_ERROR
    received.body.append(data, bytes);
    return bytes;
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const ClientOptions*>(user)->cancelled() ? 1 : 0;
}

/// Called when the connection is ready, before the first byte of the request.
int on_begin(void* user, char*, char*, int, int) {
    *static_cast<bool*>(user) = true;
    return CURL_PREREQFUNC_OK;
}

class CurlClient : public Client {
  public:
    explicit CurlClient(ClientOptions options)
        : options_(std::move(options)), proxy_(proxy_name(options_.proxy)) {
        static const CurlGlobal global;
        handle_ = curl_easy_init();
    }
    CurlClient(const CurlClient&) = delete;
    CurlClient& operator=(const CurlClient&) = delete;
    ~CurlClient() override { curl_easy_cleanup(handle_); }

    Answer send(const std::string& method, const std::string& url, const Fields& headers,
                const std::string& body) override {
        curl_easy_reset(handle_);  // keeps connections and the name cache
        Received received;
        received.limit = options_.body_limit;
        curl_slist* lines = nullptr;
        for (const auto& [name, value] : headers) {
            lines = curl_slist_append(lines, concat({name, ": ", value}).c_str());
        }
        lines = curl_slist_append(lines, "Expect:");
        lines = curl_slist_append(lines, "Accept-Encoding:");
        set_common(url, received);
        set_method(method, body);
        curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, lines);
        FailedCall call;
        curl_easy_setopt(handle_, CURLOPT_PREREQFUNCTION, &on_begin);
        curl_easy_setopt(handle_, CURLOPT_PREREQDATA, &call.begun);
        char detail[CURL_ERROR_SIZE] = "";
        curl_easy_setopt(handle_, CURLOPT_ERRORBUFFER, detail);
        call.code = curl_easy_perform(handle_);
        curl_easy_setopt(handle_, CURLOPT_ERRORBUFFER, nullptr);
        curl_slist_free_all(lines);
        const bool https = equals_ignoring_case(url.substr(0, 6), "https:");
        if (call.code == CURLE_OK) return answer(std::move(received.body), https);
        call.target = target_name(url);
        call.proxy = proxy_;
        call.tunnelled = https && !proxy_.empty();
        call.detail = detail;
        return failed(std::move(call), received.oversized);
    }

    void limit_time(std::chrono::milliseconds total) override { options_.total_timeout = total; }

  private:
    Answer failed(FailedCall call, bool oversized) const {
        long connect_status = 0;
        long os_error = 0;
        curl_easy_getinfo(handle_, CURLINFO_OS_ERRNO, &os_error);
        call.refused = os_error == ECONNREFUSED;
        curl_easy_getinfo(handle_, CURLINFO_REQUEST_SIZE, &call.request_bytes);
        curl_easy_getinfo(handle_, CURLINFO_HTTP_CONNECTCODE, &connect_status);
        call.connect_status = static_cast<int>(connect_status);
        Answer answer{0, why_failed(call), std::nullopt, may_have_left(call)};
        answer.oversized = oversized;
        answer.from = AnswerFrom::network;
        // As a proxy's 407 to a call without a tunnel.
        if (call.connect_status == 407 && !call.begun)
            answer = {407, "", std::nullopt, false, false, AnswerFrom::proxy, proxy_};
        return answer;
    }

    Answer answer(std::string body, bool https) const {
        long status = 0;
        curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
        Answer answer{static_cast<int>(status), std::move(body), retry_after()};
        const char* target = nullptr;
        curl_easy_getinfo(handle_, CURLINFO_REDIRECT_URL, &target);
        if (answer.status == 407 || has_header("Proxy-Authenticate", "")) {
            answer.from = AnswerFrom::proxy;
            answer.named = proxy_;
        } else if (target != nullptr) {
            answer.from = AnswerFrom::redirect;
            answer.named = host_and_port(target);
        } else if (answer.status == 401 && (has_header("WWW-Authenticate", "Negotiate") ||
                                            has_header("WWW-Authenticate", "NTLM"))) {
            answer.from = AnswerFrom::web_server;
        } else if (!proxy_.empty() && !https) {
            answer.from = AnswerFrom::behind_proxy;
            answer.named = proxy_;
        }
        return answer;
    }

    /// True where one of that name has a value that begins so, whatever the case.
    [[nodiscard]] bool has_header(const char* name, std::string_view begin) const {
        curl_header* header = nullptr;
        for (std::size_t i = 0;
             curl_easy_header(handle_, name, i, CURLH_HEADER, -1, &header) == CURLHE_OK; ++i) {
            const std::string_view value = header->value;
            if (equals_ignoring_case(value.substr(0, begin.size()), begin)) return true;
        }
        return false;
    }

    /// In seconds from now, also where the header has a date; nothing where that has passed.
    [[nodiscard]] std::optional<int> retry_after() const {
        curl_off_t seconds = 0;
        curl_easy_getinfo(handle_, CURLINFO_RETRY_AFTER, &seconds);
        if (seconds <= 0) return std::nullopt;
        return static_cast<int>(std::min<curl_off_t>(seconds, kLongestWait));
    }

    void set_common(const std::string& url, Received& received) {
        curl_easy_setopt(handle_, CURLOPT_URL, url.c_str());
        curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(handle_, CURLOPT_FOLLOWLOCATION, 0L);
        // Libcurl's defaults, written down: nobody shall find them changed by accident.
        curl_easy_setopt(handle_, CURLOPT_SSL_VERIFYPEER, 1L);
        curl_easy_setopt(handle_, CURLOPT_SSL_VERIFYHOST, 2L);
        curl_easy_setopt(handle_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(handle_, CURLOPT_USERAGENT, "OctoSpira/" OCTOSPIRA_VERSION);
        curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS,
                         static_cast<long>(options_.connect_timeout.count()));
        curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS,
                         static_cast<long>(options_.total_timeout.count()));
        // With both set, even to "", nothing in the environment (*_proxy, no_proxy) counts.
        curl_easy_setopt(handle_, CURLOPT_PROXY, options_.proxy.c_str());
        curl_easy_setopt(handle_, CURLOPT_NOPROXY, "");
        // Reads what is compressed; the header that would ask for it is taken out by send().
        curl_easy_setopt(handle_, CURLOPT_ACCEPT_ENCODING, "");
        if (!options_.ca_file.empty())
            curl_easy_setopt(handle_, CURLOPT_CAINFO, options_.ca_file.c_str());
        curl_easy_setopt(handle_, CURLOPT_WRITEFUNCTION, &on_body);
        curl_easy_setopt(handle_, CURLOPT_WRITEDATA, &received);
        if (!options_.cancelled) return;
        curl_easy_setopt(handle_, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(handle_, CURLOPT_XFERINFOFUNCTION, &on_progress);
        curl_easy_setopt(handle_, CURLOPT_XFERINFODATA, &options_);
    }

    void set_method(const std::string& method, const std::string& body) {
        if (method == "GET") return;
        // libcurl repeats a request on its own when a kept connection turns out to be dead. What
        // may not be sent twice therefore never goes over a kept connection.
        curl_easy_setopt(handle_, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(handle_, CURLOPT_POST, 1L);
        curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, method.c_str());
        curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, body.c_str());
        curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(body.size()));
    }

    ClientOptions options_;
    std::string proxy_;  ///< "proxy:3128"; empty: none
    CURL* handle_ = nullptr;
};

}  // namespace

std::unique_ptr<Client> create_client(const ClientOptions& options) {
    return std::make_unique<CurlClient>(options);
}

}  // namespace octospira::http
