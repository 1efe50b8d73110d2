#include "native/cli/serve_settings.hpp"

namespace octospira::cli {

void KeepingSettings::add_to(CLI::App& serve) {
    const std::string group = "Journal";
    serve
        .add_option("--journal", where,
                    "SQLite file that keeps what came in, or postgresql://USER@HOST/DATABASE, "
                    "which several recorders can share")
        ->envname("OCTOSPIRA_JOURNAL")
        ->capture_default_str()
        ->group(group);
    serve
        .add_option("--journal-password-file", password.file,
                    "File with the PostgreSQL user's password; or set OCTOSPIRA_JOURNAL_PASSWORD")
        ->envname("OCTOSPIRA_JOURNAL_PASSWORD_FILE")
        ->group(group);
    serve
        .add_option("--keep-days", keep_days,
                    "How long what was delivered is kept; dead letters stay until they are "
                    "replayed")
        ->envname("OCTOSPIRA_KEEP_DAYS")
        ->check(CLI::Range(1, 36'500))
        ->capture_default_str()
        ->group(group);
}

Result<void> KeepingSettings::apply_to(recorder::RecorderOptions& options) const {
    const auto secret = read_secret(password);
    if (!secret) return tl::unexpected(secret.error());
    options.journal = where;
    options.journal_password = *secret;
    options.retention = std::chrono::hours(24) * keep_days;
    return {};
}

}  // namespace octospira::cli
