#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.hpp"

namespace octospira::flows {

enum class Tone { plain, good, warn, bad };
enum class ButtonKind { plain, primary, danger };

/// The button that closes the dialog; every other is only reported.
inline constexpr std::string_view kCloseButton = "close";

/// A cell of a table: a text, perhaps with a tone, an address or a sparkline.
struct Cell {
    std::string text;
    Tone tone = Tone::plain;
    std::string url = {};                           ///< http(s) or of this site; empty: none
    std::vector<std::optional<double>> trend = {};  ///< empty: none
    std::string trend_text = {};                    ///< the sparkline in words
};

/// Pairs go in and out as JSON, because that is how they are kept and all that is done with them.
[[nodiscard]] Json pair_of(Json first, Json second);
[[nodiscard]] Json number_or_null(const std::optional<double>& number);

struct Check {
    Tone tone = Tone::good;
    std::string state;  ///< the tone in a word
    std::string text;
    std::string advice;  ///< may be empty
};

/// What a dialog or the widget shows: a list of blocks from top to bottom, then buttons. All texts
/// are plain and in the user's language. Source: docs/engine-boundary.md, views.
class View {
  public:
    explicit View(std::string_view title);

    View& text(std::string_view text, Tone tone = Tone::plain);
    /// `percent` empty: in progress, extent unknown.
    View& progress(std::optional<double> percent, std::string_view text);
    /// `rows`: pairs of a name and its value.
    View& facts(Json rows);
    /// What it shows, in words; then its lines, `points` being pairs of x and y or null.
    View& chart(std::string_view text);
    View& series(std::string_view name, std::string_view unit, Json points);
    View& table(std::string_view caption, const std::vector<std::string>& head,
                const std::vector<std::vector<Cell>>& rows);
    View& checks(const std::vector<Check>& rows);
    View& copy(std::string_view label, std::string_view value, std::string_view button,
               std::string_view done);
    View& link(std::string_view text, std::string_view url);
    View& button(std::string_view id, std::string_view text, ButtonKind kind = ButtonKind::plain);

    [[nodiscard]] const Json& json() const { return json_; }

  private:
    View& block(std::initializer_list<Member> members);

    Json json_;
};

}  // namespace octospira::flows
