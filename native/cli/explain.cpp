// octospira completion, octospira manual: the program describes itself.
#include <iostream>
#include <memory>
#include <string>

#include "native/cli/commands.hpp"
#include "native/cli/completion.hpp"
#include "native/cli/manual.hpp"

namespace octospira::cli {

namespace {

constexpr const char* kCompletionMore =
    "Put it where the shell looks for it:\n"
    "  octospira completion bash > /usr/share/bash-completion/completions/octospira\n"
    "  octospira completion zsh > /usr/share/zsh/vendor-completions/_octospira\n"
    "  octospira completion fish \\\n"
    "      > /usr/share/fish/vendor_completions.d/octospira.fish\n"
    "or, for the shell at hand:\n"
    "  source <(octospira completion bash)";

constexpr const char* kManualMore =
    "Example:\n"
    "  octospira manual | man -l -";

}  // namespace

void add_completion(CLI::App& program, int& exit_code) {
    auto shell = std::make_shared<std::string>();
    CLI::App* const command =
        program.add_subcommand("completion", "Print a shell's completion of this program.");
    command->footer(kCompletionMore);
    command->add_option("SHELL", *shell, "The shell")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    command->callback([shell, &program, &exit_code] {
        const CommandText text = describe(program);
        std::cout << (*shell == "bash"  ? bash_completion(text)
                      : *shell == "zsh" ? zsh_completion(text)
                                        : fish_completion(text))
                  << std::flush;
        exit_code = kDone;
    });
}

void add_manual(CLI::App& program, int& exit_code) {
    CLI::App* const command =
        program.add_subcommand("manual", "Print the manual page, octospira(1), as troff.");
    command->footer(kManualMore);
    command->callback([&program, &exit_code] {
        std::cout << manual_page(describe(program)) << std::flush;
        exit_code = kDone;
    });
}

}  // namespace octospira::cli
