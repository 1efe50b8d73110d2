#include "native/recorder/status/html.hpp"

namespace octospira::recorder::status {

void Html::escape(std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '&':
                text_ += "&amp;";
                break;
            case '<':
                text_ += "&lt;";
                break;
            case '>':
                text_ += "&gt;";
                break;
            case '"':
                text_ += "&quot;";
                break;
            case '\'':
                text_ += "&#39;";
                break;
            default: {
                // Control characters have no place in a document.
                const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
                if (control) {
                    text_ += "\xEF\xBF\xBD";
                } else {
                    text_ += c;
                }
            }
        }
    }
}

Html text(std::string_view words) {
    Html html;
    html << words;
    return html;
}

}  // namespace octospira::recorder::status
