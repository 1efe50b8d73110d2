// octospira-demo: the simulators, alone or joined with a recorder. Not for production.
#include "native/cli/commands.hpp"
#include "native/demo/commands.hpp"

namespace {

using namespace octospira;

constexpr const char* kAbout =
    "Simulated Spira and OctoPerf, to try OctoSpira out. Their data are invented, and are deleted\n"
    "at the end.";

std::unique_ptr<CLI::App> build(int& exit_code) {
    auto program = cli::new_program("octospira-demo", kAbout);
    demo::add_run(*program, exit_code);
    demo::add_simulate(*program, exit_code);
    return program;
}

}  // namespace

int main(int argc, char** argv) {
    return cli::run(build, argc, argv);
}
