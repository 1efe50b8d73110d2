// manifest.yaml of a SpiraApp: any bytes.

#include <algorithm>

#include "native/package/relations.hpp"
#include "native/package/structure.hpp"
#include "native/package/yaml.hpp"
#include "tests/fuzz/target.hpp"

namespace octospira::fuzz {

void try_input(std::string_view input) {
    package::Manifest manifest = package::read_yaml(input);
    package::check_structure(manifest, package::Form::folder);
    package::check_relations(manifest);
    const auto lines = std::count(input.begin(), input.end(), '\n') +
                       std::count(input.begin(), input.end(), '\r') + 2;
    for (const package::Finding& finding : manifest.findings) {
        require(!finding.sentence.empty(), "a finding says what to mend");
        require(finding.line >= 0 && finding.line <= lines, "a finding's line is in the file");
    }
    package::sort(manifest.findings);
    require(package::to_text(manifest.findings).empty() == manifest.findings.empty(),
            "findings are listed");
    if (package::has_errors(manifest.findings)) return;

    // js-yaml reads the same text; that model is tests/native/package/staged_app.test.mjs.
    const std::string written = package::write_yaml(manifest.root);
    const package::Manifest again = package::read_yaml(written);
    require(!package::has_errors(again.findings), "a good manifest can be written and read again");
    require_equal(octospira::to_text(again.root), octospira::to_text(manifest.root),
                  "and says the same");
    require_equal(package::write_yaml(again.root), written, "in the same bytes");
}

}  // namespace octospira::fuzz
