#include "native/recorder/log.hpp"

#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "core/base/text.hpp"
#include "core/base/time.hpp"
#include "core/octoperf/notification.hpp"

namespace octospira::recorder {

namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
    switch (level) {
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warning:
            return spdlog::level::warn;
        case LogLevel::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

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

bool known_type(std::string_view type) {
    return octoperf::event_of(type) != octoperf::Event::unknown;
}

/// Each line is complete when it comes here; spdlog adds the lock, the sink and, to the human form,
/// the time.
class SpdLog : public Log {
  public:
    explicit SpdLog(const LogOptions& options)
        : format_(options.format), secrets_(options.secrets), logger_("octospira", sink(options)) {
        logger_.set_pattern(format_ == LogFormat::json ? "%v" : "%Y-%m-%d %H:%M:%S.%e %l: %v");
        logger_.flush_on(spdlog::level::info);
    }

    void write(LogLevel level, std::string_view event, const Json& members) override {
        const std::string line = format_ == LogFormat::json ? json_line(level, event, members)
                                                            : text_line(event, members);
        logger_.log(to_spdlog(level), spdlog::string_view_t(line.data(), line.size()));
    }

    void append(std::string& lines, std::string_view event,
                const NotificationLine& line) const override {
        // The type comes from outside; a bench result's id cannot look like a key.
        const std::string type =
            known_type(line.type) ? std::string(line.type) : cleared(line.type);
        if (format_ == LogFormat::text) {
            Json members{
                {"delivery", line.delivery}, {"type", type}, {"benchResult", line.bench_result}};
            if (!line.reason.empty()) members["reason"] = line.reason;
            lines += text_line(event, members) + "\n";
            return;
        }
        lines += R"({"time":")";
        lines += format_utc(now_ms());
        lines += R"(","level":"info","event":")";
        lines += event;
        lines += R"(","delivery":)";
        lines += std::to_string(line.delivery);
        lines += R"(,"type":)";
        lines += known_type(line.type) ? "\"" + type + "\"" : to_text(Json(type));
        lines += R"(,"benchResult":")";
        lines += line.bench_result;
        lines += "\"";
        if (!line.reason.empty()) lines += R"(,"reason":)" + to_text(Json(line.reason));
        lines += "}\n";
    }

    void write_lines(std::string_view lines) override {
        if (lines.ends_with('\n')) lines.remove_suffix(1);  // the logger adds one
        if (lines.empty()) return;
        if (format_ == LogFormat::json)
            return logger_.info(spdlog::string_view_t(lines.data(), lines.size()));
        for (const std::string_view line : split(lines, '\n')) {
            logger_.info(spdlog::string_view_t(line.data(), line.size()));
        }
    }

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
    static spdlog::sink_ptr sink(const LogOptions& options) {
        if (options.out == nullptr) return std::make_shared<spdlog::sinks::stderr_sink_mt>();
        return std::make_shared<spdlog::sinks::ostream_sink_mt>(*options.out);
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
    spdlog::logger logger_;
};

}  // namespace

void journal_failed(Log& log, const Error& error) {
    log.write(LogLevel::error, "journal_failed", Json{{"error", sentence(error)}});
}

void internal_error(Log& log, std::string_view what) {
    log.write(LogLevel::error, "internal_error", Json{{"error", std::string(what)}});
}

std::unique_ptr<Log> create_log(const LogOptions& options) {
    return std::make_unique<SpdLog>(options);
}

}  // namespace octospira::recorder
