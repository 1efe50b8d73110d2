#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/base/text.hpp"
#include "tests/native/recorder/world.hpp"

namespace octospira::recorder::test {

namespace {

/// Everything the recorder has written: the journal, its WAL, and the log.
std::string everything_written(const RecorderSide& recorder) {
    std::string all = recorder.log();
    const auto folder = std::filesystem::path(recorder.journal()).parent_path();
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        all.append(std::istreambuf_iterator<char>(file), {});
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(secrets)

BOOST_AUTO_TEST_CASE(no_secret_and_no_email_is_in_the_journal_or_the_log) {
    SpiraSide spira;
    spira.store_bench_result(1, kBenchResult);
    // An error text that repeats the account, as a proxy's page might.
    spira.set_faults(Json::array({Json{{"match", "* test-runs/record"},
                                       {"action", "status"},
                                       {"times", 1},
                                       {"status", 503},
                                       {"body", "\"no: username=" + kUser + "&api-key=" + kKey +
                                                    " first.last " + kSecret + "\""}}}));
    RecorderSide recorder(spira.url());
    const std::string account = "?username=" + kUser + "&api-key=" + percent_encode(kKey);
    (void)recorder.send("POST", kTestPath + account, {}, real_notification());
    (void)recorder.send("POST", "/nowhere" + account, {{"X-OctoSpira-Secret", kSecret}}, "{}");
    (void)recorder.send("POST", kTestPath + account + "x", {{"X-OctoSpira-Secret", "wrong"}}, "");
    BOOST_TEST(soon([&] { return recorder.state_of(kBenchResult) == "recorded"; }));

    const std::string before = everything_written(recorder);  // with the WAL still there
    recorder.stop();
    const std::string after = everything_written(recorder);

    for (const std::string& written : {before, after}) {
        BOOST_TEST(written.find(kBenchResult) != std::string::npos);  // we look at the right files
        BOOST_TEST(written.find(kSecret) == std::string::npos);
        BOOST_TEST(written.find(kKey.substr(1, 36)) == std::string::npos);
        BOOST_TEST(written.find("first.last@example.com") == std::string::npos);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
