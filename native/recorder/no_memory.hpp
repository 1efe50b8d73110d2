#pragma once

#include "native/host/host.hpp"

namespace octospira::recorder {

/// For conversations that store and read no notes.
class NoMemory : public host::Memory {
  public:
    Result<std::optional<std::string>> recall(flows::Memory, const std::string&) override {
        return std::optional<std::string>();
    }
    Result<void> remember(flows::Memory, const std::string&,
                          const std::optional<std::string>&) override {
        return {};
    }
};

}  // namespace octospira::recorder
