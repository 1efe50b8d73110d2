#include "native/recorder/delivery/breaker.hpp"

#include <algorithm>

namespace octospira::recorder {

namespace {

/// Failed results of one product; those beyond count as new ones, which is harmless.
constexpr std::size_t kMostRemembered = 10'000;

}  // namespace

const char* to_string(BreakerState state) {
    return state == BreakerState::closed ? "closed" : "open";
}

Breaker::Product* Breaker::product_of(const Candidate& candidate) {
    if (!candidate.product) return nullptr;
    const auto found = products_.find(candidate.product->value());
    return found == products_.end() ? nullptr : &found->second;
}

bool Breaker::has_failed(const Candidate& candidate, const Product& product) {
    return candidate.has_failed || product.failed.contains(candidate.id);
}

std::optional<Breaker::Pass> Breaker::pass(const Candidate& candidate, Time now) {
    const std::lock_guard lock(mutex_);
    if (spira_ != SpiraState::reachable) return std::nullopt;
    Product* const product = product_of(candidate);
    if (product == nullptr || !product->until) return Pass::regular;
    if (product->probing || (has_failed(candidate, *product) && now < *product->until))
        return std::nullopt;
    product->probing = true;
    return Pass::probe;
}

bool Breaker::succeeded(const Candidate& candidate) {
    const std::lock_guard lock(mutex_);
    Product* const product = product_of(candidate);
    const bool paused = product != nullptr && product->until;
    if (product != nullptr) products_.erase(candidate.product->value());
    return paused;
}

bool Breaker::failed(const Candidate& candidate, Pass pass, bool refused, Time now) {
    const std::lock_guard lock(mutex_);
    if (!candidate.product) return false;
    Product& product = products_[candidate.product->value()];
    if (pass == Pass::probe) product.probing = false;
    if (product.failed.size() < kMostRemembered) product.failed.insert(candidate.id);
    if (product.until) {
        product.refused = refused;
        // What was on its way when the pause began, and new results, do not lengthen it.
        if (pass == Pass::probe && now >= *product.until) {
            product.pause = std::min(product.pause * 2, options_.longest_pause);
            product.until = now + product.pause;
        }
        return false;
    }
    if (!refused && product.failed.size() < static_cast<std::size_t>(options_.failures)) {
        return false;
    }
    product.refused = refused;
    product.pause = options_.first_pause;
    product.until = now + product.pause;
    return true;
}

void Breaker::untried(const Candidate& candidate, Pass pass) {
    const std::lock_guard lock(mutex_);
    Product* const product = product_of(candidate);
    if (product != nullptr && pass == Pass::probe) product->probing = false;
}

void Breaker::lift(Time now) {
    const std::lock_guard lock(mutex_);
    for (auto& [number, product] : products_) {
        if (product.until) product.until = std::min(*product.until, now);
    }
    if (spira_ != SpiraState::reachable) next_check_ = std::min(next_check_, now);
}

bool Breaker::set_spira(SpiraState state, Time next) {
    const bool other = spira_ != state;
    spira_ = state;
    next_check_ = next;
    return other;
}

bool Breaker::spira_answered(Time now) {
    const std::lock_guard lock(mutex_);
    spira_pause_ = {};
    return set_spira(SpiraState::reachable, now + options_.idle);
}

bool Breaker::spira_unreachable(Time now, std::optional<int> retry_after_s) {
    const std::lock_guard lock(mutex_);
    // Several attempts may have found it out at the same time.
    if (spira_ == SpiraState::unreachable && now < next_check_) return false;
    spira_pause_ =
        std::clamp(spira_pause_ * 2, std::min(options_.first_pause, options_.longest_check),
                   options_.longest_check);
    const std::chrono::milliseconds asked = std::chrono::seconds(retry_after_s.value_or(0));
    return set_spira(SpiraState::unreachable,
                     now + std::max(spira_pause_, std::min(asked, options_.longest_check)));
}

bool Breaker::spira_refused(Time now) {
    const std::lock_guard lock(mutex_);
    spira_pause_ = {};
    return set_spira(SpiraState::refused, now + options_.idle);
}

Breaker::Time Breaker::next_check() const {
    const std::lock_guard lock(mutex_);
    return next_check_;
}

SpiraState Breaker::spira() const {
    const std::lock_guard lock(mutex_);
    return spira_;
}

BreakerState Breaker::state() const {
    return spira() == SpiraState::reachable ? BreakerState::closed : BreakerState::open;
}

std::vector<Breaker::PausedProduct> Breaker::paused() const {
    const std::lock_guard lock(mutex_);
    std::vector<PausedProduct> all;
    for (const auto& [number, product] : products_) {
        const auto id = ProductId::from(number);
        if (product.until && id) all.push_back({*id, product.refused});
    }
    return all;
}

bool Breaker::anything_fails() const {
    const std::lock_guard lock(mutex_);
    return !products_.empty();
}

std::optional<Breaker::Time> Breaker::until(ProductId product) const {
    const std::lock_guard lock(mutex_);
    const auto found = products_.find(product.value());
    return found == products_.end() ? std::nullopt : found->second.until;
}

Breaker::Time Breaker::not_before(const Candidate& candidate, Time now) const {
    const std::lock_guard lock(mutex_);
    if (!candidate.product) return now;
    const auto found = products_.find(candidate.product->value());
    if (found == products_.end() || !has_failed(candidate, found->second)) return now;
    return found->second.until.value_or(now);
}

}  // namespace octospira::recorder
