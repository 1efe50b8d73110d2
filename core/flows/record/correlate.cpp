#include "core/flows/record/correlate.hpp"

#include <utility>
#include <vector>

#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/record/run_search.hpp"
#include "core/flows/setup/properties.hpp"
#include "core/spira/product_token.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

/// Calls of a search that Spira widened (its filter is a substring match) before we give up.
constexpr int kMostCalls = 20;

class Finding : public Conversation<Finding> {
  public:
    Finding(ProductId product, BenchResultId bench_result, EpochMs age,
            Function<Step(Result<Correlated>)> next)
        : product_(product),
          bench_result_(std::move(bench_result)),
          age_(age),
          next_(std::move(next)) {}

    Step begin() { return recall(Memory::hint, hint_key(), then(&Finding::use_known_number)); }

  private:
    Step use_known_number(const std::optional<std::string>& number) {
        const auto known = number ? parse_positive(*number) : std::nullopt;
        if (!known || *known > 99) return ask_number();
        number_ = *known;
        return search();
    }

    Step ask_number() {
        number_is_fresh_ = true;
        return read_properties(product_, std::nullopt, then(&Finding::keep_number));
    }

    Step keep_number(Definitions definitions) {
        if (!definitions) return give_up(definitions.error());
        const auto property = usable_property(*definitions, spira::kBenchResultProperty);
        if (!property) return give_up(property.error());
        number_ = property->number;
        page_ = {};
        calls_ = kMostCalls;
        return remember(Memory::hint, hint_key(), std::to_string(number_),
                        then(&Finding::number_kept));
    }

    Step number_kept(bool /*kept*/) { return search(); }

    Step search() {
        --calls_;
        return spira(spira::search_test_cases(product_, number_, bench_result_.text(), page_),
                     then(&Finding::take));
    }

    Step take(const Answer& answer) {
        auto rows = spira::read_test_cases(answer);
        if (!rows) {
            if (page_.rows == 1 || calls_ <= 0 || !may_be_too_large(answer))
                return give_up(rows.error());
            page_.rows /= 10;
            return search();
        }
        const bool full = rows->size() >= static_cast<std::size_t>(page_.rows);
        page_.start += static_cast<int>(rows->size());
        for (spira::TestCase& row : *rows) {
            if (row.text(number_) == bench_result_.text()) hits_.push_back(std::move(row));
        }
        if (full && calls_ > 0) return search();
        if (hits_.empty() && !number_is_fresh_) return ask_number();
        if (hits_.empty()) return give_up(nothing_found());
        if (hits_.size() > 1) return give_up(several_found());
        return next_(Correlated{product_, std::move(hits_.front())});
    }

    [[nodiscard]] Error nothing_found() const {
        return {age_ < kLaunchGraceMs ? ErrorKind::unavailable : ErrorKind::not_found,
                "No test case of product " + product_.text() + " has the bench result id " +
                    bench_result_.text() + ".",
                "The test was not started from Spira, or a later start has overwritten the id. To "
                "record the result, assign it to its test case.",
                "correlation"};
    }

    [[nodiscard]] Error several_found() const {
        std::string ids;
        for (const spira::TestCase& hit : hits_)
            ids += (ids.empty() ? "[TC:" : ", [TC:") + hit.id().text() + "]";
        return {ErrorKind::conflict,
                "Several test cases have the bench result id " + bench_result_.text() + ": " + ids +
                    ".",
                "One of them was probably cloned. Clear octoperf-benchresult-id on all but the "
                "right one and "
                "replay the result, or assign the result to the right one.",
                "correlation"};
    }

    Step give_up(const Error& error) { return next_(tl::unexpected(error)); }

    [[nodiscard]] std::string hint_key() const { return "benchresult-property/" + product_.text(); }

    ProductId product_;
    BenchResultId bench_result_;
    EpochMs age_;
    Function<Step(Result<Correlated>)> next_;
    int number_ = 0;
    spira::Page page_ = {};
    int calls_ = kMostCalls;
    bool number_is_fresh_ = false;
    std::vector<spira::TestCase> hits_;
};

}  // namespace

Step find_test_case(const std::string& report_name, BenchResultId bench_result, EpochMs age,
                    Function<Step(Result<Correlated>)> next) {
    const auto product = spira::find_product_token(report_name);
    if (!product) {
        return next(failure(ErrorKind::not_configured,
                            "The test's name " + in_quotes(report_name).english +
                                " has no product token, so its product in Spira is unknown.",
                            "Add the token, e.g. [PR:1], to the scenario's name in OctoPerf, or "
                            "start it from Spira.",
                            "correlation"));
    }
    return make<Finding>(*product, std::move(bench_result), age, std::move(next))->begin();
}

}  // namespace octospira::flows
