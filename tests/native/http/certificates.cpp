#include "tests/native/http/certificates.hpp"

#include <stdlib.h>
#include <sys/wait.h>

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <filesystem>

namespace octospira::http::test {

Ran ran(const std::string& command) {
    FILE* const pipe = ::popen((command + " 2>&1").c_str(), "r");
    BOOST_REQUIRE(pipe != nullptr);
    Ran result;
    char buffer[4096];
    for (std::size_t count; (count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
        result.text.append(buffer, count);
    const int status = ::pclose(pipe);
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
}

TlsFiles Certificates::make(const std::string& name, const std::string& host) const {
    const TlsFiles pair{file(name + ".crt"), file(name + ".key")};
    const Ran made = ran(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" +
        name + " -addext subjectAltName=" + host + " -keyout " + pair.key + " -out " +
        pair.certificate);
    BOOST_REQUIRE_MESSAGE(made.code == 0, made.text);
    return pair;
}

std::string Certificates::locked_key(const TlsFiles& pair) const {
    const std::string locked = pair.key + ".locked";
    const Ran made =
        ran("openssl pkey -aes256 -passout pass:whale -in " + pair.key + " -out " + locked);
    BOOST_REQUIRE_MESSAGE(made.code == 0, made.text);
    return locked;
}

}  // namespace octospira::http::test
