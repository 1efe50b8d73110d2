#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>

#include "native/cli/text/output.hpp"
#include "native/cli/text/verdict.hpp"

namespace octospira::cli {

// Small things that the operator's commands share.

/// --every: pause between two looks at a test, in milliseconds; 0: as long as the test suggests.
void add_every_option(CLI::App& command, std::int64_t& every_ms);

[[nodiscard]] Json or_null(const std::string& text);
/// “name”, on one line, with whatever looks like a key replaced
[[nodiscard]] std::string in_quotes(const std::string& name);

/// "✔ Passed: “name”. sentence\n  hits …", for the terminal that standard output may be.
[[nodiscard]] std::string summary(const std::string& name, const Judgement& judgement,
                                  const Look& look);

}  // namespace octospira::cli
