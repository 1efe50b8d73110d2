#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "core/base/result.hpp"
#include "native/cli/settings/secrets.hpp"
#include "native/recorder/journal/journal.hpp"

namespace octospira::cli {

/// The journal that a command uses: the same flags and variables as the recorder's.
struct JournalSettings {
    std::string journal = "octospira-journal.db";
    SecretSource password{"", "OCTOSPIRA_JOURNAL_PASSWORD", SecretSource::Use::login};
    std::string output;
};

/// --journal, --journal-password-file and --output.
void add_journal_options(CLI::App& command, JournalSettings& settings);

struct OpenJournal {
    std::unique_ptr<recorder::JournalStore> store;
    std::unique_ptr<recorder::Journal> journal;
};
/// Whether a recorder runs or not. Errors: as open_store().
[[nodiscard]] Result<OpenJournal> open_journal(const JournalSettings& settings);

}  // namespace octospira::cli
