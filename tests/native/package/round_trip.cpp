#include <boost/test/unit_test.hpp>
#include <random>

#include "native/package/base64.hpp"
#include "tests/native/package/scratch_app.hpp"

using namespace octospira;
using namespace octospira::package;
using octospira::package::testing::SampleApp;
using octospira::package::testing::ScratchFolder;

namespace {

std::string good_bytes() {
    const auto bytes = pack(SampleApp().path());
    BOOST_REQUIRE(bytes.has_value());
    return *bytes;
}

/// A package of this JSON text, however wrong.
std::string refusal_of(const std::string& json) {
    const auto listing = describe(std::string_view(encode_base64(json)));
    BOOST_TEST(!listing.has_value());
    return listing ? "" : listing.error().message.english;
}

std::string good_json() {
    return decode_base64(good_bytes()).value_or("");
}

std::string with(std::string text, const std::string& part, const std::string& by) {
    const std::size_t at = text.find(part);
    BOOST_REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), by);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(round_trip)

BOOST_AUTO_TEST_CASE(base64_is_strict_and_its_own_inverse) {
    BOOST_TEST(encode_base64("") == "");
    BOOST_TEST(encode_base64("f") == "Zg==");
    BOOST_TEST(encode_base64("fo") == "Zm8=");
    BOOST_TEST(encode_base64("foo") == "Zm9v");
    BOOST_TEST(encode_base64("\xFB\xFF\xFE") == "+//+");
    std::string bytes;
    for (int i = 0; i < 256; ++i) {
        BOOST_TEST((decode_base64(encode_base64(bytes)) == bytes));
        bytes += static_cast<char>(i);
    }
    for (const std::string_view bad :
         {"Z", "Zg", "Zg=", "Zh==", "Zm9=", "====", "Zg==Zg==", "Zm9v\n", "Zm 9", "-_-_", "=m9v"}) {
        BOOST_TEST(!decode_base64(bad).has_value(), bad << " was taken");
    }
}

BOOST_AUTO_TEST_CASE(the_same_folder_gives_the_same_bytes) {
    BOOST_TEST(good_bytes() == good_bytes());
}

BOOST_AUTO_TEST_CASE(the_package_is_base64_of_json_in_the_manifest_s_order) {
    const std::string json = good_json();

    BOOST_TEST(json.starts_with(
        R"({"guid":"3f1c2f6e-5d0a-4a0e-9c55-1d2f3a4b5c6d","name":"Sample","caption":"Sample app",)"
        R"("summary":"Does nothing","description":"Does nothing, slowly","author":"Nobody",)"));
    BOOST_TEST(json.find(R"("version":1.5,"menus":[{"pageId":2,)") != std::string::npos);
    BOOST_TEST(good_bytes().find_first_of("\r\n ") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_version_of_1_0_is_the_number_1_as_javascript_writes_it) {
    const SampleApp app;
    app.spoil("version: 1.5", "version: 1.0");

    const auto bytes = pack(app.path());

    BOOST_REQUIRE(bytes.has_value());
    BOOST_TEST(decode_base64(*bytes)->find("\"version\":1,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_unpacked_package_packs_to_the_same_bytes) {
    const SampleApp app;
    app.spoil("summary: Does nothing", "summary: \"\\\"quoted\\\" \\n: # \xE2\x82\xAC, yes\"");
    const auto bytes = pack(app.path());
    BOOST_REQUIRE(bytes.has_value());
    const ScratchFolder scratch;

    const auto names = unpack(*bytes, scratch.path() / "new");

    BOOST_REQUIRE(names.has_value());
    const std::vector<std::string> expected = {"manifest.yaml", "icon.svg",      "page_1.js",
                                               "page_1.css",    "column_1.html", "dashboard_1.js"};
    BOOST_TEST(*names == expected, boost::test_tools::per_element());
    const auto again = pack(scratch.path() / "new");
    BOOST_REQUIRE_MESSAGE(again.has_value(), again.error().message.english);
    BOOST_TEST(*again == *bytes);
}

BOOST_AUTO_TEST_CASE(unpacking_overwrites_nothing) {
    const ScratchFolder scratch;
    scratch.write("precious.txt", "mine");

    const auto names = unpack(good_bytes(), scratch.path());

    BOOST_REQUIRE(!names.has_value());
    BOOST_TEST((names.error().kind == ErrorKind::conflict));
    BOOST_TEST(!std::filesystem::exists(scratch.path() / "manifest.yaml"));
}

BOOST_AUTO_TEST_CASE(a_listing_says_what_is_inside) {
    const auto listing = describe(std::string_view(good_bytes()));

    BOOST_REQUIRE(listing.has_value());
    for (const std::string_view part :
         {"Sample app 1.5\n", "guid: 3f1c2f6e", "TestCaseDetails: Menu\n    Go -> function go\n",
          "TestCaseDetails: details, code 25 bytes", "TestCaseList: column", "ProductHome: Widget",
          "cloud: \"Cloud\", fixed URL", "key: \"Key\", text, secure",
          "property: \"Property\", custom property", "greeting\n"}) {
        BOOST_TEST(listing->find(part) != std::string::npos, part << " is missing in\n"
                                                                  << *listing);
    }
    const Reading reading = read_package(good_bytes());
    BOOST_REQUIRE(reading.package.has_value());
    BOOST_TEST(array_at(summary(*reading.package), "settings")->size() == 3U);
}

BOOST_AUTO_TEST_CASE(what_is_no_package_is_refused_with_a_sentence) {
    const auto refused = [](std::string_view bytes, std::string_view because) {
        const auto listing = describe(bytes);
        BOOST_TEST(!listing.has_value());
        if (!listing)
            BOOST_TEST(listing.error().message.english.find(because) != std::string::npos,
                       listing.error().message.english);
    };
    refused("", "is empty");
    refused("PK\x03\x04", "is not base64");
    refused("<html>", "is not base64");
    refused(good_bytes() + "\n", "is not base64");
    refused(good_bytes().substr(0, 401), "is not base64");
    refused(encode_base64("[]"), "does not hold a JSON object");
    refused(encode_base64("{"), "does not hold JSON");
    refused(encode_base64("{\"a\":\"\xFF\"}"), "does not hold UTF-8");
    refused(encode_base64("\xEF\xBB\xBF{}"), "does not hold a JSON object");
    refused(encode_base64(std::string(100000, '{')), "does not hold JSON");
    refused(encode_base64("{\"a\":" + std::string(100000, '[')), "does not hold JSON");
    refused(encode_base64("{}"), "`guid` is missing");
    refused(std::string(33U << 20U, 'A'), "larger than 32 MB");
}

BOOST_AUTO_TEST_CASE(a_package_that_breaks_a_rule_is_refused) {
    const std::string json = good_json();
    const auto refused = [](const std::string& text, std::string_view because) {
        const std::string message = refusal_of(text);
        BOOST_TEST(message.find(because) != std::string::npos, because << " is not in " << message);
    };
    refused(with(json, "\"name\":", "\"guid\":"), "the key `guid` twice");
    refused(with(json, "\"author\"", "\"autor\""), "autor is not a documented key");
    refused(with(json, "\"author\":\"Nobody\"", "\"author\":null"), "author is null");
    refused(with(json, "\"version\":1.5", "\"version\":\"1.5\""), "version must be a number");
    refused(with(json, "\"code\":\"", "\"code\":\"!"), "pageContents[0].code is not base64");
    refused(with(json, "\"code\":\"", "\"code\":\"file://"), "pageContents[0].code is not base64");
    refused(with(json, "data:image/svg+xml", "data:image/png"),
            "icon must start with data:image/svg+xml");
    refused(with(json, "Does nothing", "file://x.js"), "summary contains `file://`");
    refused(with(json, "\"pageId\":2", "\"pageId\":99999999999999999999"),
            "menus[0].pageId must be");
    refused(with(json, "\"pageContents\":[{\"pageId\":2", "\"pageContents\":[{\"pageId\":4"),
            "its page has no code");
}

BOOST_AUTO_TEST_CASE(a_message_about_a_hostile_package_is_fit_for_a_terminal) {
    const std::string message = refusal_of("{\"\\u001b[2J" + std::string(5000, 'k') + "\":1}");

    BOOST_TEST(message.find('\x1B') == std::string::npos);
    BOOST_TEST(message.size() < 1000U);
}

BOOST_AUTO_TEST_CASE(damaged_packages_never_end_the_process) {
    const std::string bytes = good_bytes();
    std::mt19937 random(42);  // NOLINT: the same damage in every run
    for (int round = 0; round < 2000; ++round) {
        std::string json = decode_base64(bytes).value_or("");
        for (int hits = 0; hits < 3; ++hits)
            json[random() % json.size()] = static_cast<char>(random());
        const Reading reading = read_package(encode_base64(json));
        BOOST_REQUIRE(reading.package.has_value() != has_errors(reading.findings));
        if (reading.package) (void)describe(*reading.package);

        std::string cut = bytes;
        cut[random() % cut.size()] = static_cast<char>(random());
        (void)describe(std::string_view(cut).substr(0, random() % cut.size()));
    }
}

BOOST_AUTO_TEST_SUITE_END()
