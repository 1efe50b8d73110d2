#include "native/recorder/postgres/schema.hpp"

#include <string>

namespace octospira::recorder::postgres {

namespace {

/// Whose tables these are. "octospira.journal" says it, together with the version.
constexpr const char* kMarkTable =
    "CREATE TABLE octospira.journal (program text NOT NULL, version integer NOT NULL); "
    "COMMENT ON TABLE octospira.journal IS 'Says whose schema this is, and of which version.'; "
    "INSERT INTO octospira.journal VALUES ('octospira', 0);";

/// Shared by all who migrate, in this database.
constexpr const char* kLock = "SELECT pg_advisory_xact_lock(332007363, 1)";

struct Found {
    bool schema = false;
    bool ours = false;
    std::int64_t version = 0;
};

tl::unexpected<Error> refused(const std::string& message, const std::string& advice) {
    return failure(ErrorKind::invalid_input, message, advice, "journal");
}

Result<Found> look(Session& session) {
    const auto facts = session.ask_unprepared(
        "SELECT current_setting('server_encoding'), "
        "EXISTS (SELECT FROM pg_namespace WHERE nspname = 'octospira'), "
        "(SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = 'octospira' AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')), "
        "(SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'octospira' "
        "AND c.relname = 'journal' AND a.attname IN ('program', 'version'))");
    if (!facts) return tl::unexpected(facts.error());
    if (facts->text(0, 0) != "UTF8") {
        return refused("The journal's database has the encoding " + facts->text(0, 0) + ".",
                       "Make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.");
    }
    Found found{facts->is_true(0, 1), facts->integer(0, 3) == 2, 0};
    if (found.ours) {
        const auto mark =
            session.ask_unprepared("SELECT program::text, version::bigint FROM octospira.journal");
        if (!mark) return tl::unexpected(mark.error());
        found.ours = mark->size() == 1 && mark->text(0, 0) == "octospira";
        if (found.ours) found.version = mark->integer(0, 1);
    }
    if (!found.ours && facts->integer(0, 2) > 0) {
        return refused(
            "The schema octospira in the journal's database holds another program's "
            "tables.",
            "Give another database.");
    }
    return found;
}

Result<void> refuse_newer(const Found& found, std::size_t known) {
    if (found.version <= static_cast<std::int64_t>(known)) return {};
    return refused("The journal has version " + std::to_string(found.version) +
                       ", and this program knows versions up to " + std::to_string(known) + ".",
                   "Use the newer OctoSpira that wrote it, or another database.");
}

Result<void> take_steps(Session& session, std::span<const char* const> steps) {
    if (auto locked = session.ask_unprepared(kLock); !locked) {
        return tl::unexpected(std::move(locked).error());
    }
    // Whoever had the lock before may have done it all.
    const auto found = look(session);
    if (!found) return tl::unexpected(found.error());
    if (auto usable = refuse_newer(*found, steps.size()); !usable) return usable;
    Result<void> done;
    if (!found->schema) done = session.script("CREATE SCHEMA octospira");
    if (done && !found->ours) done = session.script(kMarkTable);
    for (auto at = static_cast<std::size_t>(found->version); done && at < steps.size(); ++at) {
        done = session.script(steps[at]);
    }
    if (!done) return done;
    return session.script("UPDATE octospira.journal SET version = " + std::to_string(steps.size()));
}

}  // namespace

Result<void> bring_up_to_date(Session& session, std::span<const char* const> known) {
    const auto found = look(session);
    if (!found) return tl::unexpected(found.error());
    if (auto usable = refuse_newer(*found, known.size()); !usable) return usable;
    if (found->ours && found->version == static_cast<std::int64_t>(known.size())) return {};
    return session.migrate([&] { return take_steps(session, known); });
}

}  // namespace octospira::recorder::postgres
