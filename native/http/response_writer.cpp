#include "native/http/response_writer.hpp"

#include <charconv>
#include <cstddef>

namespace octospira::http {

namespace {

void append_number(std::string& out, std::size_t number) {
    char digits[20];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
    out.append(digits, end);
}

void append_start(std::string& out, int status) {
    if (status == 200) {  // nearly all
        out += "HTTP/1.1 200 OK\r\n";
        return;
    }
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::size_t>(status));
    out += ' ';
    out += reason_phrase(status);
    out += "\r\n";
}

void append_end(std::string& out, int status, std::string_view type, std::size_t length,
                AnswerForm form) {
    if (status != 204 && status != 304) {
        out += "Content-Type: ";
        out += type;
        out += "\r\nContent-Length: ";
        append_number(out, length);
        out += "\r\n";
    }
    if (!form.keep_alive) out += "Connection: close\r\n";
    if (form.keep_alive && form.old_version) out += "Connection: keep-alive\r\n";
    out += "\r\n";
}

}  // namespace

void append_head(std::string& out, const ServerResponse& response, std::size_t length,
                 AnswerForm form) {
    append_start(out, response.status);
    for (const auto& [name, value] : response.headers) {
        out += name;
        out += ": ";
        out += value;
        out += "\r\n";
    }
    append_end(out, response.status,
               response.content_type.empty() ? "application/json" : response.content_type, length,
               form);
}

void append_head(std::string& out, int status, std::size_t length, AnswerForm form) {
    append_start(out, status);
    append_end(out, status, "application/json", length, form);
}

}  // namespace octospira::http
