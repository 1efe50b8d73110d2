// Unpacks an engine: base85 over its size in four bytes and LZMA (lc 3, lp 0, pb 0). A program of
// its own, because a page that gets the engine a tenth smaller needs something to unpack it with: 2
// kB, and quick from its first byte, where JavaScript is slow until the browser has compiled it.
//
// Compiled without any library: what little it needs is here.
//
// The page writes the letters to unpack_input() and calls unpack(how many), which returns the
// engine's size; the engine is then at unpack_output(). What is packed was packed by our own build
// (pack.mjs), so it is not checked.

#include <stddef.h>
#include <stdint.h>

namespace {

constexpr size_t kMostPacked = 160 * 1024;  ///< letters
constexpr size_t kMostUnpacked = 512 * 1024;

using Odds = uint16_t;
constexpr int kStates = 12;
constexpr int kOddsBits = 11;
constexpr Odds kEven = 1U << (kOddsBits - 1);

/// How long a match is: 2–9, 10–17, 18–273.
struct LengthOdds {
    Odds choice[2];
    Odds low[8];
    Odds middle[8];
    Odds high[256];
};

/// Everything that is learnt on the way.
struct Model {
    Odds match[kStates];
    Odds rep[kStates];
    Odds rep0[kStates];
    Odds rep1[kStates];
    Odds rep2[kStates];
    Odds rep0_long[kStates];
    Odds slot[4][64];
    Odds special[128];
    Odds align[16];
    LengthOdds length;
    LengthOdds rep_length;
    Odds literal[8][0x300];
};

uint8_t packed[kMostPacked];
uint8_t unpacked[kMostUnpacked];
Model model;
const uint8_t* at;
uint32_t range;
uint32_t code;

bool is_used(char letter) {
    for (const char* other = "\"$'/<\\`{}"; *other != 0; ++other) {
        if (letter == *other) return false;
    }
    return true;
}

uint8_t values[128];

/// Turns letters into bytes where they stand, five into four.
void decode_letters(uint32_t letters) {
    uint8_t count = 0;
    for (char letter = '!'; letter <= '~'; ++letter) {
        if (is_used(letter)) values[static_cast<int>(letter)] = count++;
    }
    uint8_t* to = packed;
    for (uint32_t from = 0; from < letters; from += 5, to += 4) {
        uint32_t group = 0;
        for (uint32_t i = from; i < from + 5; ++i)
            group = group * 85 + (i < letters ? values[packed[i]] : 84U);
        for (int i = 3; i >= 0; --i, group >>= 8U) to[i] = static_cast<uint8_t>(group);
    }
}

uint32_t take_number() {
    uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8U | *at++;
    return value;
}

void refill() {
    if (range >= 1U << 24U) return;
    range <<= 8U;
    code = code << 8U | *at++;
}

uint32_t bit(Odds& odds) {
    const uint32_t bound = (range >> kOddsBits) * odds;
    const bool one = code >= bound;
    if (one) {
        range -= bound;
        code -= bound;
        odds = static_cast<Odds>(odds - (odds >> 5U));
    } else {
        range = bound;
        odds = static_cast<Odds>(odds + (((1U << kOddsBits) - odds) >> 5U));
    }
    refill();
    return one ? 1 : 0;
}

/// A number of so many bits, the highest first.
uint32_t number(Odds* odds, int bits) {
    uint32_t symbol = 1;
    for (int i = 0; i < bits; ++i) symbol = symbol * 2 + bit(odds[symbol]);
    return symbol - (1U << bits);
}

/// The lowest first.
uint32_t reversed(Odds* odds, int bits) {
    uint32_t symbol = 1;
    uint32_t value = 0;
    for (int i = 0; i < bits; ++i) {
        const uint32_t one = bit(odds[symbol]);
        symbol = symbol * 2 + one;
        value |= one << i;
    }
    return value;
}

/// Bits that are as likely as not.
uint32_t even(int bits) {
    uint32_t value = 0;
    for (int i = 0; i < bits; ++i) {
        range >>= 1U;
        const bool one = code >= range;
        if (one) code -= range;
        value = value * 2 + (one ? 1 : 0);
        refill();
    }
    return value;
}

uint32_t length(LengthOdds& odds) {
    if (bit(odds.choice[0]) == 0) return 2 + number(odds.low, 3);
    if (bit(odds.choice[1]) == 0) return 10 + number(odds.middle, 3);
    return 18 + number(odds.high, 8);
}

uint32_t distance(uint32_t match_length) {
    const uint32_t of = match_length < 6 ? match_length - 2 : 3;
    const uint32_t slot = number(model.slot[of], 6);
    if (slot < 4) return slot;
    const int bits = static_cast<int>(slot / 2) - 1;
    const uint32_t high = (2 | (slot & 1U)) << bits;
    if (slot < 14) return high + reversed(model.special + high - slot, bits);
    return high + (even(bits - 4) << 4U) + reversed(model.align, 4);
}

uint8_t literal(Odds* odds, bool after_match, uint32_t expected) {
    uint32_t symbol = 1;
    // After a match the byte that would have gone on with it says much about this one.
    while (after_match && symbol < 0x100) {
        const uint32_t hint = expected >> 7U & 1U;
        expected <<= 1U;
        const uint32_t one = bit(odds[0x100 + 0x100 * hint + symbol]);
        symbol = symbol * 2 + one;
        after_match = one == hint;
    }
    while (symbol < 0x100) symbol = symbol * 2 + bit(odds[symbol]);
    return static_cast<uint8_t>(symbol);
}

/// Which of the last four distances comes again.
int earlier(uint32_t state) {
    if (bit(model.rep0[state]) == 0) return 0;
    if (bit(model.rep1[state]) == 0) return 1;
    return 2 + static_cast<int>(bit(model.rep2[state]));
}

void bring_to_front(uint32_t* back, int which) {
    const uint32_t moved = back[which];
    for (; which > 0; --which) back[which] = back[which - 1];
    back[0] = moved;
}

}  // namespace

extern "C" {

uint8_t* unpack_input() {
    return packed;
}

const uint8_t* unpack_output() {
    return unpacked;
}

uint32_t unpack(uint32_t letters) {
    decode_letters(letters);
    at = packed;
    const uint32_t size = take_number();
    ++at;  // of the stream, always 0
    code = take_number();
    range = 0xFFFFFFFF;
    auto* const odds = reinterpret_cast<Odds*>(&model);
    for (size_t i = 0; i < sizeof model / sizeof(Odds); ++i) odds[i] = kEven;
    uint32_t back[4] = {};
    uint32_t state = 0;
    for (uint32_t filled = 0; filled < size;) {
        if (bit(model.match[state]) == 0) {
            const uint32_t before = filled > 0 ? unpacked[filled - 1] : 0;
            const bool after_match = state >= 7;
            unpacked[filled] = literal(model.literal[before >> 5U], after_match,
                                       after_match ? unpacked[filled - back[0] - 1] : 0);
            ++filled;
            state = state < 4 ? 0 : state - (state < 10 ? 3 : 6);
            continue;
        }
        uint32_t copy = 1;
        if (bit(model.rep[state]) == 0) {
            copy = length(model.length);
            bring_to_front(back, 3);
            back[0] = distance(copy);
            state = state < 7 ? 7 : 10;
        } else if (const int which = earlier(state);
                   which == 0 && bit(model.rep0_long[state]) == 0) {
            state = state < 7 ? 9 : 11;
        } else {
            bring_to_front(back, which);
            copy = length(model.rep_length);
            state = state < 7 ? 8 : 11;
        }
        for (; copy > 0; --copy, ++filled) unpacked[filled] = unpacked[filled - back[0] - 1];
    }
    return size;
}

}  // extern "C"
