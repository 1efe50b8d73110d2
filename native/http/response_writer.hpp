#pragma once

#include <string>
#include <string_view>

#include "native/http/message.hpp"

namespace octospira::http {

/// What the request decides about its answer.
struct AnswerForm {
    bool keep_alive = true;
    bool old_version = false;  ///< asked with HTTP/1.0, which keeps alive only when told so
    bool head_only = false;    ///< HEAD: the length is said, the body is not sent
};

/// Appends status line and headers for a body of `length` bytes. 204 and 304 have none.
void append_head(std::string& out, const ServerResponse& response, std::size_t length,
                 AnswerForm form);
/// The same without a ServerResponse, for JSON.
void append_head(std::string& out, int status, std::size_t length, AnswerForm form);

}  // namespace octospira::http
