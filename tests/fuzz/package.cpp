// A .spiraapp as somebody uploads it. The input is the JSON inside, which is put into base64 here;
// one that does not begin like an object is taken for the bytes of the file.

#include "native/package/package.hpp"

#include <unistd.h>

#include <filesystem>

#include "native/package/base64.hpp"
#include "tests/fuzz/target.hpp"

namespace octospira::fuzz {

namespace {

namespace fs = std::filesystem;

/// A folder for one program's inputs, gone at its end.
class Scratch {
  public:
    Scratch() : path_(fs::temp_directory_path() / ("octospira-fuzz-" + std::to_string(getpid()))) {}
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { clear(); }
    [[nodiscard]] const fs::path& path() const { return path_; }
    void clear() const {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

  private:
    fs::path path_;
};

void judge_bytes(const package::Package& read) {
    const std::string bytes = package::to_bytes(read);
    const package::Reading again = package::read_package(bytes);
    require(again.package.has_value(), "a good package can be written and read again");
    require_equal(octospira::to_text(again.package->manifest), octospira::to_text(read.manifest),
                  "and holds the same");
    require_equal(package::to_bytes(*again.package), bytes, "in the same bytes");
    require(!package::describe(read).empty(), "a good package can be described");
}

void judge_folder(const package::Package& read) {
    static const Scratch scratch;
    scratch.clear();
    const auto names = package::extract(read, scratch.path() / "app");
    require(names.has_value(), "a good package can be extracted");
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(scratch.path())) {
        if (entry.is_regular_file()) ++files;
    }
    require(files == names->size(), "every file of a package gets a name of its own");
    for (const std::string& name : *names) {
        require(fs::is_regular_file(scratch.path() / "app" / name), "a file lies in the folder");
    }
    const package::Reading packed = package::read_folder(scratch.path() / "app");
    if (!packed.package) {  // package.hpp, extract(), says when
        const std::string findings = package::to_text(packed.findings);
        require(findings.find("The file `") != std::string::npos ||
                    findings.find("`file://`") != std::string::npos ||
                    findings.find("plain number") != std::string::npos,
                findings);
        return;
    }
    require(packed.package->manifest == read.manifest, "packing it gives the same package");
}

}  // namespace

void try_input(std::string_view input) {
    const bool inside = input.starts_with('{');
    const package::Reading reading =
        package::read_package(inside ? package::encode_base64(input) : std::string(input));
    require(reading.package.has_value() != package::has_errors(reading.findings),
            "there is a package or an error, not both");
    for (const package::Finding& finding : reading.findings) {
        require(!finding.sentence.empty(), "a finding says what to mend");
    }
    (void)package::to_text(reading.findings);
    if (!reading.package) return;
    judge_bytes(*reading.package);
    judge_folder(*reading.package);
}

}  // namespace octospira::fuzz
