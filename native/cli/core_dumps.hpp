#pragma once

namespace octospira::cli {

/// From now on no core dump of this process is written, because the secrets in its memory would be
/// in it. Before they are read.
void keep_out_of_core_dumps();

}  // namespace octospira::cli
