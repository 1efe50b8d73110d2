#include "native/recorder/status/pages.hpp"

namespace octospira::recorder::status {

namespace {

/// Without the script the page comes anew, less often: it takes away what the reader has opened.
constexpr int kSecondsWithoutScript = 15;

Html nav_link(const Frame& frame, Literal address, const std::string& name, Literal words) {
    Html html;
    html << "<li><a href=\"" << address << "\"";
    if (frame.here == name) html << " aria-current=\"page\"";
    return html << ">" << words << "</a></li>";
}

Html header(const Frame& frame) {
    Html html;
    html << "<header class=\"top\"><div class=\"inner\"><p class=\"brand\"><img src=\"/icon.svg\" "
            "alt=\"\" width=\"28\" height=\"28\">OctoSpira <span>recorder</span></p>";
    if (!frame.csrf.empty()) {
        html << "<nav aria-label=\"Pages\"><ul>" << nav_link(frame, "/", "overview", "Overview")
             << nav_link(frame, "/deliveries", "deliveries", "Deliveries")
             << "</ul></nav><form method=\"post\" action=\"/logout\"><input type=\"hidden\" "
                "name=\"csrf\" value=\""
             << frame.csrf << "\"><button class=\"quiet\">Log out</button></form>";
    }
    return html << "</div></header>";
}

}  // namespace

std::string document(const Frame& frame, const Html& main) {
    Html html;
    html << "<!DOCTYPE html>\n<html lang=\"en\"";
    if (frame.refresh.count() > 0) html << " data-refresh=\"" << frame.refresh.count() << "\"";
    html << "><head><meta charset=\"utf-8\"><title>" << frame.title
         << "</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            "<meta name=\"color-scheme\" content=\"light dark\">"
            "<link rel=\"icon\" href=\"/icon.svg\"><link rel=\"stylesheet\" href=\"/status.css\">";
    if (frame.refresh.count() > 0) {
        html << "<noscript><meta http-equiv=\"refresh\" content=\"" << kSecondsWithoutScript
             << "\"></noscript>";
    }
    html << "<script src=\"/status.js\" defer></script></head><body>"
            "<a class=\"skip\" href=\"#main\">Skip to the content</a>"
         << header(frame) << "<main id=\"main\" tabindex=\"-1\">";
    if (!frame.notice.empty()) {
        html << "<p class=\"notice\" role=\"status\">" << frame.notice << "</p>";
    }
    html << main << "</main><footer><p id=\"freshness\">OctoSpira "
         << std::string(OCTOSPIRA_VERSION)
         << "</p><p id=\"announcement\" class=\"unseen\" role=\"status\"></p></footer></body>"
            "</html>\n";
    return html.text();
}

Html login_page(const std::string& next, const std::string& problem) {
    Html html;
    html << "<section class=\"card narrow\"><h1>Log in</h1>";
    if (!problem.empty()) {
        html << "<p class=\"problem\" role=\"alert\" id=\"problem\">" << problem << "</p>";
    }
    html << "<form method=\"post\" action=\"/login\"><label for=\"token\">Token of the status "
            "page</label><input id=\"token\" name=\"token\" type=\"password\" required "
            "autocomplete=\"current-password\" autofocus";
    if (!problem.empty()) html << " aria-invalid=\"true\" aria-describedby=\"problem\"";
    html << "><input type=\"hidden\" name=\"next\" value=\"" << next
         << "\"><button>Log in</button></form><p class=\"faint\">It is in the file or variable "
            "that the recorder was started with; see the operator guide.</p></section>";
    return html;
}

Html problem_page(const std::string& title, const std::string& words) {
    Html html;
    return html << "<section class=\"card\" id=\"problem\" data-live><h1>" << title << "</h1><p>"
                << words << "</p><p><a href=\"/\">Overview</a></p></section>";
}

}  // namespace octospira::recorder::status
