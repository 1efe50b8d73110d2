// Two functions of the C library that nlohmann/json calls, in the extent it needs. Emscripten's own
// bring printf and 128-bit floating point along: 23 kB of 145, for one number format and one
// escape.

#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "wasm/numbers.hpp"

namespace {

/// Writes the four last hexadecimal digits of a number.
char* write_hex(char* out, unsigned value, const char* digits) {
    for (int place = 3; place >= 0; --place) out[place] = digits[(value >> (12 - 4 * place)) & 15U];
    return out + 4;
}

}  // namespace

extern "C" {

double strtod(const char* text, char** end) {
    const char* stop = text;
    const double value = octospira::wasm::parse_double(text, &stop);
    if (end != nullptr) *end = const_cast<char*>(stop);
    return value;
}

// Named by nlohmann/json for number types that ours does not have.
float strtof(const char* text, char** end) {
    return static_cast<float>(strtod(text, end));
}
long double strtold(const char* text, char** end) {
    return strtod(text, end);
}

/// Knows "%04x" and "%.4X" only and ends the engine at anything else: the room is always enough.
int snprintf(char* out, std::size_t, const char* format, ...) {
    va_list values;
    va_start(values, format);
    char* at = out;
    while (*format != '\0') {
        if (*format != '%') {
            *at++ = *format++;
            continue;
        }
        const bool lower = format[1] == '0' && format[2] == '4' && format[3] == 'x';
        const bool upper = format[1] == '.' && format[2] == '4' && format[3] == 'X';
        if (!lower && !upper) std::abort();
        at = write_hex(at, va_arg(values, unsigned),
                       lower ? "0123456789abcdef" : "0123456789ABCDEF");
        format += 4;
    }
    va_end(values);
    *at = '\0';
    return static_cast<int>(at - out);
}

}  // extern "C"
