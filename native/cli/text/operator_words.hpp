#pragma once

#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace octospira::cli {

/// A page's sentence in the command line's words: "octospira launch" for a
/// menu entry, the option for a setting of the app. Any other text as it is.
[[nodiscard]] std::string in_operators_words(std::string_view text);
[[nodiscard]] Error for_operator(Error error);

inline constexpr std::string_view kCertificateAdvice =
    "Where an authority of your own has signed it, give that authority's certificate with "
    "--ca-file; otherwise fix the server's certificate.";

}  // namespace octospira::cli
