#include "native/cli/serve_settings.hpp"

namespace octospira::cli {

void SpiraSettings::add_to(CLI::App& serve) {
    OptionGroup group(serve, "Spira (where results are recorded)");
    account.add_to(group, SpiraAccountSettings::Need::required);
    group
        .add_with_default("--release", release, "ID",
                          "Release id for results whose launch names none; 0: no release")
        ->check(CLI::Validator(CLI::NonNegativeNumber).description(""));
    group.add_flag("--caution-on-warnings", caution,
                   "Record a passed test with warning alarms as Caution");
    group
        .add("--for-product", products, "RULE",
             "What is recorded beside the run, e.g. \"1: incident, caution\" or \"all: attach\": "
             "build (of the release), incident (once for each streak of failures), caution (as "
             "above), attach (the report's address), release=ID; may be given several times")
        ->delimiter(';');
    group
        .add_with_default("--workers", workers, "N",
                          "Deliveries to Spira at the same time, 1 to 10")
        ->check(CLI::Range(1, recorder::kMaxWorkers).description(""));
}

Result<void> SpiraSettings::apply_to(recorder::RecorderOptions& options) const {
    const auto secret = read_secret(account.key);
    if (!secret) return tl::unexpected(secret.error());
    if (secret->empty()) {
        return failure(ErrorKind::not_configured, "The key of the Spira account is missing.",
                       "Give --spira-key-file FILE, or set OCTOSPIRA_SPIRA_KEY.");
    }
    options.spira = {account.url, account.user, *secret};
    options.workers = workers;
    options.products.others.caution_on_warnings = caution;
    if (release > 0) {
        const auto id = ReleaseId::from(release);
        if (!id) return tl::unexpected(id.error());
        options.products.others.release = *id;
    }
    for (const std::string& line : products) {
        if (auto added = options.products.add(line); !added) return added;
    }
    return {};
}

}  // namespace octospira::cli
