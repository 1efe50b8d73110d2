#include "native/cli/commands.hpp"

int main(int argc, char** argv) {
    return octospira::cli::run(octospira::cli::build_program, argc, argv);
}
