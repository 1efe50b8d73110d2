#include "core/octoperf/links.hpp"

#include <boost/test/unit_test.hpp>

using namespace octospira;
using namespace octospira::octoperf;

namespace {
const std::string kId = "aKpHtoYBUDjbSvwJg3Vu";
const std::string kWorkspace = "0r5ifn4BrW7hkFYMIu1j";
const std::string kProject = "1L5ifn4BrW7hkFYMIu19";
const std::string kIn = "/workspace/" + kWorkspace + "/project/" + kProject;
}  // namespace

BOOST_AUTO_TEST_CASE(every_shape_of_a_scenario_link_gives_the_scenario) {
    for (const std::string& text :
         {kId, " " + kId + "\n", "\"" + kId + "\"", "'" + kId + "'", "<" + kId + ">",
          "` " + kId + " `", "https://app.octoperf.com/#/app" + kIn + "/runtime/" + kId,
          "https://api.octoperf.com/app/#/app" + kIn + "/runtime/" + kId,
          "https://api.octoperf.com/ui" + kIn + "/runtime/scenario/" + kId,
          "https://api.octoperf.com/ui" + kIn + "/runtime/scenario/" + kId + "/",
          "https://api.octoperf.com/ui" + kIn + "/runtime/scenario/" + kId + "?tab=1#x",
          "https://api.octoperf.com/ui" + kIn + "/runtime/scenario/" + kId +
              "/settings/AAAAAAAAAAAAAAAAAAAA",
          "<https://api.octoperf.com/ui" + kIn + "/runtime/scenario/" + kId + ">",
          "api.octoperf.com/ui" + kIn + "/runtime/scenario/" + kId,
          "https://octoperf.example.com/runtime/scenarios/" + kId,
          "https://octoperf.example.com/runtime/scenarios/run/" + kId + "?name=x"}) {
        const auto link = parse_scenario(text);
        BOOST_TEST_CONTEXT(text) {
            BOOST_REQUIRE(link);
            BOOST_TEST(link->id.text() == kId);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_id_that_begins_with_a_dash_is_an_id) {
    BOOST_TEST(parse_scenario("-KpHtoYBUDjbSvwJg3V_")->id.text() == "-KpHtoYBUDjbSvwJg3V_");
}

BOOST_AUTO_TEST_CASE(the_host_of_a_pasted_address_is_kept_for_a_warning) {
    BOOST_TEST(parse_scenario("https://Octo.Example.com:8443/ui" + kIn + "/runtime/scenario/" + kId)
                   ->host == "octo.example.com:8443");
    BOOST_TEST(parse_scenario(kId)->host == "");
}

BOOST_AUTO_TEST_CASE(addresses_without_a_scenario_are_refused_with_advice) {
    for (const std::string& text :
         {"https://api.octoperf.com/ui" + kIn + "/runtime/scenario",
          "https://api.octoperf.com/ui" + kIn + "/runtime/scenario/",
          "https://api.octoperf.com/ui" + kIn + "/design/virtual-user/" + kId,
          "https://api.octoperf.com/app/#/app" + kIn + "/analysis/" + kId,
          std::string("https://example.com"), kId + "x", kId.substr(1), std::string("Fin Whale"),
          "https://octoperf.example.com/runtime/scenarios/ " + kId.substr(1),
          std::string("<img src=x onerror=alert(1)>"), std::string("{octoperfApiKey}"),
          std::string("../../x")}) {
        const auto link = parse_scenario(text);
        BOOST_TEST_CONTEXT(text) {
            BOOST_REQUIRE(!link);
            BOOST_TEST(!link.error().advice.empty());
            BOOST_TEST(link.error().message.english.find('<') == std::string::npos);
            BOOST_TEST((link.error().kind == ErrorKind::invalid_input));
        }
    }
}

BOOST_AUTO_TEST_CASE(an_empty_field_is_not_a_mistake_but_a_missing_choice) {
    for (const char* text : {"", "  ", "\"\"", "<>"}) {
        BOOST_TEST((parse_scenario(text).error().kind == ErrorKind::not_configured), text);
    }
}

BOOST_AUTO_TEST_CASE(a_key_in_the_scenario_field_is_refused_and_not_echoed) {
    const std::string key = "0f7c9e6a-1b2c-4d3e-8f90-a1b2c3d4e5f6";
    for (const std::string& text : {key, "{" + key + "}", "\"" + key + "\"",
                                    "https://api.octoperf.com/runtime/scenarios/" + key}) {
        const auto link = parse_scenario(text);
        BOOST_REQUIRE(!link);
        BOOST_TEST(sentence(link.error()).find("a1b2c3d4") == std::string::npos);
        BOOST_TEST(link.error().message.english.find("API key") != std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(every_shape_of_a_report_link_gives_the_report) {
    const std::string report = "lkig7oEBrZGjujUFtpWw";
    for (const std::string& url :
         {"https://api.octoperf.com/app/#/app" + kIn + "/analysis/" + report,
          "https://api.octoperf.com/app/#/app" + kIn +
              "/analysis/AAAAAAAAAAAAAAAAAAAA/BBBBBBBBBBBBBBBBBBBB/" + report,
          "https://api.octoperf.com/ui" + kIn + "/analysis/report/" + report,
          "https://api.octoperf.com/ui" + kIn + "/analysis/report/" + report + "/?x=1"}) {
        const auto link = parse_report(url);
        BOOST_TEST_CONTEXT(url) {
            BOOST_REQUIRE(link);
            BOOST_TEST(link->report.text() == report);
            BOOST_TEST(link->workspace == kWorkspace);
            BOOST_TEST(link->project == kProject);
            BOOST_TEST(link->host == "api.octoperf.com");
        }
    }
    BOOST_TEST(!parse_report("https://api.octoperf.com/ui" + kIn + "/runtime/scenario/" + kId));
    BOOST_TEST(!parse_report(""));
    BOOST_TEST(!parse_report("https://api.octoperf.com/ui" + kIn + "/analysis/report/\r" +
                             report.substr(1)));
}

BOOST_AUTO_TEST_CASE(a_report_url_is_one_that_parses_back) {
    const auto report = BenchReportId::parse("lkig7oEBrZGjujUFtpWw");
    const auto link =
        parse_report(report_url("https://api.octoperf.com", kWorkspace, kProject, *report));
    BOOST_REQUIRE(link);
    BOOST_TEST((link->report == *report));
}

BOOST_AUTO_TEST_CASE(a_base_url_is_cut_down_to_the_root_of_its_host) {
    for (const char* text :
         {"https://api.octoperf.com", " https://api.octoperf.com/ ",
          "https://API.octoperf.com/ui/workspace/x", "https://api.octoperf.com/app/#/app/x",
          "api.octoperf.com/doc", "\"https://api.octoperf.com?x=1\""}) {
        BOOST_TEST_CONTEXT(text) {
            BOOST_TEST(normalise_base_url(text).value_or("refused") == "https://api.octoperf.com");
        }
    }
    BOOST_TEST(normalise_base_url("http://octoperf.localhost:8090/").value_or("") ==
               "http://octoperf.localhost:8090");
}

BOOST_AUTO_TEST_CASE(a_base_url_keeps_the_path_under_which_octoperf_stands) {
    for (const char* text :
         {"https://tools.example.com/octoperf", "https://tools.example.com/octoperf/",
          "https://Tools.example.com//octoperf//", "tools.example.com/octoperf/?a=b#c",
          "https://tools.example.com/octoperf/ui/workspace/w",
          "https://tools.example.com/octoperf#/x",
          "https://tools.example.com/octoperf/app/#/app/project/p",
          "https://tools.example.com/octoperf/workspaces/member-of",
          "https://tools.example.com/octoperf/swagger-ui/index.html"}) {
        BOOST_TEST(normalise_base_url(text).value_or("refused") ==
                   "https://tools.example.com/octoperf");
    }
    BOOST_TEST(normalise_base_url("http://h:8090/A/b.c/ui").value_or("") == "http://h:8090/A/b.c");
    BOOST_TEST(normalise_base_url("https://x?y=/z").value_or("") == "https://x");
    for (const char* text : {"https://x/{recorderUrl}", "https://x/a/../b", "https://x/a b",
                             "https://x/a@b", "https://x/$token"}) {
        BOOST_TEST(!normalise_base_url(text), text);
    }
}

BOOST_AUTO_TEST_CASE(a_base_url_that_could_send_the_key_astray_is_refused) {
    for (const char* text : {"", "https://", "ftp://x", "https://user:pw@x",
                             "javascript:alert(1)//", "https://{recorderUrl}/", "https://a b"}) {
        BOOST_TEST(!normalise_base_url(text), text);
    }
}
