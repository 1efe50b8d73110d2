#include "tests/core/flows/views.hpp"

#include <boost/test/unit_test.hpp>

namespace octospira::testing {

namespace {

const Json* block_of(const Json& view, std::string_view type) {
    const Json* blocks = array_at(view, "blocks");
    if (blocks == nullptr) return nullptr;
    for (const Json& block : *blocks) {
        if (text_at(block, "type") == type) return &block;
    }
    return nullptr;
}

void collect(const Json& value, std::string& words) {
    if (value.is_string()) words += value.get<std::string>() + "\n";
    if (value.is_structured()) {
        for (const Json& inner : value) collect(inner, words);
    }
}

}  // namespace

Json shown(const FakePage& page) {
    Json view;
    for (const Json& command : page.commands) {
        if (text_at(command, "command") == "show") view = *find(command, "view");
    }
    return view;
}

std::vector<std::vector<std::string>> table_of(const Json& view) {
    std::vector<std::vector<std::string>> rows;
    const Json* table = block_of(view, "table");
    if (table == nullptr) return rows;
    for (const Json& row : *array_at(*table, "rows")) {
        rows.emplace_back();
        for (const Json& cell : row)
            rows.back().push_back(cell.is_string() ? cell.get<std::string>()
                                                   : text_at(cell, "text"));
    }
    return rows;
}

std::vector<Json> checks_of(const Json& view) {
    std::vector<Json> rows;
    const Json* checks = block_of(view, "checks");
    if (checks == nullptr) return rows;
    for (const Json& row : *array_at(*checks, "rows")) rows.push_back(row);
    return rows;
}

std::string words_of(const Json& view) {
    std::string words;
    collect(view, words);
    return words;
}

std::vector<std::string> buttons_of(const Json& view) {
    std::vector<std::string> ids;
    for (const Json& button : *array_at(view, "buttons")) ids.push_back(text_at(button, "id"));
    return ids;
}

void check_words(const std::string& text, const std::string& words) {
    BOOST_TEST_CONTEXT(text) {
        BOOST_TEST(text.find(words) != std::string::npos, "“" << words << "” is missing");
    }
}

}  // namespace octospira::testing
