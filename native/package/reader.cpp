#include <set>
#include <utility>
#include <vector>

#include "native/package/base64.hpp"
#include "native/package/manifest.hpp"
#include "native/package/package.hpp"
#include "native/package/relations.hpp"
#include "native/package/structure.hpp"
#include "native/package/unicode.hpp"

namespace octospira::package {

namespace {

/// Far above any package that a page could carry.
constexpr std::size_t kLargestPackage = 32U << 20U;

Reading refuse(std::string sentence) {
    return {std::nullopt, {{Severity::error, "package", 0, std::move(sentence)}}};
}

/// The first key that an object of the text has twice; readers differ in which of the two counts.
std::string duplicate_key(const std::string& text) {
    std::vector<std::set<std::string>> open;
    std::string duplicate;
    const auto watch = [&](int, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start) open.emplace_back();
        if (event == Json::parse_event_t::object_end) open.pop_back();
        if (event == Json::parse_event_t::key) {
            const auto key = parsed.get<std::string>();
            if (!open.back().insert(key).second && duplicate.empty()) duplicate = key;
        }
        return true;
    };
    const Json ignored = Json::parse(text, watch, /*allow_exceptions=*/false);
    return ignored.is_discarded() ? "" : duplicate;
}

}  // namespace

Reading read_package(std::string_view bytes) {
    if (bytes.empty()) return refuse("The package is empty.");
    if (bytes.size() > kLargestPackage) return refuse("The package is larger than 32 MB.");
    const auto text = decode_base64(bytes);
    if (!text) {
        return refuse(
            "The package is not base64 without blanks and line ends; it is damaged or not a "
            ".spiraapp file.");
    }
    if (!is_utf8(*text)) return refuse("The package does not hold UTF-8 text.");
    if (!text->starts_with('{')) return refuse("The package does not hold a JSON object.");
    auto root = parse_json(*text);
    if (!root)
        return refuse("The package does not hold JSON that can be read. " +
                      root.error().message.english);
    if (const std::string key = duplicate_key(*text); !key.empty()) {
        return refuse("The package has the key `" + printable(key) + "` twice in one object.");
    }
    Manifest manifest{.root = std::move(*root), .file = "package"};
    check_structure(manifest, Form::package);
    if (!has_errors(manifest.findings)) check_relations(manifest);
    Reading reading{std::nullopt, std::move(manifest.findings)};
    if (!has_errors(reading.findings)) reading.package = Package{std::move(manifest.root)};
    return reading;
}

Result<std::string> describe(std::string_view bytes) {
    const Reading reading = read_package(bytes);
    if (reading.package) return describe(*reading.package);
    return failure(ErrorKind::invalid_input, to_text(reading.findings));
}

Result<std::vector<std::string>> unpack(std::string_view bytes,
                                        const std::filesystem::path& folder) {
    const Reading reading = read_package(bytes);
    if (reading.package) return extract(*reading.package, folder);
    return failure(ErrorKind::invalid_input, to_text(reading.findings));
}

}  // namespace octospira::package
