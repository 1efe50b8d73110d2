#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "core/base/json.hpp"
#include "core/flows/engine/step.hpp"

namespace octospira::cli {

/// --output: text for people or JSON for programs, on standard output. Everything else that a
/// command says goes to standard error.
inline constexpr const char* kText = "text";
inline constexpr const char* kJson = "json";
inline constexpr const char* kAuto = "auto";  ///< text on a terminal, JSON elsewhere

void add_output_option(CLI::App& command, std::string& output, bool with_auto = false);

/// Whether the output is JSON: by the option, or because there is no terminal.
[[nodiscard]] bool is_json(const std::string& output);

/// One JSON text on a line of its own, flushed at once.
void print_json(const Json& document);
/// A line of text; terminal control characters are shown as U+FFFD.
void print(const std::string& line);
/// A line with colours of ours, whose parts from outside went through shown_safely().
void print_painted(const std::string& line);

/// {"kind":"not_found","message":"…","advice":"…"}
[[nodiscard]] Json to_json(const Error& error);

/// A conversation's message or question, without the "OctoPerf: " that a page puts before it.
[[nodiscard]] std::string without_prefix(const std::string& text);

}  // namespace octospira::cli
