#include "native/recorder/log.hpp"

#include <chrono>
#include <ctime>
#include <mutex>
#include <optional>
#include <ostream>
#include <shared_mutex>
#include <utility>

#include "core/base/text.hpp"
#include "core/base/time.hpp"
#include "native/recorder/log_writer.hpp"

namespace octospira::recorder {

namespace {

const char* name_of(LogLevel level) {
    switch (level) {
        case LogLevel::info:
            return "info";
        case LogLevel::warning:
            return "warning";
        case LogLevel::error:
            return "error";
    }
    return "error";
}

EpochMs now_ms() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

/// "2026-03-04 10:20:30.123", in this machine's zone.
std::string local_time(EpochMs now) {
    const std::time_t seconds = static_cast<std::time_t>(now / 1000);
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    char text[32] = {};
    const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &parts);
    const std::string fraction = std::to_string(1000 + now % 1000);
    return std::string(text, length) + "." + fraction.substr(1);
}

/// Before each line of the human form.
std::string prefix(LogLevel level) {
    return local_time(now_ms()) + " " + name_of(level) + ": ";
}

std::string dropped_line(LogFormat format, std::uint64_t count) {
    if (format == LogFormat::text) {
        return prefix(LogLevel::warning) + "log lines dropped  count=" + std::to_string(count) +
               "\n";
    }
    return to_text(Json{{"time", format_utc(now_ms())},
                        {"level", name_of(LogLevel::warning)},
                        {"event", "log_lines_dropped"},
                        {"count", count}}) +
           "\n";
}

class LineLog : public Log {
  public:
    explicit LineLog(const LogOptions& options)
        : format_(options.format), secrets_(options.secrets), out_(options.out) {
        if (out_ != nullptr) return;
        LogWriter::Options to_standard_error;
        to_standard_error.report = [format = format_](std::uint64_t count) {
            return dropped_line(format, count);
        };
        writer_.emplace(std::move(to_standard_error));
    }

    void write(LogLevel level, std::string_view event, const Json& members) override {
        put(format_ == LogFormat::json ? json_line(level, event, members)
                                       : prefix(level) + text_line(event, members));
    }

    std::uint64_t dropped() const override { return writer_ ? writer_->dropped() : 0; }

    void keep_out(const std::vector<std::string>& secrets) override {
        const std::unique_lock lock(mutex_);
        for (const std::string& secret : secrets) {
            if (!secret.empty()) secrets_.push_back(secret);
        }
    }

    std::string cleared(std::string_view text) const override {
        std::string clear(text);
        const std::shared_lock lock(mutex_);
        for (const std::string& secret : secrets_) clear = replace_all(clear, secret, "***");
        return redact(clear);
    }

  private:
    void put(std::string line) {
        line += '\n';
        if (writer_) return writer_->write(std::move(line));
        const std::lock_guard lock(out_mutex_);
        *out_ << line << std::flush;
    }

    Json cleared_value(const Json& value) const {
        return value.is_string() ? Json(cleared(value.get_ref<const std::string&>())) : value;
    }

    std::string json_line(LogLevel level, std::string_view event, const Json& members) const {
        Json line = Json::object();
        line["time"] = format_utc(now_ms());
        line["level"] = name_of(level);
        line["event"] = event;
        for (const auto& [name, value] : members.items()) line[name] = cleared_value(value);
        return to_text(line);
    }

    std::string text_line(std::string_view event, const Json& members) const {
        std::string line = replace_all(event, "_", " ");
        for (const auto& [name, value] : members.items()) {
            const Json clear = cleared_value(value);
            line += "  " + name + "=";
            // Quoted and escaped: a text from outside cannot begin a line of its own.
            line += to_text(clear);
        }
        return line;
    }

    const LogFormat format_;
    mutable std::shared_mutex mutex_;  ///< of secrets_
    std::vector<std::string> secrets_;
    std::mutex out_mutex_;
    std::ostream* const out_;
    std::optional<LogWriter> writer_;  ///< to standard error
};

}  // namespace

void journal_failed(Log& log, const Error& error) {
    log.write(LogLevel::error, "journal_failed", Json{{"error", sentence(error)}});
}

void internal_error(Log& log, std::string_view what) noexcept {
    try {
        log.write(LogLevel::error, "internal_error", Json{{"error", std::string(what)}});
    } catch (const std::exception&) {
        // Memory is so short that nothing can be said about it.
    }
}

std::unique_ptr<Log> create_log(const LogOptions& options) {
    return std::make_unique<LineLog>(options);
}

}  // namespace octospira::recorder
