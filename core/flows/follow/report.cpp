#include "core/flows/follow/report.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/follow/last_run.hpp"
#include "core/octoperf/links.hpp"
#include "core/spira/requests.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

namespace {

/// The first web address of a report in a run's message, e.g. "Full Report: https://…".
std::string report_url_in(std::string_view message) {
    const std::string text = collapse_blanks(message);
    const std::size_t at = std::min(text.find("https://"), text.find("http://"));
    if (at == std::string::npos) return {};
    std::string url = text.substr(at, text.find(' ', at) - at);
    return url.find("/analysis/") == std::string::npos ? std::string() : url;
}

class Reporting : public Conversation<Reporting> {
  public:
    explicit Reporting(Language language) : Conversation(language) {}

    Step begin(const PageEvent& event) {
        return find_last_run(event, false, then(&Reporting::use_run));
    }

  private:
    Step use_run(const LastRunPtr& run) {
        run_ = run;
        const std::string url = run->report_url();
        if (!url.empty()) return tell(texts::report_last, url);
        return spira(spira::search_runs(run->event.product, run->test_case->id(), {1}),
                     then(&Reporting::use_runs));
    }

    Step use_runs(const Answer& answer) {
        const auto rows = spira::read_runs(answer);
        if (!rows) return refuse(rows.error());
        for (const Json& row : *rows) {
            if (integer_at(row, "TestCaseId") != run_->test_case->id().value()) continue;
            if (trim(text_at(row, "RunnerName")) != spira::kRunnerName) continue;
            const std::string url = report_url_in(text_at(row, "RunnerMessage"));
            if (!url.empty()) return tell(texts::report_recorded, url);
        }
        return refuse(
            {ErrorKind::not_found, texts::report_unknown, texts::report_unknown_advice, ""});
    }

    Step tell(const Text& which, const std::string& url) {
        std::string text = say(which);
        std::optional<Link> link;
        if (is_of_our_octoperf(run_->event, url))
            link = Link{say(texts::open_report), url};
        else
            text += concat({" ", say(texts::report_elsewhere, {redact(cut_utf8(url, 400))})});
        return tell_end(run_->event, link ? Severity::success : Severity::warning, text, "shown",
                        object({{"url", url}}), std::move(link));
    }

    LastRunPtr run_;
};

}  // namespace

bool is_of_our_octoperf(const PageEvent& event, std::string_view url) {
    // A page that does not see the settings knows one OctoPerf: the cloud.
    const std::string ours = octoperf::host_of(event.octoperf_url);
    const std::string host = octoperf::host_of(url);
    return !host.empty() && octoperf::same_octoperf(host, ours.empty() ? "octoperf.com" : ours);
}

Result<Step> open_report(const PageEvent& event) {
    return make<Reporting>(event.language)->begin(event);
}

}  // namespace octospira::flows
