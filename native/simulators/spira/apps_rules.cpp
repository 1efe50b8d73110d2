#include "native/simulators/spira/apps_rules.hpp"

#include <algorithm>
#include <set>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "native/http/base64.hpp"

namespace octospira::simulators::spira {

namespace {

constexpr std::string_view kImagePrefix = "data:image/svg+xml;base64,";

std::string check_text(const std::string& text, const Rule& rule) {
    if (rule.required && text.empty()) return " is empty";
    if (rule.high > 0 && static_cast<std::int64_t>(count_characters(text)) > rule.high) {
        return " is longer than " + std::to_string(rule.high) + " characters";
    }
    return {};
}

std::string check_number(const Json& value, const Rule& rule) {
    if (!value.is_number_integer()) return " is not a whole number";
    const auto number = value.get<std::int64_t>();
    if (number < rule.low || number > rule.high) {
        return " is not between " + std::to_string(rule.low) + " and " + std::to_string(rule.high);
    }
    return {};
}

std::string check_file(std::string& text) {
    auto bytes = http::decode_base64(text);
    if (!bytes) return " is not base64";
    text = std::move(*bytes);
    return {};
}

std::string check_value(Json& value, const Rule& rule) {
    using Kind = Rule::Kind;
    if (rule.kind == Kind::boolean) return value.is_boolean() ? "" : " is neither true nor false";
    if (rule.kind == Kind::list) return value.is_array() ? "" : " is not a list";
    if (rule.kind == Kind::integer) return check_number(value, rule);
    if (rule.kind == Kind::version) {
        const bool fine = value.is_number() && value.get<double>() > 0;
        return fine ? "" : " is not a number above 0";
    }
    // A published app has a number as a placeholder.
    if (rule.name == "placeholder" && value.is_number()) value = to_text(value);
    if (!value.is_string()) return " is not text";
    auto& text = value.get_ref<std::string&>();
    if (rule.kind == Kind::file) return text.empty() ? " is empty" : check_file(text);
    if (rule.kind == Kind::image && text.starts_with("data:")) {
        const bool fine = text.starts_with(kImagePrefix) &&
                          http::decode_base64(std::string_view(text).substr(kImagePrefix.size()));
        return fine ? "" : " is not an SVG picture as a data: URI";
    }
    return check_text(text, rule);
}

}  // namespace

std::vector<Rule> rules(std::string_view schema) {
    constexpr std::string_view kKinds[] = {"text", "integer", "version", "boolean",
                                           "file", "image",   "list"};
    std::vector<Rule> all;
    for (const std::string_view each : split(schema, ',')) {
        const auto words = split(trim(each), ' ');
        const auto kind = std::ranges::find(kKinds, words[1]) - std::begin(kKinds);
        Rule rule{words[0], static_cast<Rule::Kind>(kind), words.back() == "required"};
        const std::string limit(words.size() > 2 && words[2] != "required" ? words[2] : "");
        const std::size_t dots = limit.find("..");
        const std::string high = dots == std::string::npos ? limit : limit.substr(dots + 2);
        if (dots != std::string::npos) rule.low = std::stoi(limit);
        if (!limit.empty()) rule.high = high.empty() ? INT32_MAX : std::stoi(high);
        all.push_back(rule);
    }
    return all;
}

std::string check_object(Json& object, std::string_view place, const std::vector<Rule>& rules) {
    const std::string where(place);
    if (!object.is_object()) return where + " is not an object";
    const std::string dot = where.empty() ? "" : where + ".";
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto rule = std::find_if(rules.begin(), rules.end(),
                                       [&](const Rule& one) { return one.name == it.key(); });
        if (rule == rules.end()) return concat({dot, it.key(), " is not a known key"});
        const std::string fault = check_value(it.value(), *rule);
        if (!fault.empty()) return concat({dot, it.key(), fault});
    }
    for (const Rule& rule : rules) {
        if (rule.required && find(object, rule.name) == nullptr) {
            return dot + std::string(rule.name) + " is missing";
        }
    }
    return {};
}

std::string check_unique(const Json& list, std::string_view place, std::string_view member) {
    std::set<std::string> seen;
    for (const Json& item : list) {
        const Json* value = find(item, member);
        if (value != nullptr && !seen.insert(to_text(*value)).second) {
            return std::string(place) + ": two have the same " + std::string(member) + " " +
                   to_text(*value);
        }
    }
    return {};
}

}  // namespace octospira::simulators::spira
