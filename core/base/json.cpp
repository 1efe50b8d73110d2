#include "core/base/json.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

namespace octospira {

namespace {

/// Reads one value with nlohmann's lexer. Not Json::parse or sax_parse: their parsers and messages
/// are a tenth of the page's engine (docs/decisions). Depth and members are counted on the way, so
/// recursion is bounded, and what is nested too deeply or too large is refused at that point.
class Reader {
  public:
    explicit Reader(std::string_view text)
        : lexer_(nlohmann::detail::input_adapter(text.begin(), text.end()), false),
          token_(lexer_.scan()) {}

    bool read_all(Json& into) { return read(into, 0) && token_ == Token::end_of_input; }

  private:
    using Input = decltype(nlohmann::detail::input_adapter(std::string_view::iterator{},
                                                           std::string_view::iterator{}));
    using Lexer = nlohmann::detail::lexer<Json, Input>;
    using Token = Lexer::token_type;

    bool next() {
        token_ = lexer_.scan();
        return true;
    }
    bool take(Token token) { return token_ == token && next(); }

    template <class Value>
    bool set(Json& into, Value&& value) {
        into = std::forward<Value>(value);
        return next();
    }

    bool read(Json& into, int depth) {
        switch (token_) {
            case Token::literal_null:
                return set(into, nullptr);
            case Token::literal_true:
                return set(into, true);
            case Token::literal_false:
                return set(into, false);
            case Token::value_unsigned:
                return set(into, lexer_.get_number_unsigned());
            case Token::value_integer:
                return set(into, lexer_.get_number_integer());
            case Token::value_float:
                return std::isfinite(lexer_.get_number_float()) &&
                       set(into, lexer_.get_number_float());
            case Token::value_string:
                return set(into, std::move(lexer_.get_string()));
            case Token::begin_array:
                return depth < kMaxJsonDepth && next() && read_array(into, depth + 1);
            case Token::begin_object:
                return depth < kMaxJsonDepth && next() && read_object(into, depth + 1);
            default:
                return false;
        }
    }

    bool read_array(Json& into, int depth) {
        into = Json::array();
        if (take(Token::end_array)) return true;
        do {
            into.push_back(nullptr);
            if (!read(into.back(), depth)) return false;
        } while (take(Token::value_separator));
        return take(Token::end_array);
    }

    bool read_object(Json& into, int depth) {
        into = Json::object();
        if (take(Token::end_object)) return true;
        for (int members = 1; members <= kMaxJsonMembers; ++members) {
            if (token_ != Token::value_string) return false;
            const std::string name = std::move(lexer_.get_string());
            next();
            if (!take(Token::name_separator)) return false;
            // The last of several members of one name wins, as in every browser.
            if (!read(into[name], depth)) return false;
            if (!take(Token::value_separator)) return take(Token::end_object);
        }
        return false;
    }

    Lexer lexer_;
    Token token_;
};

}  // namespace

Result<Json> parse_json(std::string_view text) {
    Json value;
    // The lexer itself skips a byte order mark.
    if (!Reader(text).read_all(value)) {
        return failure(ErrorKind::protocol,
                       "The text is not JSON, or nested too deeply or too large to be read.");
    }
    return value;
}

std::string to_text(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json object(std::initializer_list<Member> members) {
    Json result = Json::object();
    for (const Member& member : members) result[std::string(member.name)] = member.value;
    return result;
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
