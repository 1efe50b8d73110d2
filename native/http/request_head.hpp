#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "native/http/message.hpp"

namespace octospira::http {

/// Why a request is refused, for its answer.
struct HeadProblem {
    int status = 400;
    std::string_view sentence;
};

/// Finds a request's head in bytes that arrive in pieces, and what RFC 9112 §2.2 and §5.2 do not
/// allow in its lines: a line feed without its carriage return, and a folded line.
class HeadFinder {
  public:
    enum class Found { more, head, bad };

    /// `bytes` begin where they began the time before, less what skipped() said.
    [[nodiscard]] Found look(std::string_view bytes);
    /// Bytes of empty lines before the request line since the last call; to be dropped (§2.2).
    [[nodiscard]] std::size_t take_skipped();

    /// After `head`: its length with the empty line.
    [[nodiscard]] std::size_t size() const { return line_; }
    [[nodiscard]] bool in_request_line() const { return lines_ == 0; }
    [[nodiscard]] HeadProblem problem() const { return problem_; }

  private:
    std::size_t line_ = 0;  ///< where the line at hand begins
    std::size_t seen_ = 0;
    std::size_t skipped_ = 0;
    int lines_ = 0;
    HeadProblem problem_;
};

/// The version at the end of a request line: 505 for another major one than 1; a later minor
/// version is replaced by 1.1 in place (RFC 9110 §2.5, §15.6.6). `head`: size() bytes.
[[nodiscard]] std::optional<HeadProblem> settle_version(char* head, std::size_t size);

/// What is read from a target. Empty where it has none of the forms of RFC 9112 §3.2.
struct Target {
    std::string_view path;   ///< "*" for the asterisk form
    std::string_view query;  ///< without the '?'
};
[[nodiscard]] std::optional<Target> parse_target(std::string_view method, std::string_view target);

/// What RFC 9112 §3.2, §6.1 and RFC 9110 §10.1.1 refuse in the fields: Host, Transfer-Encoding,
/// Expect. Two lengths, and a length with chunks, are the parser's to refuse.
[[nodiscard]] std::optional<HeadProblem> check_fields(const RequestView& head, bool version_1_0);

/// True if a proxy has modified the request: Forwarded, Via, X-Forwarded-For and their like.
[[nodiscard]] bool came_through_proxy(const RequestView& head);

}  // namespace octospira::http
