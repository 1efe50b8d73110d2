#include <utility>

#include "native/cli/settings/serve_settings.hpp"

namespace octospira::cli {

void SpiraSettings::add_to(CLI::App& serve) {
    OptionGroup group(serve, "Spira (where results are recorded)");
    account.add_to(group, SpiraAccountSettings::Need::required);
    group
        .add_with_default("--release", release, "ID",
                          "Release id for results whose launch has none; 0: no release")
        ->check(CLI::Range(0, INT32_MAX).description(""));
    group.add_flag("--caution-on-warnings", caution,
                   "Record a passed test with warning alarms as Caution");
    group
        .add("--for-product", products, "RULE",
             "What is recorded in addition to the run, e.g. \"1: incident, caution\" or \"all: "
             "attach\": "
             "build (of the release), incident (once for each streak of failures), caution (as "
             "above), attach (the report's address), release=ID; may be repeated")
        ->delimiter(';');
    group.add_with_default("--workers", workers, "N", "Concurrent deliveries per product, 1 to 10")
        ->check(CLI::Range(1, recorder::kMaxWorkers).description(""));
}

void SpiraSettings::apply_to(recorder::RecorderOptions& options, Complaints& complaints) const {
    if (auto access = account.read(SpiraAccountSettings::Need::required, complaints))
        options.spira = std::move(*access);
    options.workers = workers;
    options.products.others.caution_on_warnings = caution;
    if (release > 0) {
        const auto id = ReleaseId::from(release);
        if (complaints.holds(id)) options.products.others.release = *id;
    }
    for (const std::string& line : products) (void)complaints.holds(options.products.add(line));
}

}  // namespace octospira::cli
