#include <boost/test/unit_test.hpp>

#include "tests/core/flows/fake_page.hpp"

using namespace octospira;
using namespace octospira::testing;

namespace {

const std::string kPost = "spira POST project-templates/2/custom-properties";

Json row(const std::string& name, int number, bool deleted = false, int type = 1) {
    return Json{{"Name", name},
                {"PropertyNumber", number},
                {"CustomPropertyTypeId", type},
                {"IsDeleted", deleted}};
}

/// A template without the two properties; what is posted is there afterwards.
class CreatePage : public FakePage {
  public:
    CreatePage() {
        event["event"] = "createProperties";
        event["page"]["artifactId"] = nullptr;
        on("spira GET project-templates/2/custom-properties/TestCase",
           [this](const Json&) { return api(table); });
        on(kPost, [this](const Json& command) {
            table.push_back(*find(command, "body"));
            return api(*find(command, "body"));
        });
    }
    Json posted(int which) const {
        for (const Json& command : commands) {
            if (text_at(command, "method") == "POST" && which-- == 0) return *find(command, "body");
        }
        return nullptr;
    }
    Json table = Json::array();
};

void check_refused(CreatePage& page, const std::string& words) {
    BOOST_TEST(text_at(page.run(), "outcome") == "refused");
    BOOST_TEST_CONTEXT(page.message()) {
        BOOST_TEST(page.message().find(words) != std::string::npos);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(create_properties)

BOOST_AUTO_TEST_CASE(both_are_created_as_plain_text_and_verified) {
    CreatePage page;
    BOOST_TEST(text_at(page.run(), "outcome") == "created");
    BOOST_TEST(
        to_text(page.posted(0)) ==
        R"({"CustomPropertyId":null,"ProjectTemplateId":2,"ArtifactTypeId":2,"CustomPropertyTypeId":1,"PropertyNumber":1,"Name":"octoperf-scenario-id","IsDeleted":false,"Options":[]})");
    BOOST_TEST(text_at(page.posted(1), "Name") == "octoperf-benchresult-id");
    BOOST_TEST(integer_at(page.posted(1), "PropertyNumber").value() == 2);
    BOOST_TEST(page.count("spira GET project-templates") == 3);
    BOOST_TEST(page.count("notify success") == 1);
}

BOOST_AUTO_TEST_CASE(the_question_names_the_template_and_everyone_it_concerns) {
    CreatePage page;
    page.on("confirm", [](const Json& command) {
        BOOST_TEST(text_at(command, "text") ==
                   "OctoPerf: create the test case properties octoperf-scenario-id, "
                   "octoperf-benchresult-id in the product template 2? All products that use this "
                   "template will get them.");
        return confirmed(false);
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "cancelled");
    BOOST_TEST(page.count(kPost) == 0);
}

BOOST_AUTO_TEST_CASE(only_what_is_missing_is_created_at_the_lowest_number_nobody_ever_used) {
    CreatePage page;
    page.table = {row("octoperf-scenario-id", 1), row("gone", 2, true), row("other", 4, false, 6)};
    BOOST_TEST(text_at(page.run(), "outcome") == "created");
    BOOST_TEST(page.count(kPost) == 1);
    BOOST_TEST(integer_at(page.posted(0), "PropertyNumber").value() == 3);
}

BOOST_AUTO_TEST_CASE(where_both_are_there_nothing_is_asked) {
    CreatePage page;
    page.table = {row("octoperf-scenario-id", 1), row("octoperf-benchresult-id", 2)};
    BOOST_TEST(text_at(page.run(), "outcome") == "there");
    BOOST_TEST(page.count("confirm") == 0);
    BOOST_TEST(page.message() == "OctoPerf: The custom properties already exist.");
}

BOOST_AUTO_TEST_CASE(what_has_to_be_mended_by_hand_says_how_and_creates_nothing) {
    const std::vector<std::pair<Json, std::string>> ways = {
        {Json::array({row("octoperf-scenario-id", 1, true)}), "has been deleted. Ask a template"},
        {Json::array({row("octoperf-scenario-id", 1, false, 6)}), "is not a text property"},
        {Json::array({row("octoperf-scenario-id", 1), row("OctoPerf-Scenario-Id", 2)}),
         "Several custom properties are named"}};
    for (const auto& [table, words] : ways) {
        CreatePage page;
        page.table = table;
        check_refused(page, words);
        BOOST_TEST(page.count(kPost) == 0);
    }
}

BOOST_AUTO_TEST_CASE(without_the_right_it_says_who_may) {
    for (const char* text : {"You need to be a Product Administrator", "Access Denied"}) {
        CreatePage page;
        page.on(kPost, [text](const Json&) { return refused(text); });
        check_refused(page, "Only a template administrator can create it");
        BOOST_TEST(page.count(kPost) == 1);
    }
}

BOOST_AUTO_TEST_CASE(an_unclear_answer_is_looked_up_and_never_posted_again) {
    for (const Json& answer : {refused("timeout"), rest(500, std::string()), api(nullptr)}) {
        CreatePage page;
        page.on(kPost, [answer](const Json&) { return answer; });
        check_refused(page, "“octoperf-scenario-id” was not created.");
        BOOST_TEST(page.count(kPost) == 1);
    }
}

BOOST_AUTO_TEST_CASE(one_that_is_there_after_an_unclear_answer_counts_as_created) {
    CreatePage page;
    page.on(kPost, [&page](const Json& command) {
        page.table.push_back(*find(command, "body"));
        return refused("timeout");
    });
    BOOST_TEST(text_at(page.run(), "outcome") == "created");
    BOOST_TEST(page.count(kPost) == 2);
}

BOOST_AUTO_TEST_CASE(a_request_that_is_not_understood_is_made_in_the_other_way_once) {
    for (const bool other_works : {true, false}) {
        CreatePage page;
        page.on(kPost, [&page, other_works](const Json& command) {
            const bool other = text_at(command, "path").ends_with("?custom_list_id=");
            if (!other || !other_works) return refused(Json{{"status", 406}});
            page.table.push_back(*find(command, "body"));
            return api(nullptr);
        });
        BOOST_TEST(text_at(page.run(), "outcome") == (other_works ? "created" : "refused"));
        BOOST_TEST(page.count(kPost) == (other_works ? 3 : 2));
    }
}

BOOST_AUTO_TEST_CASE(when_the_list_cannot_be_read_afterwards_nobody_knows_and_it_says_so) {
    CreatePage page;
    page.on("spira GET project-templates", [&page](const Json&) {
        return page.count(kPost) == 0 ? api(Json::array()) : refused("timeout");
    });
    check_refused(page, "Could not check whether “octoperf-scenario-id” was created.");
    BOOST_TEST(page.count(kPost) == 1);
}

BOOST_AUTO_TEST_CASE(ninety_nine_properties_leave_no_room) {
    CreatePage page;
    for (int number = 1; number <= 99; ++number)
        page.table.push_back(row("p" + std::to_string(number), number));
    check_refused(page, "All 99 custom properties");
}

BOOST_AUTO_TEST_CASE(a_list_that_cannot_be_read_creates_nothing) {
    for (const Json& answer : {refused("Access Denied"), api("<html>"), api(nullptr),
                               Json{{"reply", "nonsense"}}, rest(500, std::string())}) {
        CreatePage page;
        page.on("spira GET", [answer](const Json&) { return answer; });
        check_refused(page, "OctoPerf: ");
        BOOST_TEST(page.count(kPost) == 0);
    }
}

BOOST_AUTO_TEST_CASE(in_french_the_question_is_french) {
    CreatePage page;
    page.event["page"]["culture"] = "fr";
    page.on("confirm", [](const Json& command) {
        BOOST_TEST(text_at(command, "text").find("dans le modèle de produit 2\u00a0?") !=
                   std::string::npos);
        return confirmed(true);
    });
    page.run();
    BOOST_TEST(page.message() == "OctoPerf\u00a0: Les propriétés personnalisées ont été créées.");
}

BOOST_AUTO_TEST_SUITE_END()
