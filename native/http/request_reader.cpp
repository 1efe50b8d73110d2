#include "native/http/request_reader.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "core/base/text.hpp"

namespace octospira::http {

namespace {

namespace beast = boost::beast::http;
using boost::beast::string_view;
using boost::system::error_code;

constexpr std::size_t kFirstCapacity = 4 * 1024;
/// A buffer that a large body made larger than this is given back after it.
constexpr std::size_t kKeptCapacity = 64 * 1024;
constexpr std::size_t kLeastSpace = 512;

std::string_view to_std(string_view text) {
    return {text.data(), text.size()};
}

}  // namespace

/// What the parser found in the request at hand.
struct RequestReader::Found {
    std::string_view method;
    std::string_view target;
    unsigned version = 11;
    std::vector<HeaderView> headers;
    bool head = false;         ///< complete
    bool head_said = false;    ///< go_on() has returned `head`
    std::size_t head_end = 0;  ///< its length
    std::string path;          ///< decoded, where it had to be
    std::string chunks;        ///< the body, where it came in chunks

    void clear() {
        headers.clear();
        head = head_said = false;
        head_end = 0;
        path.clear();
        if (chunks.capacity() > kKeptCapacity) chunks = {};
        chunks.clear();
    }
};

class RequestReader::Parser : public beast::basic_parser<true> {
  public:
    Parser(Found& found, Limits limits) : found_(found), body_limit_(limits.body) {
        header_limit(static_cast<std::uint32_t>(limits.header));
        body_limit(boost::none);  // counted here and in go_on(), after the head was looked at
    }

    /// What is being parsed: a folded header's value lies outside, and is refused.
    void window(const char* first, const char* last) {
        first_ = first;
        last_ = last;
    }

  private:
    void on_request_impl(beast::verb, string_view method, string_view target, int version,
                         error_code&) override {
        found_.method = to_std(method);
        found_.target = to_std(target);
        found_.version = static_cast<unsigned>(version);
    }
    void on_field_impl(beast::field, string_view name, string_view value,
                       error_code& error) override {
        if (found_.head) return;  // a trailer: nobody here wants one
        const bool inside = value.empty() || (value.data() >= first_ && value.data() < last_);
        if (!inside) {
            error = beast::error::bad_value;
            return;
        }
        found_.headers.push_back({to_std(name), to_std(value)});
    }
    void on_header_impl(error_code&) override { found_.head = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(string_view body, error_code&) override {
        return body.size();  // it stays where it is, right behind the head
    }
    void on_chunk_header_impl(std::uint64_t size, string_view, error_code& error) override {
        if (size > body_limit_ - found_.chunks.size()) error = beast::error::body_limit;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code&) override {
        found_.chunks.append(body.data(), body.size());
        return body.size();
    }
    void on_response_impl(int, string_view, int, error_code&) override {}
    void on_finish_impl(error_code&) override {}

    Found& found_;
    const std::size_t body_limit_;
    const char* first_ = nullptr;
    const char* last_ = nullptr;
};

RequestReader::RequestReader(Limits limits)
    : limits_(limits),
      buffer_(new char[kFirstCapacity]),
      capacity_(kFirstCapacity),
      found_(std::make_unique<Found>()),
      parser_(std::make_unique<Parser>(*found_, limits)) {}

RequestReader::~RequestReader() = default;

std::span<char> RequestReader::space() {
    if (capacity_ - end_ < kLeastSpace) resize(2 * capacity_);
    return {buffer_.get() + end_, capacity_ - end_};
}

RequestReader::Progress RequestReader::go_on() {
    for (;;) {
        if (found_->head && !found_->head_said) {
            found_->head_said = true;
            return Progress::head;
        }
        if (parser_->is_done()) return Progress::whole;
        if (found_->head && parser_->content_length().value_or(0) > limits_.body)
            return refuse(413, "The body is too large.");
        if (parsed_ == end_) return stopped();
        error_code error;
        const char* const first = buffer_.get() + parsed_;
        parser_->window(first, buffer_.get() + end_);
        parsed_ += parser_->put({first, end_ - parsed_}, error);
        if (found_->head && !found_->head_said) found_->head_end = parsed_;
        if (found_->head_said && parser_->chunked()) close_gap();
        if (error == beast::error::need_more) return stopped();
        if (error == beast::error::body_limit) return refuse(413, "The body is too large.");
        if (error == beast::error::header_limit || found_->head_end > limits_.header)
            return refuse(431, "The header is too large.");
        if (error) return refuse(400, "This is not an HTTP/1.1 request.");
    }
}

RequestReader::Progress RequestReader::stopped() {
    // Beast's own limit begins anew with every part it has taken. What lies here unparsed behind a
    // head belongs to a chunk's line or to trailers, and those may not be longer than a head.
    const std::size_t open = found_->head ? end_ - parsed_ : end_;
    return open > limits_.header ? refuse(431, "The header is too large.") : Progress::more;
}

RequestReader::Progress RequestReader::refuse(int status, std::string_view sentence) {
    refusal_ = {status, sentence};
    return Progress::bad;
}

/// What was taken of a body in chunks is in `chunks`; its bytes make room for the next.
void RequestReader::close_gap() {
    const std::size_t gap = parsed_ - found_->head_end;
    if (gap == 0) return;
    std::memmove(buffer_.get() + found_->head_end, buffer_.get() + parsed_, end_ - parsed_);
    parsed_ -= gap;
    end_ -= gap;
}

void RequestReader::resize(std::size_t capacity) {
    std::unique_ptr<char[]> larger(new char[capacity]);
    std::memcpy(larger.get(), buffer_.get(), end_);
    const auto moved = [&](std::string_view& view) {
        if (!view.empty()) view = {larger.get() + (view.data() - buffer_.get()), view.size()};
    };
    moved(found_->method);
    moved(found_->target);
    for (HeaderView& header : found_->headers) {
        moved(header.name);
        moved(header.value);
    }
    buffer_ = std::move(larger);
    capacity_ = capacity;
}

RequestView RequestReader::view() const {
    RequestView view;
    view.method = found_->method;
    const std::size_t question = found_->target.find('?');
    view.path = found_->target.substr(0, question);
    if (question != std::string_view::npos) view.query = found_->target.substr(question + 1);
    if (view.path.find('%') != std::string_view::npos) {
        found_->path = percent_decode(view.path);
        view.path = found_->path;
    }
    view.headers = found_->headers;
    if (!parser_->is_done()) return view;
    view.body = parser_->chunked() ? std::string_view(found_->chunks)
                                   : std::string_view(buffer_.get() + found_->head_end,
                                                      parsed_ - found_->head_end);
    return view;
}

bool RequestReader::keep_alive() const {
    return found_->head && parser_->keep_alive();
}

bool RequestReader::expects_continue() const {
    const auto expected = view().header("Expect");
    return expected && equals_ignoring_case(*expected, "100-continue");
}

bool RequestReader::old_version() const {
    return found_->version < 11;
}

void RequestReader::next() {
    std::memmove(buffer_.get(), buffer_.get() + parsed_, end_ - parsed_);
    end_ -= parsed_;
    parsed_ = 0;
    found_->method = found_->target = {};
    found_->clear();
    if (capacity_ > kKeptCapacity && end_ <= kFirstCapacity) resize(kFirstCapacity);
    // In place: a parser cannot be used twice, but its memory can.
    std::destroy_at(parser_.get());
    std::construct_at(parser_.get(), *found_, limits_);
}

}  // namespace octospira::http
