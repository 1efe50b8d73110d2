#pragma once

#include <optional>
#include <string>

#include "core/base/function.hpp"
#include "core/flows/engine/step.hpp"
#include "core/flows/record/run_search.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

struct PostedRun {
    std::optional<spira::StoredRun> run;  ///< empty: nothing was stored, or unknown
    bool found = false;   ///< it was found in Spira after an answer with an unknown outcome
    std::string without;  ///< what Spira refused, in words: "release and build"; "": nothing
    std::string why;      ///< Spira's own words about that
    bool over = true;     ///< this post can store nothing any more
    std::optional<Error> error = std::nullopt;
};

/// Posts a run once. A release, build, test set or step that Spira certainly refuses is omitted:
/// the one it names, then all of them. After an answer with an unknown outcome, the run is searched
/// for, and never posted again here. A run with other details than these was stored by another
/// program: then the post may still be stored as well. `next` gets the run or the error: Spira's
/// own.
[[nodiscard]] Step post_run(RunPlace place, spira::AutomatedRun run,
                            Function<Step(const PostedRun&)> next);

/// Whether Spira stored this very run, and not one of the same result by another program: its
/// details are the same, but for what a server may add to them.
[[nodiscard]] bool is_run_of(const spira::StoredRun& stored, const spira::AutomatedRun& run);

/// Whether one of the runs that were found is.
[[nodiscard]] bool holds_run_of(const RunSearch& search, const spira::AutomatedRun& run);

}  // namespace octospira::flows
