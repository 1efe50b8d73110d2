#pragma once

#include "native/recorder/log.hpp"
#include "native/recorder/recorder.hpp"

namespace octospira::recorder {

/// Says in the log what works and should not stay so: a key that goes over the network in clear, a
/// certificate that has expired, is not valid yet, or expires within 21 days. At the start.
void write_warnings(const RecorderOptions& options);

/// Of the certificate alone, after it was read anew.
void write_certificate_warning(const RecorderOptions& options);

}  // namespace octospira::recorder
