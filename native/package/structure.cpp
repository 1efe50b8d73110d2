#include "native/package/structure.hpp"

#include <algorithm>
#include <string>

#include "core/base/text.hpp"
#include "native/package/base64.hpp"
#include "native/package/rules.hpp"
#include "native/package/unicode.hpp"

namespace octospira::package {

namespace {

std::string range_of(const KeyRule& rule) {
    if (rule.high == kNoLimit) return std::to_string(rule.low) + " or more";
    return std::to_string(rule.low) + " to " + std::to_string(rule.high);
}

class StructureCheck {
  public:
    StructureCheck(Manifest& manifest, Form form) : manifest_(manifest), form_(form) {}

    void check_object(const Json& object, const std::string& path, Object what) {
        if (!object.is_object()) {
            manifest_.complain(path, "must be a group of `key: value` lines.");
            return;
        }
        const auto rules = keys_of(what);
        for (auto it = object.begin(); it != object.end(); ++it) {
            const std::string inner = member(path, it.key());
            const auto rule = std::find_if(rules.begin(), rules.end(),
                                           [&](const KeyRule& one) { return one.key == it.key(); });
            if (rule == rules.end()) {
                manifest_.complain(
                    inner, "is not a documented key here; remove it." + hint(it.key(), what));
            } else {
                check_value(it.value(), inner, *rule);
            }
        }
        for (const KeyRule& rule : rules) {
            if (rule.required && find(object, rule.key) == nullptr) {
                manifest_.complain(
                    path, (path.empty() ? "The key `" : "lacks the key `") + std::string(rule.key) +
                              (path.empty() ? "` is missing; add it." : "`; add it."));
            }
        }
    }

  private:
    /// A key that differs by case only is the likeliest mistake.
    static std::string hint(const std::string& key, Object what) {
        for (const KeyRule& rule : keys_of(what)) {
            if (equals_ignoring_case(rule.key, key))
                return " Did you mean `" + std::string(rule.key) + "`?";
        }
        return "";
    }

    void check_value(const Json& value, const std::string& path, const KeyRule& rule) {
        if (value.is_null()) {
            // read_yaml has complained about it where it has a line.
            if (form_ == Form::package) manifest_.complain(path, "is null; it must have a value.");
            return;
        }
        switch (rule.kind) {
            case Kind::text:
                return check_text(value, path, rule);
            case Kind::flag:
                if (!value.is_boolean()) manifest_.complain(path, "must be true or false.");
                return;
            case Kind::integer:
                return check_integer(value, path, rule);
            case Kind::decimal: {
                const auto number = number_of(value);
                if (!number || *number <= 0) {
                    manifest_.complain(
                        path, "must be a number greater than 0 such as 1.0, without quotes.");
                }
                return;
            }
            case Kind::file:
            case Kind::icon:
                return form_ == Form::folder ? check_reference(value, path, rule)
                                             : check_content(value, path, rule);
            case Kind::list:
                return check_list(value, path, rule);
        }
    }

    void check_text(const Json& value, const std::string& path, const KeyRule& rule) {
        if (!value.is_string()) {
            manifest_.complain(
                path, value.is_structured() ? "must be text." : "must be text; put it in quotes.");
            return;
        }
        const auto& text = value.get_ref<const std::string&>();
        const std::size_t length = utf16_length(text).value_or(0);
        if (length > static_cast<std::size_t>(rule.high)) {
            manifest_.complain(path, "has " + std::to_string(length) + " characters; " +
                                         std::to_string(rule.high) + " is the most Spira takes.");
        }
        if (rule.required && trim(text).empty()) manifest_.complain(path, "is empty; fill it in.");
        if (text.find(kFilePrefix) != std::string::npos) {
            manifest_.complain(path,
                               "contains `file://`, which packagers take for a file; only "
                               "code, css, template and icon name files.");
        }
    }

    void check_integer(const Json& value, const std::string& path, const KeyRule& rule) {
        const auto number = value.is_number_integer() ? number_of(value) : std::nullopt;
        const bool fits = number && *number >= rule.low && *number <= rule.high;
        if (!fits) manifest_.complain(path, "must be a whole number, " + range_of(rule) + ".");
    }

    void check_list(const Json& value, const std::string& path, const KeyRule& rule) {
        if (!value.is_array()) {
            manifest_.complain(path, "must be a list: lines that start with a dash.");
            return;
        }
        constexpr std::size_t kMostItems = 500;
        if (value.size() > kMostItems) {
            manifest_.complain(path, "has more than 500 items, which no SpiraApp has.");
            return;
        }
        for (std::size_t i = 0; i < value.size(); ++i) {
            check_object(value[i], item(path, i), rule.content);
        }
    }

    void check_reference(const Json& value, const std::string& path, const KeyRule& rule) {
        const std::string start =
            (rule.kind == Kind::icon ? std::string(kSvgPrefix) : "") + std::string(kFilePrefix);
        const bool fits =
            value.is_string() && value.get_ref<const std::string&>().starts_with(start);
        if (!fits) {
            manifest_.complain(path, "must name a file of the folder: " + start + "name." +
                                         std::string(rule.extension));
        }
    }

    void check_content(const Json& value, const std::string& path, const KeyRule& rule) {
        std::string_view text;
        if (value.is_string()) text = value.get_ref<const std::string&>();
        if (rule.kind == Kind::icon) {
            if (!text.starts_with(kSvgPrefix)) {
                manifest_.complain(path, "must start with " + std::string(kSvgPrefix));
                return;
            }
            text.remove_prefix(kSvgPrefix.size());
        }
        const auto bytes = decode_base64(text);
        if (!bytes) {
            manifest_.complain(path, "is not base64.");
        } else if (bytes->empty()) {
            manifest_.complain(path, "is an empty file.");
        } else if (!is_utf8(*bytes)) {
            manifest_.complain(path, "is not UTF-8 text once decoded.");
        }
    }

    Manifest& manifest_;
    Form form_;
};

}  // namespace

void check_structure(Manifest& manifest, Form form) {
    StructureCheck(manifest, form).check_object(manifest.root, "", Object::root);
}

}  // namespace octospira::package
