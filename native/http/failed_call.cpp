#include "native/http/failed_call.hpp"

#include <curl/curl.h>

#include "core/base/text.hpp"

namespace octospira::http {

namespace {

/// Codes that libcurl also gives before anything of the request is sent. Where it was not begun,
/// these say that it never left; all others say nothing.
/// Source: libcurl-errors(3) of 7.88 and where its code returns them.
bool known_before_request(int code) {
    switch (code) {
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_FAILED_INIT:
        case CURLE_URL_MALFORMAT:
        case CURLE_NOT_BUILT_IN:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
        case CURLE_OUT_OF_MEMORY:
        case CURLE_OPERATION_TIMEDOUT:  // of the connection
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_ABORTED_BY_CALLBACK:
        case CURLE_BAD_FUNCTION_ARGUMENT:
        case CURLE_INTERFACE_FAILED:
        case CURLE_UNKNOWN_OPTION:
        case CURLE_SSL_ENGINE_NOTFOUND:
        case CURLE_SSL_ENGINE_SETFAILED:
        case CURLE_SEND_ERROR:  // of a handshake or a CONNECT
        case CURLE_RECV_ERROR:  // of the same
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_USE_SSL_FAILED:
        case CURLE_SSL_ENGINE_INITFAILED:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CRL_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_NO_CONNECTION_AVAILABLE:
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        case CURLE_SSL_INVALIDCERTSTATUS:
        case CURLE_QUIC_CONNECT_ERROR:
        case CURLE_PROXY:
        case CURLE_SSL_CLIENTCERT:
            return true;
        default:
            return false;
    }
}

std::string why_no_tunnel(const FailedCall& call) {
    const std::string status = concat({" (HTTP ", std::to_string(call.connect_status), ")"});
    return concat({"the proxy ", call.proxy, " did not let the call through", status});
}

std::string why_not_connected(const FailedCall& call) {
    const std::string what = call.refused ? "connection refused" : "cannot connect";
    if (call.proxy.empty()) return concat({what, " (", call.target, ")"});
    return concat({what, " (proxy ", call.proxy, ")"});
}

std::string why_too_late(const FailedCall& call) {
    if (call.begun) return "no answer in time";
    const std::string& first = call.proxy.empty() ? call.target : call.proxy;
    return concat({"no connection in time (", first, ")"});
}

std::string host_and_port(const std::string& url, unsigned flags) {
    std::string name;
    CURLU* const parts = curl_url();
    char* text = nullptr;
    if (curl_url_set(parts, CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK) {
        if (curl_url_get(parts, CURLUPART_HOST, &text, 0) == CURLUE_OK) name = text;
        curl_free(text);
        text = nullptr;
        if (curl_url_get(parts, CURLUPART_PORT, &text, flags) == CURLUE_OK)
            name += concat({":", text});
        curl_free(text);
    }
    curl_url_cleanup(parts);
    return name;
}

}  // namespace

bool may_have_left(const FailedCall& call) {
    if (call.begun || (call.request_bytes > 0 && !call.tunnelled)) return true;
    return !known_before_request(call.code);
}

std::string why_failed(const FailedCall& call) {
    if (!call.begun && call.connect_status >= 300) return why_no_tunnel(call);
    switch (call.code) {
        case CURLE_URL_MALFORMAT:
            return "the address is not an http or https URL";
        case CURLE_UNSUPPORTED_PROTOCOL:
            return call.begun ? "the answer is not HTTP"
                              : "the address is not an http or https URL";
        case CURLE_WEIRD_SERVER_REPLY:
            return "the answer is not HTTP";
        case CURLE_COULDNT_RESOLVE_PROXY:
            return concat({"the proxy's name is unknown (", call.proxy, ")"});
        case CURLE_COULDNT_RESOLVE_HOST:
            return concat({"the host's name is unknown (", call.target, ")"});
        case CURLE_COULDNT_CONNECT:
            return why_not_connected(call);
        case CURLE_OPERATION_TIMEDOUT:
            return why_too_late(call);
        case CURLE_PEER_FAILED_VERIFICATION:
            return concat({"its certificate is not trusted", call.detail.empty() ? "" : " (",
                           call.detail, call.detail.empty() ? "" : ")"});
        case CURLE_WRITE_ERROR:
            return "the answer is too large";
        case CURLE_OUT_OF_MEMORY:  // libcurl's word for a header over its limit
            return call.begun ? "the answer's header is too large" : "out of memory";
#if LIBCURL_VERSION_NUM >= 0x080600
        case CURLE_TOO_LARGE:  // its word since 8.6
            return "the answer's header is too large";
#endif
        case CURLE_BAD_CONTENT_ENCODING:
            return "the answer is compressed in a way that cannot be read";
        case CURLE_ABORTED_BY_CALLBACK:
            return "the program is stopping";
        case CURLE_GOT_NOTHING:
        case CURLE_RECV_ERROR:
        case CURLE_PARTIAL_FILE:
            return "the connection was cut before the answer was complete";
        default:
            return to_lower(curl_easy_strerror(static_cast<CURLcode>(call.code)));
    }
}

std::string proxy_name(const std::string& proxy) {
    // Where no scheme is written libcurl takes http://.
    return host_and_port(proxy.find("://") == std::string::npos ? "http://" + proxy : proxy);
}

std::string host_and_port(const std::string& url) {
    return host_and_port(url, 0);
}

std::string target_name(const std::string& url) {
    return host_and_port(url, CURLU_DEFAULT_PORT);
}

}  // namespace octospira::http
