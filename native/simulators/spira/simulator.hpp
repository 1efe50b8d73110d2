#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/result.hpp"
#include "native/simulators/spira/switches.hpp"

namespace octospira::simulators::spira {

struct SpiraOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;           ///< 0: any free one
    std::string version = "9.4.0.0";  ///< as GET system/product-version answers
    Switches switches = {};
    std::string path_prefix = {};  ///< e.g. "/Spira": a virtual directory, as on premise
};

/// A Spira with demo data: REST v7, pages a person can use, and `/_simulator/…` to steer it.
class Spira {
  public:
    virtual ~Spira() = default;

    /// Listens at once. Errors: those of http::create_server.
    [[nodiscard]] static Result<std::unique_ptr<Spira>> create(SpiraOptions options);

    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// "http://127.0.0.1:4711" with the path prefix, no slash at the end.
    [[nodiscard]] virtual std::string base_url() const = 0;

    virtual void run() = 0;   ///< serves on the calling thread until stop()
    virtual void stop() = 0;  ///< from any thread
};

}  // namespace octospira::simulators::spira
