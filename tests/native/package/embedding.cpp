#include <boost/test/unit_test.hpp>

#include "native/package/base64.hpp"
#include "tests/native/package/scratch_app.hpp"

using namespace octospira;
using namespace octospira::package;
namespace fs = std::filesystem;
using octospira::package::testing::SampleApp;

namespace {

/// The file a member of the first item of a list holds, decoded.
std::string file_in(const Package& package, std::string_view list, std::string_view key) {
    const Json* items = array_at(package.manifest, list);
    BOOST_REQUIRE(items != nullptr && !items->empty());
    const auto bytes = decode_base64(text_at((*items)[0], key));
    BOOST_REQUIRE(bytes.has_value());
    return *bytes;
}

std::string findings_of(const SampleApp& app) {
    return to_text(read_folder(app.path()).findings);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(embedding)

BOOST_AUTO_TEST_CASE(files_are_inside_as_they_are) {
    const SampleApp app;

    const Reading reading = read_folder(app.path());

    BOOST_REQUIRE(reading.package.has_value());
    BOOST_TEST(file_in(*reading.package, "pageContents", "code") == "const text = \"SGVsbG8=\";\n");
    BOOST_TEST(file_in(*reading.package, "pageContents", "css") ==
               ".a { background: url(\"data:image/svg+xml;base64," +
                   encode_base64(app.read("icon.svg")) + "\"); }\n");
    BOOST_TEST(file_in(*reading.package, "pageColumns", "template") == app.read("column.html"));
    BOOST_TEST(text_at(reading.package->manifest, "icon") ==
               "data:image/svg+xml;base64," + encode_base64(app.read("icon.svg")));
}

BOOST_AUTO_TEST_CASE(replacement_patterns_in_a_script_stay_as_they_are) {
    const SampleApp app;
    const std::string script = "text.replace(/a/, \"$& $$ $` $'\"); // \xE2\x82\xAC\r\n";
    app.write("page.js", script);

    const Reading reading = read_folder(app.path());

    BOOST_REQUIRE(reading.package.has_value());
    BOOST_TEST(file_in(*reading.package, "pageContents", "code") == script);
}

BOOST_AUTO_TEST_CASE(all_three_kinds_of_quotes_hold_a_text_file) {
    const SampleApp app;
    app.write("page.js", "f('file://text.txt', `file://text.txt`, \"file://text.txt\");");

    const Reading reading = read_folder(app.path());

    BOOST_REQUIRE(reading.package.has_value());
    BOOST_TEST(file_in(*reading.package, "pageContents", "code") ==
               "f('SGVsbG8=', `SGVsbG8=`, \"SGVsbG8=\");");
}

BOOST_AUTO_TEST_CASE(a_leftover_in_a_script_is_refused_at_its_line) {
    const SampleApp app;
    for (const std::string_view leftover :
         {"// see file://page.js", "if (a.startsWith(\"file://\")) f();",
          "f(\"my file://text.txt\");", "f(\"file://text.txt more\");", "f(\"file://text.txt');",
          "file://text.txt", "f('file://sub/text.txt');", "f('file://text.min.txt');",
          "f('file://page.css');", "f('file://gone.txt');"}) {
        app.write("page.js", "\n\n" + std::string(leftover) + "\n");
        BOOST_TEST(findings_of(app).starts_with("page.js:3: "),
                   leftover << ": " << findings_of(app));
    }
}

BOOST_AUTO_TEST_CASE(a_leftover_in_a_style_sheet_or_template_is_refused_at_its_line) {
    const SampleApp app;
    for (const std::string_view leftover :
         {"/* file://icon.svg */", ".a { background: url(file://icon.svg); }",
          ".a { background: url(\"data:image/svg+xml;base64,file://gone.svg\"); }",
          ".a { background: url(\"data:image/svg+xml;base64,file://text.txt\"); }"}) {
        app.write("page.css", "\n" + std::string(leftover) + "\n");
        BOOST_TEST(findings_of(app).starts_with("page.css:2: "),
                   leftover << ": " << findings_of(app));
    }
    app.write("page.css", ".a {}");
    app.write("column.html", "<a href=\"file:///etc/passwd\">x</a>");
    BOOST_TEST(findings_of(app).starts_with("column.html:1: "));
}

BOOST_AUTO_TEST_CASE(a_text_that_would_end_its_string_is_refused) {
    const SampleApp app;
    for (const std::string_view text : {"a\"b", "a'b", "a`b", "a\\b", "ab\n", "$&"}) {
        app.write("text.txt", text);
        BOOST_TEST(
            findings_of(app).starts_with("page.js:1: The text file cannot stand inside a string"));
    }
}

BOOST_AUTO_TEST_CASE(binary_empty_and_disguised_files_are_refused) {
    const SampleApp app;

    app.write("text.txt", std::string_view("\0asm\xFF", 5));
    BOOST_TEST(findings_of(app).starts_with("page.js:1: The file `text.txt` is not UTF-8 text"));
    app.write("text.txt", "");
    BOOST_TEST(findings_of(app).starts_with("page.js:1: The file `text.txt` is empty"));
    app.write("text.txt", "x");
    app.write("icon.svg", "PNG");
    BOOST_TEST(
        findings_of(app).starts_with("manifest.yaml:10: The file `icon.svg` is not an SVG image"));
}

BOOST_AUTO_TEST_CASE(a_folder_with_the_name_of_a_file_is_no_file) {
    const SampleApp app;
    fs::create_directory(app.path() / "dir.js");
    app.spoil("code: file://page.js", "code: file://dir.js");

    BOOST_TEST(findings_of(app).find("`dir.js` is not in the folder or cannot be read") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
