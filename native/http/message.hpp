#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "native/http/networks.hpp"

namespace octospira::http {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// The value of the first field of that name (names compared without case), or nothing.
[[nodiscard]] std::optional<std::string> field(const Fields& fields, std::string_view name);

/// "Not Found" for 404: RFC 9110's words for a status; "" for one it does not know.
[[nodiscard]] std::string_view reason_phrase(int status);

/// What a '+' means in a query: a blank where it came from a form, itself in a URL (RFC 3986).
enum class Plus { blank, itself };

/// Names and values of a query (what follows the '?'), percent-decoded, in order.
[[nodiscard]] Fields parse_query(std::string_view query, Plus plus = Plus::blank);

struct HeaderView {
    std::string_view name;
    std::string_view value;  ///< without the blanks around it
};

/// A request in its connection's buffer: nothing is copied, and no part of it may be kept beyond
/// the call.
struct RequestView {
    std::string_view method;  ///< "GET", …
    std::string_view path;    ///< of the target, percent-decoded, without the query
    std::string_view query;   ///< as it came, without the '?'
    std::span<const HeaderView> headers;
    std::string_view body;  ///< empty where only the head has been read
    std::string_view peer;  ///< `address` as text
    /// The client's address: the peer's, or behind a trusted proxy, the one that it forwarded.
    IpAddress address;
    bool through_proxy = false;       ///< Forwarded, Via, X-Forwarded-For or the like is there
    bool from_trusted_proxy = false;  ///< and the peer is a trusted proxy

    /// The value of the first header of that name (names compared without case).
    [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
};

/// A request that owns its data, for handlers that keep it.
struct ServerRequest {
    std::string method;  ///< "GET", …
    std::string path;    ///< of the target, percent-decoded, without the query
    Fields query;        ///< names and values percent-decoded, in order
    Fields headers;
    std::string body;
    std::string peer;  ///< the other side's address without its port
};

[[nodiscard]] ServerRequest to_request(const RequestView& view);

struct ServerResponse {
    int status = 200;
    std::string body = {};
    std::string content_type = {};  ///< empty: application/json
    Fields headers = {};
};

/// The receiver of an answer.
class Exchange {
  public:
    virtual ~Exchange() = default;
    virtual void answer(ServerResponse response) = 0;
    /// The same for a JSON text without further headers; copies it.
    virtual void answer(int status, std::string_view json) = 0;
};

/// Gives the answer, once, on the server's thread (Server::post brings another thread there).
/// Destroying the last copy without an answer closes the connection.
class Respond {
  public:
    Respond() = default;
    explicit Respond(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
    /// A function in the place of a connection; implicit, because lambdas stand for it.
    template <std::invocable<ServerResponse> F>
    requires(!std::same_as<std::remove_cvref_t<F>, Respond>)
        // NOLINTNEXTLINE(google-explicit-constructor,bugprone-forwarding-reference-overload)
        Respond(F&& called)
        : exchange_(std::make_shared<Called<std::remove_cvref_t<F>>>(std::forward<F>(called))) {}

    void operator()(ServerResponse response) const { exchange_->answer(std::move(response)); }
    /// The fast path: a JSON text without further headers.
    void operator()(int status, std::string_view json) const { exchange_->answer(status, json); }
    explicit operator bool() const { return exchange_ != nullptr; }

  private:
    template <class F>
    struct Called : Exchange {
        explicit Called(F given) : called(std::move(given)) {}
        void answer(ServerResponse response) override { called(std::move(response)); }
        void answer(int status, std::string_view json) override {
            called(ServerResponse{status, std::string(json)});
        }
        F called;
    };

    std::shared_ptr<Exchange> exchange_;
};

using Handler = std::function<void(ServerRequest, Respond)>;
using ViewHandler = std::function<void(const RequestView&, Respond)>;

}  // namespace octospira::http
