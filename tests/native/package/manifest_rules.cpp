#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>
#include <vector>

#include "tests/native/package/scratch_app.hpp"

using namespace octospira;
using namespace octospira::package;
namespace fs = std::filesystem;
using octospira::package::testing::SampleApp;

namespace {

/// A part of the good manifest, what stands there instead, and the finding that must come of it.
struct Bad {
    std::string_view part;
    std::string_view by;  ///< <51> stands for 51 letters
    int line;
    std::string_view sentence;  ///< its beginning
};

std::ostream& operator<<(std::ostream& out, const Bad& bad) {
    return out << bad.sentence << " (" << bad.by << ")";
}

std::string letters(std::size_t count) {
    return std::string(count, 'x');
}

std::string with_letters(std::string_view text) {
    const std::size_t open = text.find('<');
    const std::size_t close = text.find('>', open);
    const auto count = close == std::string_view::npos
                           ? std::nullopt
                           : parse_positive(text.substr(open + 1, close - open - 1));
    if (!count) return std::string(text);
    return std::string(text.substr(0, open)) + letters(static_cast<std::size_t>(*count)) +
           std::string(text.substr(close + 1));
}

constexpr Bad kBadManifests[] = {
    // Keys
    {"author:", "autor:", 8, "autor is not a documented key here"},
    {"author:", "Author:", 8,
     "Author is not a documented key here; remove it. Did you mean `author`?"},
    {"    isSecure: true", "    isSecret: true", 60,
     "settings[2].isSecret is not a documented key"},
    {"author: Nobody", "summary: Twice", 8, "summary is there twice"},
    {"guid: 3f1c2f6e-5d0a-4a0e-9c55-1d2f3a4b5c6d", "", 1, "The key `guid` is missing"},
    {"version: 1.5\n", "", 1, "The key `version` is missing"},
    {"name: Sample\n", "", 1, "The key `name` is missing"},
    {"    caption: Menu\n", "", 13, "menus[0] lacks the key `caption`"},
    {"        action: go\n", "", 18, "menus[0].entries[0] lacks the key `action`"},
    {"        actionTypeId: 2\n", "", 18, "menus[0].entries[0] lacks the key `actionTypeId`"},
    {"    code: file://page.js\n", "", 29, "pageContents[0] lacks the key `code`"},
    {"    template: file://column.html\n", "", 34, "pageColumns[0] lacks the key `template`"},
    {"    name: Widget\n", "", 39, "dashboards[0] lacks the key `name`"},
    {"    caption: General\n", "", 44, "settingGroups[0] lacks the key `caption`"},
    {"    caption: Key\n", "", 57, "settings[2] lacks the key `caption`"},
    {"    value: hello\n", "", 67, "storage[0] lacks the key `value`"},

    // Types and how YAML spells them
    {"summary: Does nothing", "summary:", 4, "summary has no value"},
    {"author: Nobody", "author: 5", 8, "author must be text; put it in quotes"},
    {"author: Nobody", "author: [a]", 8, "author must be text."},
    {"author: Nobody", "author: 2026-01-01", 8,
     "author is written as 2026-01-01, which YAML readers"},
    {"author: Nobody", "author: 012", 8, "author is written as 012, which"},
    {"author: Nobody", "author: !!str x", 8, "author has a YAML tag"},
    {"    isActive: true", "    isActive: yes", 16, "menus[0].isActive is written as yes, which"},
    {"    isActive: true", "    isActive: \"true\"", 16, "menus[0].isActive must be true or false"},
    {"pageId: 2", "pageId: \"2\"", 13, "menus[0].pageId must be a whole number, 1 to 21"},
    {"pageId: 2", "pageId: 2.5", 13, "menus[0].pageId must be a whole number, 1 to 21"},
    {"settingGroups:\n  - name: general\n    caption: General", "settingGroups: none", 43,
     "settingGroups must be a list"},
    {"  - key: greeting\n    value: hello\n    isSecure: false", "  - greeting", 67,
     "storage[0] must be a group"},
    {"version: 1.5", "version: 0.0", 11, "version must be a number greater than 0"},
    {"version: 1.5", "version: 1.2.3", 11, "version must be a number greater than 0"},
    {"version: 1.5", "version: \"1.5\"", 11, "version must be a number greater than 0"},

    // Limits
    {"guid: 3f1c2f6e-5d0a-4a0e-9c55-1d2f3a4b5c6d", "guid: <65>", 1, "guid has 65 characters; 64"},
    {"name: Sample", "name: <256>", 2, "name has 256 characters; 255"},
    {"caption: Sample app", "caption: <256>", 3, "caption has 256 characters; 255"},
    {"summary: Does nothing", "summary: <256>", 4, "summary has 256 characters; 255"},
    {"author: Nobody", "productSummary: <256>", 8, "productSummary has 256 characters"},
    {"author: Nobody", "author: <129>", 8, "author has 129 characters; 128"},
    {"author: Nobody", "copyright: <129>", 8, "copyright has 129 characters; 128"},
    {"url: https://example.com", "url: <257>", 9, "url has 257 characters; 256"},
    {"name: Sample", "name: \"\"", 2, "name is empty"},
    {"caption: Menu", "caption: <256>", 14, "menus[0].caption has 256 characters; 255"},
    {"icon: sample-logo", "icon: <256>", 15, "menus[0].icon has 256 characters; 255"},
    {"name: go", "name: <51>", 18, "menus[0].entries[0].name has 51 characters; 50"},
    {"caption: Go", "caption: <129>", 19, "menus[0].entries[0].caption has 129 characters"},
    {"caption: Go", "caption: Go\n        tooltip: <256>", 20,
     "menus[0].entries[0].tooltip has 256 characters; 255"},
    {"action: https://example.com/{artifact_id}", "action: <256>", 26,
     "menus[0].entries[1].action has 256 characters; 255"},
    {"name: details", "name: <129>", 30, "pageContents[0].name has 129 characters; 128"},
    {"name: column", "name: <51>", 35, "pageColumns[0].name has 51 characters; 50"},
    {"caption: Column", "caption: <51>", 36, "pageColumns[0].caption has 51 characters"},
    {"name: Widget", "name: <129>", 40, "dashboards[0].name has 129 characters; 128"},
    {"name: general", "name: <51>", 44, "settingGroups[0].name has 51 characters; 50"},
    {"caption: General", "caption: <256>", 45, "settingGroups[0].caption has 256"},
    {"name: key", "name: <256>", 58, "settings[2].name has 256 characters; 255"},
    {"caption: Key", "caption: <51>", 59, "settings[2].caption has 51 characters; 50"},
    {"isSecure: true", "placeholder: <256>", 60, "settings[2].placeholder has 256"},
    {"isSecure: true", "tooltip: <256>", 60, "settings[2].tooltip has 256 characters"},
    {"key: greeting", "key: <129>", 67, "storage[0].key has 129 characters; 128"},
    {"value: hello", "value: <256>", 68, "storage[0].value has 256 characters; 255"},
    {"pageId: 2", "pageId: 0", 13, "menus[0].pageId must be a whole number, 1 to 21"},
    {"pageId: 2", "pageId: 22", 13, "menus[0].pageId must be a whole number, 1 to 21"},
    {"actionTypeId: 2", "actionTypeId: 3", 20, "menus[0].entries[0].actionTypeId must be a whole"},
    {"dashboardTypeId: 1", "dashboardTypeId: 8", 39,
     "dashboards[0].dashboardTypeId must be a whole"},
    {"settingTypeId: 1\n", "settingTypeId: 15\n", 57, "settings[2].settingTypeId must be a whole"},
    {"position: 1", "position: 0", 56, "settings[1].position must be a whole number, 1 or more"},
    {"artifactTypeId: 2", "artifactTypeId: -1001", 65, "productSettings[0].artifactTypeId must be"},

    // What belongs together
    {"3f1c2f6e-5d0a-4a0e-9c55-1d2f3a4b5c6d", "sample", 1, "guid must be a UUID"},
    {"name: Sample", "name: My app", 2, "name must have no blanks and no hyphens"},
    {"name: Sample", "name: my-app", 2, "name must have no blanks and no hyphens"},
    {"pageContents:", "  - pageId: 2\n    caption: B\n    isActive: true\npageContents:", 28,
     "menus[1].pageId is 2 as in menus[0]"},
    {"pageColumns:", "  - pageId: 2\n    name: b\n    code: file://page.js\npageColumns:", 33,
     "pageContents[1].pageId is 2 as in pageContents[0]"},
    {"dashboards:",
     "  - pageId: 1\n    name: b\n    caption: B\n    template: file://column.html\ndashboards:",
     38, "pageColumns[1].pageId is 1 as in pageColumns[0]"},
    {"settingGroups:", "  - dashboardTypeId: 1\n    name: B\n    isActive: true\nsettingGroups:",
     43, "dashboards[1].dashboardTypeId is 1 as in dashboards[0]"},
    {"settings:", "  - name: general\n    caption: Again\nsettings:", 46,
     "settingGroups[1].name is \"general\" as in settingGroups[0]"},
    {"name: site", "name: go", 23, "menus[0].entries[1].name is the name of another entry"},
    {"name: key", "name: address", 58, "settings[2].name is the name of settings[1] too"},
    {"name: property", "name: key", 63, "productSettings[0].name is the name of settings[2] too"},
    {"    isSecure: false", "    isSecure: false\n  - key: greeting\n    value: x", 70,
     "storage[1].key is \"greeting\" as in storage[0]"},
    {"settingGroup: general", "settingGroup: other", 55,
     "settings[1].settingGroup names a group that"},
    {"pageContents:\n  - pageId: 2", "pageContents:\n  - pageId: 4", 18,
     "menus[0].entries[0] calls a function, but its page has no code"},
    {"pageColumns:\n  - pageId: 1", "pageColumns:\n  - pageId: 2", 34,
     "pageColumns[0].pageId is TestCaseDetails; only list pages have columns"},
    {"dashboardTypeId: 1", "dashboardTypeId: 4", 39,
     "dashboards[0].dashboardTypeId is a dashboard that is not"},
    {"settingTypeId: 1\n", "settingTypeId: 3\n", 57,
     "settings[2].settingTypeId is 3 (custom property)"},
    {"settingTypeId: 3", "settingTypeId: 13", 62,
     "productSettings[0].settingTypeId is 13 (fixed URL)"},
    {"settingTypeId: 3", "settingTypeId: 6", 62, "productSettings[0].settingTypeId is 6 (multiple"},
    {"    artifactTypeId: 2", "    value: x", 65,
     "productSettings[0].value is not a documented key"},
    {"    value: https://api.example.com\n", "", 47,
     "settings[0] is a fixed URL (type 13) and lacks"},
    {"value: https://api.example.com", "value: https://10.0.0.1/api", 50,
     "settings[0].value is an IP address"},
    {"value: https://api.example.com", "value: \"[::1]\"", 50,
     "settings[0].value has no domain name"},
    {"value: https://api.example.com", "value: http://localhost:80", 50,
     "settings[0].value is localhost"},
    {"value: https://api.example.com", "value: ftp://example.com", 50,
     "settings[0].value must start with https"},
    {"    isSecure: true", "    value: x", 60,
     "settings[2].value belongs to fixed URLs (type 13) only"},
    {"    isSecure: true", "    defaultSettingName: cloud", 60,
     "settings[2].defaultSettingName belongs to"},
    {"defaultSettingName: cloud", "defaultSettingName: key", 54,
     "settings[1].defaultSettingName must be the name"},

    // Files
    {"code: file://page.js", "code: page.js", 31,
     "pageContents[0].code must name a file of the folder: file://name.js"},
    {"icon: data:image/svg+xml;base64,file://icon.svg", "icon: file://icon.svg", 10,
     "icon must name a file of the folder: data:image/svg+xml;base64,file://name.svg"},
    {"code: file://page.js", "code: file://sub/page.js", 31,
     "The file `sub/page.js` is in a sub-folder"},
    {"code: file://page.js", "code: file://..\\page.js", 31,
     "The file `..\\page.js` is in a sub-folder"},
    {"code: file://page.js", "code: file://page.min.js", 31, "The file `page.min.js` has two dots"},
    {"code: file://page.js", "code: file://gone.js", 31, "The file `gone.js` is not in the folder"},
    {"code: file://page.js", "code: file://page", 31, "The file `page` is not a file name"},
    {"code: file://page.js", "code: file://p%20.js", 31, "The file `p%20.js` has characters"},
    {"code: file://page.js", "code: file://text.txt", 31,
     "The file `text.txt` must be of the type .js"},
    {"summary: Does nothing", "summary: see file://page.js", 4, "summary contains `file://`"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(manifest_rules)

BOOST_AUTO_TEST_CASE(the_good_manifest_has_no_findings) {
    const SampleApp app;

    const Reading reading = read_folder(app.path());

    BOOST_TEST(to_text(reading.findings) == "");
    BOOST_TEST(reading.package.has_value());
}

BOOST_DATA_TEST_CASE(a_bad_manifest_is_refused_at_its_line,
                     boost::unit_test::data::make(kBadManifests), bad) {
    const SampleApp app;
    app.spoil(bad.part, with_letters(bad.by));

    const Reading reading = read_folder(app.path());

    const std::string expected =
        "manifest.yaml:" + std::to_string(bad.line) + ": " + std::string(bad.sentence);
    BOOST_TEST(!reading.package.has_value());
    BOOST_TEST(("\n" + to_text(reading.findings)).find("\n" + expected) != std::string::npos,
               "expected " << expected << "\nfound " << to_text(reading.findings));
}

BOOST_AUTO_TEST_CASE(the_longest_texts_that_fit_are_taken) {
    const SampleApp app;
    app.spoil("name: go", "name: " + letters(50));
    app.spoil("action: go", "action: " + letters(50));
    app.spoil("caption: Key", "caption: " + letters(50));
    app.spoil("author: Nobody", "author: " + letters(128));

    BOOST_TEST(to_text(read_folder(app.path()).findings) == "");
}

BOOST_AUTO_TEST_CASE(length_is_counted_as_spira_counts_it) {
    // 128 letters of two bytes fit; 65 signs of two UTF-16 units do not.
    const SampleApp app;
    std::string accents;
    std::string faces;
    for (int i = 0; i < 128; ++i) accents += "\xC3\xA9";
    for (int i = 0; i < 65; ++i) faces += "\xF0\x9F\x98\x80";

    app.spoil("author: Nobody", "author: " + accents);
    BOOST_TEST(to_text(read_folder(app.path()).findings) == "");
    app.spoil(accents, faces);
    BOOST_TEST(
        to_text(read_folder(app.path()).findings).starts_with("manifest.yaml:8: author has 130"));
}

BOOST_AUTO_TEST_CASE(a_spelling_that_yaml_readers_understand_differently_is_refused) {
    for (const std::string_view spelling :
         {"yes", "Off", "n", "0x1F", "0o17", "017", "1e3", ".5", "1.", "+1", "1_000", "12:30",
          ".inf", ".NaN", "2026-01-01", "2026-01-01 10:00", "12345678901234567890"}) {
        const SampleApp app;
        app.spoil("author: Nobody", "author: " + std::string(spelling));
        const std::string text = to_text(read_folder(app.path()).findings);
        BOOST_TEST(text.starts_with("manifest.yaml:8: author is written as " +
                                    std::string(spelling) + ","),
                   spelling << ": " << text);

        app.spoil("author: " + std::string(spelling), "author: \"" + std::string(spelling) + "\"");
        BOOST_TEST(to_text(read_folder(app.path()).findings) == "");
    }
    for (const std::string_view text : {"8.14.1", "yesterday", "10 %", "3f1c", "1 e3", "a: b"}) {
        const SampleApp app;
        app.spoil("summary: Does nothing", "summary: >-\n  " + std::string(text));
        BOOST_TEST(to_text(read_folder(app.path()).findings) == "", text);
    }
}

BOOST_AUTO_TEST_CASE(several_findings_come_at_once_in_the_order_of_the_file) {
    const SampleApp app;
    app.spoil("isSecure: true", "colour: red");
    app.spoil("pageId: 2", "pageId: 99");
    app.spoil("name: Sample", "name: my app");
    app.spoil("css: file://page.css", "css: file://gone.css");

    const Findings findings = read_folder(app.path()).findings;

    std::vector<int> lines;
    for (const Finding& finding : findings) lines.push_back(finding.line);
    const std::vector<int> expected = {2, 13, 32, 60};
    BOOST_TEST(lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_works_but_is_probably_not_meant_is_a_warning) {
    const SampleApp app;
    app.spoil("    isActive: true\n", "    isActive: false\n");
    app.spoil("action: go", "action: start");
    app.spoil("version: 1.5", "version: 1.10");

    const Reading reading = read_folder(app.path());

    const std::string text = to_text(reading.findings);
    BOOST_TEST(reading.package.has_value());
    BOOST_TEST(
        text.find("manifest.yaml:11: warning: version is a number: 1.10 is the same as 1.1") == 0U);
    BOOST_TEST(text.find("manifest.yaml:13: warning: menus[0] is hidden") != std::string::npos);
    BOOST_TEST(text.find("manifest.yaml:21: warning: menus[0].entries[0].action differs") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_not_a_manifest_is_refused_with_a_sentence) {
    const SampleApp app;
    const auto findings_of = [&](std::string_view manifest) {
        app.write("manifest.yaml", manifest);
        const Reading reading = read_folder(app.path());
        BOOST_TEST(!reading.package.has_value());
        return to_text(reading.findings);
    };

    BOOST_TEST(findings_of("").find("must be one YAML document") != std::string::npos);
    BOOST_TEST(findings_of("- a\n").find("must be one YAML document") != std::string::npos);
    BOOST_TEST(findings_of("a: 1\n---\nb: 1\n").find("must be one YAML document") !=
               std::string::npos);
    BOOST_TEST(findings_of("name: a\n  b: c\n").starts_with("manifest.yaml:2: This is not YAML"));
    BOOST_TEST(findings_of("name: \xFF\n").find("not UTF-8") != std::string::npos);
    BOOST_TEST(findings_of("? [a]\n: b\n").find("a key that is not a plain word") !=
               std::string::npos);
    // Here yaml-cpp finds documents without end.
    BOOST_TEST(findings_of("---\n,a\n").find("must be one YAML document") != std::string::npos);
    // An alias that would grow without end, and one that holds itself.
    std::string bomb = "a0: &a0 [x]\n";
    for (int i = 1; i < 9; ++i) {
        const std::string alias = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + alias;
        for (int k = 0; k < 9; ++k) bomb += ", " + alias;
        bomb += "]\n";
    }
    BOOST_TEST(findings_of(bomb).find("too large to be a manifest") != std::string::npos);
    BOOST_TEST(!findings_of("menus: &m [*m]\n").empty());
}

BOOST_AUTO_TEST_CASE(a_missing_folder_or_manifest_is_said) {
    const SampleApp app;
    fs::remove(app.path() / "manifest.yaml");

    BOOST_TEST(to_text(read_folder(app.path()).findings).find("has no manifest.yaml") !=
               std::string::npos);
    BOOST_TEST(to_text(read_folder(app.path() / "gone").findings).find("There is no folder") !=
               std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
