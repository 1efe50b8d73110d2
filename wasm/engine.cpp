// The core behind the flat C interface of docs/engine-boundary.md: one room for what comes in, one
// for what goes out, and a conversation engine between them.

#include "wasm/events.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

/// Texts above this are refused instead of taking the page's memory: a test case, a scenario or an
/// error page is far smaller, and the host answers for the engine when there is no room.
constexpr std::uint32_t kMaxInputBytes = 64U << 20U;

octospira::flows::Engine engine(octospira::page_events());
char* input = nullptr;
std::uint32_t capacity = 0;
std::string output;

std::string_view input_text(std::uint32_t bytes) {
    return {input, bytes <= capacity ? bytes : 0};
}

std::uint32_t keep(std::string answer) {
    output = std::move(answer);
    return static_cast<std::uint32_t>(output.size());
}

}  // namespace

extern "C" {

char* octospira_input(std::uint32_t bytes) {
    if (bytes > kMaxInputBytes) return nullptr;
    if (bytes > capacity || input == nullptr) {
        void* room = std::realloc(input, bytes > 0 ? bytes : 1);
        if (room == nullptr) return nullptr;
        input = static_cast<char*>(room);
        capacity = bytes;
    }
    return input;
}

std::uint32_t octospira_open(std::uint32_t bytes) {
    return keep(engine.open(input_text(bytes)));
}

std::uint32_t octospira_resume(std::uint32_t bytes) {
    return keep(engine.resume(input_text(bytes)));
}

const char* octospira_output() {
    return output.data();
}

}  // extern "C"
