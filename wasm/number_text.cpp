// JavaScript reads and writes the page's numbers: spiraapp/engine.js.
#include "core/base/number_text.hpp"

#include <cstdint>

extern "C" {

[[clang::import_module("env"), clang::import_name("octospira_read_number")]] double
octospira_read_number(const char* text, std::uint32_t bytes);
/// Writes into at least 32 bytes; returns how many.
[[clang::import_module("env"), clang::import_name("octospira_write_number")]] std::uint32_t
octospira_write_number(double value, char* room);

}  // extern "C"

namespace octospira {

double read_double(const std::string& text) {
    return octospira_read_number(text.data(), static_cast<std::uint32_t>(text.size()));
}

std::string write_double(double value) {
    char room[32];
    return {room, octospira_write_number(value, room)};
}

}  // namespace octospira
