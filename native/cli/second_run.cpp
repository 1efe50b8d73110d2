#include "native/cli/second_run.hpp"

#include "native/recorder/status/second_run.hpp"

namespace octospira::cli {

Result<std::string> second_run_question(std::int64_t id, recorder::Journal& journal) {
    const auto story = journal.find(id);
    if (!story) return tl::unexpected(story.error());
    if (!*story) return std::string();
    return recorder::status::second_run_question((*story)->row, journal);
}

}  // namespace octospira::cli
