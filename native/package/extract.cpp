#include <fstream>
#include <system_error>
#include <utility>

#include "native/package/base64.hpp"
#include "native/package/package.hpp"
#include "native/package/rules.hpp"
#include "native/package/structure.hpp"
#include "native/package/yaml.hpp"

namespace octospira::package {

namespace {

struct File {
    std::string name;
    std::string bytes;
};

/// "page_2.js", "column_3.html", "dashboard_1.js", "icon.svg": never anything the package says.
std::string file_name(Object what, std::size_t index, std::string_view extension) {
    std::string stem = "icon";
    if (what == Object::page_content) stem = "page_" + std::to_string(index + 1);
    if (what == Object::page_column) stem = "column_" + std::to_string(index + 1);
    if (what == Object::dashboard) stem = "dashboard_" + std::to_string(index + 1);
    return stem + "." + std::string(extension);
}

/// Moves the files out of the tree and leaves `file://name` in their place.
void take_files(Json& object, Object what, std::size_t index, std::vector<File>& files) {
    for (const KeyRule& rule : keys_of(what)) {
        Json* value = find(object, rule.key);
        if (value == nullptr) continue;
        if (rule.kind == Kind::list) {
            for (std::size_t i = 0; i < value->size(); ++i) {
                take_files((*value)[i], rule.content, i, files);
            }
        }
        if (rule.kind != Kind::file && rule.kind != Kind::icon) continue;
        const std::string prefix(rule.kind == Kind::icon ? kSvgPrefix : "");
        const auto content = value->get<std::string>().substr(prefix.size());
        files.push_back(
            {file_name(what, index, rule.extension), decode_base64(content).value_or("")});
        *value = prefix + std::string(kFilePrefix) + files.back().name;
    }
}

}  // namespace

Result<std::vector<std::string>> extract(const Package& package,
                                         const std::filesystem::path& folder) {
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault) {
        return failure(ErrorKind::rejected, "The folder " + folder.string() +
                                                " cannot be made: " + fault.message() + ".");
    }
    const bool is_empty = std::filesystem::is_empty(folder, fault);
    if (fault || !is_empty) {
        return failure(ErrorKind::conflict, "The folder " + folder.string() + " is not empty.",
                       "Name a new folder; nothing is overwritten.");
    }
    Json manifest = package.manifest;
    std::vector<File> files;
    take_files(manifest, Object::root, 0, files);
    files.insert(files.begin(), {"manifest.yaml", write_yaml(manifest)});
    std::vector<std::string> names;
    for (const File& file : files) {
        std::ofstream stream(folder / file.name, std::ios::binary);
        stream << file.bytes << std::flush;
        if (!stream) {
            return failure(ErrorKind::rejected,
                           "The file " + (folder / file.name).string() + " cannot be written.",
                           "Check the free space and your rights there.");
        }
        names.push_back(file.name);
    }
    return names;
}

}  // namespace octospira::package
