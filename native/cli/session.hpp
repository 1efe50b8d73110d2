#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/flows/engine/page_event.hpp"
#include "core/flows/follow/last_run.hpp"
#include "native/cli/access.hpp"
#include "native/cli/artifact.hpp"
#include "native/cli/notes.hpp"
#include "native/cli/operator_host.hpp"

namespace octospira::cli {

/// What an operator's command works with, from its settings to its end.
struct Session {
    Session(Access its_access, bool yes);

    Access access;
    Interruption interruption;
    Notes notes;
    OperatorHost host;

    /// As a page would describe where it stands; without a product, that of nothing in Spira.
    [[nodiscard]] flows::PageEvent event(std::optional<ProductId> product) const;
    [[nodiscard]] flows::Done converse(flows::Step step) {
        return host::run(std::move(step), host);
    }

    /// How a conversation that did not come to a good end is told; the exit code. Says which
    /// question nobody could be asked, and which signal came.
    [[nodiscard]] int report_end(const flows::Done& end) const;
    /// What a question is reported as that nobody was there to answer.
    [[nodiscard]] Error unanswered() const;
};

/// What a command was told to work on: a test case or a bench result.
struct Target {
    std::optional<NamedTestCase> test_case = std::nullopt;  ///< its product filled in
    std::optional<BenchResultId> bench_result = std::nullopt;
};
/// Complains where the text is neither, or empty, and where something is missing to look at it.
[[nodiscard]] Target read_target(const std::string& text, const Access& access,
                                 Complaints& complaints);
/// The same for a test case and nothing else; empty where it is none.
[[nodiscard]] std::optional<NamedTestCase> read_test_case(const std::string& text,
                                                          const Access& access,
                                                          Complaints& complaints);
/// RL:3, 3; "" and 0 stand for none.
[[nodiscard]] std::optional<ReleaseId> read_release(const std::string& text,
                                                    Complaints& complaints);

/// The run a target means, and what OctoPerf says of it; null where it was not found, and then
/// `end` says why.
struct FoundRun {
    flows::LastRunPtr run;
    flows::Done end;
};
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
