#pragma once

#include "native/recorder/log.hpp"
#include "native/recorder/recorder.hpp"

namespace octospira::recorder {

/// Logs, at startup, configuration that works but should be changed: a key sent over the network
/// unencrypted, a certificate that has expired, is not valid yet, or expires within 21 days.
void write_warnings(const RecorderOptions& options);

/// The same for the certificate alone, after it was reloaded.
void write_certificate_warning(const RecorderOptions& options);

}  // namespace octospira::recorder
