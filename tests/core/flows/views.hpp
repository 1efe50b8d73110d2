#pragma once

#include <string>
#include <vector>

#include "tests/core/flows/fake_page.hpp"

namespace octospira::testing {

/// What the dialog or the widget shows: the view of the last `show`; null when there was none.
Json shown(const FakePage& page);

/// The texts of the rows of a view's first table.
std::vector<std::vector<std::string>> table_of(const Json& view);

/// The rows of a view's first list of checks.
std::vector<Json> checks_of(const Json& view);

/// Every text in a view, one per line: for looking whether something is said at all.
std::string words_of(const Json& view);

/// The ids of a view's buttons.
std::vector<std::string> buttons_of(const Json& view);

/// Checks that the words are somewhere in the text.
void check_words(const std::string& text, const std::string& words);

}  // namespace octospira::testing
