#include "native/cli/settings/secrets.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "core/base/text.hpp"
#include "native/cli/settings/text_file.hpp"

namespace octospira::cli {

namespace {

using Use = SecretSource::Use;

constexpr std::size_t kLongestFile = std::size_t{64} * 1024;
constexpr std::size_t kLongestSecret = 1024;

std::string name_of(const SecretSource& source) {
    if (source.file.empty()) return "The variable " + source.variable;
    const std::string option = source.option.empty() ? "" : source.option + ": ";
    return option + "The file " + source.file;
}

bool is_given_twice(const SecretSource& source) {
    if (source.file.empty() || source.variable.empty()) return false;
    const char* const value = std::getenv(source.variable.c_str());
    return value != nullptr && *value != '\0';
}

Result<std::string> text_of(const SecretSource& source) {
    if (source.file.empty()) {
        const char* const value = std::getenv(source.variable.c_str());
        return decoded(value == nullptr ? "" : value);
    }
    auto text = read_file(source.file, kLongestFile);
    if (text) return decoded(*text);
    Error error = text.error();
    if (!source.option.empty()) error.message = source.option + ": " + error.message.english;
    return tl::unexpected(std::move(error));
}

/// "api-key=…", "export OCTOSPIRA_SECRET=…": a line out of a script, of which the name came along.
bool has_a_name(std::string_view line) {
    static constexpr std::array<std::string_view, 8> kNames = {
        "export ", "octospira_", "api-key", "api_key", "apikey", "key", "secret", "token"};
    const std::size_t sign = line.find_first_of("=:");
    if (sign == std::string_view::npos || sign + 1 == line.size()) return false;
    const std::string name = to_lower(trim(line.substr(0, sign)));
    return std::any_of(kNames.begin(), kNames.end(), [&name](std::string_view known) {
        return name == known ||
               ((known.back() == ' ' || known.back() == '_') && name.starts_with(known));
    });
}

bool can_be_sent(std::string_view secret, Use use) {
    if (use == Use::login) return secret.find('\0') == std::string_view::npos;
    if (has_unseen(secret)) return false;
    return use == Use::address || std::none_of(secret.begin(), secret.end(), [](char byte) {
               return static_cast<unsigned char>(byte) > 0x7E;
           });
}

Result<void> check(const std::string& name, std::string_view secret, Use use) {
    if (!can_be_sent(secret, use)) {
        return failure(ErrorKind::invalid_input,
                       name +
                           " has a character in it that cannot be sent (a control character, "
                           "an invisible one, a letter beyond ASCII).",
                       "Write the secret into it again, and nothing else.");
    }
    if (use != Use::login && has_a_name(secret)) {
        return failure(ErrorKind::invalid_input, name + " has a name before the secret.",
                       "Write only the secret itself, without NAME=.");
    }
    if (secret.size() > kLongestSecret) {
        return failure(ErrorKind::invalid_input, name + " has a line of more than 1024 characters.",
                       "Check that it is the right file.");
    }
    return {};
}

}  // namespace

Result<std::vector<std::string>> read_secrets(const SecretSource& source) {
    if (is_given_twice(source)) {
        return failure(ErrorKind::invalid_input,
                       name_of(source) + " and the variable " + source.variable +
                           " both give the same secret.",
                       "Give only one of them.");
    }
    const auto text = text_of(source);
    if (!text) return tl::unexpected(text.error());
    std::vector<std::string> secrets;
    for (const std::string_view whole : split(*text, '\n')) {
        std::string_view line = trim_blanks(whole);
        if (source.use != Use::login) line = trim_blanks(without_quotes(line));
        if (line.empty()) continue;
        if (auto usable = check(name_of(source), line, source.use); !usable)
            return tl::unexpected(usable.error());
        secrets.emplace_back(line);
    }
    if (secrets.empty() && !source.file.empty()) {
        return failure(ErrorKind::invalid_input, name_of(source) + " is empty.",
                       "Write the secret into it.");
    }
    if (secrets.size() > 2) {
        return failure(ErrorKind::invalid_input, name_of(source) + " has more than two lines.",
                       "It must contain one secret, or two while you change it, one per line.");
    }
    return secrets;
}

Result<std::string> read_secret(const SecretSource& source) {
    const auto secrets = read_secrets(source);
    if (!secrets) return tl::unexpected(secrets.error());
    if (secrets->size() > 1) {
        return failure(ErrorKind::invalid_input, name_of(source) + " has more than one line.",
                       "Only one secret is used here.");
    }
    return secrets->empty() ? std::string() : secrets->front();
}

Result<std::vector<std::pair<std::string, std::string>>> read_accounts(const std::string& file) {
    std::vector<std::pair<std::string, std::string>> accounts;
    if (file.empty()) return accounts;
    const auto text = text_of({file, "", Use::address, "--webhook-account-file"});
    if (!text) return tl::unexpected(text.error());
    int number = 0;
    for (const std::string_view line : split(*text, '\n')) {
        ++number;
        const std::string_view whole = trim_blanks(line);
        if (whole.empty() || whole.front() == '#') continue;
        const std::string place = "Line " + std::to_string(number) + " of the file " + file;
        const std::size_t blank = whole.find_last_of(" \t");
        if (blank == std::string_view::npos) {
            return failure(ErrorKind::invalid_input, place + " is not a user name and a key.",
                           "Write the name, a blank and the key.");
        }
        const std::string_view user = trim_blanks(whole.substr(0, blank));
        const std::string_view key = trim_blanks(whole.substr(blank + 1));
        auto usable = check(place, user, Use::address);
        if (usable) usable = check(place, key, Use::address);
        if (!usable) return tl::unexpected(usable.error());
        accounts.emplace_back(user, key);
    }
    if (accounts.empty()) {
        return failure(ErrorKind::invalid_input, "The file " + file + " contains no account.",
                       "Write one per line: the user name, a blank and the key.");
    }
    return accounts;
}

Result<std::string> read_user(const std::string& text, const std::string& setting) {
    const std::string_view user = trim_blanks(text);
    if (!has_unseen(user)) return std::string(user);
    return failure(ErrorKind::invalid_input,
                   "The user name of " + setting +
                       " has a character in it that cannot be seen, such as a line end or a "
                       "no-break space.",
                   "Type it again.");
}

}  // namespace octospira::cli
