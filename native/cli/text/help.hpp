#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace octospira::cli {

/// CLI11's help in lines of at most 80 columns, with what an option takes.
class Help : public CLI::Formatter {
  public:
    [[nodiscard]] std::string make_option_opts(const CLI::Option* option) const override;
    [[nodiscard]] std::string make_help(const CLI::App* app, std::string name,
                                        CLI::AppFormatMode mode) const override;
};

}  // namespace octospira::cli
