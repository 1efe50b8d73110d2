// The error bodies of Spira in their seven shapes, and everything that is none of them.

#include "core/spira/errors.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "tests/fuzz/target.hpp"

namespace octospira::fuzz {

namespace {

void judge_text(std::string_view body) {
    const std::string text = spira::error_text(body);
    require(text.size() <= 500, "an error's text stays short");
    require(!shows_a_key(text), "an error's text shows no key");
    require(text.find_first_of("\r\n\t\f") == std::string::npos, "it is one line");
    require_equal(trim(text), text, "without blanks around it");
    require(text.find("  ") == std::string::npos, "nor runs of them in it");
    if (is_utf8(body)) require(is_utf8(text), "what was UTF-8 stays UTF-8");
}

void judge_errors(std::string_view body) {
    for (const int status : {0, 200, 302, 401, 404, 429, 500, 503}) {
        const Answer answer{status, std::string(body)};
        const auto json = spira::json_of(answer, "Spira GET projects");
        require(json.has_value() == (answer.ok() && parse_json(body).has_value()),
                "an answer is JSON exactly when Spira says ok and sends JSON");
        const Error error = spira::error_of(answer, "Spira GET projects");
        if (status == 0 || status == 302 || status == 429 || status >= 500)
            require(retryable(error), "the status decides before any words");
        if (error.foreign) require(retryable(error), "what is not Spira's word ends nothing");
        require(error.status == answer.status || status == 200, "an error knows its status");
        for (const Language language : {Language::english, Language::french}) {
            const std::string& message = error.message.in(language);
            require(message.ends_with('.'), "an error is a sentence");
            require(std::none_of(message.begin(), message.end(),
                                 [](unsigned char c) { return c < 0x20 || c == 0x7F; }),
                    "nothing quoted moves a terminal's cursor");
            require(!error.advice.in(language).empty(), "an error says what to do");
            require(!shows_a_key(sentence(error, language)), "an error shows no key");
        }
    }
}

/// A key put anywhere into the body.
void judge_planted(std::string_view body) {
    static constexpr std::string_view kKey = "0f7c9e6a-1b2c-4d3e-8f90-a1b2c3d4e5f6";
    const std::size_t middle = cut_utf8(body, body.size() / 2).size();
    const std::string planted = concat({body.substr(0, middle), kKey, body.substr(middle)});
    require(spira::error_text(planted).find(kKey) == std::string::npos, "a key is hidden anywhere");
}

}  // namespace

void try_input(std::string_view input) {
    judge_text(input);
    judge_errors(input);
    judge_planted(input);
}

}  // namespace octospira::fuzz
