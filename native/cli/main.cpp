#include <csignal>

#include "native/cli/cli.hpp"

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(), not our end
    return octospira::cli::run(argc, argv);
}
