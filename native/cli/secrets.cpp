#include "native/cli/secrets.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>

#include "core/base/text.hpp"

namespace octospira::cli {

namespace {

constexpr std::size_t kLongestFile = 64 * 1024;

Result<std::string> text_of(const SecretSource& source) {
    if (source.file.empty()) {
        const char* const value = std::getenv(source.variable.c_str());
        return std::string(value == nullptr ? "" : value);
    }
    std::ifstream file(source.file, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (!file || text.size() > kLongestFile) {
        return failure(ErrorKind::invalid_input, "The file " + source.file + " cannot be read.",
                       "It must hold the secret, and this user must be allowed to read it.");
    }
    return text;
}

std::string name_of(const SecretSource& source) {
    return source.file.empty() ? source.variable : "The file " + source.file;
}

}  // namespace

Result<std::vector<std::string>> read_secrets(const SecretSource& source) {
    const auto text = text_of(source);
    if (!text) return tl::unexpected(text.error());
    std::vector<std::string> secrets;
    for (const std::string_view line : split(*text, '\n')) {
        if (!trim(line).empty()) secrets.emplace_back(trim(line));
    }
    if (secrets.empty() && !source.file.empty()) {
        return failure(ErrorKind::invalid_input, name_of(source) + " is empty.",
                       "Write the secret into it.");
    }
    if (secrets.size() > 2) {
        return failure(ErrorKind::invalid_input, name_of(source) + " has more than two lines.",
                       "It holds one secret, or two while you change it, one per line.");
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
    const auto text = text_of({file, ""});
    if (!text) return tl::unexpected(text.error());
    int number = 0;
    for (const std::string_view line : split(*text, '\n')) {
        ++number;
        const std::string_view whole = trim(line);
        if (whole.empty() || whole.front() == '#') continue;
        const std::size_t blank = whole.find_last_of(" \t");
        if (blank == std::string_view::npos) {
            return failure(ErrorKind::invalid_input,
                           "Line " + std::to_string(number) + " of the file " + file +
                               " is not a user name and a key.",
                           "Write the name, a blank and the key.");
        }
        accounts.emplace_back(trim(whole.substr(0, blank)), whole.substr(blank + 1));
    }
    if (accounts.empty()) {
        return failure(ErrorKind::invalid_input, "The file " + file + " names no account.",
                       "Write one per line: the user name, a blank and the key.");
    }
    return accounts;
}

}  // namespace octospira::cli
