#include "native/package/embed.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

#include "native/package/base64.hpp"
#include "native/package/structure.hpp"
#include "native/package/unicode.hpp"

namespace octospira::package {

namespace {

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ' ';
}

/// Texts that mean the same inside '…', "…" and `…`, and that survive the generator's
/// String.replace, where `$` has a meaning of its own.
bool fits_in_literal(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        return std::string_view("\"'`\\$").find(c) != std::string_view::npos ||
               static_cast<unsigned char>(c) < 0x20;
    });
}

constexpr std::string_view kScriptHelp =
    "contains `file://` outside of a string that is nothing but \"file://name.txt\"; packagers "
    "take it for a file, so write it in two halves.";
constexpr std::string_view kStyleHelp =
    "contains `file://` outside of url(\"data:image/svg+xml;base64,file://name.svg\"); packagers "
    "take it for a file, so write it differently.";

}  // namespace

std::string_view name_fault(std::string_view name) {
    if (name.find_first_of("/\\") != std::string_view::npos) {
        return "is in a sub-folder; all files of a SpiraApp are in one folder.";
    }
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == name.size()) {
        return "is not a file name such as page.js.";
    }
    if (name.find('.', dot + 1) != std::string_view::npos) {
        return "has two dots, on which Inflectra's generator stops; use one.";
    }
    const bool fine = std::all_of(name.begin(), name.end(),
                                  [](char c) { return c == '.' || is_name_character(c); });
    if (!fine || name.find_first_of(" -", dot) != std::string_view::npos) {
        return "has characters that file names of a SpiraApp cannot have; use letters and digits.";
    }
    return "";
}

void Embedder::complain(const Place& place, std::string sentence) {
    findings_.push_back({Severity::error, place.file, place.line, std::move(sentence)});
}

std::optional<std::string> Embedder::read(std::string_view name, std::string_view extension,
                                          const Place& place) {
    const std::string file(name);
    if (const auto fault = name_fault(name); !fault.empty()) {
        complain(place, "The file `" + file + "` " + std::string(fault));
        return std::nullopt;
    }
    if (name.substr(name.find('.') + 1) != extension) {
        complain(place, "The file `" + file + "` must be of the type ." + std::string(extension) +
                            " here.");
        return std::nullopt;
    }
    std::error_code ignored;
    std::ifstream stream(folder_ / file, std::ios::binary);
    if (!stream || !std::filesystem::is_regular_file(folder_ / file, ignored)) {
        complain(place, "The file `" + file + "` is not in the folder or cannot be read.");
        return std::nullopt;
    }
    std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (text.empty()) {
        complain(place, "The file `" + file + "` is empty.");
        return std::nullopt;
    }
    if (!is_utf8(text)) {
        complain(place, "The file `" + file +
                            "` is not UTF-8 text; save it as UTF-8, or turn binary "
                            "data into a base64 text file.");
        return std::nullopt;
    }
    return text;
}

std::optional<std::string> Embedder::load(std::string_view name, std::string_view extension,
                                          const Place& place) {
    auto text = read(name, extension, place);
    if (!text) return std::nullopt;
    const std::string file(name);
    if (extension == "js") return embed_in_script(*text, file);
    if (extension == "css") return embed_in_style(*text, file);
    if (extension == "svg" && text->find("<svg") == std::string::npos) {
        complain(place, "The file `" + file + "` is not an SVG image.");
    }
    refuse_references(*text, file);
    return text;
}

std::string Embedder::embed_in_script(const std::string& text, const std::string& file) {
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = text.find(kFilePrefix); at != std::string::npos;
         at = text.find(kFilePrefix, at + 1)) {
        const Place place{file, line_of(text, at)};
        const char quote = at > 0 ? text[at - 1] : ' ';
        const std::size_t start = at + kFilePrefix.size();
        const std::size_t end = text.find_first_of("\"'`\n", start);
        const bool is_literal = (quote == '"' || quote == '\'' || quote == '`') &&
                                end != std::string::npos && text[end] == quote;
        if (!is_literal) {
            complain(place, "The script " + std::string(kScriptHelp));
            continue;
        }
        const auto inner = read(std::string_view(text).substr(start, end - start), "txt", place);
        if (!inner) continue;
        if (!fits_in_literal(*inner)) {
            complain(place,
                     "The text file cannot stand inside a string: it has quotes, line ends, "
                     "`$` or backslashes; turn it into base64 without line breaks.");
            continue;
        }
        out += text.substr(done, at - done) + *inner;
        done = end;
    }
    return out + text.substr(done);
}

std::string Embedder::embed_in_style(const std::string& text, const std::string& file) {
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = text.find(kFilePrefix); at != std::string::npos;
         at = text.find(kFilePrefix, at + 1)) {
        const Place place{file, line_of(text, at)};
        const std::size_t start = at + kFilePrefix.size();
        const std::size_t end = text.find_first_of("\"')\n", start);
        if (!std::string_view(text).substr(0, at).ends_with(kSvgPrefix) ||
            end == std::string::npos || text[end] == '\n') {
            complain(place, "The style sheet " + std::string(kStyleHelp));
            continue;
        }
        const auto inner = load(std::string_view(text).substr(start, end - start), "svg", place);
        if (!inner) continue;
        out += text.substr(done, at - done) + encode_base64(*inner);
        done = end;
    }
    return out + text.substr(done);
}

void Embedder::refuse_references(const std::string& text, const std::string& file) {
    const std::size_t at = text.find(kFilePrefix);
    if (at == std::string::npos) return;
    complain({file, line_of(text, at)},
             "The file contains `file://`, which packagers take for a "
             "file; write it differently.");
}

}  // namespace octospira::package
