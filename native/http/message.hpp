#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace octospira::http {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// The value of the first field of that name (names compared without case), or nothing.
[[nodiscard]] std::optional<std::string> field(const Fields& fields, std::string_view name);

/// "Not Found" for 404: RFC 9110's words for a status; "" for one it does not know.
[[nodiscard]] std::string_view reason_phrase(int status);

/// A request as a handler sees it.
struct ServerRequest {
    std::string method;  ///< "GET", …
    std::string path;    ///< of the target, percent-decoded, without the query
    Fields query;        ///< names and values percent-decoded, in order
    Fields headers;
    std::string body;
    std::string peer;  ///< the other side's address without its port
};

struct ServerResponse {
    int status = 200;
    std::string body = {};
    std::string content_type = "application/json";
    Fields headers = {};
};

/// Gives the answer, once, on the server's thread (Server::post brings another thread there).
using Respond = std::function<void(ServerResponse)>;
using Handler = std::function<void(ServerRequest, Respond)>;

}  // namespace octospira::http
