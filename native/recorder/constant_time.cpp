#include "native/recorder/constant_time.hpp"

#include <openssl/crypto.h>

namespace octospira::recorder {

bool equal_in_constant_time(std::string_view given, std::string_view expected) {
    const bool equally_long = given.size() == expected.size();
    const std::string_view other = equally_long ? expected : given;
    return (::CRYPTO_memcmp(given.data(), other.data(), given.size()) == 0) & equally_long;
}

}  // namespace octospira::recorder
