#include "tests/faults/front_ends.hpp"

#include <string_view>

namespace octospira::faults {

namespace {

std::string http(std::string_view status, std::string_view headers, std::string_view body) {
    std::string bytes = "HTTP/1.1 ";
    bytes += status;
    bytes += "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    bytes += headers;
    bytes += "\r\n";
    bytes += body;
    return bytes;
}

std::string page(std::string_view status, std::string_view text) {
    return http(status, "Content-Type: text/html\r\n",
                "<html><head><title>" + std::string(text) + "</title></head><body><h1>" +
                    std::string(text) + "</h1></body></html>");
}

std::string text(std::string_view status, std::string_view body) {
    return http(status, "Content-Type: text/plain\r\n", body);
}

}  // namespace

std::vector<FrontEnd> front_ends() {
    return {
        {"404 of nginx", page("404 Not Found", "404 Not Found")},
        {"404 of an ingress", text("404 Not Found", "default backend - 404")},
        {"404 of Traefik", text("404 Not Found", "404 page not found\n")},
        {"404 of Envoy", http("404 Not Found", "server: envoy\r\n", "")},
        {"404 of Kong", http("404 Not Found", "Content-Type: application/json\r\n",
                             R"({"message":"no Route matched with those values"})")},
        {"404 of IIS", page("404 Not Found", "404 - File or directory not found.")},
        {"403 of a stopped web app", page("403 Forbidden", "Error 403 - This web app is stopped.")},
        {"403 of a firewall", page("403 Forbidden", "Access Denied")},
        {"403 of a bucket", http("403 Forbidden", "Content-Type: application/xml\r\n",
                                 "<Error><Code>AccessDenied</Code><Message>Access Denied</Message>"
                                 "</Error>")},
        {"400 of http.sys", page("400 Bad Request", "Bad Request - Invalid Hostname")},
        {"401 of a sign-in", page("401 Unauthorized", "Sign in with your organisation")},
        {"401 of Windows",
         http("401 Unauthorized", "WWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\n", "")},
        {"405 of IIS", page("405 Method Not Allowed",
                            "405 - HTTP verb used to access this page is not allowed.")},
        {"407 of a proxy", http("407 Proxy Authentication Required",
                                "Proxy-Authenticate: Basic realm=\"x\"\r\n", "")},
        {"408 that says access denied", text("408 Request Timeout", "Access Denied")},
        {"409 of a page", page("409 Conflict", "Conflict")},
        {"413 of nginx", page("413 Request Entity Too Large", "413 Request Entity Too Large")},
        {"421 misdirected", text("421 Misdirected Request", "Misdirected Request")},
        {"429 that says access denied", text("429 Too Many Requests", "Access Denied")},
        {"301 to https", http("301 Moved Permanently", "Location: https://127.0.0.1/\r\n", "")},
        {"302 to a sign-in",
         http("302 Found", "Location: https://login.example.com/oauth?state=x\r\n", "")},
        {"500 of ASP.NET", page("500 Internal Server Error", "Server Error in '/' Application.")},
        {"502 of nginx", page("502 Bad Gateway", "502 Bad Gateway")},
        {"503 of IIS", text("503 Service Unavailable", "The service is unavailable.")},
        {"503 that says access denied", page("503 Service Unavailable", "Access Denied")},
        {"503 of Envoy", text("503 Service Unavailable", "no healthy upstream")},
        {"504 of a pool", text("504 Gateway Timeout", "unable to locate the backend server")},
        {"520 of a CDN", text("520 Unknown", "error code: 520")},
        {"200 with a maintenance page", page("200 OK", "Down for maintenance")},
        {"200 with a sign-in page", page("200 OK", "Please sign in")},
        {"200 without a body", http("200 OK", "Content-Type: application/json\r\n", "")},
        {"204", "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"},
        {"200 cut in the middle",
         "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[{\"TestCaseId\":1,"},
        {"200 that claims to be gzip",
         http("200 OK", "Content-Encoding: gzip\r\nContent-Type: application/json\r\n", "[]")},
        {"no HTTP at all", "gateway trouble, sorry\n"},
    };
}

}  // namespace octospira::faults
