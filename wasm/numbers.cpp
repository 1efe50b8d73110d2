#include "wasm/numbers.hpp"

#include <bit>
#include <cmath>
#include <cstdint>

namespace octospira::wasm {

namespace {

constexpr std::uint64_t kBase = 1'000'000'000;  ///< of one limb: nine decimal digits
constexpr int kBaseDigits = 9;
constexpr int kLimbs = 320;
constexpr int kPoint = 40;          ///< limbs before the decimal point: 10^309 needs 35
constexpr int kMaxExponent = 310;   ///< of ten: above it every number is infinite
constexpr int kMinExponent = -330;  ///< below it every number is zero
constexpr int kShift = 29;          ///< bits shifted at a time, so that 64 bits hold what comes out

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Bits of a number, which compilers count in different types.
int bit_length(std::uint64_t number) {
    return 64 - static_cast<int>(std::countl_zero(number));
}

std::uint32_t power_of_ten(int exponent) {
    std::uint32_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

/// An exact decimal number that can be doubled and halved until its integer part has the bits
/// a double needs.
class Decimal {
  public:
    /// Adds digit × 10^position; a digit beyond the room counts as "and a bit more".
    void add(std::uint32_t digit, int position) {
        const int limb = position >= 0 ? kPoint - 1 - position / kBaseDigits
                                       : kPoint + (-position - 1) / kBaseDigits;
        const int place = position >= 0 ? position % kBaseDigits
                                        : kBaseDigits - 1 - (-position - 1) % kBaseDigits;
        if (limb < kLimbs)
            limbs_[limb] += digit * power_of_ten(place);
        else
            more_ = more_ || digit != 0;
    }

    void shift_left(int bits) {
        std::uint64_t carry = 0;
        for (int i = kLimbs - 1; i >= 0; --i) {
            const std::uint64_t value = (std::uint64_t{limbs_[i]} << bits) + carry;
            limbs_[i] = static_cast<std::uint32_t>(value % kBase);
            carry = value / kBase;
        }
        exponent_ -= bits;
    }

    void shift_right(int bits) {
        std::uint64_t rest = 0;
        for (std::uint32_t& limb : limbs_) {
            const std::uint64_t value = rest * kBase + limb;
            limb = static_cast<std::uint32_t>(value >> bits);
            rest = value & ((std::uint64_t{1} << bits) - 1);
        }
        more_ = more_ || rest != 0;
        exponent_ += bits;
    }

    /// True while the integer part has more than 18 digits.
    [[nodiscard]] bool too_long() const {
        for (int i = 0; i < kPoint - 2; ++i) {
            if (limbs_[i] != 0) return true;
        }
        return false;
    }

    [[nodiscard]] std::uint64_t integer() const {
        return (limbs_[kPoint - 3] * kBase + limbs_[kPoint - 2]) * kBase + limbs_[kPoint - 1];
    }

    [[nodiscard]] bool has_fraction() const {
        for (int i = kPoint; i < kLimbs; ++i) {
            if (limbs_[i] != 0) return true;
        }
        return more_;
    }

    [[nodiscard]] int exponent() const { return exponent_; }

  private:
    std::uint32_t limbs_[kLimbs] = {};
    int exponent_ = 0;  ///< of two: what the shifts took away
    bool more_ = false;
};

/// The nearest double to a number that is not zero; ties to even.
double rounded(Decimal& number) {
    while (number.too_long()) number.shift_right(kShift);
    int bits = bit_length(number.integer());
    while (bits < 55) {
        number.shift_left(bits > 60 - kShift ? 60 - bits : kShift);
        bits = bit_length(number.integer());
    }
    const std::uint64_t integer = number.integer();
    const int exponent = number.exponent() + bits - 1;
    const int dropped = bits - 53 + (exponent < -1022 ? -1022 - exponent : 0);
    if (dropped > bits) return 0;
    std::uint64_t kept = integer >> dropped;
    const std::uint64_t rest = integer & ((std::uint64_t{1} << dropped) - 1);
    const std::uint64_t half = std::uint64_t{1} << (dropped - 1);
    if (rest > half || (rest == half && (number.has_fraction() || kept % 2 == 1))) ++kept;
    return std::ldexp(static_cast<double>(kept), number.exponent() + dropped);
}

/// Reads digits; `seen` counts the significant ones and `first` is where they start.
struct Digits {
    const char* first = nullptr;
    int seen = 0;    ///< from the first that is not zero
    int before = 0;  ///< of these, before the point; negative: zeros between point and first
};

const char* scan(const char* at, Digits& digits) {
    bool point = false;
    for (; is_digit(*at) || (*at == '.' && !point); ++at) {
        if (*at == '.') {
            point = true;
        } else if (digits.first == nullptr && *at == '0') {
            if (point) --digits.before;
        } else {
            if (digits.first == nullptr) digits.first = at;
            ++digits.seen;
            if (!point) ++digits.before;
        }
    }
    return at;
}

const char* scan_exponent(const char* at, int& exponent) {
    if (*at != 'e' && *at != 'E') return at;
    const bool negative = at[1] == '-';
    const char* digit = at + (negative || at[1] == '+' ? 2 : 1);
    if (!is_digit(*digit)) return at;
    for (; is_digit(*digit); ++digit) {
        if (exponent < 100'000) exponent = exponent * 10 + (*digit - '0');
    }
    if (negative) exponent = -exponent;
    return digit;
}

}  // namespace

double parse_double(const char* text, const char** end) {
    const bool negative = *text == '-';
    Digits digits;
    int exponent = 0;
    *end = scan_exponent(scan(text + (negative ? 1 : 0), digits), exponent);

    if (digits.seen == 0) return negative ? -0.0 : 0.0;
    const int leading = digits.before + exponent;  // the first digit is worth 10^(leading - 1)
    double value = leading > kMaxExponent ? HUGE_VAL : 0;
    if (leading >= kMinExponent && leading <= kMaxExponent) {
        Decimal number;
        int position = leading;
        for (const char* at = digits.first; digits.seen > 0; ++at) {
            if (*at == '.') continue;
            number.add(static_cast<std::uint32_t>(*at - '0'), --position);
            --digits.seen;
        }
        value = rounded(number);
    }
    return negative ? -value : value;
}

}  // namespace octospira::wasm
