#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace octospira::recorder {

/// Writes lines to a file descriptor on its own thread, so that callers never wait for the reader:
/// an unread pipe, a paused terminal, a full disk. Lines that do not fit into the queue, or cannot
/// be written, are dropped and counted; when writing works again, a line says how many were.
class LogWriter {
  public:
    struct Options {
        int descriptor = 2;
        std::size_t queue_bytes = std::size_t{1024} * 1024;  ///< waiting at most
        std::chrono::milliseconds last_words{1000};          ///< to write the rest at the end
        /// The line that reports so many dropped lines, with its line end.
        std::function<std::string(std::uint64_t)> report;
    };
    explicit LogWriter(Options options);
    LogWriter(const LogWriter&) = delete;
    LogWriter& operator=(const LogWriter&) = delete;
    /// Waits `last_words` at most for what is still in the queue.
    ~LogWriter();

    /// Whole lines, with their line ends. From any thread; returns at once.
    void write(std::string lines);
    /// Lines dropped since the start.
    [[nodiscard]] std::uint64_t dropped() const;

  private:
    struct State;
    std::shared_ptr<State> state_;  ///< the thread's, too: it may outlive the writer
};

}  // namespace octospira::recorder
