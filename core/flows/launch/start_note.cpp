#include "core/flows/launch/start_note.hpp"

#include <utility>

#include "core/base/text.hpp"

namespace octospira::flows {

namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kYearMs = 365 * 24 * 60 * kMinuteMs;

Step take_lock(const StartNote& note, OnYesNo next) {
    return remember(Memory::lock, note.key, note.own, std::move(next));
}

Step give_lock_back(const StartNote& note, OnYesNo next) {
    return remember(Memory::lock, note.key, std::nullopt, std::move(next));
}

class Claiming : public Conversation<Claiming> {
  public:
    Claiming(StartNote note, Function<Step(Claim, const std::optional<std::string>&)> next)
        : note_(std::move(note)), next_(std::move(next)) {}

    Step begin() { return take_lock(note_, then(&Claiming::read)); }

  private:
    Step read(bool locked) {
        if (!locked) return next_(Claim::held, note_.found);
        return recall(Memory::hint, note_.key, then(&Claiming::compare));
    }

    Step compare(const std::optional<std::string>& now) {
        const bool same = now == note_.found;
        note_.found = now;
        if (!same) return give_lock_back(note_, then(&Claiming::changed));
        return remember(Memory::hint, note_.key, note_.own, then(&Claiming::written));
    }

    Step changed(bool /*given*/) { return next_(Claim::changed, note_.found); }

    /// A browser that keeps no notes starts, too.
    Step written(bool /*kept*/) { return next_(Claim::ours, note_.found); }

    StartNote note_;
    Function<Step(Claim, const std::optional<std::string>&)> next_;
};

class EndingStart : public Conversation<EndingStart> {
  public:
    EndingStart(StartNote note, StartEnd how, Next next)
        : note_(std::move(note)), how_(how), next_(std::move(next)) {}

    Step begin() {
        if (how_ == StartEnd::unclear) return write(note_.own);
        return recall(Memory::hint, note_.key, then(&EndingStart::take_back));
    }

  private:
    Step take_back(const std::optional<std::string>& now) {
        if (now != note_.own) return unlock(true);
        return write(how_ == StartEnd::not_started ? note_.found : std::nullopt);
    }

    Step write(std::optional<std::string> value) {
        return remember(Memory::hint, note_.key, std::move(value), then(&EndingStart::unlock));
    }

    Step unlock(bool /*kept*/) { return give_lock_back(note_, then(&EndingStart::end)); }

    Step end(bool /*given*/) { return next_(); }

    StartNote note_;
    StartEnd how_;
    Next next_;
};

}  // namespace

StartNote start_note(ProductId product, TestCaseId test_case, EpochMs now) {
    return {concat({"unclear-start/", product.text(), "/", test_case.text()}), std::to_string(now)};
}

std::optional<std::int64_t> age_of(std::string_view note, EpochMs now) {
    const auto since = parse_milliseconds(note);
    if (!since || *since > now + kMinuteMs || *since < now - kYearMs) return std::nullopt;
    return now - *since;
}

Step claim_start(const StartNote& note,
                 Function<Step(Claim, const std::optional<std::string>& found)> next) {
    return make<Claiming>(note, std::move(next))->begin();
}

Step end_start(const StartNote& note, StartEnd how, Next next) {
    return make<EndingStart>(note, how, std::move(next))->begin();
}

}  // namespace octospira::flows
