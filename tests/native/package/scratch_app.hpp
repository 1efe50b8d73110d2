#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "core/base/text.hpp"
#include "native/package/package.hpp"

namespace octospira::package::testing {

namespace fs = std::filesystem;

/// A folder that is gone again when the test is over.
class ScratchFolder {
  public:
    ScratchFolder() {
        std::string pattern = (fs::temp_directory_path() / "octospira-package-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~ScratchFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }

    void write(const std::string& name, std::string_view bytes) const {
        fs::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << bytes;
    }
    [[nodiscard]] std::string read(const std::string& name) const {
        std::ifstream stream(path_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    }

  private:
    fs::path path_;
};

/// A manifest that uses every documented list; the tests spoil one line of it at a time.
inline constexpr std::string_view kGoodManifest = R"(guid: 3f1c2f6e-5d0a-4a0e-9c55-1d2f3a4b5c6d
name: Sample
caption: Sample app
summary: Does nothing
description: >-
  Does nothing,
  slowly
author: Nobody
url: https://example.com
icon: data:image/svg+xml;base64,file://icon.svg
version: 1.5
menus:
  - pageId: 2
    caption: Menu
    icon: sample-logo
    isActive: true
    entries:
      - name: go
        caption: Go
        actionTypeId: 2
        action: go
        isActive: true
      - name: site
        caption: Site
        actionTypeId: 1
        action: https://example.com/{artifact_id}
        isActive: true
pageContents:
  - pageId: 2
    name: details
    code: file://page.js
    css: file://page.css
pageColumns:
  - pageId: 1
    name: column
    caption: Column
    template: file://column.html
dashboards:
  - dashboardTypeId: 1
    name: Widget
    isActive: true
    code: file://page.js
settingGroups:
  - name: general
    caption: General
settings:
  - settingTypeId: 13
    name: cloud
    caption: Cloud
    value: https://api.example.com
  - settingTypeId: 14
    name: address
    caption: Address
    defaultSettingName: cloud
    settingGroup: general
    position: 1
  - settingTypeId: 1
    name: key
    caption: Key
    isSecure: true
productSettings:
  - settingTypeId: 3
    name: property
    caption: Property
    artifactTypeId: 2
storage:
  - key: greeting
    value: hello
    isSecure: false
)";

/// The sample app, complete, in a scratch folder.
class SampleApp : public ScratchFolder {
  public:
    SampleApp() {
        write("manifest.yaml", kGoodManifest);
        write("page.js", "const text = \"file://text.txt\";\n");
        write("text.txt", "SGVsbG8=");
        write("page.css",
              ".a { background: url(\"data:image/svg+xml;base64,file://icon.svg\"); }\n");
        write("icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
        write("column.html", "<b>{{Name}}</b>\n");
    }
    /// Replaces a part of the manifest; the part must be there.
    void spoil(std::string_view part, std::string_view by) const {
        const std::string manifest = read("manifest.yaml");
        const std::size_t at = manifest.find(part);
        if (at == std::string::npos)
            throw std::logic_error("the manifest has no " + std::string(part));
        write("manifest.yaml",
              manifest.substr(0, at) + std::string(by) + manifest.substr(at + part.size()));
    }
};

}  // namespace octospira::package::testing
