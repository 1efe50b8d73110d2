#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "core/base/http.hpp"
#include "native/http/message.hpp"

namespace octospira::http {

struct ClientOptions {
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds total_timeout{60'000};
    /// Of an answer, unpacked where it comes compressed. What is longer is Answer::oversized.
    std::size_t body_limit = std::size_t{32} << 20;
    std::string ca_file = {};  ///< private authorities, PEM; empty: the system's
    std::string proxy = {};    ///< e.g. http://proxy:3128; empty: none
    /// Asked about once a second while waiting; true ends the call, as if the network had failed.
    std::function<bool()> cancelled = {};
};

/// A client that keeps its connection. One thread at a time; redirects are never followed and
/// certificates always verified.
class Client {
  public:
    virtual ~Client() = default;

    /// Sends and waits. A transport failure is an Answer with status 0 and a sentence in `body`;
    /// it names the proxy where that is the cause, never its password.
    [[nodiscard]] virtual Answer send(const std::string& method, const std::string& url,
                                      const Fields& headers, const std::string& body) = 0;

    /// Replaces ClientOptions::total_timeout for the calls to come.
    virtual void limit_time(std::chrono::milliseconds total) = 0;
};

[[nodiscard]] std::unique_ptr<Client> create_client(const ClientOptions& options);

}  // namespace octospira::http
