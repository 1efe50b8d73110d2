#include "core/flows/record/attach_report.hpp"

#include <utility>

#include "core/base/not_reached.hpp"
#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/record/intent.hpp"
#include "core/spira/documents.hpp"
#include "core/spira/errors.hpp"

namespace octospira::flows {

namespace {

/// How long Spira gets to finish what it may be doing before the document is looked for.
constexpr int kSettleMs = 1000;

class Attaching : public Conversation<Attaching> {
  public:
    Attaching(ReportToAttach report, Function<Step(std::string)> next)
        : report_(std::move(report)), next_(std::move(next)) {}

    Step begin() { return report_.again ? look() : write_intent(); }

  private:
    Step look() {
        return spira(spira::list_documents(report_.product, report_.run),
                     then(&Attaching::use_list));
    }

    Step use_list(const Answer& answer) {
        const auto there = spira::has_url(answer, report_.url);
        if (!there) return next_(unclear_.empty() ? sentence(there.error()) : unclear_);
        if (*there) return next_({});
        if (over_) return forget();
        if (!unclear_.empty()) return next_(unclear_);
        return recall(Memory::ledger, key(), then(&Attaching::use_intent));
    }

    Step use_intent(const std::optional<std::string>& entry) {
        const auto until = intent_until(entry);
        if (until && plausible_until(*until, report_.now, report_.window) > report_.now)
            return next_(sentence(post_under_way()));
        return write_intent();
    }

    Step write_intent() {
        return remember(Memory::ledger, key(), intent_text(report_.now + report_.window),
                        then(&Attaching::attach));
    }

    Step attach(bool intent_kept) {
        if (!intent_kept) return next_("The journal could not be written.");
        return spira(
            spira::attach_url(report_.product, report_.run, report_.url, "OctoPerf report"),
            then(&Attaching::attached));
    }

    Step attached(const Answer& answer) {
        if (answer.ok() && !has_foreign_body(answer)) return next_({});
        const Error error = spira::error_of(answer, "Spira POST projects/{p}/documents/url");
        why_not_ = sentence(error);
        if (!answer.may_have_arrived || !retryable(error.kind)) return forget();
        unclear_ = why_not_;
        over_ = post_is_over(answer);
        return sleep(kSettleMs, then(&Attaching::look));
    }

    /// Nothing is under way: the next attempt, which lists the documents first, need not wait.
    Step forget() {
        return remember(Memory::ledger, key(), std::nullopt, then(&Attaching::refused));
    }

    Step refused(bool /*kept*/) { return next_(why_not_); }

    [[nodiscard]] std::string key() const {
        return concat({"report/", report_.bench_result.text(), "/", report_.run.text()});
    }

    ReportToAttach report_;
    Function<Step(std::string)> next_;
    std::string why_not_;
    bool over_ = false;    ///< Spira has done with the POST, whatever came of it
    std::string unclear_;  ///< why it is not known whether a POST has attached it
};

}  // namespace

Step attach_report(ReportToAttach report, Function<Step(std::string)> next) {
    return make<Attaching>(std::move(report), std::move(next))->begin();
}

}  // namespace octospira::flows
