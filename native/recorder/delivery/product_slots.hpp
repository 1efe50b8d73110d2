#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace octospira::recorder {

/// Counts the running deliveries of each product, so that a product that hangs never takes all
/// workers. From any thread.
class ProductSlots {
  public:
    /// One delivery's; given back at its end.
    class Slot {
      public:
        Slot(ProductSlots& slots, std::int32_t product) : slots_(&slots), product_(product) {}
        Slot(Slot&& other) noexcept
            : slots_(std::exchange(other.slots_, nullptr)), product_(other.product_) {}
        Slot& operator=(Slot&& other) noexcept {
            std::swap(slots_, other.slots_);
            std::swap(product_, other.product_);
            return *this;
        }
        Slot(const Slot&) = delete;
        Slot& operator=(const Slot&) = delete;
        ~Slot() {
            if (slots_ != nullptr) slots_->give_back(product_);
        }

      private:
        ProductSlots* slots_;
        std::int32_t product_;
    };

    explicit ProductSlots(int most) : most_(most) {}

    /// Empty: that product has reached its limit.
    [[nodiscard]] std::optional<Slot> take(std::int32_t product) {
        const std::lock_guard lock(mutex_);
        int& taken = taken_[product];
        if (taken >= most_) return std::nullopt;
        ++taken;
        return std::optional<Slot>(std::in_place, *this, product);
    }
    [[nodiscard]] bool has_room(std::int32_t product) {
        const std::lock_guard lock(mutex_);
        const auto found = taken_.find(product);
        return found == taken_.end() || found->second < most_;
    }

  private:
    void give_back(std::int32_t product) {
        const std::lock_guard lock(mutex_);
        const auto found = taken_.find(product);
        if (--found->second == 0) taken_.erase(found);
    }

    const int most_;
    std::mutex mutex_;
    std::map<std::int32_t, int> taken_;
};

}  // namespace octospira::recorder
