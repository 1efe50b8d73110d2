// In the page JavaScript does this: wasm/number_text.cpp.
#include "core/base/number_text.hpp"

#include <charconv>
#include <cstdlib>

namespace octospira {

double read_double(const std::string& text) {
    return std::strtod(text.c_str(), nullptr);
}

std::string write_double(double value) {
    if (value == 0) return "0";
    char room[32];
    const auto end = std::to_chars(room, room + sizeof room, value, std::chars_format::scientific);
    const std::string text(room, end.ptr);  // "-1.25e+02"
    const std::size_t e = text.find('e');
    const int power = std::atoi(text.c_str() + e + 1);
    const std::string sign = value < 0 ? "-" : "";
    std::string digits = text.substr(sign.size(), e - sign.size());
    if (digits.size() > 1) digits.erase(1, 1);

    const int count = static_cast<int>(digits.size());
    if (power >= 21 || power < -6) {
        if (count > 1) digits.insert(1, ".");
        return sign + digits + (power < 0 ? "e-" : "e+") + std::to_string(std::abs(power));
    }
    if (power < 0)
        return sign + "0." + std::string(static_cast<std::size_t>(-power - 1), '0') + digits;
    if (count <= power + 1)
        return sign + digits + std::string(static_cast<std::size_t>(power + 1 - count), '0');
    digits.insert(static_cast<std::size_t>(power + 1), ".");
    return sign + digits;
}

}  // namespace octospira
