#include "native/http/client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"

namespace octospira::http {

namespace {

constexpr curl_off_t kLongestWait = 1'000'000'000;

struct CurlGlobal {
    CurlGlobal() { curl_global_init(CURL_GLOBAL_DEFAULT); }
};

struct Received {
    std::string body;
    std::size_t limit = 0;
};

std::size_t on_body(const char* data, std::size_t, std::size_t bytes, void* user) {
    auto& received = *static_cast<Received*>(user);
    if (received.body.size() + bytes > received.limit)
        return 0;  // curl ends with CURLE_WRITE_ERROR
    received.body.append(data, bytes);
    return bytes;
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const ClientOptions*>(user)->cancelled() ? 1 : 0;
}

/// True where the request surely never left this machine.
bool never_left(CURLcode code) {
    switch (code) {
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return true;
        default:
            return false;
    }
}

std::string why(CURLcode code, const std::string& detail) {
    switch (code) {
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return "the address is not an http or https URL";
        case CURLE_COULDNT_RESOLVE_PROXY:
            return "the proxy's name is unknown";
        case CURLE_COULDNT_RESOLVE_HOST:
            return "the host's name is unknown";
        case CURLE_COULDNT_CONNECT:
            return "nobody answers there";
        case CURLE_OPERATION_TIMEDOUT:
            return "no answer in time";
        case CURLE_PEER_FAILED_VERIFICATION:
            return "its certificate is not trusted" + (detail.empty() ? "" : " (" + detail + ")");
        case CURLE_WRITE_ERROR:
            return "the answer is too large";
        case CURLE_ABORTED_BY_CALLBACK:
            return "the program is stopping";
        case CURLE_GOT_NOTHING:
        case CURLE_RECV_ERROR:
        case CURLE_PARTIAL_FILE:
            return "the connection was cut before the answer was complete";
        default:
            return to_lower(curl_easy_strerror(code));
    }
}

class CurlClient : public Client {
  public:
    explicit CurlClient(ClientOptions options) : options_(std::move(options)) {
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
        set_common(url, received);
        set_method(method, body);
        curl_easy_setopt(handle_, CURLOPT_HTTPHEADER, lines);
        char detail[CURL_ERROR_SIZE] = "";
        curl_easy_setopt(handle_, CURLOPT_ERRORBUFFER, detail);
        const CURLcode code = curl_easy_perform(handle_);
        curl_easy_setopt(handle_, CURLOPT_ERRORBUFFER, nullptr);
        curl_slist_free_all(lines);
        if (code != CURLE_OK) return {0, why(code, detail), std::nullopt, !never_left(code)};
        long status = 0;
        curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
        return {static_cast<int>(status), std::move(received.body), retry_after(), true};
    }

  private:
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
        curl_easy_setopt(handle_, CURLOPT_PROXY,
                         options_.proxy.c_str());  // "" also ignores *_proxy
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
        // libcurl repeats a request by itself when a kept connection turns out to be dead. What
        // may not be sent twice therefore never goes over a kept connection.
        curl_easy_setopt(handle_, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(handle_, CURLOPT_POST, 1L);
        curl_easy_setopt(handle_, CURLOPT_CUSTOMREQUEST, method.c_str());
        curl_easy_setopt(handle_, CURLOPT_POSTFIELDS, body.c_str());
        curl_easy_setopt(handle_, CURLOPT_POSTFIELDSIZE_LARGE,
                         static_cast<curl_off_t>(body.size()));
    }

    ClientOptions options_;
    CURL* handle_ = nullptr;
};

}  // namespace

std::unique_ptr<Client> create_client(const ClientOptions& options) {
    return std::make_unique<CurlClient>(options);
}

}  // namespace octospira::http
