#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/json.hpp"
#include "native/package/finding.hpp"
#include "native/package/unicode.hpp"

namespace octospira::package {

/// Where each value stands in the file: "settings[2].caption" → 31.
class Lines {
  public:
    void set(const std::string& path, int line) { lines_.emplace(path, line); }

    /// The line of the value, else of the nearest thing around it, else 0.
    [[nodiscard]] int of(std::string_view path) const {
        for (;;) {
            if (const auto found = lines_.find(path); found != lines_.end()) return found->second;
            if (path.empty()) return 0;
            const std::size_t cut = path.find_last_of(".[");
            path = path.substr(0, cut == std::string_view::npos ? 0 : cut);
        }
    }

  private:
    std::map<std::string, int, std::less<>> lines_;
};

/// A manifest while it is being checked. Findings are collected, so that a person sees all at once.
struct Manifest {
    Json root = Json::object();
    std::string file = "manifest.yaml";
    Lines lines = {};
    Findings findings = {};

    /// The sentence begins with the path, so it also reads well without a line number.
    void complain(std::string_view path, std::string_view what,
                  Severity severity = Severity::error) {
        std::string sentence = printable(path);
        if (!sentence.empty()) sentence += ' ';
        findings.push_back({severity, file, lines.of(path), sentence + std::string(what)});
    }
    void warn(std::string_view path, std::string_view what) {
        complain(path, what, Severity::warning);
    }
};

[[nodiscard]] inline std::string member(std::string_view path, std::string_view key) {
    return path.empty() ? std::string(key) : std::string(path) + "." + std::string(key);
}
[[nodiscard]] inline std::string item(std::string_view path, std::size_t index) {
    return std::string(path) + "[" + std::to_string(index) + "]";
}

}  // namespace octospira::package
