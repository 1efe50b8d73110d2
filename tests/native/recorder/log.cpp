#include "native/recorder/log.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>

#include "core/base/text.hpp"
#include "native/recorder/log_rate_limiter.hpp"

namespace octospira::recorder {

BOOST_AUTO_TEST_SUITE(log_lines)

BOOST_AUTO_TEST_CASE(a_line_is_one_json_object_whatever_a_text_holds) {
    std::ostringstream out;
    create_log({LogFormat::json, &out, {}})
        ->write(LogLevel::warning, "refused", Json{{"path", "/a\nb\"{}\xff"}, {"status", 404}});

    const std::string text = out.str();
    BOOST_TEST(split(text, '\n').size() == 2U);
    const auto line = parse_json(text);
    BOOST_REQUIRE(line);
    BOOST_TEST(text_at(*line, "level") == "warning");
    BOOST_TEST(text_at(*line, "event") == "refused");
    BOOST_TEST(text_at(*line, "path").rfind("/a\nb\"{}", 0) == 0U);
    BOOST_TEST(integer_at(*line, "status").value_or(0) == 404);
}

BOOST_AUTO_TEST_CASE(secrets_and_what_looks_like_a_key_are_never_written) {
    std::ostringstream out;
    const auto log = create_log({LogFormat::text, &out, {"my secret word"}});
    log->write(LogLevel::info, "failed",
               Json{{"error", "sent my secret word and {11111111-2222-3333-4444-555555555555}"}});

    BOOST_TEST(out.str().find("my secret word") == std::string::npos);
    BOOST_TEST(out.str().find("11111111") == std::string::npos);
    BOOST_TEST(log->cleared("my secret word!") == "***!");
}

BOOST_AUTO_TEST_CASE(a_text_from_outside_cannot_begin_a_line_in_the_human_form_either) {
    std::ostringstream out;
    create_log({LogFormat::text, &out, {}})
        ->write(LogLevel::info, "ignored", Json{{"type", "X\n2026-01-01 forged"}});
    BOOST_TEST(split(out.str(), '\n').size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_can_be_caused_at_will_is_written_a_few_times_and_then_counted) {
    constexpr EpochMs kBegin = 1'000'000;
    constexpr EpochMs kNext = kBegin + LogRateLimiter::kWindow.count();
    LogRateLimiter limit;
    for (int i = 0; i < LogRateLimiter::kMost; ++i) BOOST_TEST(limit.take(kBegin + i).write);
    for (int i = 0; i < 7; ++i) BOOST_TEST(!limit.take(kNext - 1).write);

    const LogRateLimiter::Turn next = limit.take(kNext);

    BOOST_TEST(next.write);
    BOOST_TEST(next.left_out == 7U);
    BOOST_TEST(limit.take(kNext).left_out == 0U);
}

BOOST_AUTO_TEST_CASE(a_clock_that_is_set_back_does_not_silence_a_log) {
    LogRateLimiter limit;
    for (int i = 0; i <= LogRateLimiter::kMost; ++i) (void)limit.take(1'000'000);
    BOOST_TEST(limit.take(500'000).write);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder
