#include "tests/faults/report.hpp"

#include <cstdlib>
#include <fstream>
#include <utility>

#include "core/base/json.hpp"

namespace octospira::faults {

void report(const Case& tried) {
    const char* const file = std::getenv("OCTOSPIRA_RELIABILITY");
    if (file == nullptr || *file == '\0') return;
    const Json line{
        {"kind", tried.kind},         {"what", tried.what},
        {"where", tried.where},       {"notifications", tried.notifications},
        {"recorded", tried.recorded}, {"doubled", tried.doubled},
        {"lost", tried.lost},         {"result", tried.survived() ? "survived" : "failed"}};
    // One write of one short line: several programs may report at the same time.
    std::ofstream(file, std::ios::app) << to_text(line) + "\n" << std::flush;
}

Case case_of(std::string kind, std::string what, std::string where,
             const std::vector<int>& times_recorded) {
    Case tried{std::move(kind), std::move(what), std::move(where),
               static_cast<int>(times_recorded.size())};
    for (const int times : times_recorded) {
        if (times > 0) ++tried.recorded;
        if (times > 1) ++tried.doubled;
        if (times == 0) ++tried.lost;
    }
    return tried;
}

}  // namespace octospira::faults
