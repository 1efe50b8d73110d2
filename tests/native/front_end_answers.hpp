#pragma once

namespace octospira::testing {

/// What answers in an API's place, in both simulators (front_end.hpp).
struct FrontEndAnswer {
    const char* name;
    int status;
    const char* words;
};
inline constexpr FrontEndAnswer kFrontEndAnswers[] = {
    {"maintenance200", 200, "Down for maintenance"},
    {"maintenance502", 502, "Down for maintenance"},
    {"maintenance503", 503, "Down for maintenance"},
    {"ingress", 503, "no healthy upstream"},
    {"signInRedirect", 302, "Object moved"},
    {"proxy407", 407, "Proxy Authentication Required"}};

}  // namespace octospira::testing
