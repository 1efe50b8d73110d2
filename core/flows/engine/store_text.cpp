#include "core/flows/engine/store_text.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/requests.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

namespace {

constexpr int kTries = 3;
constexpr int kPauseMs = 400;

class StoreText : public Conversation<StoreText> {
  public:
    StoreText(ProductId product, spira::TestCase test_case, spira::PropertyDefinition property,
              std::string value, Function<Step(Result<void>)> next)
        : product_(product),
          test_case_(std::move(test_case)),
          property_(std::move(property)),
          value_(std::move(value)),
          next_(std::move(next)) {}

    Step change() {
        if (stored()) return next_({});
        ++tries_;
        test_case_.set_text(property_, value_);
        return spira(
            spira::put_test_case(product_, test_case_.tree()),
            [self = self()](const Answer& answer) { return self->after_put(answer); }, form_);
    }

  private:
    [[nodiscard]] bool stored() const { return test_case_.text(property_.number) == value_; }

    Step after_put(const Answer& answer) {
        // Whatever it said: what counts is what is there now.
        error_.reset();
        if (!answer.ok()) error_ = spira::error_of(answer, "Spira PUT projects/{p}/test-cases");
        return spira(spira::get_test_case(product_, test_case_.id()), then(&StoreText::compare));
    }

    Step compare(const Answer& answer) {
        auto read = spira::TestCase::read(answer);
        if (!read) return next_(tl::unexpected(error_ ? *error_ : read.error()));
        test_case_ = std::move(*read);
        if (stored()) return next_({});
        const bool conflict = error_ && error_->kind == ErrorKind::conflict;
        if (conflict && tries_ < kTries) {
            return sleep(kPauseMs, then(&StoreText::change));
        }
        // Answered well or refused for its form, and nothing stored: the other way to hand it over.
        if (form_ == BodyForm::object && !conflict) {
            form_ = BodyForm::text;
            refusal_ = error_;
            return change();
        }
        return next_(tl::unexpected(why_not()));
    }

    /// Spira's own words, of either form, come before a guess.
    [[nodiscard]] Error why_not() const {
        if (error_) return *error_;
        return refusal_ ? *refusal_ : not_stored();
    }

    [[nodiscard]] Error not_stored() const {
        return {ErrorKind::rejected, phrase(texts::not_stored, {property_.name}),
                texts::not_stored_advice, "Spira PUT projects/{p}/test-cases"};
    }

    ProductId product_;
    spira::TestCase test_case_;
    spira::PropertyDefinition property_;
    std::string value_;
    Function<Step(Result<void>)> next_;
    std::optional<Error> error_;    ///< of the last try
    std::optional<Error> refusal_;  ///< of the first form
    BodyForm form_ = BodyForm::object;
    int tries_ = 0;
};

}  // namespace

Step store_text(ProductId product, const spira::TestCase& test_case,
                const spira::PropertyDefinition& property, std::string value,
                Function<Step(Result<void>)> next) {
    return make<StoreText>(product, test_case, property, std::move(value), std::move(next))
        ->change();
}

}  // namespace octospira::flows
