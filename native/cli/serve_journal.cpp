#include "native/cli/serve_settings.hpp"

namespace octospira::cli {

void KeepingSettings::add_to(CLI::App& serve) {
    OptionGroup group(serve, "Journal");
    group.add_with_default("--journal", where, "FILE|URL",
                           "SQLite file that keeps what came in, or "
                           "postgresql://USER@HOST/DATABASE, which several recorders can share");
    group.add_secret("--journal-password-file", password,
                     "File with the PostgreSQL user's password");
    group
        .add_with_default("--keep-days", keep_days, "DAYS",
                          "How long what was delivered is kept, 1 to 36500; dead letters stay "
                          "until they are replayed")
        ->check(CLI::Range(1, 36'500).description(""));
}

void KeepingSettings::apply_to(recorder::RecorderOptions& options, Complaints& complaints) const {
    options.journal = where;
    options.journal_password = complaints.or_complain(read_secret(password));
    options.retention = std::chrono::hours(24) * keep_days;
}

}  // namespace octospira::cli
