#include "core/flows/correlate.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "core/flows/conversation.hpp"
#include "core/flows/messages.hpp"
#include "core/flows/properties.hpp"
#include "core/spira/requests.hpp"
#include "core/spira/tokens.hpp"

namespace octospira::flows {

namespace {

/// Pages of a search that Spira widened (its filter is a substring match) before we give up.
constexpr int kMaxPages = 20;

class Finding : public std::enable_shared_from_this<Finding> {
  public:
    Finding(ProductId product, BenchResultId bench_result, EpochMs age,
            std::function<Step(Result<Correlated>)> next)
        : product_(product),
          bench_result_(std::move(bench_result)),
          age_(age),
          next_(std::move(next)) {}

    Step begin() {
        return recall(Memory::hint, hint_key(), [self = shared_from_this()](const auto& number) {
            const auto known = number ? parse_positive(*number) : std::nullopt;
            if (!known || *known > 99) return self->read_number();
            self->number_ = *known;
            return self->search(1);
        });
    }

  private:
    Step read_number() {
        number_is_fresh_ = true;
        return read_properties(
            product_, std::nullopt, [self = shared_from_this()](const auto& definitions) {
                if (!definitions) return self->give_up(definitions.error());
                const auto property = usable_property(*definitions, spira::kBenchResultProperty);
                if (!property) return self->give_up(property.error());
                self->number_ = property->number;
                return remember(Memory::hint, self->hint_key(), std::to_string(property->number),
                                [self](bool) { return self->search(1); });
            });
    }

    Step search(int page) {
        return spira(spira::search_test_cases(product_, number_, bench_result_.text(),
                                              (page - 1) * spira::kPageSize + 1),
                     [self = shared_from_this(), page](const Answer& answer) {
                         auto rows = spira::read_test_cases(answer);
                         if (!rows) return self->give_up(rows.error());
                         return self->take(std::move(*rows), page);
                     });
    }

    Step take(std::vector<spira::TestCase> rows, int page) {
        const bool full = rows.size() >= static_cast<std::size_t>(spira::kPageSize);
        for (spira::TestCase& row : rows) {
            if (row.text(number_) == bench_result_.text()) hits_.push_back(std::move(row));
        }
        if (full && page < kMaxPages) return search(page + 1);
        if (hits_.empty() && !number_is_fresh_) return read_number();
        if (hits_.empty()) return give_up(nothing_found());
        if (hits_.size() > 1) return give_up(several_found());
        return next_(Correlated{product_, std::move(hits_.front())});
    }

    [[nodiscard]] Error nothing_found() const {
        return {age_ < kLaunchGraceMs ? ErrorKind::unavailable : ErrorKind::not_found,
                "No test case of product " + product_.text() + " holds the bench result id " +
                    bench_result_.text() + ".",
                "The test was not started from Spira, or a later start has overwritten the id. To "
                "record it, enter the "
                "id in octoperf-benchresult-id of the right test case and replay it.",
                "correlation"};
    }

    [[nodiscard]] Error several_found() const {
        std::string ids;
        for (const spira::TestCase& hit : hits_)
            ids += (ids.empty() ? "[TC:" : ", [TC:") + hit.id().text() + "]";
        return {ErrorKind::conflict,
                "Several test cases hold the bench result id " + bench_result_.text() + ": " + ids +
                    ".",
                "Probably one was cloned: clear octoperf-benchresult-id on all but the right one "
                "and replay it.",
                "correlation"};
    }

    Step give_up(const Error& error) { return next_(tl::unexpected(error)); }

    [[nodiscard]] std::string hint_key() const { return "benchresult-property/" + product_.text(); }

    ProductId product_;
    BenchResultId bench_result_;
    EpochMs age_;
    std::function<Step(Result<Correlated>)> next_;
    int number_ = 0;
    bool number_is_fresh_ = false;
    std::vector<spira::TestCase> hits_;
};

}  // namespace

Step find_test_case(std::string report_name, BenchResultId bench_result, EpochMs age,
                    std::function<Step(Result<Correlated>)> next) {
    const auto product = spira::find_product_token(report_name);
    if (!product) {
        return next(failure(ErrorKind::not_configured,
                            "The test's name " + in_quotes(report_name) +
                                " has no product token, so its product in Spira is unknown.",
                            "Add the token, e.g. [PR:1], to the scenario's name in OctoPerf, or "
                            "start it from Spira.",
                            "correlation"));
    }
    return std::make_shared<Finding>(*product, std::move(bench_result), age, std::move(next))
        ->begin();
}

}  // namespace octospira::flows
