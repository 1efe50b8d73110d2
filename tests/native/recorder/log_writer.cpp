#include "native/recorder/log_writer.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <thread>

#include "core/base/text.hpp"
#include "tests/native/support.hpp"

namespace octospira::recorder {

namespace {

using octospira::test::soon;

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// A pipe, its reading end in this test. One of 4 KiB is full for poll() as soon as anything is in
/// it (one page is its only one).
struct Pipe {
    explicit Pipe(int bytes = 4096) {
        BOOST_REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
        BOOST_REQUIRE(::fcntl(ends[1], F_SETPIPE_SZ, bytes) >= bytes);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    ~Pipe() {
        close_reader();
        ::close(ends[1]);
    }
    void close_reader() {
        if (ends[0] >= 0) ::close(ends[0]);
        ends[0] = -1;
    }
    /// Reads until `end` has come.
    [[nodiscard]] std::string read_until(const std::string& end) const {
        std::string text;
        char part[4096];
        while (text.find(end) == std::string::npos) {
            const auto length = ::read(ends[0], part, sizeof part);
            BOOST_REQUIRE(length > 0);
            text.append(part, static_cast<std::size_t>(length));
        }
        return text;
    }
    int ends[2] = {-1, -1};
};

LogWriter::Options options(int descriptor) {
    LogWriter::Options all;
    all.descriptor = descriptor;
    all.queue_bytes = 64 * 1024;
    all.last_words = milliseconds(200);
    all.report = [](std::uint64_t count) { return "dropped " + std::to_string(count) + "\n"; };
    return all;
}

const std::string kLine = std::string(999, 'x') + "\n";

/// The sum of the counts in the reports that stand before `end`.
std::uint64_t reported_before(const std::string& text, std::string_view end) {
    static constexpr std::string_view kReport = "dropped ";
    std::uint64_t sum = 0;
    for (const std::string_view line :
         split(std::string_view(text).substr(0, text.find(end)), '\n')) {
        if (line.starts_with(kReport)) sum += std::stoull(std::string(line.substr(kReport.size())));
    }
    return sum;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(log_writer)

BOOST_AUTO_TEST_CASE(lines_come_in_their_order_and_the_last_ones_before_the_end) {
    const Pipe pipe(1024 * 1024);  // no write waits for a reader
    {
        LogWriter writer(options(pipe.ends[1]));
        for (int i = 0; i < 100; ++i) writer.write("line " + std::to_string(i) + "\n");
    }
    const std::string text = pipe.read_until("line 99\n");
    const auto lines = split(text, '\n');
    BOOST_REQUIRE(lines.size() == 101U);
    for (std::size_t i = 0; i < 100; ++i) BOOST_TEST(lines[i] == "line " + std::to_string(i));
}

BOOST_AUTO_TEST_CASE(a_reader_that_stands_still_holds_up_nobody_and_costs_counted_lines) {
    const Pipe pipe;
    LogWriter writer(options(pipe.ends[1]));
    const auto begun = steady_clock::now();

    for (int i = 0; i < 1000; ++i) writer.write(kLine);

    BOOST_TEST((steady_clock::now() - begun < std::chrono::seconds(5)));
    const std::uint64_t dropped = writer.dropped();
    BOOST_TEST(dropped > 800U);
    std::string text = pipe.read_until(kLine);
    // It moves again: what it missed stands before the next line.
    BOOST_REQUIRE(soon([&] {
        writer.write("again\n");
        char part[65536];
        const auto length = ::read(pipe.ends[0], part, sizeof part);
        if (length > 0) text.append(part, static_cast<std::size_t>(length));
        return text.find("again\n") != std::string::npos;
    }));
    BOOST_TEST(reported_before(text, "again\n") == dropped);
}

BOOST_AUTO_TEST_CASE(the_end_waits_for_a_still_reader_no_longer_than_it_may) {
    const Pipe pipe;
    const auto begun = steady_clock::now();
    {
        LogWriter writer(options(pipe.ends[1]));
        for (int i = 0; i < 50; ++i) writer.write(kLine);
    }
    BOOST_TEST((steady_clock::now() - begun < std::chrono::seconds(5)));
}

BOOST_AUTO_TEST_CASE(a_full_disk_costs_lines_and_no_more) {
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    BOOST_REQUIRE(full >= 0);
    {
        LogWriter writer(options(full));
        writer.write("one\ntwo\n");
        BOOST_TEST(soon([&] { return writer.dropped() == 2U; }));
        writer.write("three\n");
        BOOST_TEST(soon([&] { return writer.dropped() == 3U; }));
    }
    ::close(full);
}

BOOST_AUTO_TEST_CASE(a_reader_that_has_gone_costs_lines_and_no_more) {
    Pipe pipe;
    pipe.close_reader();
    LogWriter writer(options(pipe.ends[1]));
    writer.write("one\n");
    BOOST_TEST(soon([&] { return writer.dropped() == 1U; }));
    LogWriter closed(options(-1));
    closed.write("one\n");
    BOOST_TEST(soon([&] { return closed.dropped() == 1U; }));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder
