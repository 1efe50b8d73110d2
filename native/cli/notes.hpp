#pragma once

#include <string>

#include "native/host/hints.hpp"
#include "native/host/host.hpp"

namespace octospira::cli {

/// What is remembered from one call of the program to the next: hints, each in a small file of its
/// own, so that calls at the same time do not lose each other's. Lost notes do no harm beyond a
/// question that is not asked; there is no ledger here, so recording looks into Spira every time.
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
