#include "core/flows/record/failure_streak.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/record/intent.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/requests.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

namespace {

/// How long Spira gets to finish what it may be doing before the incident is looked for.
constexpr int kSettleMs = 1000;
constexpr int kTries = 3;

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
            return found_.id ? find_step() : next_(found_);
        }
        if (parts.size() >= 2 && parts[0] == "intent") {
            owner_ = std::string(parts[1]);
            if (parts.size() == 3) {
                const auto until = intent_until(concat({"intent:", parts[2]}));
                under_way_until_ = plausible_until(until.value_or(0), failed_.now, failed_.window);
            }
            if (owner_ == own() || !failed_.only_unclear) return look();
        }
        return failed_.only_unclear ? next_(found_) : find_step();
    }

    /// For the incident that somebody set out to open.
    Step look() {
        return spira(spira::list_incidents(failed_.product), then(&Opening::use_incidents));
    }

    Step use_incidents(const Answer& answer) {
        const auto owner = BenchResultId::parse(owner_);
        Result<std::optional<IncidentId>> there = std::nullopt;
        if (owner) there = spira::find_incident(answer, spira::marker(*owner));
        if (there && *there) return write_made((*there)->value());
        if (over_) {
            // The next attempt looks, and need not wait.
            return remember(Memory::ledger, key(), concat({"intent/", owner_, "/0"}),
                            then(&Opening::refused));
        }
        if (unclear_) return give_up(*unclear_);
        if (!there) return give_up(there.error());
        if (under_way_until_ > failed_.now) return give_up(post_under_way());
        return find_step();
    }

    /// The answer to the run's recording need not tell its steps.
    Step find_step() {
        if (!failed_.run || failed_.run->step) return have_step();
        return spira(spira::get_run(failed_.product, failed_.run->id), then(&Opening::use_run));
    }

    Step use_run(const Answer& answer) {
        const auto run = spira::read_run(answer, "Spira GET projects/{p}/test-runs/{id}/automated");
        if (run) failed_.run = *run;
        return have_step();
    }

    Step have_step() {
        if (found_.id) return link();
        if (failed_.run) failed_.incident.step = failed_.run->step;
        owner_ = own();
        return remember(
            Memory::ledger, key(),
            concat({"intent/", owner_, "/", std::to_string(failed_.now + failed_.window)}),
            then(&Opening::create));
    }

    Step create(bool intent_kept) {
        if (!intent_kept) return warn("No incident was opened: the journal could not be written.");
        return spira(spira::create_incident(failed_.product, failed_.incident),
                     then(&Opening::created));
    }

    Step created(const Answer& answer) {
        const auto id = spira::read_created_incident(answer);
        if (id) {
            linked_ = failed_.incident.step.has_value();
            return write_made(*id ? (*id)->value() : 0);
        }
        error_ = id.error();
        if (!answer.may_have_arrived || !retryable(error_.kind))
            return remember(Memory::ledger, key(), std::nullopt, then(&Opening::refused));
        unclear_ = error_;
        over_ = post_is_over(answer);
        return sleep(kSettleMs, then(&Opening::look));
    }

    Step refused(bool /*kept*/) { return give_up(error_); }

    Step write_made(std::int32_t id) {
        keep_id(id);
        return remember(Memory::ledger, key(), concat({"made/", owner_, "/", std::to_string(id)}),
                        then(&Opening::made));
    }

    Step made(bool /*kept*/) {
        if (linked_) return next_(found_);
        if (!found_.id) {
            return warn(
                "An incident was opened, but Spira did not return its number, so it is not "
                "linked.");
        }
        return failed_.run && !failed_.run->step ? find_step() : link();
    }

    /// The step becomes one of the incident's, unless it is.
    Step link() {
        if (!failed_.run || !failed_.run->step) {
            return warn(concat({"The incident ", found_.id->text(),
                                " could not be linked: the test run has no step."}));
        }
        return spira(spira::get_incident(failed_.product, *found_.id),
                     then(&Opening::use_incident));
    }

    Step use_incident(const Answer& answer) {
        const auto tree = spira::with_step(answer, *failed_.run->step);
        if (!tree) return not_linked(tree.error());
        if (!*tree) return next_(found_);
        return spira(spira::put_incident(failed_.product, *found_.id, **tree),
                     then(&Opening::linked));
    }

    Step linked(const Answer& answer) {
        if (answer.ok()) return next_(found_);
        const Error error = spira::error_of(answer, "Spira PUT projects/{p}/incidents/{id}");
        // Somebody saved it in between (Spira REST §5.3).
        if (error.kind == ErrorKind::conflict && ++conflicts_ < kTries) return link();
        return not_linked(error);
    }

    Step not_linked(const Error& error) {
        return warn(concat({"The incident ", found_.id->text(),
                            " could not be linked to the test run. ", sentence(error)}));
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
    EpochMs under_way_until_ = 0;   ///< of a POST before this attempt
    Error error_;
    int conflicts_ = 0;
    bool over_ = false;    ///< Spira has done with the POST, whatever came of it
    bool linked_ = false;  ///< it was made with the step
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
