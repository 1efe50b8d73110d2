#pragma once

namespace octospira::cli {

/// Disables core dumps of this process, because they would contain its secrets. Call it before they
/// are read.
void keep_out_of_core_dumps();

}  // namespace octospira::cli
