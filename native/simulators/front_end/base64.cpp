#include "native/simulators/front_end/base64.hpp"

#include <openssl/evp.h>

namespace octospira::simulators {

std::optional<std::string> decode_base64(std::string_view text) {
    const auto* const from = reinterpret_cast<const unsigned char*>(text.data());
    std::string bytes(text.size(), '\0');
    const int size = ::EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), from,
                                       static_cast<int>(text.size()));
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    if (size < 0 || static_cast<std::size_t>(size) < padding) return std::nullopt;
    bytes.resize(static_cast<std::size_t>(size) - padding);
    // OpenSSL overlooks blanks and bits that are not used.
    if (encode_base64(bytes) != text) return std::nullopt;
    return bytes;
}

std::string encode_base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    text.resize(static_cast<std::size_t>(::EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(text.data()),
        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()))));
    return text;
}

}  // namespace octospira::simulators
