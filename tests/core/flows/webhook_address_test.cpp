#include <boost/test/unit_test.hpp>

#include "tests/core/flows/views.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

class WebhookPage : public FakePage {
  public:
    WebhookPage() {
        event["event"] = "webhookAddress";
        event["page"]["artifactId"] = nullptr;
        on("spira GET system/settings/web-server-url",
           [](const Json&) { return api(Json("https://company.spiraservice.net/")); });
    }
    void with_recorder() { event["settings"]["recorderUrl"] = "https://recorder.example.com/"; }
    std::string words() const { return words_of(shown(*this)); }
};

const std::string kSpiraAddress =
    "https://company.spiraservice.net/Services/Webhooks/TestService.svc/"
    "OctoPerf?username=YOUR-LOGIN&api-key=YOUR-API-KEY";

}  // namespace

BOOST_AUTO_TEST_SUITE(webhook_address)

BOOST_AUTO_TEST_CASE(with_a_recorder_its_address_and_header_are_there_to_copy) {
    WebhookPage page;
    page.with_recorder();
    BOOST_TEST(text_at(page.run(), "outcome") == "shown");
    check_words(page.words(),
                "https://recorder.example.com/Services/Webhooks/TestService.svc/OctoPerf\n");
    check_words(page.words(), "X-OctoSpira-Secret");
    check_words(page.words(), "the recorder's secret");
    BOOST_TEST(page.words().find("api-key") == std::string::npos);
    BOOST_TEST(page.count("spira") == 0);
}

BOOST_AUTO_TEST_CASE(without_one_it_is_spiras_own_with_places_for_the_account) {
    WebhookPage page;
    page.run();
    check_words(page.words(), kSpiraAddress + "\n");
    check_words(page.words(), "Replace YOUR-LOGIN and YOUR-API-KEY");
}

BOOST_AUTO_TEST_CASE(the_events_and_the_danger_of_filters_are_told) {
    WebhookPage page;
    page.run();
    check_words(page.words(), "Test failed, Test passed and Test error");
    check_words(page.words(), "Leave all filters off");
    check_words(page.words(), "whole workspace");
}

BOOST_AUTO_TEST_CASE(where_spira_does_not_tell_its_address_the_page_stands_in) {
    for (const Json& answer :
         {refused("x"), api(nullptr), api(""), api(7), rest(500, std::string())}) {
        WebhookPage page;
        page.on("spira GET system", [answer](const Json&) { return answer; });
        BOOST_TEST(text_at(page.run(), "outcome") == "shown");
        check_words(page.words(), "https://spira.example.com/Services/Webhooks/");
    }
}

BOOST_AUTO_TEST_CASE(a_base_without_a_host_leaves_a_place_for_it) {
    WebhookPage page;
    page.event["page"]["baseUrl"] = "/spira/";
    page.on("spira GET system", [](const Json&) { return refused("x"); });
    page.run();
    check_words(page.words(), "https://YOUR-SPIRA/spira/Services/Webhooks/");
    check_words(page.words(), "Replace YOUR-SPIRA");
}

BOOST_AUTO_TEST_CASE(without_dialogs_or_where_none_can_be_shown_it_is_a_message) {
    for (const bool dialogs : {false, true}) {
        WebhookPage page;
        page.event["page"]["dialogs"] = dialogs;
        page.on("show", [](const Json&) { return refused("no dialog"); });
        BOOST_TEST(text_at(page.run(), "outcome") == "shown");
        BOOST_TEST(page.count("notify success") == 1);
        check_words(page.message(), kSpiraAddress + " ");
        check_words(page.message(), "Leave all filters off");
    }
}

BOOST_AUTO_TEST_CASE(where_settings_are_hidden_the_recorder_is_asked) {
    for (const Json& answer :
         {rest(200, Json{{"status", "accepted"}}), rest(401, Json{{"status", "refused"}})}) {
        WebhookPage page;
        page.event["settings"] = Json::object();
        page.on("recorder GET launches", [answer](const Json&) { return answer; });
        page.run();
        check_words(page.words(), "A recorder answers at Recorder URL");
        BOOST_TEST(page.count("recorder") == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_hidden_recorder_that_does_not_answer_is_said_to_be_unknown) {
    for (const Json& answer : {refused("no route"), rest(200, std::string("<html>")),
                               rest(404, std::string()), Json::object()}) {
        WebhookPage page;
        page.event["settings"] = Json::object();
        page.on("recorder", [answer](const Json&) { return answer; });
        BOOST_TEST(text_at(page.run(), "outcome") == "shown");
        check_words(page.words(), "No recorder answered, and the page cannot tell");
        check_words(page.words(), kSpiraAddress);
    }
}

BOOST_AUTO_TEST_CASE(where_settings_are_seen_no_recorder_is_asked) {
    WebhookPage page;
    page.run();
    BOOST_TEST(page.count("recorder") == 0);
}

BOOST_AUTO_TEST_CASE(in_french_the_notes_are_french) {
    WebhookPage page;
    page.event["page"]["culture"] = "fr-FR";
    page.with_recorder();
    page.run();
    check_words(page.words(), "Sa valeur est le secret de l’enregistreur.");
    check_words(page.words(), "N’activez aucun filtre");
}

BOOST_AUTO_TEST_SUITE_END()
