// Bytes that arrive at the webhook's port: the real server on the loopback, over a real connection.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "native/http/server.hpp"
#include "tests/fuzz/target.hpp"

namespace octospira::fuzz {

namespace {

using http::ServerRequest;

/// Small, so that inputs of an ordinary length reach them.
constexpr std::size_t kHeaderLimit = 1024;
constexpr std::size_t kBodyLimit = 512;

/// The server on a thread of its own; it keeps what its handler was given.
class Side {
  public:
    Side() {
        http::ServerOptions options;
        options.header_limit = kHeaderLimit;
        options.body_limit = kBodyLimit;
        auto server = create_server(options, [this](ServerRequest request, http::Respond respond) {
            const std::lock_guard lock(mutex_);
            seen_.push_back(std::move(request));
            respond({200, to_text(Json{{"number", seen_.size()}})});
        });
        require(server.has_value(), "the server listens");
        server_ = std::move(*server);
        thread_ = std::thread([this] { server_->run(); });
    }
    Side(const Side&) = delete;
    Side& operator=(const Side&) = delete;
    ~Side() {
        server_->stop();
        thread_.join();
    }

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] std::vector<ServerRequest> take_seen() {
        const std::lock_guard lock(mutex_);
        return std::exchange(seen_, {});
    }

  private:
    std::mutex mutex_;
    std::vector<ServerRequest> seen_;
    std::unique_ptr<http::Server> server_;
    std::thread thread_;
};

class Connection {
  public:
    explicit Connection(std::uint16_t port)
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int connected =
            ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
        require(connected == 0, "the server accepts a connection");
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const timeval wait{10, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { ::close(socket_); }

    /// What cannot be sent any more is not: the server may have closed.
    void send(std::string_view bytes) const {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }
    void end() const { ::shutdown(socket_, SHUT_WR); }

    [[nodiscard]] std::string read_to_end() const {
        std::string all;
        char room[4096];
        for (;;) {
            const auto count = ::recv(socket_, room, sizeof room, 0);
            const bool late = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
            require(!late, "the server ends a connection whose client has ended");
            if (count <= 0) return all;
            all.append(room, static_cast<std::size_t>(count));
        }
    }

  private:
    int socket_;
};

struct Exchange {
    std::string answers;
    std::vector<ServerRequest> seen;
};

/// Sends the bytes in two parts and then the end, and reads until the server ends too.
Exchange converse(std::string_view bytes, std::size_t cut) {
    static Side side;
    Exchange exchange;
    {
        const Connection connection(side.port());
        connection.send(bytes.substr(0, cut));
        connection.send(bytes.substr(cut));
        connection.end();
        exchange.answers = connection.read_to_end();
    }
    exchange.seen = side.take_seen();
    return exchange;
}

struct Response {
    int status = 0;
    std::string_view head;
    std::string_view body;
};

std::size_t content_length(std::string_view head) {
    static constexpr std::string_view kName = "\r\nContent-Length: ";
    const std::size_t at = head.find(kName);
    require(at != std::string_view::npos, "an answer says how long it is");
    const std::string_view digits = head.substr(at + kName.size());
    std::size_t length = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    require(read.ec == std::errc(), "the length of an answer is a number");
    return length;
}

/// The answer at the beginning of `rest`, which is taken away. `some_head`: the request may be a
/// HEAD that was refused for its body, and then nobody has seen it.
Response take_response(std::string_view& rest, bool to_head, bool some_head) {
    static constexpr std::string_view kEnd = "\r\n\r\n";
    const std::size_t end = rest.find(kEnd);
    require(end != std::string_view::npos, "an answer's head is complete");
    Response response;
    response.head = rest.substr(0, end + kEnd.size());
    require(response.head.starts_with("HTTP/1.1 ") || response.head.starts_with("HTTP/1.0 "),
            "an answer begins like one");
    const auto number = response.head.substr(9, 3);
    std::from_chars(number.data(), number.data() + number.size(), response.status);
    rest.remove_prefix(response.head.size());
    if (response.status == 100 || response.status == 204) return response;
    const std::size_t length = content_length(response.head);
    if (to_head || (some_head && response.status >= 400 && rest.empty())) return response;
    require(rest.size() >= length, "an answer is complete");
    response.body = rest.substr(0, length);
    rest.remove_prefix(length);
    require(parse_json(response.body).has_value(), "an answer is JSON");
    return response;
}

/// HTTP/1.0 says only where a connection goes on, HTTP/1.1 only where it ends.
bool says_that_it_ends(std::string_view head) {
    if (head.starts_with("HTTP/1.0 ")) return head.find("keep-alive") == std::string_view::npos;
    return head.find("Connection: close") != std::string_view::npos;
}

bool is_refusal(int status) {
    static constexpr int kRefusals[] = {400, 413, 414, 417, 431, 501, 505};
    return std::find(std::begin(kRefusals), std::end(kRefusals), status) != std::end(kRefusals);
}

/// Every request gets its answer, in order; after the last a refusal may follow, then nothing.
void judge_answers(const Exchange& exchange, std::string_view input) {
    const bool some_head = input.find("HEAD") != std::string_view::npos;
    std::string_view rest = exchange.answers;
    std::size_t answered = 0;
    bool refused = false;
    while (!rest.empty()) {
        require(!refused, "nothing follows a refusal");
        const bool to_head =
            answered < exchange.seen.size() && exchange.seen[answered].method == "HEAD";
        const Response response = take_response(rest, to_head, some_head);
        if (response.status == 100 || response.status == 204) continue;  // 204: OPTIONS *
        if (response.status == 200) {
            ++answered;
            const auto body = parse_json(response.body).value_or(Json());
            if (!to_head)
                require(integer_at(body, "number") == static_cast<std::int64_t>(answered),
                        "answers come in the requests' order");
            continue;
        }
        require(is_refusal(response.status), "a refusal has one of the documented statuses");
        require(says_that_it_ends(response.head), "a refusal ends the connection, and says so");
        refused = true;
    }
    require(answered == exchange.seen.size(), "every request is answered");
}

/// Whatever its names and values hold, a query that we write is the query that is read.
void judge_query(const http::Fields& query) {
    std::string target = "/?";
    for (const auto& [name, value] : query) {
        if (target.size() > 2) target += '&';
        target += concat({percent_encode(name), "=", percent_encode(value)});
    }
    const std::string request = concat({"GET ", target, " HTTP/1.1\r\nHost: x\r\n\r\n"});
    if (request.size() > kHeaderLimit) return;
    const Exchange again = converse(request, request.size());
    require(again.seen.size() == 1, "a request of ours is understood");
    require(again.seen.front().path == "/", "its path is the path");
    require(again.seen.front().query == query, "a query that is written is the query that is read");
}

bool same(const ServerRequest& a, const ServerRequest& b) {
    return a.method == b.method && a.path == b.path && a.query == b.query &&
           a.headers == b.headers && a.body == b.body;
}

}  // namespace

void try_input(std::string_view input) {
    const Exchange whole = converse(input, input.size());
    judge_answers(whole, input);
    for (const ServerRequest& request : whole.seen) {
        require(!request.method.empty(), "a request has a method");
        require(request.body.size() <= kBodyLimit, "no body is longer than the limit");
        require(request.peer == "127.0.0.1", "the other side's address is known");
        std::size_t head = 0;
        for (const auto& [name, value] : request.headers) head += name.size() + value.size();
        require(head <= kHeaderLimit, "no header is longer than the limit");
        if (!request.query.empty()) judge_query(request.query);
    }
    // Where the bytes are cut on their way means nothing.
    const Exchange cut = converse(input, input.size() / 2);
    judge_answers(cut, input);
    require(whole.seen.size() == cut.seen.size(), "as many requests, however they are cut");
    for (std::size_t i = 0; i < whole.seen.size(); ++i) {
        require(same(whole.seen[i], cut.seen[i]), "the same requests, however they are cut");
    }
}

}  // namespace octospira::fuzz
