#include "core/flows/attach_report.hpp"

#include <utility>

#include "core/base/not_reached.hpp"
#include "core/flows/conversation.hpp"
#include "core/spira/documents.hpp"
#include "core/spira/errors.hpp"

namespace octospira::flows {

namespace {

class Attaching : public Conversation<Attaching> {
  public:
    Attaching(ReportToAttach report, Function<Step(std::string)> next)
        : report_(std::move(report)), next_(std::move(next)) {}

    Step begin() {
        if (!report_.again) return attach();
        return spira(spira::list_documents(report_.product, report_.run),
                     then(&Attaching::use_list));
    }

  private:
    Step use_list(const Answer& answer) {
        const auto there = spira::has_url(answer, report_.url);
        if (!there) return next_(sentence(there.error()));
        return *there ? next_({}) : attach();
    }

    Step attach() {
        return spira(
            spira::attach_url(report_.product, report_.run, report_.url, "OctoPerf report"),
            then(&Attaching::attached));
    }

    Step attached(const Answer& answer) {
        if (answer.ok() && !has_foreign_body(answer)) return next_({});
        return next_(sentence(spira::error_of(answer, "Spira POST projects/{p}/documents/url")));
    }

    ReportToAttach report_;
    Function<Step(std::string)> next_;
};

}  // namespace

Step attach_report(ReportToAttach report, Function<Step(std::string)> next) {
    return make<Attaching>(std::move(report), std::move(next))->begin();
}

}  // namespace octospira::flows
