#include "native/cli/help.hpp"

#include "core/base/text.hpp"

namespace octospira::cli {

namespace {

constexpr std::size_t kWidth = 100;

}  // namespace

std::string Help::make_option_desc(const CLI::Option* option) const {
    const std::size_t width = kWidth - get_column_width();
    const std::string& whole = option->get_description();
    std::string text;
    std::size_t used = 0;
    for (const std::string_view word : split(whole, ' ')) {
        if (used > 0 && used + 1 + word.size() > width) {
            text += '\n';
            used = 0;
        } else if (used > 0) {
            text += ' ';
            ++used;
        }
        text += word;
        used += word.size();
    }
    return text;
}

}  // namespace octospira::cli
