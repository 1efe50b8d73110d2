#pragma once

#include <string>
#include <string_view>

namespace octospira::recorder {

struct Decoded {
    std::string text;      ///< UTF-8, if the body's encoding is known
    std::string encoding;  ///< "UTF-16", …; "" where the body is taken as UTF-8
};

/// The body as UTF-8: by its byte order mark, by its zero bytes (JSON begins with ASCII, RFC 4627
/// §3), or by the charset of `content_type` where it is not UTF-8 anyway. An invalid code unit
/// becomes U+FFFD. Bytes that are no UTF-8 stay where no encoding is known.
[[nodiscard]] Decoded decode_body(std::string_view body, std::string_view content_type);

}  // namespace octospira::recorder
