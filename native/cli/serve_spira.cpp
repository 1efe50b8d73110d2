#include "native/cli/serve_settings.hpp"

namespace octospira::cli {

void SpiraSettings::add_to(CLI::App& serve) {
    const std::string group = "Spira (where results are recorded)";
    serve.add_option("--spira-url", url, "Spira's address, as typed in the browser")
        ->envname("OCTOSPIRA_SPIRA_URL")
        ->required()
        ->group(group);
    serve.add_option("--spira-user", user, "User name of the recorder's account")
        ->envname("OCTOSPIRA_SPIRA_USER")
        ->required()
        ->group(group);
    serve
        .add_option("--spira-key-file", key.file,
                    "File with the account's API key (RSS token); or set OCTOSPIRA_SPIRA_KEY")
        ->envname("OCTOSPIRA_SPIRA_KEY_FILE")
        ->group(group);
    serve
        .add_option("--release", release,
                    "Release id for results whose launch names none; 0: no release")
        ->envname("OCTOSPIRA_RELEASE")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str()
        ->group(group);
    serve
        .add_flag("--caution-on-warnings", caution,
                  "Record a passed test with warning alarms as Caution")
        ->envname("OCTOSPIRA_CAUTION_ON_WARNINGS")
        ->group(group);
    serve
        .add_option("--for-product", products,
                    "What is recorded beside the run, e.g. \"1: incident, caution\" or \"all: "
                    "attach\": build (of the release), incident (once for each streak of "
                    "failures), caution (as above), attach (the report's address), release=ID; "
                    "may be given several times")
        ->envname("OCTOSPIRA_FOR_PRODUCT")
        ->delimiter(';')
        ->group(group);
    serve.add_option("--workers", workers, "Deliveries to Spira at the same time, 1 to 10")
        ->envname("OCTOSPIRA_WORKERS")
        ->check(CLI::Range(1, recorder::kMaxWorkers))
        ->capture_default_str()
        ->group(group);
}

Result<void> SpiraSettings::apply_to(recorder::RecorderOptions& options) const {
    const auto secret = read_secret(key);
    if (!secret) return tl::unexpected(secret.error());
    if (secret->empty()) {
        return failure(ErrorKind::not_configured, "The key of the Spira account is missing.",
                       "Give --spira-key-file FILE, or set OCTOSPIRA_SPIRA_KEY.");
    }
    options.spira = {url, user, *secret};
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
