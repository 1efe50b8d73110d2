#include "core/flows/failure_streak.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/conversation.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

namespace {

/// How long Spira gets to finish what it may be doing before the incident is looked for.
constexpr int kSettleMs = 1000;

std::string streak_key(ProductId product, TestCaseId test_case) {
    return concat({"streak/", product.text(), "/", test_case.text()});
}

class Opening : public Conversation<Opening> {
  public:
    Opening(FailedResult failed, Function<Step(const StreakIncident&)> next)
        : failed_(std::move(failed)), next_(std::move(next)) {}

    Step begin() { return recall(Memory::ledger, key(), then(&Opening::use_streak)); }

  private:
    Step use_streak(const std::optional<std::string>& entry) {
        const std::string text = entry.value_or("");
        const auto parts = split(text, '/');
        if (parts.size() == 3 && parts[0] == "made") {
            if (parts[1] == own() || !failed_.only_unclear)
                keep_id(parse_positive(parts[2]).value_or(0));
            return next_(found_);
        }
        if (parts.size() == 2 && parts[0] == "intent") {
            owner_ = std::string(parts[1]);
            if (owner_ == own() || !failed_.only_unclear) return look();
        }
        return failed_.only_unclear ? next_(found_) : write_intent();
    }

    /// For the incident that somebody set out to open.
    Step look() {
        return spira(spira::list_incidents(failed_.product), then(&Opening::use_incidents));
    }

    Step use_incidents(const Answer& answer) {
        const auto owner = BenchResultId::parse(owner_);
        Result<std::optional<IncidentId>> there = std::nullopt;
        if (owner) there = spira::find_incident(answer, spira::marker(*owner));
        if (!there) return give_up(unclear_ ? *unclear_ : there.error());
        if (*there) return write_made((*there)->value());
        if (unclear_) return give_up(*unclear_);
        return write_intent();
    }

    Step write_intent() {
        owner_ = own();
        return remember(Memory::ledger, key(), concat({"intent/", owner_}), then(&Opening::create));
    }

    Step create(bool intent_kept) {
        if (!intent_kept) return warn("No incident was opened: the journal could not be written.");
        return spira(spira::create_incident(failed_.product, failed_.incident),
                     then(&Opening::created));
    }

    Step created(const Answer& answer) {
        const auto id = spira::read_created_incident(answer);
        if (id) return write_made(*id ? (*id)->value() : 0);
        if (!retryable(id.error().kind) || !answer.may_have_arrived) {
            error_ = id.error();
            return remember(Memory::ledger, key(), std::nullopt, then(&Opening::refused));
        }
        unclear_ = id.error();
        return sleep(kSettleMs, then(&Opening::look));
    }

    Step refused(bool /*kept*/) { return give_up(error_); }

    Step write_made(std::int32_t id) {
        keep_id(id);
        return remember(Memory::ledger, key(), concat({"made/", owner_, "/", std::to_string(id)}),
                        then(&Opening::link));
    }

    Step link(bool /*kept*/) {
        if (!found_.id) {
            return warn(
                "An incident was opened, and Spira did not tell its number, so it is not "
                "linked to the test case.");
        }
        return spira(spira::link_incident(failed_.product, *found_.id, failed_.test_case,
                                          "Opened for a failed OctoPerf test."),
                     then(&Opening::linked));
    }

    Step linked(const Answer& answer) {
        if (answer.ok()) return next_(found_);
        const Error error = spira::error_of(answer, "Spira POST projects/{p}/associations");
        return warn(concat({"The incident ", found_.id->text(),
                            " could not be linked to the test case. ", sentence(error)}));
    }

    Step give_up(const Error& error) {
        return warn(concat({"The incident could not be opened. ", sentence(error)}));
    }

    Step warn(std::string warning) {
        found_.warning = std::move(warning);
        return next_(found_);
    }

    void keep_id(std::int32_t number) {
        if (const auto id = IncidentId::from(number)) found_.id = *id;
    }

    [[nodiscard]] const std::string& own() const { return failed_.bench_result.text(); }
    [[nodiscard]] std::string key() const { return streak_key(failed_.product, failed_.test_case); }

    FailedResult failed_;
    Function<Step(const StreakIncident&)> next_;
    StreakIncident found_;
    std::string owner_;             ///< the bench result for which it is or was to be opened
    std::optional<Error> unclear_;  ///< of a POST that may have opened it
    Error error_;
};

}  // namespace

Step open_incident(FailedResult failed, Function<Step(const StreakIncident&)> next) {
    return make<Opening>(std::move(failed), std::move(next))->begin();
}

Step end_streak(ProductId product, TestCaseId test_case, Function<Step()> next) {
    const std::string key = streak_key(product, test_case);
    return recall(Memory::ledger, key,
                  [key, next = std::move(next)](const std::optional<std::string>& entry) {
                      if (!entry) return next();
                      return remember(Memory::ledger, key, std::nullopt,
                                      [next](bool /*kept*/) { return next(); });
                  });
}

}  // namespace octospira::flows
