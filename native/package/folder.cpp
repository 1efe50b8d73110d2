#include <fstream>
#include <iterator>
#include <utility>

#include "native/package/base64.hpp"
#include "native/package/embed.hpp"
#include "native/package/package.hpp"
#include "native/package/relations.hpp"
#include "native/package/rules.hpp"
#include "native/package/structure.hpp"
#include "native/package/yaml.hpp"

namespace octospira::package {

namespace {

/// Replaces every `file://name` of the tree by the file in base64.
void embed_files(Json& object, const std::string& path, Object what, Manifest& manifest,
                 Embedder& embedder) {
    for (const KeyRule& rule : keys_of(what)) {
        Json* value = find(object, rule.key);
        if (value == nullptr) continue;
        const std::string inner = member(path, rule.key);
        if (rule.kind == Kind::list && value->is_array()) {
            for (std::size_t i = 0; i < value->size(); ++i) {
                embed_files((*value)[i], item(inner, i), rule.content, manifest, embedder);
            }
        }
        if ((rule.kind != Kind::file && rule.kind != Kind::icon) || !value->is_string()) continue;
        const std::string prefix(rule.kind == Kind::icon ? kSvgPrefix : "");
        const std::string reference = value->get<std::string>();
        if (!reference.starts_with(prefix + std::string(kFilePrefix))) continue;  // complained of
        const auto text = embedder.load(reference.substr(prefix.size() + kFilePrefix.size()),
                                        rule.extension, {manifest.file, manifest.lines.of(inner)});
        if (text) *value = prefix + encode_base64(*text);
    }
}

Manifest open_manifest(const std::filesystem::path& folder) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) {
        Manifest manifest;
        manifest.complain("", "There is no folder " + folder.string() + ".");
        return manifest;
    }
    std::ifstream stream(folder / "manifest.yaml", std::ios::binary);
    // Reading a folder throws.
    if (!stream || !std::filesystem::is_regular_file(folder / "manifest.yaml", ignored)) {
        Manifest manifest;
        manifest.complain(
            "", "The folder " + folder.string() + " has no manifest.yaml that can be read.");
        return manifest;
    }
    Manifest manifest = read_yaml(
        std::string{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()});
    // What could not be read at all would only be followed by "guid is missing" and the like.
    if (manifest.root.empty() && has_errors(manifest.findings)) return manifest;
    check_structure(manifest, Form::folder);
    check_relations(manifest);
    return manifest;
}

Reading conclude(Manifest manifest) {
    sort(manifest.findings);
    Reading reading{std::nullopt, std::move(manifest.findings)};
    if (!has_errors(reading.findings)) reading.package = Package{std::move(manifest.root)};
    return reading;
}

}  // namespace

Reading read_manifest(const std::filesystem::path& folder) {
    return conclude(open_manifest(folder));
}

Reading read_folder(const std::filesystem::path& folder) {
    Manifest manifest = open_manifest(folder);
    Findings of_files;
    Embedder embedder(folder, of_files);
    embed_files(manifest.root, "", Object::root, manifest, embedder);
    manifest.findings.insert(manifest.findings.end(), of_files.begin(), of_files.end());
    return conclude(std::move(manifest));
}

std::string to_bytes(const Package& package) {
    return encode_base64(octospira::to_text(package.manifest));
}

Result<std::string> pack(const std::filesystem::path& folder) {
    const Reading reading = read_folder(folder);
    if (reading.package) return to_bytes(*reading.package);
    return failure(ErrorKind::invalid_input, to_text(reading.findings), "",
                   (folder / "manifest.yaml").string());
}

}  // namespace octospira::package
