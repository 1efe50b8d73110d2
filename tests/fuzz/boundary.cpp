#include "tests/fuzz/boundary.hpp"

#include <algorithm>
#include <initializer_list>

#include "core/base/text.hpp"
#include "tests/fuzz/target.hpp"

namespace octospira::fuzz {

namespace {

/// t: text, ?: text or null, i: integer, #: number or null, a: array, o: object, *: anything.
struct Described {
    std::string_view name;
    char type;
};

bool fits(const Json& value, char type) {
    switch (type) {
        case 't':
            return value.is_string();
        case '?':
            return value.is_string() || value.is_null();
        case 'i':
            return value.is_number_integer();
        case '#':
            return value.is_number() || value.is_null();
        case 'a':
            return value.is_array();
        case 'o':
            return value.is_object();
        default:
            return true;
    }
}

void judge_members(const Json& object, std::initializer_list<Described> members) {
    require(object.is_object(), "an object stands where one is described");
    for (const Described& member : members) {
        const Json* value = find(object, member.name);
        require(value != nullptr, concat({"the member ", member.name, " is there"}));
        require(fits(*value, member.type), concat({"the member ", member.name, " has its type"}));
    }
}

void judge_one_of(const Json& object, std::string_view name,
                  std::initializer_list<std::string_view> allowed) {
    const std::string value = text_at(object, name);
    const bool known = std::find(allowed.begin(), allowed.end(), value) != allowed.end();
    require(known, concat({"\"", value, "\" is a documented ", name}));
}

void judge_tone(const Json& object) {
    judge_one_of(object, "tone", {"plain", "good", "warn", "bad"});
}

bool is_page_address(std::string_view url, std::string_view base_url) {
    return url.starts_with("https://") || url.starts_with("http://") || url.starts_with('/') ||
           (!base_url.empty() && url.starts_with(base_url));
}

void judge_cell(const Json& cell, std::string_view base_url) {
    if (cell.is_string()) return;
    judge_members(cell, {{"text", 't'}, {"tone", 't'}, {"url", '?'}, {"trend", '*'}});
    judge_tone(cell);
    if (const auto url = string_at(cell, "url"))
        require(is_page_address(*url, base_url),
                "a cell's address is one of the web or of this site");
    const Json& trend = *find(cell, "trend");
    if (!trend.is_null()) judge_members(trend, {{"points", 'a'}, {"text", 't'}});
}

void judge_block(const Json& block, std::string_view base_url) {
    const std::string type = text_at(block, "type");
    judge_one_of(block, "type",
                 {"text", "progress", "facts", "chart", "table", "checks", "copy", "link"});
    if (type == "text") {
        judge_members(block, {{"text", 't'}});
        judge_tone(block);
    } else if (type == "progress") {
        judge_members(block, {{"percent", '#'}, {"text", 't'}});
        const double percent = number_of(*find(block, "percent")).value_or(0);
        require(percent >= 0 && percent <= 100, "progress is 0 to 100");
    } else if (type == "facts") {
        judge_members(block, {{"rows", 'a'}});
        for (const Json& row : *find(block, "rows")) {
            require(row.is_array() && row.size() == 2 && row[0].is_string() && row[1].is_string(),
                    "a fact is a name and a value");
        }
    } else if (type == "chart") {
        judge_members(block, {{"text", 't'}, {"series", 'a'}});
        for (const Json& one : *find(block, "series"))
            judge_members(one, {{"name", 't'}, {"unit", 't'}, {"points", 'a'}});
    } else if (type == "table") {
        judge_members(block, {{"caption", 't'}, {"head", 'a'}, {"rows", 'a'}});
        for (const Json& row : *find(block, "rows")) {
            require(row.is_array() && row.size() == find(block, "head")->size(),
                    "a row has as many cells as the table has heads");
            for (const Json& cell : row) judge_cell(cell, base_url);
        }
    } else if (type == "checks") {
        judge_members(block, {{"rows", 'a'}});
        for (const Json& row : *find(block, "rows")) {
            judge_members(row, {{"tone", 't'}, {"state", 't'}, {"text", 't'}, {"advice", 't'}});
            judge_tone(row);
        }
    } else if (type == "copy") {
        judge_members(block, {{"label", 't'}, {"value", 't'}, {"button", 't'}, {"done", 't'}});
    } else {
        judge_members(block, {{"text", 't'}, {"url", 't'}});
        require(is_page_address(text_at(block, "url"), base_url), "a link is an address");
    }
}

void judge_view(const Json& view, std::string_view base_url) {
    judge_members(view, {{"title", 't'}, {"blocks", 'a'}, {"buttons", 'a'}});
    for (const Json& block : *find(view, "blocks")) judge_block(block, base_url);
    for (const Json& button : *find(view, "buttons")) {
        judge_members(button, {{"id", 't'}, {"text", 't'}, {"kind", 't'}});
        judge_one_of(button, "kind", {"primary", "plain", "danger"});
    }
}

/// A call that goes through Spira's server, which puts secrets in the place of tokens.
void judge_rest_call(const Json& command) {
    judge_members(command,
                  {{"method", 't'}, {"path", 't'}, {"url", 't'}, {"body", '?'}, {"headers", 'o'}});
    judge_one_of(command, "method", {"GET", "POST", "PUT", "DELETE"});
    require(text_at(command, "path").find_first_of("{}") == std::string::npos,
            "a path has no token in it");
    const auto body = string_at(command, "body");
    if (!body) return;
    require(parse_json(*body).has_value(), "a body is JSON");
    bool in_text = false;
    for (std::size_t i = 0; i < body->size(); ++i) {
        const char c = (*body)[i];
        if (c == '\\') {
            ++i;
        } else if (c == '"') {
            in_text = !in_text;
        } else {
            require(!in_text || (c != '{' && c != '}'), "no value of a body looks like a token");
        }
    }
}

void judge_command(const Json& command, std::string_view base_url);

void judge_several(const Json& command, std::string_view base_url) {
    judge_members(command, {{"start", 'a'}});
    for (const Json& begun : *find(command, "start")) {
        judge_members(begun, {{"id", 'i'}, {"of", 'o'}});
        const Json& of = *find(begun, "of");
        require(text_at(of, "command") != "startAll" && text_at(of, "command") != "done",
                "several holds plain commands");
        judge_command(of, base_url);
    }
}

void judge_done(const Json& command) {
    judge_members(command, {{"outcome", 't'}, {"error", '*'}, {"details", 'o'}});
    require(!text_at(command, "outcome").empty(), "an end has a name");
    const Json& error = *find(command, "error");
    if (error.is_null()) return;
    judge_members(error, {{"kind", 't'}, {"message", 't'}, {"advice", 't'}, {"origin", 't'}});
    require(!text_at(error, "message").empty(), "an error says what happened");
}

void judge_notify(const Json& command) {
    judge_members(command, {{"severity", 't'}, {"text", 't'}, {"link", '*'}});
    judge_one_of(command, "severity", {"success", "warning", "error"});
    require(!text_at(command, "text").empty(), "a message says something");
    const Json& link = *find(command, "link");
    if (!link.is_null()) judge_members(link, {{"label", 't'}, {"url", 't'}});
}

void judge_choose(const Json& command) {
    judge_members(command, {{"title", 't'},
                            {"text", 't'},
                            {"button", 't'},
                            {"cancel", 't'},
                            {"back", '?'},
                            {"entries", 'a'},
                            {"selected", '#'}});
    const Json& entries = *find(command, "entries");
    for (const Json& entry : entries) {
        require(entry.is_string(), "an entry is a text");
        require(std::count(entries.begin(), entries.end(), entry) == 1, "entries all differ");
    }
    const auto selected = integer_at(command, "selected");
    require(!selected || (*selected >= 0 && static_cast<std::size_t>(*selected) < entries.size()),
            "what is selected is an entry");
}

void judge_command(const Json& command, std::string_view base_url) {
    const std::string name = text_at(command, "command");
    if (name == "spira") {
        judge_members(command, {{"method", 't'}, {"path", 't'}, {"body", '*'}, {"bodyForm", 't'}});
        judge_one_of(command, "method", {"GET", "POST", "PUT", "DELETE"});
        judge_one_of(command, "bodyForm", {"object", "text"});
    } else if (name == "octoperf" || name == "recorder") {
        judge_rest_call(command);
    } else if (name == "notify") {
        judge_notify(command);
    } else if (name == "confirm") {
        judge_members(command, {{"text", 't'}, {"yes", 't'}});
    } else if (name == "choose") {
        judge_choose(command);
    } else if (name == "show") {
        judge_members(command, {{"view", 'o'}});
        judge_view(*find(command, "view"), base_url);
    } else if (name == "listen") {
        judge_members(command, {{"ms", '#'}});
    } else if (name == "startAll") {
        judge_several(command, base_url);
    } else if (name == "sleep") {
        judge_members(command, {{"ms", 'i'}});
        require(integer_at(command, "ms").value_or(-1) >= 0, "one sleeps forwards");
    } else if (name == "remember") {
        judge_members(command, {{"memory", 't'}, {"key", 't'}, {"value", '?'}});
        judge_one_of(command, "memory", {"hint", "ledger", "lock"});
    } else if (name == "recall") {
        judge_members(command, {{"memory", 't'}, {"key", 't'}});
        judge_one_of(command, "memory", {"hint", "ledger"});
    } else if (name == "done") {
        judge_done(command);
    } else {
        require(name == "reloadForm", concat({"\"", name, "\" is a documented command"}));
    }
}

}  // namespace

Json judge_answer(std::string_view text, std::string_view base_url) {
    auto answer = parse_json(text);
    require(answer.has_value(), "the engine answers JSON");
    require(integer_at(*answer, "v") == 3, "of the boundary's version");
    require(integer_at(*answer, "flow").has_value(), "for a conversation");
    judge_command(*answer, base_url);
    return std::move(*answer);
}

}  // namespace octospira::fuzz
