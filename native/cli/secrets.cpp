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

}  // namespace octospira::cli
