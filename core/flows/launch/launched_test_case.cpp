#include "core/flows/launch/launched_test_case.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/flows/engine/conversation.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/product_token.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

constexpr std::size_t kMostProducts = 50;

class FindingLaunched : public Conversation<FindingLaunched> {
  public:
    FindingLaunched(const Launch& launch, std::string report_name,
                    Function<Step(Result<Correlated>)> next)
        : launch_(launch), report_name_(std::move(report_name)), next_(std::move(next)) {}

    Step begin() { return read(launch_.product, &FindingLaunched::use_first); }

  private:
    Step read(ProductId product, Step (FindingLaunched::*method)(const Answer&)) {
        product_ = product;
        tried_.push_back(product);
        return spira(spira::get_test_case(product, launch_.test_case), then(method));
    }

    /// True when it was found, or the search may not go on; then `end_` is the outcome.
    bool settled(const Answer& answer) {
        end_ = spira::TestCase::read(answer);
        return *end_ || retryable(end_->error().kind);
    }

    Step end() {
        if (!*end_) return next_(tl::unexpected(end_->error()));
        return next_(Correlated{*product_, std::move(**end_)});
    }

    Step use_first(const Answer& answer) {
        if (settled(answer) || end_->error().kind != ErrorKind::not_found) return end();
        first_ = end_->error();
        const auto named = spira::find_product_token(report_name_);
        if (!named) return list_products();
        if (*named == launch_.product) return correlate();
        return read(*named, &FindingLaunched::use_named);
    }

    Step use_named(const Answer& answer) { return settled(answer) ? end() : correlate(); }

    Step correlate() {
        return find_test_case(report_name_, launch_.bench_result, kLaunchGraceMs,
                              then(&FindingLaunched::use_correlated));
    }

    Step use_correlated(Result<Correlated> found) {
        if (found || retryable(found.error().kind)) return next_(std::move(found));
        return list_products();
    }

    Step list_products() {
        return spira(spira::list_products(), then(&FindingLaunched::use_products));
    }

    Step use_products(const Answer& answer) {
        const auto rows = spira::rows_of(answer, "Spira GET projects");
        if (!rows)
            return next_(tl::unexpected(retryable(rows.error().kind) ? rows.error() : first_));
        for (const Json& row : *rows) {
            const auto id = ProductId::from(integer_at(row, "ProjectId").value_or(0));
            const bool usable = id && bool_at(row, "Active").value_or(true) &&
                                std::count(tried_.begin(), tried_.end(), *id) == 0;
            if (usable && left_.size() < kMostProducts) left_.push_back(*id);
        }
        return read_next();
    }

    Step read_next() {
        if (left_.empty()) return next_(tl::unexpected(first_));
        const ProductId product = left_.back();
        left_.pop_back();
        return read(product, &FindingLaunched::use_next);
    }

    Step use_next(const Answer& answer) { return settled(answer) ? end() : read_next(); }

    Launch launch_;
    std::string report_name_;
    Function<Step(Result<Correlated>)> next_;
    std::optional<ProductId> product_;  ///< asked last
    std::optional<Result<spira::TestCase>> end_;
    Error first_;
    std::vector<ProductId> tried_;
    std::vector<ProductId> left_;
};

}  // namespace

Step find_launched(const Launch& launch, std::string report_name,
                   Function<Step(Result<Correlated>)> next) {
    return make<FindingLaunched>(launch, std::move(report_name), std::move(next))->begin();
}

}  // namespace octospira::flows
