// bench_pacer: posts the lines of a file, one request each, as tests/bench/recorder/pacer.hpp says.
//
//   BENCH_SECRET=… bench_pacer PORT PATH FILE RATE CONNECTIONS
//
// Prints one line of JSON; latencies in microseconds.
#include "tests/bench/recorder/pacer.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>

namespace {

std::vector<std::string> lines_of(const char* path) {
    std::ifstream file(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

}  // namespace

int main(int count, char** arguments) {
    using namespace octospira;
    const char* const secret = std::getenv("BENCH_SECRET");
    if (count != 6 || secret == nullptr) {
        std::cerr << "usage: BENCH_SECRET=… bench_pacer PORT PATH FILE RATE CONNECTIONS\n";
        return 2;
    }
    auto bodies = lines_of(arguments[3]);
    if (bodies.empty()) {
        std::cerr << "bench_pacer: " << arguments[3] << " has no lines\n";
        return 1;
    }
    const auto paced =
        bench::post_all({static_cast<std::uint16_t>(std::stoul(arguments[1])), arguments[2], secret,
                         std::stod(arguments[4]), std::stoul(arguments[5])},
                        std::move(bodies));
    if (!paced) {
        std::cerr << "bench_pacer: " << sentence(paced.error()) << "\n";
        return 1;
    }
    std::cout << "{\"good\":" << paced->good << ",\"bad\":" << paced->bad
              << ",\"unanswered\":" << paced->unanswered << ",\"seconds\":" << paced->seconds
              << ",\"p50\":" << paced->p50 << ",\"p90\":" << paced->p90 << ",\"p99\":" << paced->p99
              << ",\"p999\":" << paced->p999 << ",\"max\":" << paced->max << "}\n";
    return 0;
}
