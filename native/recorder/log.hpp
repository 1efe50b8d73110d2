#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/result.hpp"

namespace octospira::recorder {

enum class LogLevel { info, warning, error };
enum class LogFormat { json, text };

struct LogOptions {
    LogFormat format = LogFormat::json;
    std::ostream* out = nullptr;            ///< null: standard error
    std::vector<std::string> secrets = {};  ///< never written, wherever they occur
};

/// One line per event, from any thread; writing never waits for the reader of standard error.
/// Secrets and anything that looks like a key are removed from every text.
class Log {
  public:
    virtual ~Log() = default;

    /// `event` is a fixed name with underscores; `members` a JSON object, in the order to write.
    virtual void write(LogLevel level, std::string_view event, const Json& members) = 0;

    /// Lines lost because they were not read in time or the disk was full.
    [[nodiscard]] virtual std::uint64_t dropped() const { return 0; }

    /// Adds these secrets.
    virtual void keep_out(const std::vector<std::string>& secrets) = 0;

    /// The text without secrets, for other uses (the journal's last error).
    [[nodiscard]] virtual std::string cleared(std::string_view text) const = 0;
};

/// The event that says that the journal could not be read or written.
void journal_failed(Log& log, const Error& error);

/// The event that says that a library threw: no memory, for example. Nothing is lost by it.
void internal_error(Log& log, std::string_view what) noexcept;

[[nodiscard]] std::unique_ptr<Log> create_log(const LogOptions& options);

}  // namespace octospira::recorder
