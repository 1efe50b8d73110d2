// The Spira simulator alone, for smoke.mjs: prints its address, serves until its input ends.
#include <iostream>
#include <string>
#include <thread>

#include "core/base/error.hpp"
#include "native/simulators/spira/simulator.hpp"

int main() {
    auto spira = octospira::simulators::spira::Spira::create({});
    if (!spira) {
        std::cerr << octospira::sentence(spira.error()) << "\n";
        return 1;
    }
    std::cout << (*spira)->base_url() << std::endl;
    std::jthread serving([&] { (*spira)->run(); });
    for (std::string line; std::getline(std::cin, line);) {
    }
    (*spira)->stop();
}
