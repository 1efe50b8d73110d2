#include <fcntl.h>
#include <unistd.h>

#include <csignal>

#include "native/cli/cli.hpp"

namespace {

/// Where one of the three standard streams is closed, the next file that is opened would take its
/// number, and messages would be written into a journal.
void open_standard_streams() {
    for (int number = 0; number >= 0 && number <= 2;) {
        number = ::open("/dev/null", O_RDWR);
        if (number > 2) ::close(number);
    }
}

}  // namespace

int main(int argc, char** argv) {
    open_standard_streams();
    std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of write(), not our end
    return octospira::cli::run(argc, argv);
}
