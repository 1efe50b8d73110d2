#include "native/cli/settings/journal_access.hpp"

#include <utility>

#include "native/cli/settings/option_group.hpp"
#include "native/cli/text/output.hpp"

namespace octospira::cli {

void add_journal_options(CLI::App& command, JournalSettings& settings) {
    OptionGroup group(command, "Options");
    group.add_with_default("--journal", settings.journal, "FILE|URL",
                           "The recorder's journal: an SQLite file, or "
                           "postgresql://USER@HOST/DATABASE");
    group.add_secret("--journal-password-file", settings.password,
                     "File with the PostgreSQL user's password");
    add_output_option(command, settings.output, true);
}

Result<OpenJournal> open_journal(const JournalSettings& settings) {
    auto password = read_secret(settings.password);
    if (!password) return tl::unexpected(password.error());
    recorder::StoreOptions options;
    options.where = settings.journal;
    options.password = std::move(*password);
    options.recorder = false;
    auto store = recorder::open_store(options);
    if (!store) return tl::unexpected(store.error());
    auto journal = (*store)->connect();
    if (!journal) return tl::unexpected(journal.error());
    return OpenJournal{std::move(*store), std::move(*journal)};
}

}  // namespace octospira::cli
