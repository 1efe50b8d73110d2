#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

namespace octospira {

template <class Signature>
class Function;

/// A continuation that is kept and called: like std::function, but copies share one state, which is
/// all a continuation needs and half the code of every lambda that becomes one. The page pays for
/// code by the byte (docs/decisions). Not for use by several threads at once.
template <class Result, class... Arguments>
class Function<Result(Arguments...)> {
    struct State {
        int owners;
        Result (*call)(State*, Arguments...);
        void (*drop)(State*);
    };
    template <class Callable>
    struct Holding : State {
        Callable callable;
    };

  public:
    Function() = default;
    Function(std::nullptr_t) {}  // NOLINT: so that an absent continuation is written nullptr
    template <class Callable>
    requires(!std::is_same_v<std::remove_cvref_t<Callable>, Function>)
        Function(Callable callable)  // NOLINT: lambdas become continuations by being passed
        : state_(new Holding<Callable>{
              {1,
               [](State* state, Arguments... arguments) -> Result {
                   return static_cast<Holding<Callable>*>(state)->callable(
                       static_cast<Arguments&&>(arguments)...);
               },
               [](State* state) { delete static_cast<Holding<Callable>*>(state); }},
              std::move(callable)}) {}
    Function(const Function& other) : state_(other.state_) {
        if (state_ != nullptr) ++state_->owners;
    }
    Function(Function&& other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
    Function& operator=(Function other) noexcept {
        std::swap(state_, other.state_);
        return *this;
    }
    ~Function() {
        if (state_ != nullptr && --state_->owners == 0) state_->drop(state_);
    }

    Result operator()(Arguments... arguments) const {
        return state_->call(state_, static_cast<Arguments&&>(arguments)...);
    }
    explicit operator bool() const { return state_ != nullptr; }

  private:
    State* state_ = nullptr;
};

}  // namespace octospira
