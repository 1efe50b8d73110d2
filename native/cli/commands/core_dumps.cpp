#include "native/cli/commands/core_dumps.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace octospira::cli {

void keep_out_of_core_dumps() {
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#if !defined(__SANITIZE_ADDRESS__)
    // The limit does not bind a handler such as systemd-coredump; this does. Not under
    // AddressSanitizer, whose search for leaks at the end attaches to the process.
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

}  // namespace octospira::cli
