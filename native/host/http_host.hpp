#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "native/host/host.hpp"
#include "native/http/client.hpp"

namespace octospira::host {

struct SpiraAccess {
    std::string base_url;  ///< as normalise_spira_url gives it
    std::string username;
    std::string api_key;  ///< braces are added where they are missing
};

struct OctoPerfAccess {
    std::string base_url;  ///< as octoperf::normalise_base_url gives it
    std::string api_key;
};

struct RecorderAccess {
    std::string base_url;  ///< without a slash at its end
    std::string secret;
};

struct HttpHostOptions {
    SpiraAccess spira;
    std::optional<OctoPerfAccess> octoperf = std::nullopt;
    http::ClientOptions client = {};
    /// Waits; false when it was woken because the program stops.
    std::function<bool(std::chrono::milliseconds)> sleep;
    std::function<double()> random;  ///< in [0, 1), for the jitter of ±20 %
    /// Called before and after every call to Spira; may be empty.
    std::function<void(const char* point)> at = {};
    std::optional<RecorderAccess> recorder = std::nullopt;
    /// The total time that a conversation waits for OctoPerf in all its calls; after that, further
    /// calls fail without being sent. 0: each call waits as long as the client does.
    std::chrono::milliseconds octoperf_patience{0};
};

/// A host over HTTP: it calls only the configured origins, follows no redirect, and never repeats a
/// call. One thread at a time.
class HttpHost : public Host {
  public:
    HttpHost(HttpHostOptions options, Memory& memory);

    void begin() override { waited_for_octoperf_ = {}; }
    [[nodiscard]] Result<flows::Reply> perform(const flows::Command& command) override;

    /// The longest wait that Spira asked for with Retry-After since the last call of this; the
    /// refusal that ends a conversation need not be its last answer.
    [[nodiscard]] std::optional<int> take_retry_after_s() {
        return std::exchange(retry_after_s_, std::nullopt);
    }

    /// The last call since the last call of this that did not get a 2xx, with its answer, as text:
    /// "POST projects/1/test-runs/record: 500 Internal Server Error: …". Without control characters
    /// and whatever looks like a key. Empty if all succeeded.
    [[nodiscard]] std::string take_trouble() { return std::exchange(trouble_, {}); }

    /// How long the last conversation waited for OctoPerf, in all its calls together.
    [[nodiscard]] std::chrono::milliseconds waited_for_octoperf() const {
        return waited_for_octoperf_;
    }

  private:
    [[nodiscard]] Result<flows::Reply> ask_spira(const Request& request);
    [[nodiscard]] Result<flows::Reply> ask_octoperf(const Request& request);
    [[nodiscard]] Result<Answer> send_to_octoperf(const Request& request);
    [[nodiscard]] Result<flows::Reply> ask_recorder(const Request& request);
    [[nodiscard]] Result<Answer> send(const std::string& url, const http::Fields& headers,
                                      const Request& request);

    HttpHostOptions options_;
    Memory& memory_;
    std::unique_ptr<http::Client> client_;
    std::string spira_base_;
    http::Fields spira_headers_;
    std::optional<int> retry_after_s_;
    std::string trouble_;
    std::chrono::milliseconds waited_for_octoperf_{0};  ///< in this conversation
};

/// `milliseconds` times 0.8 to 1.2.
[[nodiscard]] std::chrono::milliseconds with_jitter(std::chrono::milliseconds delay, double random);

}  // namespace octospira::host
