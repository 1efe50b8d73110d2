#pragma once

#include <CLI/CLI.hpp>

namespace octospira::demo {

// Each adds its command to the program; when it was chosen, it leaves its exit code behind.
void add_run(CLI::App& program, int& exit_code);
void add_simulate(CLI::App& program, int& exit_code);

}  // namespace octospira::demo
