#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/flows/engine/page_event.hpp"
#include "core/flows/follow/last_run.hpp"
#include "native/cli/commands/notes.hpp"
#include "native/cli/commands/operator_host.hpp"
#include "native/cli/settings/access.hpp"
#include "native/cli/settings/artifact.hpp"

namespace octospira::cli {

/// The objects that an operator's command uses.
struct Session {
    Session(Access its_access, bool yes);

    Access access;
    Interruption interruption;
    Notes notes;
    OperatorHost host;

    /// The event that a page would send; without a product, an empty one.
    [[nodiscard]] flows::PageEvent event(std::optional<ProductId> product) const;
    [[nodiscard]] flows::Done converse(flows::Step step) {
        return host::run(std::move(step), host);
    }

    /// Reports a conversation that failed; returns the exit code. Names the question that could not
    /// be asked, or the signal.
    [[nodiscard]] int report_end(const flows::Done& end) const;
    /// The error for a question that could not be asked.
    [[nodiscard]] Error unanswered() const;
};

/// The target of a command: a test case or a bench result.
struct Target {
    std::optional<NamedTestCase> test_case = std::nullopt;  ///< its product filled in
    std::optional<BenchResultId> bench_result = std::nullopt;
};
/// Reports a text that is neither or is empty, and settings that are missing for it.
[[nodiscard]] Target read_target(const std::string& text, const Access& access,
                                 Complaints& complaints);
/// The same for a test case and nothing else; empty where it is none.
[[nodiscard]] std::optional<NamedTestCase> read_test_case(const std::string& text,
                                                          const Access& access,
                                                          Complaints& complaints);
/// RL:3 or 3; "" and 0 mean none.
[[nodiscard]] std::optional<ReleaseId> read_release(const std::string& text,
                                                    Complaints& complaints);

/// The target's run as read from OctoPerf, or how the search ended where it was not found.
using FoundRun = tl::expected<flows::LastRunPtr, flows::Done>;
[[nodiscard]] FoundRun find_run(Session& session, const Target& target);
/// Of a known id. With `hint`, what is remembered of its launch (flows::LastRun::hint).
[[nodiscard]] FoundRun find_run(Session& session, const flows::PageEvent& event,
                                const BenchResultId& id, const Json& hint = nullptr);
/// Reads the test case that the run's result belongs to. Null error: done.
[[nodiscard]] flows::Done read_test_case_of(Session& session, const flows::LastRunPtr& run,
                                            TestCaseId id);

/// An error of calls for this test case. Where Spira does not know it, it and its product are
/// named.
[[nodiscard]] Error naming(const NamedTestCase& test_case, Error error);

}  // namespace octospira::cli
