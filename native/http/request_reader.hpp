#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "native/http/message.hpp"

namespace octospira::http {

struct Limits {
    std::size_t header = 0;
    std::size_t body = 0;
};

/// Bytes of one connection in, requests out. Beast reads the grammar; what it finds is kept as
/// views into the buffer, so that a request costs no allocation once the connection is warm.
class RequestReader {
  public:
    enum class Progress {
        more,   ///< needs more bytes
        head,   ///< the head is complete; go_on() goes on with the body
        whole,  ///< the request is complete
        bad,    ///< see refusal()
    };
    struct Refusal {
        int status = 400;
        std::string_view sentence;
    };

    explicit RequestReader(Limits limits);
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;
    ~RequestReader();

    /// Where to put the next bytes; never empty. commit() says how many there are.
    [[nodiscard]] std::span<char> space();
    void commit(std::size_t bytes) { end_ += bytes; }

    /// Reads on in what is there.
    [[nodiscard]] Progress go_on();

    /// After `head` or `whole`, and until space(), go_on() or next(). Without the peer.
    [[nodiscard]] RequestView view() const;
    [[nodiscard]] bool keep_alive() const;
    [[nodiscard]] bool expects_continue() const;
    [[nodiscard]] bool old_version() const;  ///< HTTP/1.0
    [[nodiscard]] Refusal refusal() const { return refusal_; }
    [[nodiscard]] bool begun() const { return end_ > 0; }  ///< some bytes of a request are there

    /// Forgets the request; bytes of the one after it stay.
    void next();

  private:
    class Parser;
    struct Found;

    [[nodiscard]] Progress refuse(int status, std::string_view sentence);
    [[nodiscard]] Progress stopped();
    void close_gap();
    void resize(std::size_t capacity);

    const Limits limits_;
    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_ = 0;
    std::size_t parsed_ = 0;  ///< of the buffer's bytes, those the parser is done with
    std::size_t end_ = 0;     ///< bytes in the buffer
    std::unique_ptr<Found> found_;
    std::unique_ptr<Parser> parser_;
    Refusal refusal_;
};

}  // namespace octospira::http
