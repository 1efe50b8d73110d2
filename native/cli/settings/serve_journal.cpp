#include "native/cli/settings/serve_settings.hpp"

namespace octospira::cli {

void KeepingSettings::add_to(CLI::App& serve) {
    OptionGroup group(serve, "Journal");
    group.add_with_default("--journal", where, "FILE|URL",
                           "SQLite file that stores what was received, or "
                           "postgresql://USER@HOST/DATABASE, which several recorders can share");
    group.add_secret("--journal-password-file", password,
                     "File with the PostgreSQL user's password");
    group
        .add_with_default("--keep-days", keep_days, "DAYS",
                          "How long delivered notifications are kept, 1 to 36500; dead ones stay "
                          "until replayed or dismissed")
        ->check(CLI::Range(1, 36'500).description(""));
}

void KeepingSettings::apply_to(recorder::RecorderOptions& options, Complaints& complaints) const {
    options.journal = where;
    options.journal_password = complaints.or_complain(read_secret(password));
    options.retention = std::chrono::hours(24) * keep_days;
}

}  // namespace octospira::cli
