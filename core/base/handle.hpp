#pragma once

#include <concepts>
#include <cstddef>
#include <utility>

namespace octospira {

/// Base of objects that count their own owners: what std::shared_ptr does, without the type
/// information and weak owners that it brings into the page (docs/decisions). Not for use by
/// several threads at once.
class Counted {
  public:
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

  protected:
    Counted() = default;
    virtual ~Counted() = default;

  private:
    template <class>
    friend class Handle;
    int owners_ = 0;
};

/// One owner of a Counted object, or of none.
template <class T>
class Handle {
  public:
    Handle() = default;
    explicit Handle(T* object) : object_(object) {
        if (object_ != nullptr) ++base()->owners_;
    }
    Handle(const Handle& other) : Handle(other.object_) {}
    Handle(Handle&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
    Handle& operator=(Handle other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }
    ~Handle() {
        if (object_ != nullptr && --base()->owners_ == 0) delete base();
    }

    [[nodiscard]] T* get() const { return object_; }
    T* operator->() const { return object_; }
    T& operator*() const { return *object_; }
    explicit operator bool() const { return object_ != nullptr; }

  private:
    [[nodiscard]] Counted* base() const { return object_; }
    T* object_ = nullptr;
};

/// A new object and its first owner.
template <class T, class... Arguments>
[[nodiscard]] Handle<T> make(Arguments&&... arguments) {
    return Handle<T>(new T(std::forward<Arguments>(arguments)...));
}

}  // namespace octospira
