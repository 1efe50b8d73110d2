#pragma once

#include <string>

#include "core/base/result.hpp"

namespace octospira::demo {

/// How a demonstration configures its simulators, as an administrator would on their pages.
struct DemoSetUp {
    std::string spira_url;     ///< as this machine reaches it
    std::string octoperf_url;  ///< as this machine reaches it
    std::string octoperf_public_url;
    std::string octoperf_key;
    std::string recorder_public_url;
    std::string secret;  ///< of the recorder
};

/// Uploads the package to the simulated Spira, enables it for product 1 and fills in its settings.
[[nodiscard]] Result<void> install_app(const DemoSetUp& set_up, const std::string& package);

/// Sends the simulated OctoPerf's notifications to the recorder.
[[nodiscard]] Result<void> set_notification(const DemoSetUp& set_up);

}  // namespace octospira::demo
