#include "native/http/tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <string>

namespace octospira::http {

namespace {

namespace ssl = boost::asio::ssl;

/// Forward secrecy and authenticated encryption only; TLS 1.3 has nothing else anyway.
constexpr const char* kCiphers =
    "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL:!eNULL:!PSK:!SRP:!aDSS:!DSS:!CAMELLIA:!ARIA";

tl::unexpected<Error> unusable(const std::string& message, const std::string& advice) {
    const char* const reason = ::ERR_reason_error_string(::ERR_peek_last_error());
    ::ERR_clear_error();
    const std::string why = reason == nullptr ? "" : " (" + std::string(reason) + ")";
    return failure(ErrorKind::invalid_input, message + why + ".", advice, "tls");
}

/// Instead of OpenSSL's own, which would ask for a passphrase on the terminal.
int no_passphrase(char*, int, int, void*) {
    return 0;
}

}  // namespace

Result<std::shared_ptr<ssl::context>> load_tls(const TlsFiles& files) {
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    SSL_CTX* const native = context->native_handle();
    ::SSL_CTX_set_default_passwd_cb(native, &no_passphrase);
    ::SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    ::SSL_CTX_set_options(
        native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    ::SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    ::ERR_clear_error();
    if (::SSL_CTX_set_cipher_list(native, kCiphers) != 1)
        return unusable("This OpenSSL supports none of the required ciphers", "Update OpenSSL.");
    if (::SSL_CTX_use_certificate_chain_file(native, files.certificate.c_str()) != 1) {
        return unusable("The certificate in " + files.certificate + " cannot be used",
                        "It must be a PEM file that this user may read: the server's own "
                        "certificate first, then those that signed it.");
    }
    if (::SSL_CTX_use_PrivateKey_file(native, files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
        return unusable("The key in " + files.key + " cannot be used",
                        "It must be a PEM file that this user may read, without a passphrase, and "
                        "belong to the certificate.");
    }
    if (::SSL_CTX_check_private_key(native) != 1) {
        return unusable("The key in " + files.key + " does not belong to the certificate in " +
                            files.certificate,
                        "Give the key that belongs to that certificate.");
    }
    return context;
}

}  // namespace octospira::http
