#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/phrase.hpp"
#include "core/base/text.hpp"

using namespace octospira;

namespace {

struct Entry {
    std::string_view name;
    Text text;
};

/// Every sentence there is; those that the page says before it has an engine carry their own
/// prefix.
const std::vector<Entry>& catalogue() {
    static const std::vector<Entry> all = {
#define OCTOSPIRA_TEXT(name, english, french) {#name, {english, french}},
#include "core/texts/all.def"
#undef OCTOSPIRA_TEXT
#define OCTOSPIRA_TEXT(name, english, french) {"page." #name, {english, french}},
#include "core/texts/page.def"
#undef OCTOSPIRA_TEXT
    };
    return all;
}

/// "%1%2": which places a sentence has, in order of number, each once.
std::string places(std::string_view text) {
    std::string found;
    for (char digit = '1'; digit <= '9'; ++digit) {
        const std::string place = {'%', digit};
        if (text.find(place) != std::string_view::npos) found += place;
    }
    return found;
}

bool ends_like(std::string_view a, std::string_view b) {
    const auto end = [](std::string_view text) {
        for (const std::string_view mark : {"…", ".", "?", "!", ":"}) {
            if (text.ends_with(mark)) return std::string(mark);
        }
        return std::string();
    };
    return end(a) == end(b);
}

/// A sign that French sets apart, without the no-break space before it.
bool crowded(std::string_view text) {
    static constexpr std::string_view kNoBreak = "\u00a0";
    for (const std::string_view sign : {":", ";", "?", "!", "»"}) {
        for (std::size_t at = text.find(sign); at != std::string_view::npos;
             at = text.find(sign, at + sign.size())) {
            const bool in_address =
                text.substr(at).starts_with("://") || text.substr(at).starts_with("?username") ||
                (at > 0 && text[at - 1] == '[') || (at > 2 && text.substr(at - 3, 3) == "[PR");
            if (!in_address && !text.substr(0, at).ends_with(kNoBreak)) return true;
        }
    }
    return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_sentence_is_there_in_both_languages) {
    BOOST_TEST(catalogue().size() > 50U);
    for (const Entry& entry : catalogue()) {
        BOOST_TEST(!entry.text.english.empty(), entry.name);
        BOOST_TEST(!entry.text.french.empty(), entry.name);
    }
}

BOOST_AUTO_TEST_CASE(both_languages_have_the_same_places) {
    for (const Entry& entry : catalogue())
        BOOST_TEST(places(entry.text.english) == places(entry.text.french), entry.name);
}

BOOST_AUTO_TEST_CASE(a_sentence_ends_alike_in_both_languages) {
    for (const Entry& entry : catalogue())
        BOOST_TEST(ends_like(entry.text.english, entry.text.french),
                   entry.name << ": " << entry.text.english << " | " << entry.text.french);
}

BOOST_AUTO_TEST_CASE(french_is_set_as_french_is_printed) {
    for (const Entry& entry : catalogue()) {
        BOOST_TEST(!crowded(entry.text.french), entry.name << ": " << entry.text.french);
        BOOST_TEST(entry.text.french.find('\'') == std::string_view::npos, entry.name);
    }
}

BOOST_AUTO_TEST_CASE(no_sentence_has_blanks_to_spare) {
    for (const Entry& entry : catalogue()) {
        if (entry.name == "page.prefix") continue;  // a sentence follows it
        for (const std::string_view text : {entry.text.english, entry.text.french}) {
            BOOST_TEST(text.find("  ") == std::string_view::npos, entry.name);
            BOOST_TEST(trim(text) == text, entry.name);
        }
    }
}

BOOST_AUTO_TEST_CASE(no_two_sentences_have_the_same_name) {
    for (const Entry& entry : catalogue()) {
        int number = 0;
        for (const Entry& other : catalogue()) number += other.name == entry.name ? 1 : 0;
        BOOST_TEST(number == 1, entry.name);
    }
}

BOOST_AUTO_TEST_CASE(a_place_is_filled_once_and_what_fills_it_is_left_alone) {
    static constexpr Text kText{"%1 and %2, %1", "%2 et %1"};
    BOOST_TEST(fill(kText, Language::english, {"%2", "b"}) == "%2 and b, %2");
    BOOST_TEST(fill(kText, Language::french, {"%2", "b"}) == "b et %2");
    BOOST_TEST(fill(kText, Language::english, {"a"}) == "a and %2, a");
    const Phrase nested = phrase(kText, {Text{"one", "un"}, "100 %"});
    BOOST_TEST(nested.english == "one and 100 %, one");
    BOOST_TEST(nested.french == "100 % et un");
}

BOOST_AUTO_TEST_CASE(a_culture_of_any_french_country_is_french) {
    for (const char* culture : {"fr", "fr-FR", "FR-ca", "fr_BE"})
        BOOST_TEST((language_of(culture) == Language::french), culture);
    for (const char* culture : {"", "en-US", "de", "fry", "f"})
        BOOST_TEST((language_of(culture) == Language::english), culture);
}
