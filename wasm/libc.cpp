// The one function of the C library for numbers that the core calls. Emscripten's own brings 128-bit
// floating point along.

#include <cstdlib>

#include "wasm/numbers.hpp"

extern "C" {

double strtod(const char* text, char** end) {
    const char* stop = text;
    const double value = octospira::wasm::parse_double(text, &stop);
    if (end != nullptr) *end = const_cast<char*>(stop);
    return value;
}

}  // extern "C"
