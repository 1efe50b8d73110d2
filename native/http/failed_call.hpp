#pragma once

#include <string>

namespace octospira::http {

/// libcurl's data about a failed call.
struct FailedCall {
    int code = 0;  ///< CURLcode
    bool begun =
        false;  ///< the connection was ready (TLS and tunnel included) and the request next
    long request_bytes = 0;   ///< CURLINFO_REQUEST_SIZE; of a CONNECT, too
    bool tunnelled = false;   ///< https through a proxy, so the request's bytes may be a CONNECT's
    int connect_status = 0;   ///< the proxy's answer to CONNECT; 0: none
    std::string target = {};  ///< "spira.example.com:443"
    bool refused = false;     ///< by the machine that was to be connected to
    std::string proxy = {};   ///< "proxy:3128"; empty: none
    std::string detail = {};  ///< libcurl's own words
};

/// False only if the request certainly never left this machine. A failure not known to happen
/// before a request counts as possibly sent.
[[nodiscard]] bool may_have_left(const FailedCall& call);

/// Why it failed: a sentence in lower case, without its full stop.
[[nodiscard]] std::string why_failed(const FailedCall& call);

/// "proxy:3128" of "http://user:password@proxy:3128/": never the account.
[[nodiscard]] std::string proxy_name(const std::string& proxy);

/// The host of an address, with its port where one is written; empty when it is none.
[[nodiscard]] std::string host_and_port(const std::string& url);

/// The same with the scheme's own port where none is written: what is connected to.
[[nodiscard]] std::string target_name(const std::string& url);

}  // namespace octospira::http
