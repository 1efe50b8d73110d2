#include "native/simulators/spira/ui_route.hpp"

#include <vector>

#include "core/base/text.hpp"
#include "native/simulators/spira/store.hpp"

namespace octospira::simulators::spira {

namespace {

struct Folder {
    std::string_view name;  ///< in the path
    int artifact_type;
    int list_page;  ///< in the manifest; the details' page is the next
};

constexpr Folder kFolders[] = {
    {"TestCase", artifact::kTestCase, 1},
    {"TestRun", artifact::kTestRun, 3},
    {"TestSet", artifact::kTestSet, 11},
};
constexpr int kProductAdminPage = 21;

/// The part before ".aspx", or nothing.
std::string_view stem(std::string_view file) {
    constexpr std::string_view kEnding = ".aspx";
    if (file.size() <= kEnding.size()) return {};
    const auto cut = file.size() - kEnding.size();
    return equals_ignoring_case(file.substr(cut), kEnding) ? file.substr(0, cut)
                                                           : std::string_view();
}

Route administration(const std::vector<std::string_view>& parts, int product_id) {
    const bool apps = parts.size() == 1 && equals_ignoring_case(stem(parts[0]), "SpiraApps");
    if (apps) return {product_id > 0 ? "AdminProductApps" : "AdminSystemApps", product_id};
    if (parts.size() != 2 || !equals_ignoring_case(parts[0], "SpiraApp")) return {};
    Route route{product_id > 0 ? "SpiraAppProductAdmin" : "AdminSystemAppSettings", product_id};
    route.guid = stem(parts[1]);
    return route;
}

Route artifact_page(const Folder& folder, std::string_view file, int product_id) {
    Route route{std::string(folder.name), product_id, folder.artifact_type};
    const auto name = stem(file);
    if (equals_ignoring_case(name, "List")) {
        route.page += "List";
        return route;
    }
    route.artifact_id = parse_positive(name).value_or(0);
    if (route.artifact_id == 0) return {};
    route.page += "Details";
    return route;
}

}  // namespace

int Route::manifest_page() const {
    if (page == "SpiraAppProductAdmin") return kProductAdminPage;
    for (const Folder& folder : kFolders) {
        if (folder.artifact_type == artifact_type) {
            return folder.list_page + (artifact_id > 0 ? 1 : 0);
        }
    }
    return 0;
}

Route route_of(std::string_view path) {
    if (path.empty() || path == "/") return {"MyPage"};
    auto parts = split(path.substr(1), '/');
    if (equals_ignoring_case(parts[0], "Administration")) {
        parts.erase(parts.begin());
        return administration(parts, 0);
    }
    const int product_id =
        parse_positive(parts.size() == 1 ? stem(parts[0]) : parts[0]).value_or(0);
    if (product_id == 0) return {};
    if (parts.size() == 1) return {"ProductHome", product_id};
    parts.erase(parts.begin());
    if (equals_ignoring_case(parts[0], "Administration")) {
        parts.erase(parts.begin());
        return administration(parts, product_id);
    }
    for (const Folder& folder : kFolders) {
        if (parts.size() == 2 && equals_ignoring_case(parts[0], folder.name)) {
            return artifact_page(folder, parts[1], product_id);
        }
    }
    return {};
}

std::string cookie(const http::ServerRequest& request, std::string_view name) {
    const auto header = http::field(request.headers, "Cookie");
    if (!header) return {};
    for (const auto part : split(*header, ';')) {
        const auto pair = trim(part);
        if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
            return percent_decode(pair.substr(name.size() + 1));
        }
    }
    return {};
}

}  // namespace octospira::simulators::spira
