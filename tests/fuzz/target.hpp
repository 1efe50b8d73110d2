#pragma once

#include <string>
#include <string_view>

namespace octospira::fuzz {

/// What a fuzz target does with one input; every target's file defines it once. It is driven by
/// libFuzzer (libfuzzer.cpp, `./dev fuzz`) and, with the inputs under corpus/, as an ordinary test
/// (replay.cpp).
void try_input(std::string_view input);

/// Ends the program with the sentence where something does not hold; libFuzzer keeps the input.
void require(bool holds, std::string_view sentence);
/// The same, and shows the two texts that should be one.
void require_equal(std::string_view is, std::string_view should_be, std::string_view sentence);

/// True where a text shows what looks like a key: a UUID, or a value of api-key= or username=.
/// Written without the product's own redact(), which it judges.
[[nodiscard]] bool shows_a_key(std::string_view text);

}  // namespace octospira::fuzz
