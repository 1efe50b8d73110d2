#include "core/flows/record/optional_parts.hpp"

#include <string_view>
#include <utility>

#include "core/base/text.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kLeftOutLine = "Recorded without its ";

/// "a", "a and b", "a, b and c"
void add_part(std::string& parts, std::string_view part) {
    const std::size_t last = parts.rfind(" and ");
    if (last != std::string::npos) parts.replace(last, 5, ", ");
    parts += parts.empty() ? std::string(part) : concat({" and ", part});
}

/// Beside the verdict, which is the details' first line.
void tell(spira::AutomatedRun& run, const std::string& without) {
    const std::size_t second = run.details.find('\n') + 1;
    const bool told = run.details.compare(second, kLeftOutLine.size(), kLeftOutLine) == 0;
    const std::size_t end = told ? run.details.find('\n', second) + 1 : second;
    run.details.replace(second, end - second,
                        concat({kLeftOutLine, without, ": Spira refused it.\n"}));
}

enum class Part { none, test_set, release, build, step };

/// The part of the run that the words name first.
Part first_named(const spira::AutomatedRun& run, const std::string& words) {
    const std::pair<std::string_view, Part> names[] = {
        {"test set", run.test_set ? Part::test_set : Part::none},
        {"testset", run.test_set ? Part::test_set : Part::none},
        {"release", run.release ? Part::release : Part::none},
        {"build", run.build ? Part::build : Part::none},
        {"step", run.step.empty() ? Part::none : Part::step}};
    Part named = Part::none;
    std::size_t first = std::string::npos;
    for (const auto& [name, part] : names) {
        const std::size_t at = words.find(name);
        if (part == Part::none || at >= first) continue;
        first = at;
        named = part;
    }
    return named;
}

}  // namespace

bool is_refusal(const Answer& answer, const Error& error) {
    if (answer.status < 400) return false;
    // A row that a foreign key does not let in was not stored, whatever the status.
    if (contains_ignoring_case(error.message.english, "foreign key")) return true;
    return answer.status < 500 && !retryable(error.kind);
}

bool leave_out_parts(spira::AutomatedRun& run, const Error& refusal, std::string& without) {
    if (refusal.kind == ErrorKind::unauthorized || refusal.kind == ErrorKind::forbidden)
        return false;
    const std::string before = without;
    const Part named = first_named(run, to_lower(refusal.message.english));
    const bool all = named == Part::none;
    if (run.test_set && (all || named == Part::test_set)) {
        run.test_set.reset();
        add_part(without, "test set");
    }
    // A build is one of its release.
    if (run.build && named != Part::test_set && named != Part::step) {
        run.build.reset();
        add_part(without, "build");
    }
    if (run.release && (all || named == Part::release)) {
        run.release.reset();
        add_part(without, "release");
    }
    if (without != before) {
        tell(run, without);
        return true;
    }
    // The step is ours, and the least likely cause.
    return !std::exchange(run.step, {}).empty();
}

}  // namespace octospira::flows
