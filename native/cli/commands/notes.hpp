#pragma once

#include <string>

#include "native/host/hints.hpp"
#include "native/host/host.hpp"

namespace octospira::cli {

/// Notes kept between calls of the program: hints, each in its own small file, so that concurrent
/// calls do not overwrite each other's. If one is lost, at most a question is not asked; there is
/// no ledger here, so recording searches Spira every time.
class Notes : public host::Memory {
  public:
    /// `folder` empty: they last as long as the process. `scope` (Spira's address) keeps the notes
    /// about different Spiras apart.
    Notes(const std::string& folder, const std::string& scope);

    [[nodiscard]] Result<std::optional<std::string>> recall(flows::Memory memory,
                                                            const std::string& key) override;
    [[nodiscard]] Result<void> remember(flows::Memory memory, const std::string& key,
                                        const std::optional<std::string>& value) override;

  private:
    [[nodiscard]] std::string file_of(const std::string& key) const;
    void drop_oldest() const;

    std::string folder_;
    host::Hints hints_;  ///< of this process, and all there is where no folder can be written
};

}  // namespace octospira::cli
