#pragma once

namespace octospira::crash {

// The simulated Spira's account for recorders, and what the victim asks for.
inline constexpr const char* kUser = "octoperf-recorder";
inline constexpr const char* kKey = "{A0000004-0C70-4004-8004-5B1CA0000004}";
inline constexpr const char* kSecret = "a-secret-of-the-tests-0001";

}  // namespace octospira::crash
