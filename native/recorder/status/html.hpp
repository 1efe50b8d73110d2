#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace octospira::recorder::status {

/// Markup known when the program is compiled: nothing from outside can ever be one.
class Literal {
  public:
    consteval Literal(const char* text) : text_(text) {}  // NOLINT: `html << "<p>"` is the point
    [[nodiscard]] constexpr std::string_view text() const { return text_; }

  private:
    std::string_view text_;
};

/// A piece of a page. Literals go in as they are, every other text is escaped, for content and for
/// attributes in double quotes alike; so forgetting to escape is not possible.
class Html {
  public:
    Html() = default;

    Html& operator<<(Literal markup) {
        text_ += markup.text();
        return *this;
    }
    Html& operator<<(const Html& part) {
        text_ += part.text_;
        return *this;
    }
    template <class Text>
    requires std::same_as<Text, std::string> || std::same_as<Text, std::string_view> Html&
    operator<<(const Text& text) {
        escape(text);
        return *this;
    }
    template <class Number>
    requires std::integral<Number> &&
        (!std::same_as<Number, char>)&&(!std::same_as<Number, bool>)Html&
        operator<<(Number number) {
        text_ += std::to_string(number);
        return *this;
    }

    [[nodiscard]] bool empty() const { return text_.empty(); }
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    void escape(std::string_view text);

    std::string text_;
};

/// Html of one text: `text("<b>")` is "&lt;b&gt;".
[[nodiscard]] Html text(std::string_view words);

}  // namespace octospira::recorder::status
