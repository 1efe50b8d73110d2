#include "core/flows/record/incident_of.hpp"

#include "core/base/text.hpp"
#include "core/spira/safe_text.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

namespace {

std::string shown(const std::string& text) {
    return escape_markup(spira::safe_line(text, spira::kLineLimit));
}

}  // namespace

spira::NewIncident incident_of(const FailedTest& failed) {
    const std::string run =
        failed.run ? concat({", test run [TR:", failed.run->text(), "]"}) : std::string();
    const std::string link =
        failed.report_url.empty()
            ? std::string()
            : concat({"<p><a href=\"", escape_markup(failed.report_url), "\">Full report</a></p>"});
    return {concat({"Load test failed: ", failed.test_case_name}),
            concat({"<p>", escape_markup(failed.verdict),
                    "</p><p>Test case [TC:", failed.test_case.text(), "]", run, ", OctoPerf test “",
                    shown(failed.report_name), "”.</p>", link, "<p>",
                    escape_markup(spira::marker(failed.bench_result)), "</p>"})};
}

}  // namespace octospira::flows
