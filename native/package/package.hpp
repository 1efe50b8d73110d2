#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"
#include "core/base/result.hpp"
#include "native/package/finding.hpp"

/// SpiraApp packages: a folder with manifest.yaml and its files on one side, on the other the
/// `.spiraapp` file that a Spira administrator uploads, which is base64 of one JSON object.
namespace octospira::package {

/// A SpiraApp as its package holds it: the manifest in its key order, files inside in base64.
struct Package {
    Json manifest = Json::object();
};

/// A package, unless one of the findings is an error; warnings can stand beside a package.
struct Reading {
    std::optional<Package> package = std::nullopt;
    Findings findings = {};
};

/// Reads manifest.yaml of a flat folder, checks it and puts the files it names inside.
/// `code`, `css`, `template` and `icon` name files as `file://name`; a script can hold a text file
/// as the whole string literal "file://name.txt", a style sheet an image as
/// url("data:image/svg+xml;base64,file://name.svg"). Inflectra's generator reads them the same way.
[[nodiscard]] Reading read_folder(const std::filesystem::path& folder);

/// The manifest of the folder alone, files still named: what Inflectra's generator starts from.
[[nodiscard]] Reading read_manifest(const std::filesystem::path& folder);

/// Reads the bytes of a `.spiraapp` strictly: exact base64 without line breaks, one JSON object
/// without duplicate keys, documented keys and limits only, every file inside readable.
[[nodiscard]] Reading read_package(std::string_view bytes);

/// The bytes of the `.spiraapp`: the same package gives the same bytes, everywhere and always.
/// The file's name does not matter to Spira; Inflectra's generator uses `<guid>.spiraapp`.
[[nodiscard]] std::string to_bytes(const Package& package);

/// What a person wants to know about a package, as text of several lines and as JSON.
[[nodiscard]] std::string describe(const Package& package);
[[nodiscard]] Json summary(const Package& package);

/// Writes manifest.yaml and the files into a new or empty folder and returns their names; packing
/// that folder gives the same package again, unless a script or style sheet in it still says
/// `file://`, or a number is one that no manifest may have (1e22). Errors: conflict (folder not
/// empty), rejected.
[[nodiscard]] Result<std::vector<std::string>> extract(const Package& package,
                                                       const std::filesystem::path& folder);

/// For callers that only want bytes or a text: the errors' message holds all findings, one a line.
[[nodiscard]] Result<std::string> pack(const std::filesystem::path& folder);
[[nodiscard]] Result<std::string> describe(std::string_view bytes);
[[nodiscard]] Result<std::vector<std::string>> unpack(std::string_view bytes,
                                                      const std::filesystem::path& folder);

}  // namespace octospira::package
