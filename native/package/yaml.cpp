#include "native/package/yaml.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>

#include "core/base/text.hpp"
#include "native/package/unicode.hpp"
#include "native/package/yaml_documents.hpp"

namespace octospira::package {

namespace {

/// A manifest has four levels and some hundred values. Aliases can make a small file huge.
constexpr int kMaxDepth = 12;
constexpr int kMaxValues = 20000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Whole numbers that every reader, and a JavaScript number, holds exactly.
bool is_integer(std::string_view text) {
    constexpr std::size_t kMostDigits = 15;
    if (text.starts_with('-')) text.remove_prefix(1);
    return all_digits(text) && text.size() <= kMostDigits && (text.size() == 1 || text[0] != '0');
}

bool is_decimal(std::string_view text) {
    constexpr std::size_t kMostDigits = 15;
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos) return false;
    const std::string_view fraction = text.substr(point + 1);
    return is_integer(text.substr(0, point)) && all_digits(fraction) &&
           fraction.size() <= kMostDigits;
}

/// 2026-01-01, alone or with a time after it.
bool is_date(std::string_view text) {
    const std::string_view day = text.substr(0, text.find_first_of("Tt "));
    const auto parts = split(day, '-');
    return parts.size() == 3 && parts[0].size() == 4 && parts[1].size() <= 2 &&
           parts[2].size() <= 2 && std::all_of(parts.begin(), parts.end(), all_digits);
}

/// Digits with '_', ':', one point or an exponent: 017, 1_000, 12:30, .5, 1e3.
bool is_odd_number(std::string_view text) {
    const std::size_t e = text.find_first_of("eE");
    if (e != std::string_view::npos) {
        std::string_view exponent = text.substr(e + 1);
        if (exponent.starts_with('+') || exponent.starts_with('-')) exponent.remove_prefix(1);
        if (!all_digits(exponent)) return false;
        text = text.substr(0, e);
    }
    return text.find_first_not_of("0123456789_:.") == std::string_view::npos &&
           std::any_of(text.begin(), text.end(), is_digit) &&
           std::count(text.begin(), text.end(), '.') <= 1;
}

/// Plain scalars that some YAML reader takes for a number, a date or a truth value.
bool is_ambiguous(std::string_view text) {
    for (const std::string_view word : {"y", "n", "yes", "no", "on", "off", "<<", "=", ".nan"}) {
        if (equals_ignoring_case(text, word)) return true;
    }
    if (is_date(text)) return true;
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (equals_ignoring_case(text, ".inf")) return true;
    for (const std::string_view base : {"0x", "0o", "0b"}) {
        if (text.starts_with(base) && text.size() > base.size() &&
            text.find_first_not_of("0123456789abcdefABCDEF_", base.size()) ==
                std::string_view::npos) {
            return true;
        }
    }
    return is_odd_number(text);
}

class Converter {
  public:
    explicit Converter(Manifest& manifest) : manifest_(manifest) {}

    Json convert(const YAML::Node& node, const std::string& path, int depth) {
        if (depth > kMaxDepth || ++values_ > kMaxValues) {
            if (!too_much_)
                manifest_.complain(path, "is nested too deeply or too large to be a manifest.");
            too_much_ = true;
            return nullptr;
        }
        const bool usual_tag = node.Tag().empty() || node.Tag() == "?" || node.Tag() == "!";
        if (!usual_tag) manifest_.complain(path, "has a YAML tag; remove it.");
        switch (node.Type()) {
            case YAML::NodeType::Map:
                return convert_map(node, path, depth);
            case YAML::NodeType::Sequence:
                return convert_list(node, path, depth);
            case YAML::NodeType::Scalar:
                return convert_scalar(node, path);
            case YAML::NodeType::Null:
            case YAML::NodeType::Undefined:
                break;
        }
        manifest_.complain(path, "has no value; give it one or remove the key.");
        return nullptr;
    }

  private:
    Json convert_map(const YAML::Node& node, const std::string& path, int depth) {
        Json object = Json::object();
        for (const auto& pair : node) {
            const int line = pair.first.Mark().line + 1;
            if (!pair.first.IsScalar()) {
                manifest_.complain(path, "has a key that is not a plain word.");
                continue;
            }
            const std::string& key = pair.first.Scalar();
            const std::string inner = member(path, key);
            if (find(object, key) != nullptr) {
                manifest_.findings.push_back(
                    {Severity::error, manifest_.file, line,
                     printable(inner) + " is there twice; keep one of the two."});
                continue;
            }
            manifest_.lines.set(inner, line);
            object[key] = convert(pair.second, inner, depth + 1);
        }
        return object;
    }

    Json convert_list(const YAML::Node& node, const std::string& path, int depth) {
        Json list = Json::array();
        for (const auto& one : node) {
            const std::string inner = item(path, list.size());
            if (one.Mark().line >= 0) manifest_.lines.set(inner, one.Mark().line + 1);
            list.push_back(convert(one, inner, depth + 1));
        }
        return list;
    }

    Json convert_scalar(const YAML::Node& node, const std::string& path) {
        const std::string& text = node.Scalar();
        if (node.Tag() != "?") return text;
        if (text == "true" || text == "True" || text == "TRUE") return true;
        if (text == "false" || text == "False" || text == "FALSE") return false;
        if (is_integer(text)) return std::strtoll(text.c_str(), nullptr, 10);
        if (is_decimal(text)) return convert_decimal(text, path);
        if (is_ambiguous(text)) {
            manifest_.complain(path, "is written as " + text +
                                         ", which YAML readers understand "
                                         "differently; put it in quotes if it is text, or write "
                                         "true, false or a plain number.");
        }
        return text;
    }

    /// JSON numbers as JavaScript writes them: 1.0 is 1.
    Json convert_decimal(const std::string& text, const std::string& path) {
        if (text.ends_with("0") && text.find('.') + 2 < text.size()) {
            manifest_.warn(path, "is a number: " + text + " is the same as " +
                                     text.substr(0, text.find_last_not_of('0') + 1) +
                                     " and will not count as newer.");
        }
        const double number = std::strtod(text.c_str(), nullptr);
        if (number == std::floor(number)) return static_cast<std::int64_t>(number);
        return number;
    }

    Manifest& manifest_;
    int values_ = 0;
    bool too_much_ = false;
};

void write_value(const Json& value, int indent, std::string& out);

void write_members(const Json& object, int indent, bool first_in_place, std::string& out) {
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!first_in_place) out.append(static_cast<std::size_t>(indent), ' ');
        first_in_place = false;
        out += it.key() + ":";
        write_value(it.value(), indent, out);
    }
}

void write_value(const Json& value, int indent, std::string& out) {
    if (value.is_object() && !value.empty()) {
        out += '\n';
        write_members(value, indent + 2, false, out);
    } else if (value.is_array() && !value.empty()) {
        out += '\n';
        for (const Json& one : value) {
            out.append(static_cast<std::size_t>(indent) + 2, ' ');
            out += "-";
            if (one.is_object() && !one.empty()) {
                out += ' ';
                write_members(one, indent + 4, true, out);
            } else {
                write_value(one, indent + 2, out);
            }
        }
    } else {
        out += ' ';
        out += octospira::to_text(value);  // JSON scalars are YAML
        out += '\n';
    }
}

}  // namespace

Manifest read_yaml(std::string_view text) {
    Manifest manifest;
    manifest.lines.set("", 1);
    if (!is_utf8(text)) {
        manifest.complain("", "The manifest is not UTF-8 text; save it as UTF-8.");
        return manifest;
    }
    try {
        const std::string whole(text);
        const bool one = count_documents(whole, 2) == 1;
        const YAML::Node document = one ? YAML::Load(whole) : YAML::Node();
        if (!document.IsMap()) {
            manifest.complain("", "The manifest must be one YAML document of `key: value` lines.");
            return manifest;
        }
        manifest.root = Converter(manifest).convert(document, "", 0);
    } catch (const YAML::Exception& fault) {
        manifest.findings.push_back({Severity::error, manifest.file, fault.mark.line + 1,
                                     "This is not YAML: " + fault.msg + "."});
    }
    return manifest;
}

std::string write_yaml(const Json& root) {
    std::string out;
    write_members(root, 0, false, out);
    return out;
}

}  // namespace octospira::package
