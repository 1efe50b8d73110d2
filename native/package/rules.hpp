#pragma once

#include <span>
#include <string_view>

namespace octospira::package {

/// What a value of the manifest has to be.
enum class Kind {
    text,     ///< at most `high` UTF-16 units
    flag,     ///< true or false
    integer,  ///< `low` to `high`
    decimal,  ///< greater than 0
    file,     ///< `file://name` in a folder, base64 in a package
    icon,     ///< the same as a data URI of an SVG
    list,     ///< of the object called `content`
};

enum class Object {
    root,
    menu,
    entry,
    page_content,
    page_column,
    dashboard,
    setting_group,
    setting,
    product_setting,
    stored_value,
};

inline constexpr int kNoLimit = 0x7FFFFFFF;

struct KeyRule {
    std::string_view key;
    Kind kind = Kind::text;
    bool required = false;
    int low = 0;
    int high = kNoLimit;
    std::string_view extension = {};  ///< of a file: the type the key takes
    Object content = Object::root;    ///< of a list: what it holds
};

/// Every documented key of an object with its type and limits. Source: SpiraApp manifest
/// documentation and the limits of Inflectra's generator; where they differ the documented one.
[[nodiscard]] std::span<const KeyRule> keys_of(Object object);

/// Manifest page 2 is "TestCaseDetails"; empty for a number that is no page.
[[nodiscard]] std::string_view page_name(int page_id);
/// List pages are the only ones with columns.
[[nodiscard]] bool is_list_page(int page_id);
/// "ProductHome"; empty for a dashboard that is not open to apps.
[[nodiscard]] std::string_view dashboard_name(int dashboard_type_id);

inline constexpr int kSettingFixedUrl = 13;
inline constexpr int kSettingConfigurableUrl = 14;
inline constexpr int kActionFunction = 2;

/// A type of setting, and where it may be used.
struct SettingType {
    std::string_view name;
    bool system = false;
    bool product = false;
};
/// The type's row; an empty name for a number that is no type.
[[nodiscard]] SettingType setting_type(int setting_type_id);

}  // namespace octospira::package
