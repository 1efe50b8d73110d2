#include "core/base/not_reached.hpp"

#include "core/base/text.hpp"
#include "core/texts/texts.hpp"

namespace octospira {

namespace {

constexpr std::size_t kShownLimit = 160;

// What only programs see is said in English.
constexpr const char* kProxy = "an answer from the proxy ";
constexpr const char* kBehindProxy = " or from a gateway behind it";
constexpr const char* kWindowsSignIn = "a web server's request for a Windows sign-in";
constexpr const char* kProxyAccountAdvice =
    "Put the proxy's user name and password in its address, http://user:password@proxy:3128. Set "
    "the address with OCTOSPIRA_PROXY, --proxy or proxy in the configuration file.";

/// A page that is drawn by scripts says in its title alone what it is.
std::string_view title_of(std::string_view page) {
    constexpr std::string_view kTag = "<title>";
    const std::size_t at = page.find(kTag);
    if (at == std::string_view::npos) return {};
    page.remove_prefix(at + kTag.size());
    return page.substr(0, page.find('<'));
}

const Text& kind_of_page(std::string_view words) {
    if (has_one_of(words, {"sign in", "log in", "login", "password"}))
        return texts::received_sign_in_page;
    if (has_one_of(words, {"maintenance", "unavailable", "stopped"}))
        return texts::received_maintenance_page;
    return texts::received_page;
}

bool wants_proxy_account(const Answer& answer) {
    return answer.status == 407;
}

Phrase advice_for(const Answer& answer) {
    const bool ours = answer.from == AnswerFrom::proxy && wants_proxy_account(answer);
    return ours ? Phrase(kProxyAccountAdvice) : Phrase(texts::not_reached_advice);
}

/// What it is that came; `words` are what a person would read in its body.
Phrase received(const Answer& answer, std::string_view words) {
    const std::string named = answer.named.empty() ? "…" : answer.named;
    if (wants_proxy_account(answer)) return phrase(texts::received_proxy_sign_in, {named});
    switch (answer.from) {
        case AnswerFrom::proxy:
            return concat({kProxy, named});
        case AnswerFrom::behind_proxy:
            return concat({kProxy, named, kBehindProxy});
        case AnswerFrom::web_server:
            return kWindowsSignIn;
        default:
            break;
    }
    if (answer.status / 100 == 3) return phrase(texts::received_redirect, {named});
    const std::string_view body = trim(answer.body);
    if (body.empty()) return texts::received_nothing;
    switch (body.front()) {
        case '<':
            return kind_of_page(concat({title_of(body), " ", words}));
        case '{':
        case '[':
            return answer.ok() ? texts::received_damaged : texts::received_gateway;
        default:
            return texts::received_gateway;
    }
}

}  // namespace

bool has_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
        if (contains_ignoring_case(text, word)) return true;
    }
    return false;
}

bool has_foreign_body(const Answer& answer) {
    return answer.ok() && !trim(answer.body).empty() && !parse_json(answer.body);
}

std::string status_and_words(int status, std::string_view words) {
    const std::string number = status == 0 ? "" : concat({" (HTTP ", std::to_string(status), ")"});
    return concat({number, words.empty() ? "" : ": ", words, words.ends_with('.') ? "" : "."});
}

bool passing_trouble(int status) {
    return status >= 500 || status == 408 || status == 425 || status == 429;
}

bool of_gateways(int status) {
    return status >= 502 && status != 505;
}

Error not_reached(std::string_view api, const Answer& answer, std::string_view origin) {
    const std::string words = redact(strip_tags(cut_utf8(answer.body, 64 * 1024)));
    // What is well and yet cannot be read may be somebody's data: it is not repeated.
    const std::string_view shown = answer.ok() ? std::string_view() : cut_utf8(words, kShownLimit);
    const ErrorKind kind = kind_of_status(answer.status);
    Error error{retryable(kind) ? kind : ErrorKind::unavailable,
                phrase(texts::not_reached,
                       {api, received(answer, words), status_and_words(answer.status, shown)}),
                advice_for(answer), std::string(origin)};
    error.status = answer.status;
    error.foreign = true;
    return error;
}

}  // namespace octospira
