#include "core/base/json.hpp"

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace octospira {

namespace {

/// Builds the tree from the parser's events, so that depth and members are counted on the way:
/// what is nested too deeply or has an object with too many members is refused at that point.
class TreeBuilder : public nlohmann::json_sax<Json> {
  public:
    explicit TreeBuilder(Json& root) : root_(root) {}

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(value); }
    bool number_unsigned(number_unsigned_t value) override { return add(value); }
    bool number_float(number_float_t value, const string_t&) override { return add(value); }
    bool string(string_t& value) override { return add(std::move(value)); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return enter(Json::value_t::object); }
    bool start_array(std::size_t) override { return enter(Json::value_t::array); }
    bool end_object() override { return leave(); }
    bool end_array() override { return leave(); }
    bool key(string_t& name) override {
        key_ = std::move(name);
        return open_.back()->size() < static_cast<std::size_t>(kMaxJsonMembers);
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }

  private:
    Json* place(Json&& value) {
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        Json& parent = *open_.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        // The last of several members of one name wins, as in every browser.
        return &(parent[key_] = std::move(value));
    }
    bool add(Json value) {
        place(std::move(value));
        return true;
    }
    bool enter(Json::value_t kind) {
        if (open_.size() == static_cast<std::size_t>(kMaxJsonDepth)) return false;
        open_.push_back(place(Json(kind)));
        return true;
    }
    bool leave() {
        open_.pop_back();
        return true;
    }

    Json& root_;
    std::vector<Json*> open_;  ///< the containers around the next value
    std::string key_;
};

}  // namespace

Result<Json> parse_json(std::string_view text) {
    Json value;
    TreeBuilder builder(value);
    // The parser itself skips a byte order mark.
    if (!Json::sax_parse(text.begin(), text.end(), &builder)) {
        return failure(ErrorKind::protocol,
                       "The text is not JSON, or nested too deeply or too large to be read.");
    }
    return value;
}

std::string to_text(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json* find(const Json& object, std::string_view name) {
    if (!object.is_object()) return nullptr;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == name) return &it.value();
    }
    return nullptr;
}

Json* find(Json& object, std::string_view name) {
    return const_cast<Json*>(find(static_cast<const Json&>(object), name));
}

std::optional<std::string> string_at(const Json& object, std::string_view name) {
    const Json* value = find(object, name);
    if (value == nullptr || !value->is_string()) return std::nullopt;
    return value->get_ref<const std::string&>();
}

std::optional<std::int64_t> integer_at(const Json& object, std::string_view name) {
    const Json* value = find(object, name);
    if (value == nullptr || !value->is_number_integer()) return std::nullopt;
    if (value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    return value->get<std::int64_t>();
}

std::optional<bool> bool_at(const Json& object, std::string_view name) {
    const Json* value = find(object, name);
    if (value == nullptr || !value->is_boolean()) return std::nullopt;
    return value->get<bool>();
}

std::string text_at(const Json& object, std::string_view name) {
    return string_at(object, name).value_or("");
}

const Json* array_at(const Json& object, std::string_view name) {
    const Json* value = find(object, name);
    return value != nullptr && value->is_array() ? value : nullptr;
}

std::optional<double> number_of(const Json& value) {
    if (!value.is_number()) return std::nullopt;
    const double number = value.get<double>();
    if (!std::isfinite(number)) return std::nullopt;
    return number;
}

}  // namespace octospira
