#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "native/package/finding.hpp"

namespace octospira::package {

/// Where a file is named, for the finding when something is wrong with it.
struct Place {
    std::string file;
    int line = 0;
};

/// What keeps a name from being used in `file://name`, or "": no folders, exactly one dot, letters,
/// digits, blanks, '-' and '_' only. Inflectra's generator breaks on or overlooks anything else.
[[nodiscard]] std::string_view name_fault(std::string_view name);

/// The files of one flat folder, put inside each other by explicit reference.
class Embedder {
  public:
    Embedder(std::filesystem::path folder, Findings& findings)
        : folder_(std::move(folder)), findings_(findings) {}

    /// The file's text with what it refers to inside; empty when there was an error.
    /// `extension` is the type the place takes: "js", "css", "html" or "svg".
    [[nodiscard]] std::optional<std::string> load(std::string_view name, std::string_view extension,
                                                  const Place& place);

  private:
    std::optional<std::string> read(std::string_view name, std::string_view extension,
                                    const Place& place);
    std::string embed_in_script(const std::string& text, const std::string& file);
    std::string embed_in_style(const std::string& text, const std::string& file);
    void refuse_references(const std::string& text, const std::string& file);
    void complain(const Place& place, std::string sentence);

    std::filesystem::path folder_;
    Findings& findings_;
};

}  // namespace octospira::package
