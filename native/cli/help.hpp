#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace octospira::cli {

/// CLI11's help with the descriptions of options broken into lines that a terminal bears.
class Help : public CLI::Formatter {
  public:
    [[nodiscard]] std::string make_option_desc(const CLI::Option* option) const override;
};

}  // namespace octospira::cli
