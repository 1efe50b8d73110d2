#pragma once

#include <string>

#include "native/http/server.hpp"
#include "tests/native/support.hpp"

namespace octospira::http::test {

/// A folder of keys and certificates, made for one test and gone with it.
class Certificates {
  public:
    /// A key, and a certificate that it signed itself, for `host` ("IP:127.0.0.1", "DNS:name").
    /// The same name again: a new pair in the old files.
    TlsFiles make(const std::string& name, const std::string& host = "IP:127.0.0.1") const;
    /// The pair's key, locked with a passphrase.
    [[nodiscard]] std::string locked_key(const TlsFiles& pair) const;
    [[nodiscard]] std::string file(const std::string& name) const { return folder_.file(name); }

  private:
    octospira::test::Folder folder_;
};

/// What a shell command prints on both its outputs, and its exit code.
struct Ran {
    int code = -1;
    std::string text;
};
[[nodiscard]] Ran ran(const std::string& command);

}  // namespace octospira::http::test
