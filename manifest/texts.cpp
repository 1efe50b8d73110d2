// Prints the page's own texts as a script: `const octospiraTexts = {en: {…}, fr: {…}};`.

#include <iostream>
#include <string_view>

namespace {

struct Text {
    std::string_view name;
    std::string_view english;
    std::string_view french;
};

constexpr Text kTexts[] = {
#define OCTOSPIRA_TEXT(name, english, french) {#name, english, french},
#include "core/texts/page.def"
#undef OCTOSPIRA_TEXT
};

void print_escaped(std::string_view text) {
    for (const char c : text) {
        if (c == '"' || c == '\\') std::cout << '\\';
        std::cout << c;
    }
}

void print(std::string_view language, std::string_view Text::*words) {
    std::cout << "    " << language << ": {\n";
    for (const Text& text : kTexts) {
        std::cout << "        " << text.name << ": \"";
        print_escaped(text.*words);
        std::cout << "\",\n";
    }
    std::cout << "    },\n";
}

}  // namespace

int main() {
    std::cout << "/** What the page says itself. */\nconst octospiraTexts = {\n";
    print("en", &Text::english);
    print("fr", &Text::french);
    std::cout << "};\n";
    return std::cout.flush() ? 0 : 1;
}
