#include "native/cli/text/wrap.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "native/cli/text/describe.hpp"
#include "native/cli/text/terminal.hpp"

namespace octospira::cli {

namespace {

/// `first` and the words, in lines of at most `width` columns that begin where the words do.
std::vector<std::string> broken(std::string_view words, std::string first, int width) {
    const std::string indent(first.size(), ' ');
    std::vector<std::string> lines = {std::move(first)};
    bool begun = false;
    for (const std::string_view word : split(words, ' ')) {
        if (begun && columns(lines.back()) + 1 + columns(word) > width) {
            lines.push_back(indent);
            begun = false;
        }
        lines.back() += concat({begun ? " " : "", word});
        begun = true;
    }
    return lines;
}

/// Where the text of a line begins: after the name in its first column, if it has one.
std::size_t text_column(const std::string& line) {
    const std::size_t name = line.find_first_not_of(' ');
    const std::size_t gap = line.find("  ", name);
    const std::size_t text = line.find_first_not_of(' ', gap);
    return gap == std::string::npos || text == std::string::npos ? name : text;
}

}  // namespace

std::string wrapped(const std::string& text, int width) {
    std::vector<std::string> lines;
    for (const std::string_view one : split(text, '\n')) {
        const std::string line(one);
        if (columns(line) <= width) {
            lines.push_back(line);
            continue;
        }
        const std::size_t begin = text_column(line);
        for (std::string& part : broken(line.substr(begin), line.substr(0, begin), width))
            lines.push_back(std::move(part));
    }
    return joined(lines, "\n");
}

std::string wrapped_for(int descriptor, const std::string& text) {
    const Terminal terminal = terminal_of(descriptor);
    return terminal.there ? wrapped(text, terminal.width) : text;
}

}  // namespace octospira::cli
