#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>

#include "core/base/time.hpp"

namespace octospira::simulators::octoperf {

/// Makes ids as OctoPerf's database does: 20 characters of [A-Za-z0-9_-] that hold the time, a
/// counter and the machine. Any of them may begin or end with '-' or '_'.
class IdMaker {
  public:
    IdMaker();
    [[nodiscard]] std::string next(EpochMs now);

  private:
    std::uint32_t sequence_;
    std::array<std::uint8_t, 6> machine_{};
};

/// A random (version 4) UUID: how API keys look.
[[nodiscard]] std::string random_uuid();

}  // namespace octospira::simulators::octoperf
